"""Putting an item on the list of a sitting: a fact of the child, known ahead, so that clocks can lean on it."""

from __future__ import annotations

from typing import Any

from permanence.practice.children.actions import correct_fact, record_fact, withdraw_fact
from permanence.practice.children.actions.versions import kept
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Fact
from permanence.practice.panels.actions.rows import standing
from permanence.practice.panels.models import Enclosure, Item, Sitting
from permanence.practice.panels.policy import panel_of
from permanence.practice.panels.sittings import taken_places
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import write
from permanence.practice.staff.models import Person

_COPIED = ("code", "name", "by", "clauses", "strength", "judged", "came_on", "source", "not_needed")


def listed(by: Person | None, item: Item, sitting: Sitting) -> Fact:
    """The fact that the child is heard at this sitting."""
    return record_fact(by=by, child=item.child, token=panel_of(item).fact, start=sitting.day,
                       attributes=_told(item, sitting), confirmed=QUESTIONS)  # fmt: skip


def sitting_name(sitting: Sitting) -> str:
    """What a fact calls the sitting: the panel's name and the day."""
    return f"{panel_of(sitting).name}, {sitting.day:%d/%m/%Y}"


def relisted(by: Person | None, item: Item, sitting: Sitting) -> None:
    """The listing moves with its sitting to another day."""
    before, found = snapshot(item), _latest(item)
    if found is not None and found.stands:
        changes = {"start": sitting.day, "attributes": _told(item, sitting)}
        why = f"The sitting was moved: {sitting.why}"
        found = correct_fact(by=by, fact=found, why=why, changes=changes, confirmed=QUESTIONS)
    kept(item, before, listing=found if found is not None and found.stands else listed(by, item, sitting))


def _told(item: Item, sitting: Sitting) -> dict[str, str]:
    """What the fact says beside its day: a panel's fact names the sitting, a decision-maker's has none."""
    return {"sitting": sitting_name(sitting)} if panel_of(item).fact.startswith("panel.") else {}


def list_anew(by: Person | None, item: Item, sitting: Sitting | None, why: str) -> None:
    """The item goes from one sitting to another; without one it waits until a sitting is added."""
    before = snapshot(item)
    unlist(by, item, why or "It went to another sitting.")
    if sitting is None:
        kept(item, before, why, sitting=None, listing=None)
        return
    row = standing(sitting)
    kept(item, before, why, sitting=row, listing=listed(by, item, row), place=taken_places(row, item))


def unlist(by: Person | None, item: Item, why: str) -> None:
    """Takes the fact of a listing back, where one stands."""
    listing = _latest(item)
    if listing is not None and listing.stands:
        withdraw_fact(by=by, fact=listing, why=why)


def listing_now(by: Person | None, item: Item) -> Fact:
    """The fact of the listing as it stands; recorded afresh where someone took it back on the page of facts."""
    found = _latest(item)
    return found if found is not None and found.stands else listed(by, item, item.sitting)


def _latest(item: Item) -> Fact | None:
    """The last version of the listing's fact, whoever corrected it."""
    found: Fact | None = item.listing
    while found is not None and found.replaced_by is not None:
        found = found.replaced_by
    return found


def come_back(by: Person | None, sitting: Sitting) -> None:
    """What is listed and has no sitting goes on this one, as far as there is room, the longest waiting first."""
    waiting = Item.objects.filter(panel=sitting.panel, pack=sitting.pack, stage="listed", sitting=None)
    for item in waiting.select_related("child", "listing").order_by("asked_at")[: sitting.places]:
        list_anew(by, item, sitting, "It came back by itself.")


def put_off(by: Person, item: Item, sitting: Sitting | None) -> Item:
    """The item that stands again for one that was put off: same child and matter, with the papers that came."""
    row = standing(sitting) if sitting else None
    again = Item(child=item.child, panel=item.panel, pack=item.pack, matter=item.matter, stage="listed",
                 sitting=row, place=taken_places(row) if row else 0, clause=item.clause, because=item.because,
                 meeting=item.meeting, paper=item.paper, asked_by=item.asked_by, referred_on=item.referred_on,
                 exception=item.exception, follows=item)  # fmt: skip
    again.listing = listed(by, again, row) if row else None
    again.save()
    write(again, children=[item.child_id])
    for one in Enclosure.objects.about(item.child).filter(item=item):
        _copy(one, again)
    return again


def _copy(one: Enclosure, again: Item) -> None:
    copied: dict[str, Any] = {name: getattr(one, name) for name in _COPIED}
    row = Enclosure(item=again, child=again.child, **copied)
    row.save()
    write(row, children=[again.child_id])
