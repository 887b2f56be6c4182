"""Members with an interest of their own in a child: those who stand aside, and those who work with the child."""

from __future__ import annotations

from permanence.practice.panels.models import Aside, Item, Seat
from permanence.practice.staff.models import Allocation


def who_stand_aside(item: Item) -> list[str]:
    """Members who leave this item to the others."""
    rows = Aside.objects.about(item.child).filter(item=item).select_related("person")
    return [row.person.name for row in rows.order_by("person__name")]


def who_work_with(item: Item) -> list[str]:
    """Members of the sitting who work with the child, and have not stood aside."""
    if item.stage != "listed":
        return []
    work = set(Allocation.objects.about(item.child).on().values_list("person", flat=True))
    aside = set(Aside.objects.about(item.child).filter(item=item).values_list("person", flat=True))
    seats = Seat.objects.filter(sitting=item.sitting_id, person__in=work - aside).select_related("person")
    return [seat.person.name for seat in seats]
