"""Applying a dry run: everything in one transaction, written in bulk, with an entry and new duties for every child."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.filling import insert_new, update
from permanence.practice.imports import keeping
from permanence.practice.imports.actions.staging import finished, taken_up
from permanence.practice.imports.dry_run import stamp
from permanence.practice.imports.lines import CHANGED, DETAILS, NEW, SET_ASIDE, Line
from permanence.practice.imports.models import Import, ImportedChild
from permanence.practice.imports.resting import NAMELESS
from permanence.practice.imports.settling import settled
from permanence.practice.imports.visibility import known_by, standing_of, versions_of
from permanence.practice.record.writing import action, write
from permanence.practice.staff.models import Person
from permanence.practice.tracker.actions import rebuild


@dataclass
class Writing:
    """A child's part: the lines about facts, with the versions made of them; about details; and what is ``gone``."""

    row: ImportedChild
    child: Child
    lines: list[Line]
    details: list[Line]
    facts: list[Fact]
    gone: list[Line]


@action
def apply(*, by: Person, source: Import) -> Import:
    """Writes what the dry run says and was chosen, for the children this person sees. Part of it never stands alone.

    A child whose record changed since the dry run is left as they are, and marked as moved on.
    """
    source = taken_up(source, "applying")
    rows, moved_on = _still_as_compared(source.children.visible_to(by).to_apply(), by)
    keeping.tell(source, "Writing facts", 0, len(rows))
    writings = _prepared(rows)
    _write_children(writings)
    _write_facts(writings, by)
    _withdraw(writings, by)
    keeping.tell(source, "Working out what is owed", len(rows), len(rows))
    rebuild([writing.child.pk for writing in writings])
    _close(writings, moved_on)
    _name_in_problems(source, writings)
    return finished(source, "applied", applied_by=by, applied_at=timezone.now())


def _still_as_compared(rows: Any, by: Person) -> tuple[list[ImportedChild], list[ImportedChild]]:
    """The rows whose children are as they were when compared, held until the transaction ends; and the others."""
    children = for_the_machine().filter(pk__in=rows.order_by().values("child")).order_by("pk")
    held = {child.pk: child for child in children.select_for_update(no_key=True)}
    standing = standing_of(children.order_by().values("pk"))
    known = known_by(set(rows.filter(child__isnull=True).values_list("return_id", flat=True)))
    same, moved_on = list[ImportedChild](), list[ImportedChild]()
    for row in rows:
        row.child = held.get(row.child_id) if row.child_id else None
        now = stamp(row.child, standing.get(row.child_id, ())) if row.child else ""
        (moved_on if now != row.stamp or (row.is_new and row.return_id in known) else same).append(row)
    return same, moved_on


def _prepared(rows: Iterable[ImportedChild]) -> list[Writing]:
    rows = list(rows)
    choosing = {row.child_id for row in rows if row.taken and row.child_id}
    versions = versions_of(choosing)
    return [_writing(row, versions.get(row.child_id, [])) for row in rows]


def _writing(row: ImportedChild, versions: Sequence[Fact]) -> Writing:
    child = row.child or _new_child(row)
    lines = [Line.of(kept) for kept in row.lines]
    if any(lines[place].withdraws for place in row.taken):
        _reconsider(row, lines)
    followed = [line for place, line in enumerate(lines) if line.kind in (NEW, CHANGED) or place in row.taken]
    facts = [line for line in followed if not line.detail]
    if row.taken:  # what was chosen must be possible beside the rest
        facts, refused = settled(child, facts, [version for version in versions if version.stands])
        _set_aside(row, lines, refused)
    details, gone = [line for line in followed if line.detail], [line for line in facts if line.withdraws]
    return Writing(row, child, [line for line in facts if not line.withdraws], details, [], gone)


def _reconsider(row: ImportedChild, lines: Sequence[Line]) -> None:
    """Takes up again what was set aside: it may have been in the way of a fact that is withdrawn now."""
    for place, line in enumerate(lines):
        if line.kind == SET_ASIDE:
            line.kind, line.why = CHANGED if line.instead else NEW, ""
            row.lines[place] = line.kept()
            row.set_aside -= 1


def _set_aside(row: ImportedChild, lines: Sequence[Line], refused: Sequence[Line]) -> None:
    """Marks the lines that could not be followed after all."""
    for line in refused:
        place = next(n for n, one in enumerate(lines) if one.says is line.says)
        row.lines[place] = line.kept()
    row.set_aside += len(refused)


def _new_child(row: ImportedChild) -> Child:
    return Child(first_name=NAMELESS, last_name=row.return_id, return_id=row.return_id, **row.details)


def _write_children(writings: Sequence[Writing]) -> None:
    Child.objects.bulk_create([writing.child for writing in writings if writing.row.is_new], batch_size=1_000)
    changed = [writing for writing in writings if writing.details]
    for writing in changed:
        for line in writing.details:
            setattr(writing.child, line.detail, line.says["value"])
    update([writing.child for writing in changed], DETAILS)


def _write_facts(writings: Sequence[Writing], by: Person) -> None:
    for writing in writings:
        writing.facts = [line.version for line in writing.lines]
        for fact in writing.facts:
            fact.child_id, fact.recorded_by_id = writing.child.pk, by.pk
    insert_new([fact for writing in writings for fact in writing.facts])
    pairs = [pair for writing in writings for pair in zip(writing.lines, writing.facts, strict=True) if pair[0].instead]
    replaced = [Fact(pk=line.instead, replaced_by=fact, why=_why(line)) for line, fact in pairs]
    update(replaced, ("replaced_by", "why"))


def _withdraw(writings: Sequence[Writing], by: Person) -> None:
    """Withdraws what the files no longer have, where a person chose so."""
    gone = [line.instead for writing in writings for line in writing.gone]
    told = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "why": NO_LONGER_SAID}
    update([Fact(pk=pk, **told) for pk in gone], tuple(told))


NO_LONGER_SAID = "The return no longer has it"


def _why(line: Line) -> str:
    file, number = line.where
    return f"Brought in from {file}, line {number}"[:400] if number else f"Brought in from {file}"[:400]


def _close(writings: Sequence[Writing], moved_on: Sequence[ImportedChild]) -> None:
    """What became of each row, and its entry in the record."""
    for writing in writings:
        row = writing.row
        row.child, row.outcome = writing.child, "applied"
        row.made = [[fact.pk, line.instead] for line, fact in zip(writing.lines, writing.facts, strict=True)]
        row.made += [[None, line.instead] for line in writing.gone]
        write(row, children=[writing.child])
    for row in moved_on:
        row.outcome = "moved_on"
    rows = [*(writing.row for writing in writings), *moved_on]
    update(rows, ("child", "outcome", "made"))
    update([row for row in rows if row.taken], ("lines", "set_aside"))


def _name_in_problems(source: Import, writings: Sequence[Writing]) -> None:
    """Ties problems to the records opened, so that who may not see a record never sees its problems."""
    opened = {writing.row.return_id: writing.child for writing in writings if writing.row.is_new}
    problems = [one for one in source.problems.filter(child__isnull=True) if one.return_id in opened]
    for problem in problems:
        problem.child = opened[problem.return_id]
    update(problems, ("child",))
