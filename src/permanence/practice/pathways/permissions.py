"""Who may take a step: whoever writes in the record; but what someone must agree, only those whom the policy names."""

from __future__ import annotations

from permanence.policy.pathway_steps import Step
from permanence.practice.children.models import Child
from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write


def may_take(person: Person, step: Step, child: Child) -> bool:
    """Whether this person may take the step for this child."""
    return may_write(person) and (step.takes != "agree" or person in those_who_may(step, child))


def those_who_may(step: Step, child: Child) -> list[Person]:
    """The people whom the policy names for a step."""
    return [person for word in step.by for person in workers_who_are(word, child)]
