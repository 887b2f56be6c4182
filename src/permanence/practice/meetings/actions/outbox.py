"""The outbox: each letter is tried until it went or was given up, and once given up when someone asks for it again."""

from __future__ import annotations

from django.utils import timezone

from permanence.practice.meetings.actions.distribution import distribute
from permanence.practice.meetings.models import TRIES, Invitee, Letter
from permanence.practice.meetings.sending import Undelivered, send
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def send_letter(*, by: Person | None, letter: Letter) -> Letter:
    """Sends a letter once, and keeps that it went or what went wrong. A letter sent already is left alone.

    Once the last letter about minutes has gone, and the others have theirs by hand, they count as distributed.
    """
    found: Letter = Letter.objects.about(letter.child).select_for_update(no_key=True).get(pk=letter.pk)
    before = snapshot(found)
    waits = found.sent_at is None and not found.is_overtaken
    if waits:
        found.tries, found.tried_at = found.tries + 1, timezone.now()
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


@action
def try_again(*, by: Person, letter: Letter) -> Letter:
    """Has a letter that was given up tried afresh. Raises Refusal for one that was not."""
    found = Letter.objects.about(letter.child_id).given_up().select_for_update(no_key=True).filter(pk=letter.pk).first()
    if found is None:
        raise Refusal("This letter was not given up, so it is sent by itself.")
    before = snapshot(found)
    found.tries, found.tried_at = 0, None
    found.save()
    write(found, children=[found.child_id], before=before)
    kept: Letter = found
    return kept


@action
def came_back(*, by: Person, letter: Letter, why: str) -> Letter:
    """Says that a letter which went did not arrive, as the mail server told later: whoever it was for does not have it.

    Raises Refusal without a reason, or for a letter that did not go.
    """
    if not why.strip():
        raise Refusal("Say what the answer was, for example that there is no such mailbox.", "why")
    found = Letter.objects.about(letter.child_id).select_for_update(no_key=True).filter(pk=letter.pk).first()
    if found is None or found.sent_at is None:
        raise Refusal("This letter has not gone, so it cannot have come back.")
    before = snapshot(found)
    found.sent_at, found.tries, found.wrong = None, TRIES, f"It came back: {why.strip()}"[:300]
    found.save()
    write(found, children=[found.child_id], before=before, why=why)
    if found.kind == "minutes" and found.invitee is not None:
        _lacks_them(found.invitee)
    kept: Letter = found
    return kept


def _lacks_them(invitee: Invitee) -> None:
    before = snapshot(invitee)
    invitee.sent_at, invitee.sent_how = None, ""
    invitee.save()
    write(invitee, children=[invitee.child_id], before=before)
