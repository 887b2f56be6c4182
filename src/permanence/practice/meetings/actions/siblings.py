"""A meeting's words about brothers and sisters, each kept on that child's own record and on no other."""

from __future__ import annotations

from collections.abc import Mapping

from permanence.practice.children.models import Child
from permanence.practice.meetings.models import Meeting, SiblingNote
from permanence.practice.meetings.siblings import siblings_seen
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def copy_to_siblings(*, by: Person, meeting: Meeting, parts: Mapping[int, str]) -> list[SiblingNote]:
    """Keeps on the record of each brother or sister (by number) what the meeting said of them.

    Raises Refusal for a child who is no brother or sister whom this person may see: to them there is none.
    """
    seen = {one.pk: one for one in siblings_seen(meeting.child, by)}
    if set(parts) - set(seen):
        raise Refusal("There is no such brother or sister.")
    return [_note(by, meeting, seen[number], text) for number, text in parts.items() if text.strip()]


def _note(by: Person, meeting: Meeting, sibling: Child, text: str) -> SiblingNote:
    note = SiblingNote(meeting=meeting, child=sibling, text=text.strip(), by=by)
    note.save()
    write(note, children=[sibling])
    return note


@action
def take_back_note(*, by: Person, note: SiblingNote, why: str) -> SiblingNote:
    """Takes a note back from a brother's or sister's record; it stays in the history, with who and why."""
    if not why.strip():
        raise Refusal("Say why it is taken back.", "why")
    before = snapshot(note)
    note.taken_back = why.strip()
    note.save()
    write(note, children=[note.child_id], before=before, why=why)
    return note
