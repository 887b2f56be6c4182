"""Writes that only a made-up council needs, many at once: passwords, names and the ties of a whole caseload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.hashers import make_password

from permanence.practice.children.models import Child
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.staff.models import Allocation, Person

DETAILS = ("first_name", "last_name", "known_as", "case_number", "language", "interpreter", "team")


@action
def set_password(*, by: Person | None, people: Iterable[Person], password: str) -> None:
    """Gives all of these people one password, worked out once."""
    hashed = make_password(password)
    for person in people:
        before = snapshot(person)
        person.password = hashed
        person.save(update_fields=["password"])
        write(person, before=before, why="A password for the demonstration")


@action
def name_children(*, by: Person | None, details: Mapping[Child, Mapping[str, Any]]) -> None:
    """Gives children their names, case numbers and teams. Nothing is owed by a name, so no duty is worked out."""
    for child, given in details.items():
        before = snapshot(child)
        for name, value in given.items():
            setattr(child, name, value)
        write(child, children=[child], before=before)
    Child.objects.bulk_update(list(details), DETAILS, batch_size=200)


@action
def allocate_all(*, by: Person | None, allocations: Iterable[Allocation]) -> None:
    """Allocates many workers to many children."""
    for allocation in Allocation.objects.bulk_create(allocations, batch_size=1_000):
        write(allocation, children=[allocation.child_id])
