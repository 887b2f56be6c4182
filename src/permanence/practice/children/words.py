"""The plain words for facts, their kinds and details (``words.yaml``), with the authority's own terms in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from permanence.policy.explain import short_day
from permanence.policy.homes import Home, homes_of
from permanence.policy.pack import Pack
from permanence.policy.terms import terms
from permanence.policy.vocabulary import vocabulary
from permanence.practice.procedures.policy import current_pack, document_of
from permanence.tracker.names import capital, meeting_title
from permanence.tracker.names import words as plain_words

Local = Callable[[str], str]
"""Turns a neutral term into the authority's own word."""

NAMED_BY_THE_TRACKER = ("legal_status", "placement", "proceedings", "plan")
_TERM = re.compile(r"\{([^}]+)\}")


@cache
def fact_words() -> dict[str, Any]:
    """The content of ``words.yaml``."""
    return dict(yaml.safe_load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")))


def local_words() -> Local:
    """The words of the policy in force today."""
    return local_of(current_pack())


def local_of(pack: Pack) -> Local:
    """The words of a policy."""
    return _local(pack.code)


def homes_now() -> Mapping[str, Home]:
    """The settings a child may live in, in the words of the policy in force today."""
    return homes_of(document_of(current_pack()))


@cache
def _local(pack: str) -> Local:
    return terms(pack).local


def fact_name(fact: str, local: Local = str) -> str:
    """A kind of fact as a heading: "Legal status"."""
    return capital(_filled(fact_words()["names"][fact], local))


def token_name(token: str, local: Local = str) -> str:
    """A fact with its code as one would name it: "Foster home", "Section 20", "Statutory review"."""
    fact, _, code = token.partition(".")
    return capital(_code_name(fact, code, local)) if code else fact_name(fact, local)


def _code_name(fact: str, code: str, local: Local) -> str:
    if fact in ("meeting", "booked"):
        return meeting_title(code, local)
    if fact == "permanence_achieved":
        return f"Permanence reached: {plain_words('plan')[code].lower()}"
    names = plain_words(fact) if fact in NAMED_BY_THE_TRACKER else fact_words()["codes"][fact]
    return _filled(names.get(code, code.replace("_", " ")), local)


def _filled(text: str, local: Local) -> str:
    return _TERM.sub(lambda term: local(term[1]), text)


def question(attribute: str) -> tuple[str, str]:
    """The label and the hint of the field for a detail."""
    label, hint = fact_words()["attributes"][attribute]
    return label, _TERM.sub("", hint).strip()


def choice_name(attribute: str, choice: str) -> str:
    """A choice of a detail in plain words: "Agency", "Long-term fostering"."""
    if attribute in ("primary", "parallel"):
        return plain_words("plan")[choice]
    if attribute == "setting":
        return homes_now()[choice].name
    return capital(fact_words()["said"][attribute][choice])


def details(attributes: Mapping[str, Any]) -> Iterator[str]:
    """What a fact's details say, each in a few words: "long term", "agency", "kept open: adoption"."""
    for name in vocabulary().attributes:
        if attributes.get(name) not in (None, "", []):
            yield _detail(name, attributes[name])


def _detail(name: str, value: Any) -> str:
    match name:
        case "primary":
            return choice_name(name, value).lower()
        case "parallel":
            return f"kept open beside it: {', '.join(choice_name(name, one).lower() for one in value)}"
        case "review_every_days":
            return f"reviewed every {value} days"
        case "setting":
            return choice_name(name, value).lower()
        case "about":
            return f"about {short_day(date.fromisoformat(value))}"
        case "sitting":
            return str(value)
    said: str = fact_words()["said"][name][value]
    return said
