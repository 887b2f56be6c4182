"""Taking a sitting in hand: locked, as it stands now, and only if the writer has seen it so."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from permanence.practice.children.actions.versions import refuse_if_changed
from permanence.practice.panels.models import Seat, Sitting
from permanence.practice.record.snapshot import Snapshot, snapshot
from permanence.practice.record.writing import write


def taken_sitting(sitting: Sitting, version: int | None = None) -> tuple[Sitting, Snapshot | None]:
    """The sitting and its snapshot. One that is not kept yet has none, and is kept by whatever is done to it."""
    if sitting.pk is None:
        kept_meanwhile = Sitting.objects.filter(panel=sitting.panel, pack=sitting.pack, rule_day=sitting.rule_day)
        found = kept_meanwhile.select_for_update(no_key=True).first()
        if found is None:
            return sitting, None
        sitting = found
    locked = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    refuse_if_changed(locked.version, version)
    return locked, snapshot(locked)


def standing(sitting: Sitting) -> Sitting:
    """The sitting as a row: one that stood by the rule alone is kept now, with the members of the one before."""
    found, before = taken_sitting(sitting)
    if before is not None:
        return found
    try:
        with transaction.atomic():
            kept_sitting(found, None)
    except IntegrityError:  # someone else has kept it in this very moment
        sitting.pk = None
        return taken_sitting(sitting)[0]
    _seat_as_before(found)
    return found


def _seat_as_before(sitting: Sitting) -> None:
    """The members of the last sitting that had some: the administrator changes what is different."""
    others = Sitting.objects.filter(panel=sitting.panel, pack=sitting.pack).exclude(pk=sitting.pk)
    last = others.filter(seats__isnull=False).order_by("-rule_day").first()
    for seat in last.seats.filter(person__is_active=True) if last else ():
        fresh = Seat(sitting=sitting, person=seat.person, post=seat.post, is_chair=seat.is_chair)
        fresh.save()
        write(fresh)


def kept_sitting(sitting: Sitting, before: Snapshot | None, reason: str = "", **changes: Any) -> Sitting:
    """The sitting with these changes, one version on; a new one begins with its first. It is about no one child."""
    for name, value in changes.items():
        setattr(sitting, name, value)
    sitting.version += 1 if before else 0
    sitting.save()
    write(sitting, before=before, why=reason)
    return sitting
