"""A policy in force and a few children, for the tests of what is owed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from permanence.practice.children.models import Child
from permanence.practice.procedures.actions import approve, propose
from permanence.practice.today import today
from practice.made import a_child, a_fact, a_person, days_ago


def adopt(pack: str = "PG") -> None:
    """The pack in force for everything a test makes."""
    adoption = propose(by=a_person("head_of_service"), pack=pack, effective=days_ago(3_000))
    approve(by=a_person("assistant_director"), adoption=adoption)


def in_days(number: int) -> date:
    return today() + timedelta(days=number)


def child_under(status: str, days: int, placement: str = "foster", **home: Any) -> Child:
    """A child in care for so many days, under a status and in a home."""
    child = a_child()
    a_fact(child, "in_care", days_ago(days))
    a_fact(child, f"legal_status.{status}", days_ago(days))
    a_fact(child, f"placement.{placement}", days_ago(days), attributes=home)
    return child


def long_term_section_20(days: int = 400) -> Child:
    """A child for whom PG-079, the yearly meeting under section 20, is open: in a foster home agreed as long-term."""
    return child_under("s20", days, long_term=True)
