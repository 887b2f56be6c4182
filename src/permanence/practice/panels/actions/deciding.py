"""What a panel decided: recorded as facts, so that what is owed follows it in the same transaction."""

from __future__ import annotations

from django.utils import timezone

from permanence.practice.children.actions import withdraw_fact
from permanence.practice.children.actions.versions import kept
from permanence.practice.children.models import Fact
from permanence.practice.panels.actions.effects import name_who_is_told, set_tasks, take_effect
from permanence.practice.panels.actions.listing import listing_now, put_off, put_right
from permanence.practice.panels.actions.rows import in_turn
from permanence.practice.panels.conditions import unmet
from permanence.practice.panels.models import OUTCOMES, Aside, Enclosure, Item, Seat
from permanence.practice.panels.permissions import may_decide
from permanence.practice.panels.policy import panel_of
from permanence.practice.panels.sittings import next_free
from permanence.practice.panels.stages import after
from permanence.practice.record.writing import action
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import rebuild


@action
def decide(
    *, by: Person, item: Item, version: int, outcome: str, reasons: str, conditions: str = "", minutes: str = ""
) -> Item:
    """Writes down what the panel decided, with its reasons. Agreed: it takes effect from the day of the sitting. Put
    off: it comes back by itself at the next sitting that has room.

    Raises Refusal where the sitting is still to come, too few members heard it, the policy lets someone else decide,
    or a paper or condition that is a must is missing.
    """
    found, before = in_turn(item, version)
    stage = after("decide", found.stage)
    _refuse_too_soon(by, found)
    if outcome not in dict(OUTCOMES):
        raise Refusal("Choose what the panel decided.", "outcome")
    if not reasons.strip():
        raise Refusal("Write the reasons, so that the child can read one day why it was decided.", "reasons")
    if outcome == "ratified":
        _refuse_incomplete(found)
    listing = _told_by_fact(by, found, outcome)
    kept(found, before, stage=stage, outcome=outcome, reasons=reasons.strip(), conditions=conditions.strip(),
         minutes=minutes.strip(), decided_by=by, decided_at=timezone.now(), listing=listing)  # fmt: skip
    _follow(by, found)
    rebuild([found.child])  # a planned decision whose day had passed counts from now on
    return found


def _refuse_too_soon(by: Person, item: Item) -> None:
    if item.sitting is None or item.sitting.day is None or item.sitting.day > today():
        raise Refusal("The sitting's day has not come, so nothing is decided yet.")
    if not may_decide(by, item):
        raise Refusal("The policy does not let you write down this decision. The page says who may.")
    aside = Aside.objects.about(item.child).filter(item=item).values("person")
    heard = Seat.objects.filter(sitting=item.sitting, came="came").exclude(person__in=aside).count()
    if panel_of(item).decide is None and heard < item.sitting.quorum:
        raise Refusal(f"{heard} members are marked as having heard it, and the panel needs {item.sitting.quorum}. Say "
                      "on the page of the sitting who came.")  # fmt: skip


def _refuse_incomplete(item: Item) -> None:
    missing = [f"{row.name} ({row.clauses})" for row in Enclosure.objects.about(item.child).filter(item=item)
               if row.strength == "must" and not row.judged and not row.is_there]  # fmt: skip
    if missing:
        raise Refusal(f"The policy wants these papers before the panel agrees: {'; '.join(missing)}. Check them off, "
                      "or put it off.")  # fmt: skip
    if not item.exception:
        for one in unmet(item):
            raise Refusal(f"The policy wants this first: {one.says} ({one.clauses}). Put it off, or have the referral "
                          "say why it is an exception.")  # fmt: skip


def _told_by_fact(by: Person, item: Item, outcome: str) -> Fact:
    """The panel's fact with its outcome. A planned decision that was not taken is no fact any more."""
    listing = listing_now(by, item)
    if listing.fact == "panel":
        return put_right(by, listing, "The panel decided.", attributes={**listing.attributes, "outcome": outcome})
    if outcome != "ratified":
        withdraw_fact(by=by, fact=listing, why=f"It was {dict(OUTCOMES)[outcome].lower()}.")
    return listing


def _follow(by: Person, item: Item) -> None:
    if item.outcome == "ratified":
        take_effect(by, item)
        set_tasks(by, item)
    if item.outcome == "deferred":
        put_off(by, item, next_free(panel_of(item), max(item.sitting.day, today())))
    name_who_is_told(by, item)
