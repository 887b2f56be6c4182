"""Who may run a panel, and who may write down what it decided, as sentences."""

from __future__ import annotations

from typing import Any

from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.panels.models import Item, Seat, Sitting
from permanence.practice.panels.policy import panel_of
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write
from permanence.practice.staff.roles import Brief


def runs_panels(person: Person) -> bool:
    """The panel administrator, and those who manage the whole service."""
    return any(
        role.code == "panel_administrator" or (role.manages and role.brief == Brief.SERVICE) for role in person.roles
    )


def may_decide(person: Person, item: Item) -> bool:
    """Whoever chairs the sitting, or has a post that the policy names; never who referred the child or stood aside."""
    if not may_write(person) or person.pk in (item.asked_by_id, item.referred_by_id) or _stands_aside(person, item):
        return False
    return person in deciders(item)


def deciders(item: Item) -> list[Person]:
    """The people who may write down the decision: those whom the policy names, or else the chair of the sitting."""
    named = panel_of(item).decide
    if named:
        return [person for word in named.by for person in workers_who_are(word, item.child)]
    return [seat.person for seat in item.sitting.seats.all() if seat.is_chair] if item.sitting else []


def may_mark(person: Person, sitting: Sitting) -> bool:
    """Who says who came: the chair of the sitting, and whoever runs the panels."""
    return runs_panels(person) or (
        sitting.pk is not None and sitting.seats.filter(person=person, is_chair=True).exists()
    )


def may_have_stand_aside(person: Person, item: Item) -> Any:
    """The seats of those of whom this person may say that they stand aside.

    Themselves; and everyone, for the chair of the sitting and whoever runs the panels.
    """
    seats = Seat.objects.filter(sitting=item.sitting_id)
    if item.sitting is not None and may_mark(person, item.sitting):
        return seats
    return seats.filter(person=person)


def _stands_aside(person: Person, item: Item) -> bool:
    return any(aside.person_id == person.pk for aside in item.asides.all())
