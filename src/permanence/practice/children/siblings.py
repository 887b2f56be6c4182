"""Brothers and sisters: the other children of a child's sibling groups, as far as someone may see them."""

from __future__ import annotations

from typing import Any

from permanence.practice.children.models import Sibling
from permanence.practice.prepared import prepared
from permanence.practice.staff.sight import Sight


@prepared
def siblings_seen(child: int, *, by: Sight) -> Any:
    """A row for each group and each other child in it; a child who may not be seen is not there."""
    mine = Sibling.objects.about(child).order_by()
    others = Sibling.objects.seen_by(by, among=mine.values("group__children")).exclude(child=child)
    return others.filter(group__in=mine.values("group")).select_related("child").order_by("pk")
