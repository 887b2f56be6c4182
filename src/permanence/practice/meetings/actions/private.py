"""What is done by a private address: a calendar of one's own actions, and an answer to an invitation."""

from __future__ import annotations

from django.utils import timezone

from permanence.practice.meetings.models import COMING, Feed, Invitee
from permanence.practice.meetings.private import new_words
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def make_feed(*, by: Person) -> str:
    """Makes a private address for one's own calendar, and ends the one before. Gives its words, which are not kept."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # two presses at once make one after the other
    _end(by)
    words, digest = new_words()
    feed = Feed(person=by, digest=digest)
    feed.save()
    write(feed)
    return words


@action
def end_feed(*, by: Person) -> None:
    """Ends one's private address. Raises Refusal where there is none."""
    if not _end(by):
        raise Refusal("There is no calendar address to end.")


def _end(person: Person) -> bool:
    feed = Feed.objects.filter(person=person, ended_at=None).first()
    if feed is None:
        return False
    before = snapshot(feed)
    feed.ended_at = timezone.now()
    feed.save()
    write(feed, before=before)
    return True


@action
def answer_invitation(*, by: Person | None, invitee: Invitee, coming: str) -> Invitee:
    """Keeps what someone answered to their invitation; ``by`` None: they did it themselves, by their private link.

    Raises Refusal where the meeting no longer waits for answers.
    """
    found: Invitee = (
        Invitee.objects.about(invitee.child_id).select_for_update(no_key=True).select_related(None).get(pk=invitee.pk)
    )
    if not found.is_waited_for:
        raise Refusal("This meeting no longer waits for answers. Ask the person who invited you.")
    if coming not in dict(COMING) or not coming:
        raise Refusal("Choose an answer.", "coming")
    before = snapshot(found)
    found.coming, found.answered_at, found.answered_by = coming, timezone.now(), by
    found.version += 1
    found.save()
    write(found, children=[found.child_id], before=before, why="" if by else "By the private link in the letter.")
    return found
