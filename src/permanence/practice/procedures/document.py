"""A policy document as a page: every paragraph in order, with its rule, its settings and whom it touches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from django.utils.text import slugify

from permanence.policy.explain import duty_name
from permanence.policy.pack import Pack, Setting, read_pack, value_words
from permanence.policy.register import Clause, read_register
from permanence.policy.rules import Rule
from permanence.policy.terms import terms
from permanence.policy.wording import limit_in_words, opening_in_words
from permanence.practice.design.wording import day as in_words
from permanence.practice.procedures.examples import Examples, examples_of
from permanence.tracker.names import capital

STRENGTHS = {"must": "red", "should": "blue", "may": "grey", "info": "grey"}


@dataclass(frozen=True)
class SettingShown:
    """A value the authority may set: what it is for, how it stands, and what the document says where that differs."""

    means: str
    value: str
    document: str
    since: str


@dataclass(frozen=True)
class RuleLine:
    """What is owed, by when, and what starts the clock."""

    duty: str
    limit: str
    starts: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as it is shown. ``children``: how many have something open under it, where it is in force."""

    clause: Clause
    rules: tuple[RuleLine, ...]
    settings: tuple[SettingShown, ...]
    kept: str
    examples: Examples
    children: int | None = None

    @property
    def strength(self) -> tuple[str, str]:
        """The word and the colour of how strongly the document puts it."""
        return self.clause.strength, STRENGTHS[self.clause.strength]


@dataclass(frozen=True)
class Part:
    """Paragraphs under one heading of the document."""

    heading: str
    anchor: str
    paragraphs: tuple[Paragraph, ...]


def parts(
    pack: Pack, day: date, children: Mapping[str, int] | None, asked: str = "", timed: bool = False
) -> list[Part]:
    """The document in its order: all of it, or the paragraphs with a time, or with these words in them."""
    read = _Reader(pack, day, children)
    wanted = (clause for clause in read_register((pack.code,)).clauses if _is_wanted(clause, asked.lower(), timed))
    numbered = enumerate(groupby(wanted, key=_heading), 1)
    return [
        Part(name, f"{slugify(name)[:40]}-{number}", tuple(map(read.paragraph, found)))
        for number, (name, found) in numbered
    ]


def _is_wanted(clause: Clause, asked: str, timed: bool) -> bool:
    said = " ".join((clause.id, clause.says, clause.where, clause.reading or "", *clause.items)).lower()
    return (clause.timed or not timed) and all(word in said for word in asked.split())


def _heading(clause: Clause) -> str:
    """The heading it stands under in the document, without the line numbers of our working copy."""
    return clause.where.rpartition(" (L")[0] or clause.where


@dataclass(frozen=True)
class _Reader:
    pack: Pack
    day: date
    children: Mapping[str, int] | None

    def paragraph(self, clause: Clause) -> Paragraph:
        rules = [rule for rule in self.pack.rules if rule.clause == clause.id]
        used = [setting for setting in self.pack.settings.values() if _uses(clause, setting)]
        number = None if self.children is None or not rules else self.children.get(clause.id, 0)
        return Paragraph(
            clause=clause,
            rules=tuple(dict.fromkeys(line for rule in rules for line in rule_lines(rule, self.pack.code))),
            settings=tuple(self._setting(setting) for setting in used),
            kept="" if rules else _kept(clause),
            examples=examples_of(clause.id),
            children=number,
        )

    def _setting(self, setting: Setting) -> SettingShown:
        standing = read_pack(self.pack.code).settings[setting.name]
        value, document = value_words(setting.on(self.day)), value_words(standing.on(None))
        since = max((start for start, _ in setting.values if start and start <= self.day), default=None)
        return SettingShown(setting.means, value, document if document != value else "", in_words(since))


def rule_lines(rule: Rule, code: str) -> Iterator[RuleLine]:
    """The rule in words, a line for each thing owed."""
    local = terms(code).local
    for owed in rule.owed:
        limit = f"{limit_in_words(rule)}{_window(rule)}"
        yield RuleLine(
            capital(duty_name(owed.duty, local)),
            limit,
            capital(opening_in_words(rule).removeprefix("from the start of: ")),
        )


def _window(rule: Rule) -> str:
    """From when until when the rule has this limit, where a setting was changed."""
    since, until = rule.in_force
    return (f" (from {in_words(since)})" if since else "") + (f" (until {in_words(until)})" if until else "")


def _uses(clause: Clause, setting: Setting) -> bool:
    return setting.clause == clause.id or setting.name in _settings_named(clause.pack).get(clause.id, ())


@cache
def _settings_named(code: str) -> Mapping[str, frozenset[str]]:
    """Which settings each paragraph of a policy names. The program's own packs do not change while it runs."""
    written = read_pack(code).about["paragraphs"]
    return {str(one["id"]): frozenset(re.findall(r"'\$(\w+)'", str(dict(one)))) for one in written}


def _kept(clause: Clause) -> str:
    """What keeps a paragraph that is no rule, in a sentence; and why nothing is owed by a day, where it has a time."""
    if clause.honoured is None:
        return clause.no_row or ""
    kept = _KEPT.get(clause.honoured.by, f"Kept by a {clause.honoured.by}: ") + clause.honoured.what
    return f"{clause.no_row} {kept}" if clause.no_row else kept


_KEPT = {"term": "A word of this policy: ", "document": "See "}


@cache
def words_of(code: str) -> tuple[tuple[str, str, str], ...]:
    """The document's own words: ours, theirs, and what it means."""
    known = terms(code)
    return tuple((neutral, ", ".join(local), known.means[neutral]) for neutral, local in sorted(known.words.items()))
