"""The plain words for meetings, legal statuses, placements, plans and statuses (``names.yaml``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import yaml

from permanence.policy.explain import duty_name, duty_words
from permanence.policy.vocabulary import vocabulary

Local = Callable[[str], str]
"""Turns a neutral term into the authority's own word: ``terms(pack).local``."""


@cache
def words(kind: str) -> dict[str, str]:
    """The plain words of a kind: meeting, legal_status, placement, proceedings, plan, route, status or basis."""
    text = files(__package__).joinpath("names.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)[kind])


def title(duty: str, local: Local = str) -> str:
    """A duty as a heading, in the authority's words: "Permanency Planning Meeting"."""
    return capital(duty_name(duty, local))


def meeting_title(code: str, local: Local = str) -> str:
    """A kind of meeting as a heading, by its code or, for a statutory review, "review"."""
    duty = code if code == "review" else f"meeting.{code}"
    return title(duty, local) if duty in duty_words() else capital(words("meeting").get(code, code.replace("_", " ")))


def fact_title(fact: str) -> str:
    """A fact of the vocabulary in plain words: "legal status"."""
    return "time in care" if fact == "in_care" else fact.replace("_", " ")


def codes_of(fact: str) -> dict[str, str]:
    """The tokens of a fact, each with its plain word: "placement.foster" -> "Foster home"."""
    plain = words(fact)
    return {token: plain.get(token.partition(".")[2], token) for token in vocabulary().tokens_of(fact)}


def capital(text: str) -> str:
    """The text with its first letter a capital, and the rest left alone."""
    return text[:1].upper() + text[1:]
