"""The outbox: each letter is tried until it went or was given up, and once given up when someone asks for it again."""

from __future__ import annotations

from django.utils import timezone

from permanence.practice.children.actions.versions import locked
from permanence.practice.meetings.actions.distribution import distribute
from permanence.practice.meetings.models import TRIES, Invitee, Letter
from permanence.practice.meetings.reminders import is_still_so
from permanence.practice.record.snapshot import Snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def begin_try(*, by: Person | None, letter: Letter) -> Letter:
    """Counts a try before it is made, so that two runs at once send a letter once, and one that breaks off is seen.

    A letter that is not so any more is not tried: it is overtaken. Raises Refusal where it is not time to try it.
    """
    found, before = locked(letter)
    if not found.is_due(timezone.now()):
        raise Refusal("This letter is not to be sent now.")
    if is_still_so(found):
        found.tries, found.tried_at, found.wrong = found.tries + 1, timezone.now(), ""
    else:
        found.is_overtaken = True
    return _kept(found, before)


@action
def end_try(*, by: Person | None, letter: Letter, wrong: str) -> Letter:
    """Keeps that a letter went, or what went wrong."""
    found, before = locked(letter)
    if wrong:
        found.wrong = wrong[:300]
    else:
        found.sent_at = timezone.now()
    return _kept(found, before)


@action
def count_as_given(*, by: Person | None, letter: Letter) -> Invitee:
    """Whoever the letter about minutes went to has them; once everyone has, the minutes count as distributed.

    A step of its own: were it one with the sending, a mistake in it would have the letter sent again and again.
    """
    found, _ = locked(letter)
    invitee, before = locked(found.invitee)
    if found.sent_at is None or invitee.sent_at is not None:
        raise Refusal("The letter did not go, or they are down as having the minutes.")
    invitee.sent_at, invitee.sent_how = found.sent_at, f"by e-mail to {found.to}, to sign in and read"
    invitee.save()
    write(invitee, children=[invitee.child_id], before=before)
    distribute(by, found.meeting)
    kept: Invitee = invitee
    return kept


@action
def try_again(*, by: Person, letter: Letter) -> Letter:
    """Has a letter that was given up tried afresh. Raises Refusal for one that was not, or to an address of before."""
    found, before = locked(letter)
    if not found.is_given_up:
        raise Refusal("This letter was not given up, so it is sent by itself.")
    if found.invitee is not None and found.invitee.email != found.to:
        raise Refusal("Their address was changed since, so this letter is not sent to the old one.")
    found.tries, found.tried_at = 0, None
    return _kept(found, before)


@action
def came_back(*, by: Person, letter: Letter, why: str) -> Letter:
    """Says that a letter which went did not arrive, as the mail server told later: whoever it was for does not have it.

    Raises Refusal without a reason, or for a letter that did not go.
    """
    if not why.strip():
        raise Refusal("Say what the answer was, for example that there is no such mailbox.", "why")
    found, before = locked(letter)
    if found.sent_at is None:
        raise Refusal("This letter has not gone, so it cannot have come back.")
    found.sent_at, found.tries, found.wrong = None, TRIES, f"It came back: {why.strip()}"[:300]
    if found.kind == "minutes" and found.invitee is not None:
        _lacks_them(found.invitee)
    return _kept(found, before, why)


def _lacks_them(invitee: Invitee) -> None:
    found, before = locked(invitee)
    found.sent_at, found.sent_how = None, ""
    found.save()
    write(found, children=[found.child_id], before=before)


def _kept(letter: Letter, before: Snapshot, why: str = "") -> Letter:
    letter.save()
    write(letter, children=[letter.child_id], before=before, why=why)
    return letter
