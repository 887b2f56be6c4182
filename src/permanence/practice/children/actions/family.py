"""The people around a child, and brothers and sisters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from permanence.practice.children.models import Child, Connection, Sibling, SiblingGroup
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def add_connection(*, by: Person | None, child: Child, name: str, role: str, **details: Any) -> Connection:
    """Adds a person around the child."""
    connection = Connection(child=child, name=name.strip(), role=role, **details)
    _refuse_backwards(connection)
    connection.save()
    write(connection, children=[child])
    return connection


@action
def change_connection(*, by: Person | None, connection: Connection, changes: Mapping[str, Any]) -> Connection:
    """Changes or ends what is kept of a person around the child; the record keeps what it was."""
    before = snapshot(connection)
    for name, value in changes.items():
        setattr(connection, name, value)
    _refuse_backwards(connection)
    connection.save()
    write(connection, children=[connection.child], before=before)
    return connection


def _refuse_backwards(connection: Connection) -> None:
    if connection.start and connection.end and connection.end <= connection.start:
        raise Refusal("The end must be after the start. Check both days.", "end")


@action
def group_siblings(
    *, by: Person | None, name: str, children: Iterable[Child], group: SiblingGroup | None = None
) -> SiblingGroup:
    """Puts brothers and sisters in a group, a new one unless one is given."""
    group = group or SiblingGroup.objects.create(name=name)
    together = list(children)
    if not together:
        raise Refusal("Choose the children who are brothers and sisters.", "children")
    for child in together:
        sibling, is_new = Sibling.objects.get_or_create(group=group, child=child)
        if is_new:
            write(sibling, children=[child])
    return group


@action
def leave_siblings(*, by: Person | None, group: SiblingGroup, child: Child, why: str) -> None:
    """Takes a child out of a sibling group."""
    for sibling in Sibling.objects.filter(group=group, child=child):
        write(sibling, children=[child], before=snapshot(sibling), gone=True, why=why)
        sibling.delete()
