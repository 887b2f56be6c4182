"""Allocations, delegations and grants: the dated ties by which a person sees a child."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Allocation, Delegation, Grant, Person
from permanence.practice.staff.roles import ALLOCATION_ROLES
from permanence.practice.staff.sight import forget, sight_of
from permanence.practice.today import today

if TYPE_CHECKING:
    from permanence.practice.children.models import Child

LONGEST_GRANT = 366
"""Days: a grant is looked at again after a year at the latest."""


@action
def allocate(
    *, by: Person | None, child: Child, person: Person, role: str, start: date | None = None, end: date | None = None
) -> Allocation:
    """Allocates a person to a child in a named role. Raises Refusal where they work with no child, or are allocated."""
    if role not in dict(ALLOCATION_ROLES):
        raise Refusal("Choose what they are allocated as.", "role")
    if not sight_of(person).sees_children:
        raise Refusal(
            f"{person.name} has no post today that works with children. Ask the system administrator.", "person"
        )
    if Allocation.objects.on().filter(child=child, person=person, role=role).exists():
        raise Refusal(f"{person.name} is allocated in this role already.", "person")
    allocation = Allocation.objects.create(child=child, person=person, role=role, start=start or today(), end=end)
    write(allocation, children=[child])
    return allocation


@action
def end_allocation(*, by: Person | None, allocation: Allocation, end: date | None = None) -> Allocation:
    """Ends an allocation: from ``end`` on, it opens the child's record no more."""
    before = snapshot(allocation)
    allocation.end = max(end or today(), allocation.start)
    allocation.save()
    write(allocation, children=[allocation.child], before=before)
    return allocation


@action
def delegate(
    *, by: Person | None, away: Person, to: Person, end: date, start: date | None = None, why: str = ""
) -> Delegation:
    """Lets one person stand in for another until ``end``, the first day on which they no longer do."""
    first = start or today()
    if away == to:
        raise Refusal("Choose someone else: nobody stands in for themselves.", "to")
    if end <= max(first, today()):
        raise Refusal("The end must be after today and after the start.", "end")
    if not sight_of(to).sees_children:
        raise Refusal(f"{to.name} has no post that works with children, so cannot stand in.", "to")
    delegation = Delegation.objects.create(away=away, to=to, start=first, end=end, why=why)
    forget(to)
    write(delegation)
    return delegation


@action
def end_delegation(*, by: Person | None, delegation: Delegation, end: date | None = None) -> Delegation:
    """Ends a delegation early."""
    before = snapshot(delegation)
    delegation.end = max(end or today(), delegation.start)
    delegation.save()
    forget(delegation.to)
    write(delegation, before=before)
    return delegation


@action
def grant(*, by: Person, child: Child, person: Person, why: str, end: date) -> Grant:
    """Opens a restricted record to one person until ``end``, with the reason. Nobody grants it to themselves."""
    if not why.strip():
        raise Refusal("Say why they need to see this record.", "why")
    if by == person:
        raise Refusal("You cannot give yourself a grant. Ask another manager.", "person")
    if not 0 < (end - today()).days <= LONGEST_GRANT:
        raise Refusal("Choose an end after today and within a year. It can be given again.", "end")
    if not sight_of(person).sees_children:
        raise Refusal(f"{person.name} has no post today that works with children.", "person")
    given = Grant.objects.create(child=child, person=person, why=why.strip(), end=end, given_by=by)
    write(given, children=[child], why=why)
    return given


@action
def keep_sight(*, by: Person, child: Child, end: date) -> Grant:
    """The grant of who restricts a record, given in the same breath: the one grant a person has from themselves."""
    given = Grant.objects.create(child=child, person=by, why="Restricted the record", end=end, given_by=by)
    write(given, children=[child])
    return given


@action
def end_grant(*, by: Person | None, grant: Grant, why: str = "") -> Grant:
    """Ends a grant today."""
    before = snapshot(grant)
    grant.end = today()
    grant.save()
    write(grant, children=[grant.child], before=before, why=why)
    return grant
