"""Who may do what with a meeting, as sentences."""

from __future__ import annotations

from permanence.practice.meetings.models import Meeting
from permanence.practice.meetings.policy import kind_of
from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import manages


def approvers(meeting: Meeting) -> list[Person]:
    """The people whom the policy lets approve these minutes, for this child; none where it names no one it knows."""
    approval = kind_of(meeting).approve
    words = approval.by if approval else ()
    return [person for word in words for person in workers_who_are(word, meeting.child)]


def may_approve_minutes(person: Person, meeting: Meeting) -> bool:
    """Whom the policy names; where it names no one, the chair and those who manage."""
    approval = kind_of(meeting).approve
    if approval is None:
        return manages(person) or person.pk == meeting.chair_id
    return person in approvers(meeting)
