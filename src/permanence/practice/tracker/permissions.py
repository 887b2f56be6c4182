"""Who may answer where another limit is asked for: the policy says which post or panel. Whoever writes may ask."""

from __future__ import annotations

from permanence.policy.agreements import MayAgree, agreements
from permanence.policy.pack import Pack
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import manages
from permanence.practice.staff.roles import ROLES
from permanence.practice.tracker.models import Agreement

RECORDS_FOR_A_PANEL = frozenset({"panel_administrator"})
"""Roles that write down what a panel agreed, beside those that manage."""


def deciders_of(person: Person, may: MayAgree) -> list[str]:
    """Of those the policy lets agree, the ones this person is or may write for."""
    return [decider for decider in may.by if _speaks_for(person, decider)]


def deciders_for(person: Person, agreement: Agreement, pack: Pack) -> list[str]:
    """The same, for one agreement; none where the policy in force no longer allows it."""
    may = paragraph_of(pack, agreement.under)
    return deciders_of(person, may) if may else []


def paragraph_of(pack: Pack, under: str) -> MayAgree | None:
    """The paragraph of the policy that lets someone agree, if it is in force."""
    return next((one for one in agreements(pack) if one.clause == under), None)


def is_panel(decider: str) -> bool:
    """Whether it is a panel or a court, whose agreement someone writes down, and not a post."""
    return role_code(decider) not in ROLES


def role_code(decider: str) -> str:
    """The code of the role that a decider of a pack is: head of service -> head_of_service."""
    return decider.replace(" ", "_").replace("-", "_")


def _speaks_for(person: Person, decider: str) -> bool:
    if is_panel(decider):
        return manages(person) or any(role.code in RECORDS_FOR_A_PANEL for role in person.roles)
    return any(role.code == role_code(decider) for role in person.roles)
