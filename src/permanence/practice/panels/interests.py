"""Members with an interest of their own in a child: those who stand aside, and those who work with the child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from permanence.practice.panels.models import Aside, Item, Seat
from permanence.practice.staff.models import Allocation, Person


@dataclass(frozen=True)
class Interests:
    """Names of members of a sitting: who leaves an item to the others, and who works with the child and has not.

    Once it is decided, nobody is asked any more whether they should stand aside.
    """

    stand_aside: Sequence[str]
    work_with: Sequence[str]


def interests_in(items: Collection[Item], person: Person) -> Mapping[int, Interests]:
    """The interests in each of these items, by its number, as far as this person may know; asked for all at once."""
    aside = Aside.objects.visible_to(person).filter(item__in=items).select_related("person").order_by("person__name")
    work = Allocation.objects.visible_to(person).on().filter(child__in={item.child_id for item in items})
    seats = Seat.objects.filter(sitting__in={item.sitting_id for item in items}).select_related("person")
    asides, workers, members = _by(aside, "item_id"), _by(work, "child_id"), _by(seats, "sitting_id")
    return {
        item.pk: _interests(item, asides[item.pk], workers[item.child_id], members[item.sitting_id]) for item in items
    }


def _by(rows: Iterable[Any], name: str) -> defaultdict[int | None, list[Any]]:
    found: defaultdict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _interests(item: Item, asides: list[Aside], workers: list[Allocation], seats: list[Seat]) -> Interests:
    asked = {one.person_id for one in workers} - {one.person_id for one in asides} if item.stage == "listed" else ()
    return Interests([one.person.name for one in asides], [one.person.name for one in seats if one.person_id in asked])
