"""Letters, made with the change they tell of. ``outbox.py`` sends them afterwards."""

from __future__ import annotations

from typing import Any

from permanence.practice.meetings.calendars import calendar_of
from permanence.practice.meetings.models import Invitee, Letter, Meeting
from permanence.practice.meetings.policy import kind_of
from permanence.practice.meetings.private import answer_address
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import write

_WORDS = {
    "request": ("You are invited to a meeting", "You are invited to a {kind} on {day} at {time}. {whom} The calendar "
                "entry names nobody.\n\nSay here whether you can come:\n\n{answer}"),
    "cancel": ("A meeting is cancelled", "The {kind} on {day} at {time} will not take place."),
    "minutes": ("Minutes are ready for you", "The minutes of the {kind} on {day} are ready. Sign in to read them."),
}  # fmt: skip

_WHOM = {True: "Sign in to see whom it is about.", False: "Whoever invited you can tell you whom it is about."}


def invitations(meeting: Meeting) -> list[Letter]:
    """Letters that invite, or tell of a change, to all invited whose address is known. Called inside an action."""
    return [_invite(meeting, one) for one in _reachable(meeting)]


def _invite(meeting: Meeting, invitee: Invitee) -> Letter:
    _overtake(invitee)
    return _letter(meeting, invitee, "request")


def _overtake(invitee: Invitee) -> None:
    """What was to be said of the meeting's day and was not sent yet is not so any more."""
    waiting = Letter.objects.about(invitee.child_id).waiting().filter(invitee=invitee)
    for letter in waiting.filter(kind__in=("request", "cancel")):
        before = snapshot(letter)
        letter.is_overtaken = True
        letter.save()
        write(letter, children=[invitee.child_id], before=before)


def cancellations(meeting: Meeting) -> list[Letter]:
    """Letters that call off, to those who were sent an invitation; one not sent yet is not sent any more."""
    return [letter for one in _reachable(meeting) if (letter := _call_off(one))]


def _call_off(invitee: Invitee) -> Letter | None:
    told = Letter.objects.about(invitee.child_id).filter(invitee=invitee, kind="request").exclude(sent_at=None).exists()
    _overtake(invitee)
    return _letter(invitee.meeting, invitee, "cancel") if told else None


def tell_of_invitation(invitee: Invitee) -> None:
    """Where a day is booked: a letter to someone newly invited, or one that calls off to someone who no longer is."""
    if invitee.meeting.stage != "booked" or not invitee.email:
        return
    if invitee.invited:
        _invite(invitee.meeting, invitee)
    else:
        _call_off(invitee)


def tell_of_minutes(invitee: Invitee) -> Letter:
    """A letter that says the minutes can be read. What they say stays behind the sign-in."""
    return _letter(invitee.meeting, invitee, "minutes")


def _reachable(meeting: Meeting) -> Any:
    return Invitee.objects.about(meeting.child).filter(meeting=meeting, invited=True).exclude(email="")


def _letter(meeting: Meeting, invitee: Invitee, kind: str) -> Letter:
    subject, body = _WORDS[kind]
    when = {"day": f"{meeting.day:%A %-d %B %Y}", "time": f"{meeting.time:%H:%M}" if meeting.time else "a time to come"}
    letter = Letter(
        meeting=meeting, child_id=meeting.child_id, invitee=invitee, kind=kind, to=invitee.email, subject=subject,
        body=body.format(kind=kind_of(meeting).name.lower(), whom=_WHOM[bool(invitee.person_id)],
                         answer=answer_address(invitee), **when),
        calendar="" if kind == "minutes" else calendar_of(meeting, invitee.email, is_off=kind == "cancel"),
    )  # fmt: skip
    letter.save()
    write(letter, children=[meeting.child_id])
    return letter
