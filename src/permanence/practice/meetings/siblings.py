"""The brothers and sisters of a meeting's child, as far as the person who asks may see them."""

from __future__ import annotations

from permanence.practice.children.models import Child, Sibling
from permanence.practice.meetings.models import Meeting
from permanence.practice.meetings.policy import kind_of
from permanence.practice.staff.models import Person


def siblings_seen(child: Child, person: Person) -> list[Child]:
    """Those in a sibling group of the child whom this person may see, each once. The others are not there."""
    groups = Sibling.objects.about(child).values("group")
    rows = Sibling.objects.visible_to(person).filter(group__in=groups).exclude(child=child).select_related("child")
    return list({row.child_id: row.child for row in rows}.values())


def wants_copies(meeting: Meeting) -> bool:
    """Whether the policy has this meeting copied to the records of brothers and sisters."""
    return any(one.to == "sibling_records" for one in kind_of(meeting).send)
