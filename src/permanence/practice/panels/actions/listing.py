"""Putting an item on the list of a sitting: a fact of the child, known ahead, so that clocks can lean on it."""

from __future__ import annotations

from typing import Any

from permanence.practice.children.actions import correct_fact, record_fact, withdraw_fact
from permanence.practice.children.actions.versions import kept, take_turn
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Fact, latest
from permanence.practice.panels.actions.rows import standing
from permanence.practice.panels.models import Aside, Enclosure, Item, Sitting
from permanence.practice.panels.policy import panel_of
from permanence.practice.panels.sittings import next_place
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import write
from permanence.practice.staff.models import Person

_PAPER = ("code", "name", "by", "clauses", "strength", "judged", "came_on", "source", "not_needed")


def listed(by: Person | None, item: Item, sitting: Sitting) -> Fact:
    """The fact that the child is heard at this sitting."""
    return record_fact(by=by, child=item.child, token=panel_of(item).fact, start=sitting.day,
                       attributes=_told(item, sitting), confirmed=QUESTIONS)  # fmt: skip


def sitting_name(sitting: Sitting) -> str:
    """What a fact calls the sitting: the panel's name and the day."""
    return f"{panel_of(sitting).name}, {sitting.day:%d/%m/%Y}"


def relisted(by: Person | None, item: Item, sitting: Sitting) -> None:
    """The listing moves with its sitting to another day."""
    before, found, why = snapshot(item), latest(item.listing), f"The sitting was moved: {sitting.why}"
    if found is not None:
        found = put_right(by, found, why, start=sitting.day, attributes={**found.attributes, **_told(item, sitting)})
    kept(item, before, listing=found or listed(by, item, sitting))
    _referral_follows(by, item, sitting, why)


def put_right(by: Person | None, fact: Fact, why: str, **changes: Any) -> Fact:
    """The fact with these changes; as it is, where someone has corrected it so by hand already."""
    if all(getattr(fact, name) == value for name, value in changes.items()):
        return fact
    return correct_fact(by=by, fact=fact, why=why, changes=changes, confirmed=QUESTIONS)


def _told(item: Item, sitting: Sitting) -> dict[str, str]:
    """What the fact says beside its day: a panel's fact names the sitting, a decision-maker's has none."""
    return {"sitting": sitting_name(sitting)} if panel_of(item).fact.startswith("panel.") else {}


def list_anew(by: Person | None, item: Item, sitting: Sitting | None, why: str) -> None:
    """The item goes from one sitting to another; without one it waits until a sitting is added."""
    before, why = snapshot(item), why or "It went to another sitting."
    take_back(by, item.listing, why)
    if sitting is None:
        kept(item, before, why, sitting=None, listing=None)
        return
    row = standing(sitting)
    kept(item, before, why, sitting=row, listing=listed(by, item, row), place=next_place(row, item))
    _referral_follows(by, item, row, why)


def _referral_follows(by: Person | None, item: Item, sitting: Sitting, why: str) -> None:
    """The fact of the referral names the sitting it is for, so it goes where the item goes."""
    sent = latest(item.referral)
    if sent is not None:
        put_right(by, sent, why, attributes={**sent.attributes, "about": sitting.day.isoformat()})


def take_back(by: Person | None, fact: Fact | None, why: str) -> None:
    """Takes a fact back, where it still stands."""
    stands = latest(fact)
    if stands is not None:
        withdraw_fact(by=by, fact=stands, why=why)


def listing_now(by: Person | None, item: Item) -> Fact:
    """The fact of the listing as it stands; recorded afresh where someone took it back on the page of facts."""
    return latest(item.listing) or listed(by, item, item.sitting)


def come_back(by: Person | None, sitting: Sitting) -> Sitting:
    """The sitting, kept now. What is listed and has no sitting goes on it, as far as there is room, the longest waiting
    first, also from an earlier policy.
    """
    waiting = Item.objects.filter(panel=sitting.panel, stage="listed", sitting=None).order_by("asked_at")
    theirs = list(waiting.select_related("child")[: sitting.places])
    for item in sorted(theirs, key=lambda one: one.child_id):
        take_turn(item.child)
    row = standing(sitting)
    still = waiting.filter(pk__in=[one.pk for one in theirs])  # someone may have taken one back until its turn came
    for item in still.select_related("child", "listing", "referral"):
        list_anew(by, item, row, "It came back by itself.")
    return row


def put_off(by: Person, item: Item, sitting: Sitting | None) -> Item:
    """The item that stands again for one put off: the same child and matter, the papers that came, who stands aside."""
    row = standing(sitting) if sitting else None
    again = Item(child=item.child, panel=item.panel, pack=item.pack, matter=item.matter, stage="listed",
                 sitting=row, place=next_place(row) if row else 0, clause=item.clause, because=item.because,
                 meeting=item.meeting, paper=item.paper, asked_by=item.asked_by, referred_on=item.referred_on,
                 referred_by=item.referred_by, referral=item.referral, exception=item.exception,
                 follows=item)  # fmt: skip
    again.listing = listed(by, again, row) if row else None
    again.save()
    write(again, children=[item.child_id])
    _copy(Enclosure, _PAPER, item, again)
    _copy(Aside, ("person", "why"), item, again)
    if row:
        _referral_follows(by, again, row, "It was put off, and comes back by itself.")
    return again


def _copy(model: Any, names: tuple[str, ...], item: Item, again: Item) -> None:
    for one in model.objects.about(item.child).filter(item=item):
        copied = {name: getattr(one, name) for name in names}
        row = model(item=again, child=again.child, **copied)
        row.save()
        write(row, children=[again.child_id])
