"""The roles, each with what it does and which children its brief reaches. Everything about who may see starts here.

A brief reaches children who are not restricted. A restricted record needs a grant, whatever the role.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    does: str
    brief: Brief
    writes: bool = True  # may record and correct facts about the children it sees
    manages: bool = False  # may allocate, restrict, grant and agree to departures for the children it sees
    breaks_glass: bool = False  # may open a record in an emergency, with a reason, to be reviewed
    accounts: bool = False  # may make and close accounts


A, T, D, S, N = Brief.ALLOCATED, Brief.TEAM, Brief.ADOPTION, Brief.SERVICE, Brief.NO_CHILD

ROLES = {role.code: role for role in (
    Role("social_worker", "Social worker", "Holds the case and makes the plan with the child and family.", A, breaks_glass=True),
    Role("supervising_social_worker", "Supervising social worker", "Supports the foster carers the child lives with.", A),
    Role("team_manager", "Team or practice manager", "Leads a team and answers for its children.", T, manages=True, breaks_glass=True),
    Role("permanence_team_manager", "Permanence team manager", "Leads the search for permanent homes.", S, manages=True, breaks_glass=True),
    Role("permanence_worker", "Permanence team worker (family finder)", "Finds families and tracks permanence for every child.", S),
    Role("reviewing_officer", "Reviewing officer", "Chairs the statutory reviews and endorses the plan.", A, breaks_glass=True),
    Role("panel_administrator", "Panel administrator", "Lists the items of a panel and sends out its papers.", S),
    Role("panel_member", "Panel member", "Reads and hears the items of their own sittings.", A, writes=False),
    Role("service_manager", "Service manager", "Answers for several teams.", T, manages=True, breaks_glass=True),
    Role("head_of_service", "Head of service", "Answers for the service, and agrees what policy leaves to them.", S, manages=True, breaks_glass=True),
    Role("assistant_director", "Assistant director", "Answers for the service to the director.", S, manages=True, breaks_glass=True),
    Role("agency_decision_maker", "Agency decision-maker", "Decides whether a child should be placed for adoption.", D),
    Role("business_support", "Business support (minutes)", "Books the meetings of a team and writes their minutes.", T),
    Role("data_analyst", "Data analyst", "Brings in the return and reports on the whole service.", S),
    Role("inspector", "Inspector (reads only)", "Looks at records for an inspection.", S, writes=False),
    Role("system_administrator", "System administrator", "Makes and closes accounts, and sees no child.", N, writes=False, accounts=True),
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
