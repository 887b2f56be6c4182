"""Who may do what, as sentences. Each takes a person, and the child where it is about one whom the person sees.

What a person may see is asked first, of ``visible_to``: a page for someone who may not see the child is not found.
"""

from __future__ import annotations

from typing import Any

from permanence.practice.staff.models import Allocation, Person
from permanence.practice.staff.roles import Brief
from permanence.practice.staff.sight import sight_of


def sees_children(person: Person) -> bool:
    """Every role but the system administrator's."""
    return sight_of(person).sees_children


def may_manage_accounts(person: Person) -> bool:
    """The system administrator."""
    return any(role.accounts for role in person.roles)


def may_write(person: Person) -> bool:
    """Roles that record and correct facts about the children they see; not panel members, nor inspectors."""
    return any(role.writes for role in person.roles)


def may_open_a_record(person: Person) -> bool:
    """Who may add a child: those who write."""
    return may_write(person)


def manages(person: Person) -> bool:
    """Roles that allocate, restrict, grant and agree, for the children they see."""
    return any(role.manages for role in person.roles)


def may_read_the_record(person: Person) -> bool:
    """Managers and inspectors: who looked at a child they see, and who changed what."""
    return manages(person) or any(role.code == "inspector" for role in person.roles)


def may_read_the_record_of(person: Person, child: Any) -> bool:
    """Those, and the child's own reviewing officer."""
    return may_read_the_record(person) or _reviews(person, child)


def _reviews(person: Person, child: Any) -> bool:
    """Whether the person is the child's reviewing officer."""
    found: bool = Allocation.objects.on().filter(child=child, person=person, role="reviewing_officer").exists()
    return found


def may_break_glass(person: Person) -> bool:
    """Roles that may open a record in an emergency."""
    return any(role.breaks_glass for role in person.roles)


def may_choose_the_policy(person: Person) -> bool:
    """Service-wide managers, of whom one proposes and another approves."""
    return any(role.manages and role.brief == Brief.SERVICE for role in person.roles)
