"""Reminders: a letter to the owner of an action that is due soon or late, once for its day."""

from __future__ import annotations

from django.conf import settings

from permanence.practice.meetings.models import Deed, Letter
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person

_WORDS = {
    "soon": ("An action of yours is due soon", "An action that you took on at a meeting is due on {day}."),
    "late": ("An action of yours is late", "An action that you took on at a meeting was due on {day}."),
}


@action
def remind(*, by: Person | None, deed: Deed, kind: str) -> Letter:
    """Makes a letter to the owner of an open action. Raises Refusal where it is settled, or they were told of it."""
    found = Deed.objects.about(deed.child_id).select_for_update(no_key=True).select_related(None).get(pk=deed.pk)
    if found.outcome or found.owner is None:
        raise Refusal("Nothing is to be done about this action any more.")
    once = {"deed": found, "kind": kind, "of": found.due, "to": found.owner.email}
    if Letter.objects.about(found.child_id).filter(**once).exists():
        raise Refusal("They were told of it already.")
    subject, body = _WORDS[kind]
    said = f"{body.format(day=f'{found.due:%A %-d %B %Y}')} Sign in to see it: {settings.SITE}/"
    letter = Letter(meeting_id=found.meeting_id, child_id=found.child_id, subject=subject, body=said, **once)
    letter.save()
    write(letter, children=[found.child_id])
    return letter
