"""The words facts are recorded in, read once from ``facts.yaml``: the join between packs, importers and screens.

A *token* is a fact with its code ("placement.foster", "review"); tokens are numbered so that a whole
population's facts are an array of small integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Attribute:
    """A detail a fact may carry. ``kind`` is bool, int, text, date, choice, or choices (several of them)."""

    name: str
    kind: str
    means: str
    choices: tuple[str, ...] = ()

    def number(self, value: Any) -> int:
        """The value as the small integer stored in a timeline; 0 is "not said". Raises ValueError on another word."""
        if value is None or self.kind == "text":
            return 0
        if self.kind == "bool":
            if not isinstance(value, bool):
                raise ValueError(f"'{value}' is not yes or no")
            return 1 if value else 2
        if self.kind == "int":
            return int(value)
        if self.kind == "choices":
            return sum(1 << self._place(word) for word in value)
        return self._place(value) + 1

    def _place(self, word: str) -> int:
        if word not in self.choices:
            raise ValueError(f"'{word}' is not one of {', '.join(self.choices)}")
        return self.choices.index(word)


@dataclass(frozen=True)
class Fact:
    """One kind of fact: a span (from, to) or an event (a date), with the codes and attributes it may have."""

    name: str
    is_span: bool
    means: str
    codes: tuple[str, ...]
    takes: tuple[str, ...]
    planned: bool


@dataclass(frozen=True)
class Vocabulary:
    """Every fact, attribute and token. ``tokens`` is in file order, so a token's number is its place in it."""

    facts: dict[str, Fact]
    attributes: dict[str, Attribute]
    tokens: tuple[str, ...]
    began: dict[str, str]

    def token(self, fact: str, code: str | None = None) -> str:
        """The token of a fact and code. Raises KeyError, in words, where there is no such fact or code."""
        if fact not in self.facts:
            raise KeyError(f"there is no fact '{fact}'; the facts are {', '.join(self.facts)}")
        codes = self.facts[fact].codes
        if codes and code not in codes:
            raise KeyError(f"'{fact}' needs one of these codes: {', '.join(codes)}; it has '{code or ''}'")
        if code and not codes:
            raise KeyError(f"'{fact}' has no codes; it has '{code}'")
        return f"{fact}.{code}" if code else fact

    def number(self, token: str) -> int:
        """The number of a token, as stored in a timeline."""
        return _numbers()[token]

    def tokens_of(self, fact: str) -> tuple[str, ...]:
        """All tokens of one fact."""
        codes = self.facts[fact].codes
        return tuple(f"{fact}.{code}" for code in codes) if codes else (fact,)

    def fact_of(self, token: str) -> Fact:
        """The fact a token belongs to."""
        return self.facts[token.partition(".")[0]]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of ``facts.yaml``."""
    text = files(__package__).joinpath("facts.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    facts: dict[str, Fact] = {}
    began: dict[str, str] = {}
    for group, is_span in (("spans", True), ("events", False)):
        for name, entry in raw[group].items():
            facts[name] = _fact(name, entry, is_span)
            began.update(_phrases(name, entry))
    attributes = {name: _attribute(name, entry) for name, entry in raw["attributes"].items()}
    tokens = tuple(token for fact in facts.values() for token in _tokens(fact))
    return Vocabulary(facts, attributes, tokens, began)


@cache
def _numbers() -> dict[str, int]:
    return {token: number for number, token in enumerate(vocabulary().tokens)}


def _fact(name: str, entry: dict[str, Any], is_span: bool) -> Fact:
    codes = tuple(entry.get("codes") or ())
    return Fact(name, is_span, entry["means"], codes, tuple(entry.get("takes") or ()), bool(entry.get("planned")))


def _attribute(name: str, entry: dict[str, Any]) -> Attribute:
    return Attribute(name, entry["type"], entry["means"], tuple(entry.get("choices") or ()))


def _tokens(fact: Fact) -> tuple[str, ...]:
    return tuple(f"{fact.name}.{code}" for code in fact.codes) if fact.codes else (fact.name,)


def _phrases(name: str, entry: dict[str, Any]) -> dict[str, str]:
    if "codes" not in entry:
        return {name: entry["began"]} if entry.get("began") else {}
    return {f"{name}.{code}": phrase for code, phrase in entry["codes"].items() if phrase}
