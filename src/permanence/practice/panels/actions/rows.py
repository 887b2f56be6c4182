"""Taking an item or a sitting in hand: locked, as it stands now, and only if the writer has seen it so."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from permanence.practice.meetings.actions.rows import SINCE
from permanence.practice.panels.models import Enclosure, Item, Seat, Sitting
from permanence.practice.record.snapshot import Snapshot, snapshot
from permanence.practice.record.writing import write
from permanence.practice.refusals import Refusal


def taken(item: Item, version: int | None = None) -> tuple[Item, Snapshot]:
    """The item as it stands, locked, and its snapshot. Raises Refusal where it is not the version the writer saw."""
    found: Item = Item.objects.about(item.child).select_for_update(no_key=True).select_related(None).get(pk=item.pk)
    _refuse_older(found.version, version)
    return found, snapshot(found)


def taken_sitting(sitting: Sitting, version: int | None = None) -> tuple[Sitting, Snapshot | None]:
    """The same of a sitting. One that is not kept yet has no snapshot, and is kept by whatever is done to it."""
    if sitting.pk is None:
        kept_meanwhile = Sitting.objects.filter(panel=sitting.panel, pack=sitting.pack, rule_day=sitting.rule_day)
        found = kept_meanwhile.select_for_update(no_key=True).first()
        if found is None:
            return sitting, None
        sitting = found
    locked = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    _refuse_older(locked.version, version)
    return locked, snapshot(locked)


def standing(sitting: Sitting) -> Sitting:
    """The sitting as a row: one that stood by the rule alone is kept now, with the members of the one before."""
    found, before = taken_sitting(sitting)
    if before is not None:
        return found
    try:
        with transaction.atomic():
            kept(found, None)
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


def kept(row: Item | Sitting | Enclosure, before: Snapshot | None, reason: str = "", **changes: Any) -> Any:
    """The row with these changes, one version on."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1 if before else 0
    row.save()
    write(row, children=[] if isinstance(row, Sitting) else [row.child_id], before=before, why=reason)
    return row


def _refuse_older(stands: int, seen: int | None) -> None:
    if seen is not None and stands != seen:
        raise Refusal(SINCE)
