"""The details a fact may carry, checked against the vocabulary before they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from permanence.policy.vocabulary import Attribute, vocabulary
from permanence.practice.children.words import homes_now
from permanence.practice.refusals import Refusal


def clean_token(token: str) -> str:
    """The token, if it is a word of the vocabulary. Raises Refusal."""
    if token not in vocabulary().tokens:
        raise Refusal(f"There is no fact called '{token}'. Choose one from the list.", "token")
    return token


def clean_attributes(token: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The details as they are kept: days as text, nothing for what is not said. Raises Refusal, naming the field."""
    takes = vocabulary().fact_of(token).takes
    kept = {}
    for name, value in given.items():
        if name not in takes:
            raise Refusal(f"{spoken(token).capitalize()} does not take '{name}'. Leave it out.", name)
        if value not in (None, "", []):
            kept[name] = _clean(vocabulary().attributes[name], value)
    _refuse_another_kind_of_home(token, kept.get("setting"))
    return kept


def _refuse_another_kind_of_home(token: str, setting: str | None) -> None:
    """A setting belongs to some kinds of placement: a secure unit is no foster home."""
    if setting is None:
        return
    home = homes_now()[setting]
    if token.partition(".")[2] not in home.placements:
        kinds = " or ".join(spoken(f"placement.{code}") for code in home.placements)
        raise Refusal(f"'{home.name}' does not go with {spoken(token)}. It is a {kinds}.", "setting")


def _clean(attribute: Attribute, value: Any) -> Any:
    match attribute.kind:
        case "bool" if isinstance(value, bool):
            return value
        case "int" if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        case "text" if isinstance(value, str):
            return value.strip()
        case "date":
            return _day(attribute, value)
        case "choice" if value in attribute.choices:
            return value
        case "choices" if isinstance(value, list | tuple) and set(value) <= set(attribute.choices):
            return [choice for choice in attribute.choices if choice in value]
    raise Refusal(f"'{value}' cannot be used here: {_wants(attribute)}.", attribute.name)


def _day(attribute: Attribute, value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as wrong:
        raise Refusal(f"'{value}' is not a day. Write one as 2026-03-31.", attribute.name) from wrong


def _wants(attribute: Attribute) -> str:
    if attribute.choices:
        return f"choose from {', '.join(choice.replace('_', ' ') for choice in attribute.choices)}"
    return {"bool": "say yes or no", "int": "write a whole number above 0"}.get(attribute.kind, "write it in words")


def spoken(token: str) -> str:
    """A token as one would say it in a sentence: placement (with parents), statutory review."""
    fact, _, code = token.partition(".")
    name = {"review": "statutory review", "in_care": "period of care"}.get(fact, fact.replace("_", " "))
    return f"{name} ({code.replace('_', ' ')})" if code else name
