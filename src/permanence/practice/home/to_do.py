"""Records opened in an emergency, which those who were told of it look into."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from permanence.practice.design.wording import moment
from permanence.practice.home.sections import Section, Task
from permanence.practice.staff.models import BreakGlass, Person


def to_do(person: Person, _: date) -> Iterator[Section]:
    """A section for those who were told of a record opened in an emergency that nobody has looked into."""
    unread = (
        person.told_of_broken_glass.filter(reviewed_at__isnull=True).exclude(person=person).select_related("person")
    )
    waiting = list(unread.order_by("at"))
    if waiting:
        yield Section(50, "Look into these", [_task(glass) for glass in waiting], len(waiting))


def _task(glass: BreakGlass) -> Task:
    address = reverse("staff:review_glass", args=[glass.pk])
    return Task(glass.person.name, address, "Opened the record of a child in an emergency", moment(glass.at))
