"""Rows of a meeting's list, for the actions that put people on it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.meetings.policy import day_of, kind_of
from permanence.practice.meetings.proposing import Proposed, sent_minutes
from permanence.practice.record.snapshot import Snapshot, snapshot
from permanence.practice.record.writing import write
from permanence.practice.staff.models import Person
from permanence.practice.today import today


def listed(meeting: Meeting, one: Proposed) -> Invitee:
    """Someone the policy asks for, as a row that is not kept yet."""
    reason = one.someone.because
    return Invitee(
        meeting=meeting, child=meeting.child, who=one.who, name=one.name, post=one.post, person=one.person,
        email=one.person.email if one.person else _email(one.reach), clauses=", ".join(reason.clauses),
        strength=reason.strength, has_parental_responsibility=one.has_parental_responsibility,
    )  # fmt: skip


def _email(reach: str) -> str:
    """The address in what is kept of how to reach someone, if there is one that a letter can go to."""
    return next((word for word in (one.strip("<>(),;.") for one in reach.split()) if _is_address(word)), "")


def _is_address(word: str) -> bool:
    try:
        validate_email(word)
    except ValidationError:
        return False
    return True


def name_who_gets_them(by: Person, meeting: Meeting) -> None:
    """Those who get the minutes by the policy though they were not invited: put on the list, or marked on it."""
    so = circumstances(meeting.child, meeting.kind, day_of(meeting, today()), by, meeting)
    rows = Invitee.objects.about(meeting.child).filter(meeting=meeting)
    there = {row.person_id or row.name: row for row in rows}
    for one in sent_minutes(kind_of(meeting), meeting.child, so):
        row = there.get(one.person.pk if one.person else one.name)
        if row is None or not row.invited:
            _is_sent_them(row or listed(meeting, one), snapshot(row) if row else None)


def _is_sent_them(row: Invitee, before: Snapshot | None) -> None:
    row.is_sent_minutes = True
    row.save()
    write(row, children=[row.child], before=before)


def forget_answers(meeting: Meeting) -> None:
    """Whoever said they can come said it of another day or hour, so each is asked again."""
    for row in Invitee.objects.about(meeting.child).filter(meeting=meeting).exclude(coming=""):
        before = snapshot(row)
        row.coming, row.answered_at, row.answered_by = "", None, None
        row.version += 1
        row.save()
        write(row, children=[meeting.child_id], before=before)
