"""Letters, made with the change they tell of. ``sending.py`` sends them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from permanence.practice.meetings.calendars import addressed, calendar_of
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


def invitations(meeting: Meeting) -> None:
    """Letters that invite, or tell of a change, to all invited whose address is known. Called inside an action."""
    _write_letters(meeting, list(_reachable(meeting)), "request")


def cancellations(meeting: Meeting) -> None:
    """Letters that call off, to those who were sent an invitation; one not sent yet is not sent any more."""
    _call_off(meeting, list(_reachable(meeting)))


def tell_of_invitation(invitee: Invitee) -> None:
    """Where a day is booked: a letter to someone newly invited, or one that calls off to someone who no longer is."""
    if invitee.meeting.stage != "booked" or not invitee.email:
        return
    if invitee.invited:
        _write_letters(invitee.meeting, [invitee], "request")
    else:
        _call_off(invitee.meeting, [invitee])


def tell_of_minutes(invitee: Invitee) -> None:
    """A letter that says the minutes can be read. What they say stays behind the sign-in."""
    _write_letters(invitee.meeting, [invitee], "minutes")


def _reachable(meeting: Meeting) -> Any:
    return Invitee.objects.about(meeting.child).filter(meeting=meeting, invited=True).exclude(email="")


def _call_off(meeting: Meeting, invitees: Sequence[Invitee]) -> None:
    """Tells those who know of the meeting's day that it is off for them."""
    _overtake_days(meeting, invitees)
    went = Letter.objects.about(meeting.child_id).perhaps_read().filter(invitee__in=invitees, kind="request")
    told = set(went.values_list("invitee", flat=True))
    _write_letters(meeting, [one for one in invitees if one.pk in told], "cancel")


def overtake_minutes(invitee: Invitee) -> None:
    """Whoever was given the minutes another way needs no letter about them."""
    _overtake(Letter.objects.about(invitee.child_id).filter(invitee=invitee, kind="minutes"))


def _overtake_days(meeting: Meeting, invitees: Sequence[Invitee]) -> None:
    """What was to be said of the meeting's day and was not sent, given up or not, is not so any more."""
    said = Letter.objects.about(meeting.child_id).filter(invitee__in=invitees, kind__in=("request", "cancel"))
    _overtake(said)


def _overtake(letters: Any) -> None:
    for letter in letters.unsent().select_related(None).select_for_update(no_key=True):
        before = snapshot(letter)
        letter.is_overtaken = True
        letter.save()
        write(letter, children=[letter.child_id], before=before)


def _write_letters(meeting: Meeting, invitees: Sequence[Invitee], kind: str) -> None:
    if kind != "minutes":
        _overtake_days(meeting, invitees)
    entry = "" if kind == "minutes" else calendar_of(meeting, is_off=kind == "cancel")
    letters = Letter.objects.bulk_create([_letter(meeting, one, kind, entry) for one in invitees])
    for letter in letters:
        write(letter, children=[meeting.child_id])


def _letter(meeting: Meeting, invitee: Invitee, kind: str, entry: str) -> Letter:
    subject, body = _WORDS[kind]
    when = {"day": f"{meeting.day:%A %-d %B %Y}", "time": f"{meeting.time:%H:%M}" if meeting.time else "a time to come"}
    return Letter(
        meeting=meeting, child_id=meeting.child_id, invitee=invitee, kind=kind, to=invitee.email, subject=subject,
        body=body.format(kind=kind_of(meeting).name.lower(), whom=_WHOM[bool(invitee.person_id)],
                         answer=answer_address(invitee), **when),
        calendar=addressed(entry, invitee.email),
    )  # fmt: skip
