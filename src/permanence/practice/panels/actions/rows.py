"""Taking a sitting in hand: locked, as it stands now, and only if the writer has seen it so."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from permanence.practice.children.actions.versions import SINCE, refuse_if_changed, take_turn, taken
from permanence.practice.panels.models import Item, Seat, Sitting
from permanence.practice.record.snapshot import Snapshot, snapshot
from permanence.practice.record.writing import write
from permanence.practice.refusals import Refusal


def in_turn(row: Any, version: int | None = None) -> tuple[Any, Snapshot]:
    """An item or a paper in hand. The child's turn comes first, as in every write about a child: whoever took the row
    first and then waited for the child could wait for ever for someone who waits for the row.
    """
    take_turn(row.child)
    found: tuple[Any, Snapshot] = taken(row, version)
    return found


def taken_with_items(sitting: Sitting, version: int) -> tuple[Sitting, Snapshot, list[Item]]:
    """The sitting and what is listed there, the turns of the children first. One that stood by the rule alone is kept.

    Raises Refusal where it is not as the writer saw it, or another child was listed in this very moment.
    """
    theirs = {item.child for item in listed_at(sitting)}
    for child in sorted(theirs, key=lambda one: one.pk):
        take_turn(child)
    found, before = _locked(standing(sitting), version)
    items = list(listed_at(found))
    if not {item.child for item in items} <= theirs:
        raise Refusal(SINCE)
    return found, before, items


def listed_at(sitting: Sitting) -> Any:
    """The items on its agenda that are not decided yet, in their order."""
    rows = Item.objects.filter(sitting=sitting.pk, stage="listed").exclude(sitting=None)
    return rows.select_related("child", "listing", "referral").order_by("place")


def taken_sitting(sitting: Sitting, version: int | None = None) -> tuple[Sitting, Snapshot | None]:
    """The sitting and its snapshot. One that is not kept yet has none, and is kept by whatever is done to it."""
    if sitting.pk is None:
        kept_meanwhile = Sitting.objects.filter(panel=sitting.panel, pack=sitting.pack, rule_day=sitting.rule_day)
        found = kept_meanwhile.select_for_update(no_key=True).first()
        if found is None:
            return sitting, None
        sitting = found
    return _locked(sitting, version)


def _locked(sitting: Sitting, version: int | None) -> tuple[Sitting, Snapshot]:
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
