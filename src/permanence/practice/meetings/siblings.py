"""What of a meeting goes on records: its actions in short, and the part of brothers and sisters."""

from __future__ import annotations

from collections.abc import Collection

from permanence.practice.children.models import Child
from permanence.practice.children.siblings import siblings_seen
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.models import CaseNote, Deed, Meeting
from permanence.practice.meetings.policy import kind_of
from permanence.practice.staff.models import Person
from permanence.practice.staff.sight import sight_of


def wants_copies(meeting: Meeting) -> bool:
    """Whether the policy has this meeting copied to the records of brothers and sisters."""
    return any(one.to == "sibling_records" for one in kind_of(meeting).send)


def without_a_copy(meeting: Meeting, person: Person) -> list[Child]:
    """The brothers and sisters whom this person may see and whose record has nothing of this meeting yet.

    None where the policy does not want them copied. One whom nobody has copied stays here for whoever sees them.
    """
    if not wants_copies(meeting):
        return []
    notes = CaseNote.objects.visible_to(person).filter(meeting=meeting, taken_back="")
    there = set(notes.values_list("child", flat=True))
    seen = {row.child_id: row.child for row in siblings_seen(meeting.child_id, by=sight_of(person))}
    return [child for number, child in seen.items() if number not in there]


def wants_note(meeting: Meeting) -> bool:
    """Whether the policy has the meeting's actions noted on the child's own record."""
    return any(one.to == "child_record" for one in kind_of(meeting).send)


def in_short(meeting: Meeting, numbers: Collection[int] | None = None) -> str:
    """The actions of a meeting (those of these numbers, or all) in a line each: what, who, by when."""
    found = Deed.objects.about(meeting.child).filter(meeting=meeting).select_related("owner")
    chosen = [deed for deed in found if numbers is None or deed.pk in numbers]
    return "\n".join(f"{deed.what}: {deed.who}, by {day_words(deed.due)}" for deed in chosen)
