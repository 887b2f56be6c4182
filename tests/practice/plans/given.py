"""What the tests of plans begin with: choices for options, and a plan that is settled."""

from __future__ import annotations

from typing import Any

from permanence.practice.children.models import Child
from permanence.practice.plans import actions
from permanence.practice.plans.choices import Choice
from permanence.practice.plans.models import Plan
from permanence.practice.staff.models import Person
from permanence.practice.today import today

LEADS, BESIDE, STANDS_BY, OUT = "primary", "parallel", "contingency", "ruled_out"


def places(**given: Any) -> dict[str, Choice]:
    """A choice for each option: a place, or a place and a way; the reason tells of both."""
    pairs = {option: one if isinstance(one, tuple) else (one, "") for option, one in given.items()}
    return {
        option: Choice(role, variant, f"{option}: because it is {role}") for option, (role, variant) in pairs.items()
    }


def settled(by: Person | None, child: Child, given: dict[str, Choice], **more: Any) -> Plan:
    """The plan settled today by who has just looked at it."""
    last = Plan.objects.about(child).standing().first()
    words = {"day": today(), "because": "The assessments say so.", "version": last.pk if last else 0} | more
    return actions.settle_plan(by=by, child=child, choices=given, **words)
