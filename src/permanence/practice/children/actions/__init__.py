"""Every write about a child. Keyword-only, ``by`` a person, one transaction, recorded, and duties rebuilt with it."""

from permanence.practice.children.actions.child import change_details, create_child, lift_restriction, restrict
from permanence.practice.children.actions.facts import correct_fact, end_fact, record_fact, withdraw_fact
from permanence.practice.children.actions.family import (
    add_connection,
    change_connection,
    group_siblings,
    leave_siblings,
)

__all__ = [
    "add_connection",
    "change_connection",
    "change_details",
    "correct_fact",
    "create_child",
    "end_fact",
    "group_siblings",
    "leave_siblings",
    "lift_restriction",
    "record_fact",
    "restrict",
    "withdraw_fact",
]
