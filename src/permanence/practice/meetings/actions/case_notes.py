"""What a meeting puts on records: a note of its actions, and of a brother or sister their own part and no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from permanence.practice.children.actions.versions import struck, taken
from permanence.practice.children.models import Child
from permanence.practice.meetings.models import CaseNote, Meeting
from permanence.practice.meetings.siblings import in_short, without_a_copy
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def copy_to_siblings(
    *, by: Person, meeting: Meeting, version: int, parts: Mapping[int, str],
    deeds: Mapping[int, Collection[int]] | None = None,
) -> list[CaseNote]:  # fmt: skip
    """Keeps on the record of each brother or sister (by number) what the meeting said of them, and the actions (by
    number) that are theirs too.

    Raises Refusal before the minutes are approved; for a child who is no brother or sister whom this person may see,
    as to them there is none, or who has theirs; and where there is nothing to keep.
    """
    found, _ = taken(meeting, version)
    if found.approved_at is None:
        raise Refusal("The minutes are not approved yet. What goes on other records comes after.")
    seen = {one.pk: one for one in without_a_copy(found, by)}
    if (set(parts) | set(deeds or {})) - set(seen):
        raise Refusal("There is no such brother or sister, or their record has its part already.")
    said = {number: (parts.get(number, ""), in_short(found, (deeds or {}).get(number, ()))) for number in seen}
    kept = [_note(by, found, seen[number], *words) for number, words in said.items() if any(words)]
    if not kept:
        raise Refusal("Nothing is written, so nothing was put on a record.")
    return kept


@action
def note_actions(*, by: Person, meeting: Meeting) -> CaseNote:
    """Puts a meeting's actions in short on the child's own record."""
    return _note(by, meeting, meeting.child, "", in_short(meeting) or "No action was agreed.")


def _note(by: Person, meeting: Meeting, child: Child, text: str, actions: str) -> CaseNote:
    note = CaseNote(meeting=meeting, child=child, text=text.strip(), actions=actions, by=by)
    note.save()
    write(note, children=[child])
    return note


@action
def take_back_note(*, by: Person, note: CaseNote, why: str) -> CaseNote:
    """Takes a note back from a record; it stays in the history, with who and why."""
    kept: CaseNote = struck(note, "taken_back", why, "taken back")
    return kept
