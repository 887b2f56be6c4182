"""The people of the made-up council: its teams, and someone in every role."""

from __future__ import annotations

from dataclasses import dataclass, field

from permanence.practice.demo.names import names
from permanence.practice.staff.actions import make_team, new_starter
from permanence.practice.staff.models import Person, Team
from permanence.practice.staff.roles import ROLES

HOST = "northbrook.example"
"""A domain that can never be anybody's."""


@dataclass
class Staff:
    """Who works there, by role, and the teams that carry cases, each with its manager and workers."""

    by_role: dict[str, list[Person]] = field(default_factory=dict)
    teams: list[Team] = field(default_factory=list)
    workers: dict[int, list[Person]] = field(default_factory=dict)

    def one(self, role: str) -> Person:
        """The person who signs in for a role."""
        return self.by_role[role][0]


def make_staff() -> Staff:
    """Makes the teams, then a person for every name of ``names.yaml``."""
    staff = Staff()
    service = make_team(by=None, name="Children in care")
    staff.teams = [
        make_team(by=None, name=name, within=service) for name in ("North team", "South team", "Leaving care team")
    ]
    permanence = make_team(by=None, name="Permanence team", within=service)
    home = {"permanence_team_manager": permanence, "permanence_worker": permanence}
    for role, listed in names()["people"].items():
        for place, name in enumerate(listed):
            team = staff.teams[place % len(staff.teams)] if role in IN_A_TEAM else home.get(role, service)
            person = _starter(name, role, team if ROLES[role].brief != "no child" else None)
            staff.by_role.setdefault(role, []).append(person)
            if role == "social_worker":
                staff.workers.setdefault(team.pk, []).append(person)
    return staff


IN_A_TEAM = ("social_worker", "team_manager", "business_support")
"""Roles spread over the teams that carry cases."""


def _starter(name: str, role: str, team: Team | None) -> Person:
    email = f"{name.lower().replace(' ', '.')}@{HOST}"
    return new_starter(by=None, name=name, email=email, role=role, team=team)
