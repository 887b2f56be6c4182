"""People, teams, children and facts for the tests, made by the app's own actions."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from permanence.practice.children.actions import create_child, record_fact
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child, Fact
from permanence.practice.staff.actions import allocate, give_post, make_team, new_starter
from permanence.practice.staff.models import Person, Team
from permanence.practice.today import today

_number = count(1)


def days_ago(number: int) -> date:
    return today() - timedelta(days=number)


def a_team(name: str = "", within: Team | None = None) -> Team:
    return make_team(by=None, name=name or f"Team {next(_number)}", within=within)


def a_person(role: str = "social_worker", team: Team | None = None, name: str = "", **details: Any) -> Person:
    name = name or f"Alex Worker{next(_number)}"
    email = details.pop("email", f"{name.lower().replace(' ', '.')}@council.example")
    needs_team = role in ("team_manager", "service_manager", "business_support")
    return new_starter(
        by=None, name=name, email=email, role=role, team=team or (a_team() if needs_team else None), **details
    )


def also(person: Person, role: str, team: Team | None = None) -> None:
    give_post(by=None, person=person, role=role, team=team)


def a_child(first_name: str = "Robin", **details: Any) -> Child:
    number = next(_number)
    filled = {"last_name": f"Example{number}", "born": date(2016, 6, 1), "case_number": f"C{number:05}"} | details
    return create_child(by=None, first_name=first_name, **filled)


def a_fact(
    child: Child, token: str, start: date, end: date | None = None, by: Person | None = None, **details: Any
) -> Fact:
    return record_fact(by=by, child=child, token=token, start=start, end=end, confirmed=QUESTIONS, **details)


def works_with(person: Person, child: Child, role: str = "social_worker", **details: Any) -> Person:
    allocate(by=None, child=child, person=person, role=role, **details)
    return person


def child_in_care(days: int = 30, **details: Any) -> Child:
    child = a_child(**details)
    a_fact(child, "in_care", days_ago(days))
    a_fact(child, "legal_status.s20", days_ago(days))
    a_fact(child, "placement.foster", days_ago(days))
    return child
