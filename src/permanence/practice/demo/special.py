"""What makes the demonstration worth looking at: siblings, restricted records, someone away, other limits agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from permanence.policy.agreements import agreements, agreements_for
from permanence.practice.children.actions import group_siblings, restrict
from permanence.practice.children.models import Child
from permanence.practice.demo.caseload import Cared, families
from permanence.practice.demo.people import Staff
from permanence.practice.procedures.policy import current_pack
from permanence.practice.refusals import Refusal
from permanence.practice.staff.actions import delegate, grant
from permanence.practice.staff.models import Allocation
from permanence.practice.today import today
from permanence.practice.tracker.actions import agree, ask_agreement
from permanence.practice.tracker.models import Duty

MONTH, YEAR = timedelta(days=30), timedelta(days=365)


def make_siblings(children: Sequence[Cared]) -> None:
    """Groups the brothers and sisters."""
    for family in families(children):
        if len(family) > 1:
            group_siblings(
                by=None, name=f"{family[0].child.last_name} children", children=[one.child for one in family]
            )


def restrict_some(children: Sequence[Cared], staff: Staff) -> None:
    """Restricts a few records of each kind. The child's own worker is granted sight of the first of each."""
    adopted = [one for one in children if one.has("placement.adoptive", "legal_status.placement_order")][:4]
    others = [one for one in children if one.in_care and one not in adopted]
    for kind, why, some in (
        ("adoption", "Placed for adoption: the new family's name and place are kept apart.", adopted),
        ("staff_family", "The child is a relative of someone who works here.", others[5:7]),
        ("safeguarding", "An adult has tried to find the child.", others[11:14]),
    ):
        for place, one in enumerate(some):
            restrict(by=None, child=one.child, kind=kind, why=why)
            if place == 0:
                _grant(one.child, staff)


def _grant(child: Child, staff: Staff) -> None:
    director, head = staff.one("assistant_director"), staff.one("head_of_service")
    works = Allocation.objects.on().filter(child=child, role="social_worker").select_related("person").first()
    for person in filter(None, (works and works.person, head)):
        grant(by=director, child=child, person=person, why="Answers for this child.", end=today() + 3 * MONTH)


def someone_is_away(staff: Staff) -> None:
    """A team manager is on leave, and another stands in."""
    away, stands_in = staff.by_role["team_manager"][1], staff.by_role["team_manager"][0]
    delegate(by=away, away=away, to=stands_in, end=today() + timedelta(days=10), why="On leave")


def agree_some(staff: Staff) -> int:
    """Where the policy lets someone agree another gap: one agreed and one that waits. Says how many there are."""
    made = 0
    for duty in _may_be_agreed()[:2]:
        made += _ask(duty, staff, answered=made == 0)
    return made


def _may_be_agreed() -> Sequence[Duty]:
    """Open duties of the clauses whose gap a head of service, or a team manager, may lengthen."""
    clauses = [clause for may in agreements(current_pack()) if "frequency" in may.kinds for clause in may.changes]
    rows = Duty.objects.filter(clause__in=clauses, settled="", due__gt=today(), child__restricted="")
    return list(rows.select_related("child").order_by("due"))


def _ask(duty: Duty, staff: Staff, answered: bool) -> int:
    [may, *_] = agreements_for(current_pack(), duty.clause)
    works = Allocation.objects.on().filter(child=duty.child, role="social_worker").select_related("person").first()
    every = str(may.at_most) if may.at_most else "18 months"
    role = "head_of_service" if "head of service" in may.by else "team_manager"
    try:
        asked = ask_agreement(
            by=works.person if works else None,
            child=duty.child,
            clause=duty.clause,
            under=may.clause,
            kind="frequency",
            every=every,
            why="The plan is settled, the child is well, and meetings this often unsettle them.",
            end=today() + YEAR,
        )
        if answered:
            agree(
                by=staff.one(role),
                agreement=asked,
                decider=role.replace("_", " "),
                answer="Agreed. Look again in a year.",
            )
    except Refusal:
        return 0
    return 1
