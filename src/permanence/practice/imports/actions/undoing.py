"""Undoing an import: what it made is withdrawn, or gives place to what stood before. No version is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from permanence.practice.children.models import Fact
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.filling import insert_new, update
from permanence.practice.imports import keeping
from permanence.practice.imports.actions.staging import finished, taken_up
from permanence.practice.imports.lines import CONTENT, DETAILS
from permanence.practice.imports.matching import UNDONE
from permanence.practice.imports.models import Import, ImportedChild
from permanence.practice.imports.resting import applied_details, obstacles
from permanence.practice.imports.visibility import versions_of
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.tracker.actions import rebuild


@action
def undo(*, by: Person, source: Import) -> Import:
    """Takes back what an import wrote, for the children this person sees. Raises Refusal while anything rests on it.

    A record that the import opened is seen by nobody again, and its ID is free; it is not deleted, as the record of
    who looked at it names it for ever.
    """
    source = taken_up(source, "undoing")
    rows = _held(source.children.visible_to(by).filter(outcome="applied"))
    versions = versions_of({row.child_id for row in rows})
    _refuse_while_used(rows, versions)
    known = {version.pk: version for facts in versions.values() for version in facts}
    keeping.tell(source, "Taking facts back", 0, len(rows))
    _withdraw(rows, known, by)
    _restore(rows, known)
    _restore_details(rows)
    _close(rows)
    rebuild([row.child_id for row in rows])
    _take_back(source, [row for row in rows if row.is_new])
    return finished(source, "undone", undone_by=by, undone_at=timezone.now())


def _held(rows: Any) -> list[ImportedChild]:
    children = for_the_machine().filter(pk__in=rows.order_by().values("child")).order_by("pk")
    held = {child.pk: child for child in children.select_for_update(no_key=True)}
    found = list(rows)
    for row in found:
        row.child = held[row.child_id]
    return found


def _refuse_while_used(rows: Sequence[ImportedChild], versions: Mapping[int, Sequence[Fact]]) -> None:
    found = list(obstacles(rows, versions))
    if found:
        raise Refusal(f"{len(found)} later changes rest on this import, so it cannot be undone. The page names them.")


def _withdraw(rows: Sequence[ImportedChild], known: Mapping[int, Fact], by: Person) -> None:
    """Withdraws the facts that took the place of none."""
    facts = [known[made] for row in rows for made, instead in row.made if not instead]
    for fact in facts:
        fact.withdrawn_at, fact.withdrawn_by, fact.why = timezone.now(), by, UNDONE
    update(facts, ("withdrawn_at", "withdrawn_by", "why"))


def _restore(rows: Sequence[ImportedChild], known: Mapping[int, Fact]) -> None:
    """Puts what stood before in place again, as a new version that says what the old one said, by who said it."""
    pairs = [(made, known[instead]) for row in rows for made, instead in row.made if instead]
    again = [_copy(before) for _, before in pairs]
    insert_new(again)
    gave_way = [known[made] if made else before for made, before in pairs]  # or was withdrawn, and nothing was made
    for gone, fact in zip(gave_way, again, strict=True):
        gone.replaced_by, gone.withdrawn_at, gone.withdrawn_by, gone.why = fact, None, None, UNDONE
    update(gave_way, ("replaced_by", "withdrawn_at", "withdrawn_by", "why"))


def _copy(before: Fact) -> Fact:
    content = {name: getattr(before, name) for name in CONTENT}
    return Fact(child_id=before.child_id, note=before.note, recorded_by_id=before.recorded_by_id, **content)


def _restore_details(rows: Sequence[ImportedChild]) -> None:
    changed = [row.child for row in rows if applied_details(row)]
    for row in rows:
        for line in applied_details(row):
            empty = None if line.detail == "born" else ""
            setattr(row.child, line.detail, line.was.get("value") or empty)
    update(changed, DETAILS)


def _take_back(source: Import, rows: Sequence[ImportedChild]) -> None:
    """Closes the records that the import opened. Its lines are again about children without one."""
    for row in rows:
        row.child.taken_back, row.child.return_id = True, None
    update([row.child for row in rows], ("taken_back", "return_id"))
    source.problems.filter(child__in=[row.child_id for row in rows]).update(child=None)
    source.children.filter(pk__in=[row.pk for row in rows]).update(child=None)


def _close(rows: Sequence[ImportedChild]) -> None:
    for row in rows:
        before = snapshot(row)
        row.outcome = "undone"
        write(row, children=[row.child_id], before=before, why=UNDONE)
    update(rows, ("outcome",))
