"""Reading the record, for those entitled: what concerns the children they see, and what they did themselves."""

from __future__ import annotations

from typing import Any

from permanence.practice.children.models import Child
from permanence.practice.record.models import Concern, Entry


def entries_of(child: Any) -> Any:
    """The entries that concern a child, the newest first. The child was opened by the reader (open_child)."""
    return Entry.objects.filter(concerns__child=child).select_related("by").order_by("-number")


def entries_for(person: Any) -> Any:
    """The entries a person may read: those about children they see, the newest first.

    An entry that also concerns a child they may not see (a list, an export) is shown, and that child is not.
    """
    seen = Concern.objects.filter(child__in=Child.objects.visible_to(person))
    return Entry.objects.filter(number__in=seen.values("entry")).select_related("by").order_by("-number")


def children_in(entries: list[Any], person: Any) -> dict[int, list[Any]]:
    """For each entry the children it concerns whom the person may see."""
    rows = Concern.objects.filter(entry__in=entries, child__in=Child.objects.visible_to(person)).select_related("child")
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append(row.child)
    return found
