"""The outbox: letters made with the change they tell of, and sent afterwards, each until it went or was given up."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from permanence.practice.meetings.actions.distribution import distribute
from permanence.practice.meetings.calendars import calendar_of
from permanence.practice.meetings.models import Invitee, Letter, Meeting
from permanence.practice.meetings.policy import kind_of
from permanence.practice.meetings.private import answer_address
from permanence.practice.meetings.sending import Undelivered, send
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.staff.models import Person

_WORDS = {
    "request": ("You are invited to a meeting", "You are invited to a {kind} on {day} at {time}. {whom} The calendar "
                "entry names nobody.\n\nSay here whether you can come:\n\n{answer}"),
    "cancel": ("A meeting is cancelled", "The {kind} on {day} at {time} will not take place. Sign in to see why."),
    "minutes": ("Minutes are ready for you", "The minutes of the {kind} on {day} are ready. Sign in to read them."),
}  # fmt: skip

_WHOM = {True: "Sign in to see whom it is about.", False: "Whoever invited you can tell you whom it is about."}


def invitations(meeting: Meeting) -> list[Letter]:
    """Letters that invite, or tell of a change, to all invited whose address is known. Called inside an action."""
    return [_letter(meeting, one, "request") for one in _reachable(meeting)]


def cancellations(meeting: Meeting) -> list[Letter]:
    """Letters that call off, to those who were sent an invitation."""
    told = Letter.objects.about(meeting.child).filter(meeting=meeting, kind="request").values("invitee")
    return [_letter(meeting, one, "cancel") for one in _reachable(meeting).filter(pk__in=told)]


def tell_of_invitation(invitee: Invitee) -> None:
    """Where a day is booked: a letter to someone newly invited, or one that calls off to someone who no longer is."""
    if invitee.meeting.stage != "booked" or not invitee.email:
        return
    if invitee.invited:
        _letter(invitee.meeting, invitee, "request")
    elif Letter.objects.about(invitee.child).filter(invitee=invitee, kind="request").exists():
        _letter(invitee.meeting, invitee, "cancel")


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


@action
def send_letter(*, by: Person | None, letter: Letter) -> Letter:
    """Sends a letter once, and keeps that it went or what went wrong. A letter sent already is left alone.

    Once the last letter about minutes has gone, and the others have theirs by hand, they count as distributed.
    """
    found: Letter = Letter.objects.about(letter.child).select_for_update(no_key=True).get(pk=letter.pk)
    before = snapshot(found)
    waits = found.sent_at is None
    if waits:
        found.tries += 1
        _try(found)
        found.save()
    write(found, children=[found.child_id], before=before)
    if waits and found.sent_at and found.kind == "minutes" and found.invitee is not None:
        _has_them(found.invitee, found)
        distribute(by, found.meeting)
    return found


def _try(letter: Letter) -> None:
    try:
        send(letter)
    except Undelivered as wrong:
        letter.wrong = str(wrong)[:300]
    else:
        letter.sent_at, letter.wrong = timezone.now(), ""


def _has_them(invitee: Invitee, letter: Letter) -> None:
    before = snapshot(invitee)
    invitee.sent_at, invitee.sent_how = letter.sent_at, f"by e-mail to {letter.to}, to sign in and read"
    invitee.save()
    write(invitee, children=[invitee.child_id], before=before)
