"""What a file would change of a child's recorded facts and details. What a person said is never overwritten unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from permanence.practice.children.models import Child, Fact
from permanence.practice.imports.dropped import Times, dropped
from permanence.practice.imports.lines import CHANGED, CONFLICTING, NEW, Line, said
from permanence.practice.imports.matching import UNDONE, pairs, says_the_same

THE_RETURN_KNOWS = frozenset({"in_care", "legal_status", "placement"})
"""Spans whose end the return is the place to say: where it has none, they go on."""


@dataclass(frozen=True)
class Compared:
    """The lines of a child's dry run, and how many facts say the same as what is recorded."""

    lines: list[Line]
    unchanged: int


def compare_facts(
    stated: Sequence[Fact], versions: Sequence[Fact], known_to: Mapping[str, date], times: Times
) -> Compared:
    """The lines for the facts a file states, beside every recorded version of the child's facts.

    ``known_to`` gives for each file of a return the last day it tells of, ``times`` what time it tells of in full.
    """
    before = {version.replaced_by_id: version for version in versions if version.replaced_by_id}
    lines = []
    found = pairs(stated, versions)
    for fact, recorded in found:
        corrected = recorded is not None and _was_corrected(recorded, before)
        line = _line(fact, recorded, corrected, known_to)
        if line:
            lines.append(line)
    unchanged = len(stated) - len(lines)
    lines += dropped(versions, {recorded.pk for _, recorded in found if recorded}, times)
    lines.sort(key=lambda line: ((line.says or line.was)["start"], (line.says or line.was)["token"]))
    return Compared(lines, unchanged)


def _line(fact: Fact, recorded: Fact | None, corrected: bool, known_to: Mapping[str, date]) -> Line | None:
    where = (fact.file, fact.line)
    if recorded is None:
        return Line(NEW, said(fact), where=where)
    if recorded.withdrawn_at is not None:
        return Line(CONFLICTING, said(fact), said(recorded), None, where=where, why="withdrawn")
    reopened = _reopened(fact, recorded, known_to)
    if says_the_same(fact, recorded) and not reopened:
        return None
    followed = _followed(fact, recorded, reopened)
    if recorded.file:
        return Line(CHANGED, said(followed), said(recorded), recorded.pk, where=where)
    followed.file, followed.line = "", None  # what a person recorded stays theirs, whatever a file adds to it
    if not corrected and _only_adds(fact, recorded) and not reopened:
        return Line(CHANGED, said(followed), said(recorded), recorded.pk, where=where, why="adds")
    return Line(CONFLICTING, said(followed), said(recorded), recorded.pk, where=where, why="recorded")


def _was_corrected(recorded: Fact, before: Mapping[int, Fact]) -> bool:
    """Whether someone changed it since it was first recorded. An import that was undone has changed nothing."""
    earlier = before.get(recorded.pk)
    while earlier is not None and earlier.why == UNDONE:
        earlier = before.get(before[earlier.pk].pk)
    return earlier is not None


def _reopened(fact: Fact, recorded: Fact, known_to: Mapping[str, date]) -> bool:
    """Whether the return knows the day on which the recorded span ended, and yet says that it goes on."""
    last = known_to.get(fact.file)
    if last is None or fact.end or not recorded.end or fact.fact not in THE_RETURN_KNOWS:
        return False
    return recorded.end < last


def _followed(fact: Fact, recorded: Fact, reopened: bool) -> Fact:
    """What would stand: what the file says, and what is recorded besides."""
    end = fact.end if fact.end or reopened else recorded.end
    return Fact(
        token=fact.token, start=fact.start, end=end, attributes=recorded.attributes | fact.attributes,
        basis=fact.basis, file=fact.file, line=fact.line,
    )  # fmt: skip


def _only_adds(fact: Fact, recorded: Fact) -> bool:
    """Whether the file contradicts nothing of what is recorded."""
    if (fact.token, fact.start) != (recorded.token, recorded.start):
        return False
    if fact.end and recorded.end and fact.end != recorded.end:
        return False
    return all(recorded.attributes.get(name, value) == value for name, value in fact.attributes.items())


def compare_details(child: Child, told: Mapping[str, Any], brought: Mapping[str, Any]) -> list[Line]:
    """The lines for a child's details. ``brought`` is what the last import said of them: a person has not touched
    what is still as it was brought."""
    lines = []
    for name, value in told.items():
        recorded = getattr(child, name)
        recorded = recorded.isoformat() if isinstance(recorded, date) else recorded
        if value and value != recorded:
            kind = CHANGED if not recorded or recorded == brought.get(name) else CONFLICTING
            why = "" if kind == CHANGED else "recorded"
            lines.append(Line(kind, {"value": value}, {"value": recorded} if recorded else {}, detail=name, why=why))
    return lines
