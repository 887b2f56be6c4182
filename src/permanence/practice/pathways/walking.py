"""How far a pathway is: which steps apply to this child, which were taken, and what the others wait for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from permanence.policy.pathway_steps import Pathway, Step
from permanence.practice.children.models import Child
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.policy import applies
from permanence.practice.pathways.models import Course, StepTaken
from permanence.practice.pathways.policy import pathway_of
from permanence.practice.staff.models import Person
from permanence.practice.today import today

NO = "no"


@dataclass(frozen=True)
class Standing:
    """A step as it stands for one child. ``waits_for`` are the steps that come first and were not taken."""

    step: Step
    taken: Sequence[StepTaken]
    waits_for: Sequence[Step]

    @property
    def is_done(self) -> bool:
        """Whether it was taken; a no is an answer, and not yet the step."""
        return bool(self.taken) and self.taken[-1].answer != NO

    @property
    def is_open(self) -> bool:
        """Whether it can be taken now. What was taken once may be written again, which keeps both."""
        return not self.waits_for


def walk(course: Course, so: Collection[str]) -> list[Standing]:
    """The steps that apply, in the policy's order. ``so`` is what is known of the child, in words of a policy."""
    taken: dict[str, list[StepTaken]] = defaultdict(list)
    for one in StepTaken.objects.about(course.child).filter(course=course).select_related("by", "fact"):
        taken[one.step].append(one)
    return list(_standings(pathway_of(course), taken, so))


def known_of(child: Child, person: Person) -> frozenset[str]:
    """What is known of the child, as far as this person may know it."""
    return circumstances(child, "permanence", today(), person)


def said_last(course: Course, step: Step) -> dict[str, Any]:
    """What was said of a step that is done once, for a form that puts it right; nothing of one that repeats."""
    rows = StepTaken.objects.about(course.child).filter(course=course, step=step.id)
    last = None if step.repeats else rows.last()
    return {name: getattr(last, name) for name in ("day", "answer", "words")} if last else {}


def _standings(pathway: Pathway, taken: Mapping[str, Sequence[StepTaken]], so: Collection[str]) -> Iterator[Standing]:
    found: dict[str, Standing] = {}
    for step in pathway.steps:
        mine = taken.get(step.id, ())
        if not mine and not (applies(step.only, so) and _is_on_the_way(step, taken)):
            continue
        before = [found[name].step for name in step.after if name in found and not found[name].is_done]
        found[step.id] = Standing(step, mine, before)
        yield found[step.id]


def _is_on_the_way(step: Step, taken: Mapping[str, Sequence[StepTaken]]) -> bool:
    """Whether the choices made so far lead to this step."""
    return all(taken.get(name) and taken[name][-1].answer in codes for name, codes in (step.way or {}).items())
