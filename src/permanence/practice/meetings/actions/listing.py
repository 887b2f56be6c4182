"""Rows of a meeting's list, for the actions that put people on it."""

from __future__ import annotations

from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.meetings.policy import day_of, kind_of
from permanence.practice.meetings.proposing import Proposed, sent_minutes
from permanence.practice.record.snapshot import snapshot
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
    """The address in what is kept of how to reach someone, if there is one."""
    return next((word.strip(",;") for word in reach.split() if "@" in word), "")


def name_who_gets_them(by: Person, meeting: Meeting) -> None:
    """Puts on the list those who get the minutes by the policy though they were not invited."""
    so = circumstances(meeting.child, meeting.kind, day_of(meeting, today()), by, meeting)
    there = {row.name for row in Invitee.objects.about(meeting.child).filter(meeting=meeting)}
    for one in sent_minutes(kind_of(meeting), meeting.child, so):
        if one.name not in there:
            row = listed(meeting, one)
            row.is_sent_minutes = True
            row.save()
            write(row, children=[meeting.child])


def forget_answers(meeting: Meeting) -> None:
    """Whoever said they can come said it of another day or hour, so each is asked again."""
    for row in Invitee.objects.about(meeting.child).filter(meeting=meeting).exclude(coming=""):
        before = snapshot(row)
        row.coming, row.answered_at, row.answered_by = "", None, None
        row.version += 1
        row.save()
        write(row, children=[meeting.child_id], before=before)
