"""Who may do what with a meeting, as sentences."""

from __future__ import annotations

from permanence.policy.meeting_kinds import Approval
from permanence.practice.meetings.circumstances import is_so
from permanence.practice.meetings.models import Meeting
from permanence.practice.meetings.policy import day_of, kind_of
from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import manages
from permanence.practice.today import today


def approval_of(meeting: Meeting, person: Person) -> Approval | None:
    """Whose approval the policy asks for: the first whose condition holds, as far as the person who asks may know; None
    where it names no one.
    """
    day = day_of(meeting, today())
    return next((one for one in kind_of(meeting).approve if is_so(one.only.when, meeting, day, person)), None)


def approvers(meeting: Meeting, person: Person) -> list[Person]:
    """The people whom the policy lets approve these minutes, for this child; none where it names no one known."""
    approval = approval_of(meeting, person)
    words = approval.by if approval else ()
    return [person for word in words for person in workers_who_are(word, meeting.child)]


def may_approve_minutes(person: Person, meeting: Meeting) -> bool:
    """Whom the policy names; where it names no one, the chair and those who manage."""
    if approval_of(meeting, person) is None:
        return manages(person) or person.pk == meeting.chair_id
    return person in approvers(meeting, person)
