"""Asking for a meeting, booking it, moving it and calling it off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time

from permanence.practice.children.actions import correct_fact, record_fact, withdraw_fact
from permanence.practice.children.actions.versions import kept, take_turn, taken
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.actions.inviting import propose_invitees
from permanence.practice.meetings.actions.letters import cancellations, invitations
from permanence.practice.meetings.actions.listing import forget_answers
from permanence.practice.meetings.clashes import who_is_taken
from permanence.practice.meetings.limits import limit_of
from permanence.practice.meetings.models import Meeting
from permanence.practice.meetings.policy import kind_named, pack_code
from permanence.practice.meetings.stages import after
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Question, Refusal, ask
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def ask_for_meeting(
    *, by: Person, child: Child, kind: str, because: str, clause: str = "", follows: Meeting | None = None
) -> Meeting:
    """Asks for a meeting of this kind: the people its policy names are proposed, and the request is a fact.

    Raises Refusal where the policy has no such meeting, no reason is given, or one of that kind is ahead already.
    """
    kind_named(kind)
    if not because.strip():
        raise Refusal("Say why the meeting is needed, so that whoever books it knows.", "because")
    take_turn(child)
    if Meeting.objects.about(child).ahead().filter(kind=kind).exists():
        raise Refusal("A meeting of this kind is asked for or booked already. Open that one.", "kind")
    meeting = Meeting(child=child, kind=kind, because=because.strip(), clause=clause, pack=pack_code(), asked_by=by,
                      follows=follows)  # fmt: skip
    meeting.save()
    write(meeting, children=[child])
    record_fact(by=by, child=child, token="document.meeting_request", start=today(), confirmed=QUESTIONS)
    propose_invitees(by=by, meeting=meeting)
    return meeting


@action
def book_meeting(
    *, by: Person, meeting: Meeting, day: date, time: time, place: str, chair: Person | None, version: int,
    confirmed: Collection[str] = (),
) -> Meeting:  # fmt: skip
    """Books a meeting, or moves it. The booking becomes a fact; those invited are told of it.

    Raises Refusal where it was held or changed meanwhile, and Question where the day is after the limit, is no
    working day, or clashes with another meeting of the chair's.
    """
    found, before = taken(meeting, version)
    stage = after("book", found.stage)
    if day < today():
        raise Refusal("Choose a day from today on.", "day")
    _ask_about(found, day, time, chair, confirmed)
    token = f"booked.{found.kind}"
    if found.booking_id is None:
        booking = record_fact(by=by, child=found.child, token=token, start=day, confirmed=confirmed)
    elif found.day != day:
        booking = correct_fact(by=by, fact=found.booking, why="The meeting was moved.", changes={"start": day},
                               confirmed=confirmed)  # fmt: skip
    else:
        booking = found.booking
    if (found.day, found.time) != (day, time):
        forget_answers(found)
    kept(found, before, stage=stage, day=day, time=time, place=place.strip(), chair=chair, booking=booking)
    invitations(found)
    return found


@action
def cancel_meeting(*, by: Person, meeting: Meeting, why: str, version: int) -> Meeting:
    """Calls a meeting off, with the reason. The booking is withdrawn; those invited are told."""
    found, before = taken(meeting, version)
    stage = after("cancel", found.stage)
    if not why.strip():
        raise Refusal("Say why the meeting is off.", "why")
    if found.booking is not None and found.booking.stands:
        withdraw_fact(by=by, fact=found.booking, why=f"The meeting was cancelled: {why.strip()}")
    kept(found, before, why, stage=stage)
    cancellations(found)
    return found


def _ask_about(meeting: Meeting, day: date, time: time, chair: Person | None, confirmed: Collection[str]) -> None:
    limit = limit_of(meeting)
    if limit is not None and day > limit.day:
        ask(Question("after_limit", f"{limit.clause} asks for it by {day_words(limit.day)}, and this is later. "
                                    "Book it all the same?", "day"), confirmed)  # fmt: skip
    if taken_then := who_is_taken(meeting, day, time, chair):
        names = " and ".join(taken_then)
        ask(Question("clash", f"{names} would be at another meeting then. Book it all the same?", "time"), confirmed)
