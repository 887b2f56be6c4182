"""Which reminders are due and not made yet, worked out each time from the actions that are open today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from permanence.practice.meetings.models import Deed, Letter
from permanence.practice.staff.models import Person
from permanence.practice.today import today

AHEAD = timedelta(days=3)
"""How long before its day an owner is reminded of an action."""


def due_reminders() -> Iterator[tuple[Deed, str]]:
    """Each open action that is due within three days ("soon") or late ("late") and whose owner was not told so.

    Only of children the owner sees today. An action that got another day or owner counts afresh. However long nobody
    asked, each is told once, and of what is late it is not said any more that it is due soon.
    """
    near = Deed.objects.filter(outcome="", due__lte=today() + AHEAD, owner__is_active=True).exclude(owner__email="")
    for owner in Person.objects.filter(pk__in=near.values("owner")):
        mine = Deed.objects.visible_to(owner).filter(pk__in=near, owner=owner).select_related("owner", "meeting")
        yield from ((deed, kind) for deed in mine if not _was_told(deed, kind := reminder_of(deed)))


def reminder_of(deed: Deed) -> str:
    """What its owner is to be told today."""
    return "late" if deed.is_late() else "soon"


def is_still_so(letter: Letter) -> bool:
    """Whether a letter tells of what is so today: of an action, that it is open, whose it is and when it is due."""
    deed = letter.deed
    if deed is None:
        return True
    told = (deed.outcome, deed.due, deed.owner and deed.owner.email, reminder_of(deed))
    return told == ("", letter.of, letter.to, letter.kind)


def _was_told(deed: Deed, kind: str) -> bool:
    told = Letter.objects.about(deed.child_id).filter(deed=deed, kind=kind, of=deed.due, to=deed.owner.email)
    return bool(told.exists())
