"""The roles, each with what it does and which children its brief reaches. Everything about who may see starts here.

A brief reaches children who are not restricted. A restricted record needs a grant, whatever the role.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Brief(StrEnum):
    """Which children a role reaches by itself."""

    ALLOCATED = "allocated"  # children allocated to the person, for the days of the allocation
    TEAM = "team"  # those too, and the children of the person's team and every team beneath it, and of their workers
    ADOPTION = "adoption"  # those allocated, and children whose plan or decision is about adoption
    SERVICE = "service"  # every child
    NO_CHILD = "no child"  # none at all


@dataclass(frozen=True)
class Role:
    """A role: what it does in a sentence, how far its brief reaches, and what it may do there."""

    code: str
    name: str
    brief: Brief
    does: str = field(kw_only=True)
    writes: bool = True  # may record and correct facts about the children it sees
    manages: bool = False  # may allocate, restrict, grant and agree to departures for the children it sees
    breaks_glass: bool = False  # may open a record in an emergency, with a reason, to be reviewed
    accounts: bool = False  # may make and close accounts


A, T, D, S, N = Brief.ALLOCATED, Brief.TEAM, Brief.ADOPTION, Brief.SERVICE, Brief.NO_CHILD

ROLES = {role.code: role for role in (
    Role("social_worker", "Social worker", A, breaks_glass=True,
         does="Holds the case and makes the plan with the child and family."),
    Role("supervising_social_worker", "Supervising social worker", A,
         does="Supports the foster carers the child lives with."),
    Role("team_manager", "Team or practice manager", T, manages=True, breaks_glass=True,
         does="Leads a team and answers for its children."),
    Role("permanence_team_manager", "Permanence team manager", S, manages=True, breaks_glass=True,
         does="Leads the search for permanent homes."),
    Role("permanence_worker", "Permanence team worker (family finder)", S,
         does="Finds families and tracks permanence for every child."),
    Role("reviewing_officer", "Reviewing officer", A, breaks_glass=True,
         does="Chairs the statutory reviews and endorses the plan."),
    Role("panel_administrator", "Panel administrator", S,
         does="Lists the items of a panel and sends out its papers."),
    Role("panel_member", "Panel member", A, writes=False,
         does="Reads and hears the items of their own sittings."),
    Role("service_manager", "Service manager", T, manages=True, breaks_glass=True,
         does="Answers for several teams."),
    Role("head_of_service", "Head of service", S, manages=True, breaks_glass=True,
         does="Answers for the service, and agrees what policy leaves to them."),
    Role("assistant_director", "Assistant director", S, manages=True, breaks_glass=True,
         does="Answers for the service to the director."),
    Role("agency_decision_maker", "Agency decision-maker", D,
         does="Decides whether a child should be placed for adoption."),
    Role("business_support", "Business support (minutes)", T,
         does="Books the meetings of a team and writes their minutes."),
    Role("data_analyst", "Data analyst", S,
         does="Brings in the return and reports on the whole service."),
    Role("inspector", "Inspector (reads only)", S, writes=False,
         does="Looks at records for an inspection."),
    Role("system_administrator", "System administrator", N, writes=False, accounts=True,
         does="Makes and closes accounts, and sees no child."),
)}  # fmt: skip


NAMES = [(role.code, role.name) for role in ROLES.values()]
"""The roles as choices of a field."""

ALLOCATION_ROLES = [
    ("social_worker", "Social worker"),
    ("second_worker", "Second worker"),
    ("supervising_social_worker", "Supervising social worker"),
    ("reviewing_officer", "Reviewing officer"),
    ("family_finder", "Family finder"),
    ("personal_adviser", "Personal adviser"),
    ("panel_member", "Panel member, for one sitting"),
]
"""What a person may be allocated to a child as."""
