"""Who may choose the policy: two people of the whole service, of whom one proposes and the other approves."""

from __future__ import annotations

from permanence.practice.procedures.models import Adoption
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_choose_the_policy


def may_approve(person: Person, adoption: Adoption) -> bool:
    """Someone who may choose the policy and did not propose this one."""
    return may_choose_the_policy(person) and adoption.is_waiting and adoption.proposed_by_id != person.pk


def may_withdraw(person: Person, adoption: Adoption) -> bool:
    """Anyone who may choose the policy, while the proposal waits."""
    return may_choose_the_policy(person) and adoption.is_waiting
