"""The made-up council, from an empty database to a caseload with what is owed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from random import Random

from permanence.practice.demo import special
from permanence.practice.demo.actions import set_password
from permanence.practice.demo.caseload import allocate_workers, bring_in_sample, children_today, name_all
from permanence.practice.demo.meetings import make_meetings
from permanence.practice.demo.panels import make_panels
from permanence.practice.demo.pathways import make_pathways
from permanence.practice.demo.people import HOST, Staff, make_staff
from permanence.practice.demo.plans import make_plans
from permanence.practice.procedures.actions import approve, propose
from permanence.practice.staff.models import Person
from permanence.practice.staff.roles import ROLES
from permanence.practice.today import today

WORDS = (
    "amber", "barley", "cedar", "copper", "fern", "harbour", "heron", "juniper", "lantern", "meadow", "otter", "pebble",
    "quarry", "river", "saffron", "thistle", "willow", "winter",
)  # fmt: skip


def is_there() -> bool:
    """Whether the council was made before."""
    return Person.objects.filter(email__endswith=f"@{HOST}").exists()


def make_council(pack: str, children: int, seed: int, tell: Callable[[str], None]) -> None:
    """Makes the whole of it; ``tell`` hears how far it is. What begins while it is under way takes the day as it is."""
    chance = Random(seed)  # noqa: S311 - nothing here is secret
    tell("People and teams")
    staff = make_staff()
    _follow(pack, staff)
    tell(f"{children} invented children, from a made-up return")
    bring_in_sample(staff.one("data_analyst"), children, seed)
    tell("Names, workers and brothers and sisters")
    _populate(staff, chance)
    tell("Restricted records, someone on leave, limits agreed otherwise")
    special.someone_is_away(staff)
    special.agree_some(staff)
    tell("Meetings")
    make_meetings(staff)
    tell("Plans")
    make_plans(staff)
    tell("Panels")
    make_panels(staff)
    tell("Work in steps")
    make_pathways(staff)


def _follow(pack: str, staff: Staff) -> None:
    proposal = propose(
        by=staff.one("head_of_service"),
        pack=pack,
        effective=today() - timedelta(days=730),
        why="The policy of this demonstration.",
    )
    approve(by=staff.one("assistant_director"), adoption=proposal)


def _populate(staff: Staff, chance: Random) -> None:
    children = children_today()
    name_all(children, staff, chance)
    allocate_workers(children, staff, chance)
    special.make_siblings(children)
    special.restrict_some(children, staff)


def fresh_sign_ins() -> tuple[str, list[tuple[str, str]]]:
    """A new password for all, and one e-mail for each role. Earlier passwords no longer work."""
    password = "-".join([*(secrets.choice(WORDS) for _ in range(3)), str(secrets.randbelow(90) + 10)])
    people = Person.objects.filter(email__endswith=f"@{HOST}", is_active=True).order_by("pk")
    set_password(by=None, people=people, password=password)
    first: dict[str, str] = {}
    for person in people:
        for role in person.roles:
            first.setdefault(role.code, person.email)
    return password, [(ROLES[code].name, first[code]) for code in ROLES if code in first]
