"""Choosing, where a file contradicts a person; and leaving a child out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from permanence.practice.filling import update
from permanence.practice.imports.lines import CONFLICTING, DROPPED
from permanence.practice.imports.models import Import, ImportedChild
from permanence.practice.imports.states import refuse_unless_next
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def choose_for_child(*, by: Person, row: ImportedChild, taken: Collection[int], left_out: bool) -> ImportedChild:
    """Follows the file in these conflicting lines (by place) and keeps what is recorded in the others."""
    refuse_unless_next(row.source.stage, "applying")
    if not set(taken) <= set(conflicts(row)):
        raise Refusal("Choose only among the lines where the file and the record differ.")
    return _chosen(row, sorted(taken), left_out)


@action
def choose_for_all(*, by: Person, source: Import, follow_files: bool) -> int:
    """Follows the files in every conflict this person sees, or in none; says how many children that is about.

    What the files no longer have is withdrawn only where that was chosen for the child, as a file may be but a part.
    """
    refuse_unless_next(source.stage, "applying")
    rows = list(source.children.visible_to(by).showing("conflicting").filter(left_out=False))
    for row in rows:
        row.taken = [place for place in conflicts(row) if _follows(row, place, follow_files)]
    update(rows, ("taken",))
    write(source, children=[row.child_id for row in rows if row.child_id], why=_words(follow_files))
    return len(rows)


def conflicts(row: ImportedChild) -> list[int]:
    """The places of the lines where the file contradicts a person."""
    return [place for place, line in enumerate(row.lines) if line["kind"] == CONFLICTING]


def _follows(row: ImportedChild, place: int, follow_files: bool) -> bool:
    """Whether a line follows the files: a withdrawal only where it was chosen for the child."""
    return follow_files and (row.lines[place].get("why") != DROPPED or place in row.taken)


def _chosen(row: ImportedChild, taken: list[int], left_out: bool) -> ImportedChild:
    before = snapshot(row)
    row.taken, row.left_out = taken, left_out
    row.save(update_fields=["taken", "left_out"])
    write(row, children=_about(row), before=before)
    return row


def _about(row: ImportedChild) -> list[Any]:
    return [row.child_id] if row.child_id else []


def _words(follow_files: bool) -> str:
    return "Follow the files in every conflict" if follow_files else "Keep what is recorded in every conflict"
