"""The work under way that a meeting is to talk about next, such as the moves for a placement stability meeting.

A step that is recorded as a meeting waits for it until it is taken. It is on the list from the day the work begins, and
off it where a choice leads another way: a move that the policy leaves out, or an emergency.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from permanence.policy.pathway_steps import Step
from permanence.practice.children.words import local_words, token_name
from permanence.practice.pathways.models import Course, StepTaken
from permanence.practice.pathways.policy import pathway_of
from permanence.practice.staff.models import Person

Taken = Mapping[str, str]
"""The steps taken, each with what was last chosen."""


@dataclass(frozen=True)
class Waiting:
    """A piece of work on the list: of which child, why it began, the meeting that is to talk about it, and why."""

    child: Any
    meeting: str
    why: str
    href: str
    clauses: str


def waiting_for_a_meeting(person: Person) -> list[Waiting]:
    """Of the children a person sees, the work that the next meeting is to talk about; what waits longest first.

    A piece of work follows the policy it was begun under to its end, so that its own says which of its steps are.
    """
    courses = list(Course.objects.visible_to(person).open().select_related("child").order_by("began_on", "pk"))
    taken: dict[int, dict[str, str]] = defaultdict(dict)
    for one in StepTaken.objects.visible_to(person).filter(course__in=courses):
        taken[one.course_id][one.step] = one.answer
    local = local_words() if courses else str
    return [found for course in courses for found in _of(course, taken[course.pk], local)]


def _of(course: Course, taken: Taken, local: Callable[[str], str]) -> Iterator[Waiting]:
    for step in pathway_of(course).steps:
        if _is_a_meeting(step) and step.id not in taken and _may_lead_there(step, taken):
            yield Waiting(
                course.child, token_name(step.records, local), course.why,
                reverse("pathways:course", args=[course.pk]), ", ".join(_asked_by(course, step)),
            )  # fmt: skip


def _is_a_meeting(step: Step) -> bool:
    """Whether one meeting is the step. What is looked at again and again is owed by its own rule."""
    return step.records.startswith("meeting.") and not step.repeats


def _may_lead_there(step: Step, taken: Taken) -> bool:
    return all(name not in taken or taken[name] in codes for name, codes in (step.way or {}).items())


def _asked_by(course: Course, step: Step) -> Collection[str]:
    """The paragraphs that want it talked about: those of the step, and of the choices that lead to it."""
    chosen = [choice.because for one in pathway_of(course).steps for choice in one.choices
              if choice.code in (step.way or {}).get(one.id, ())]  # fmt: skip
    return dict.fromkeys(clause for because in (step.because, *chosen) if because for clause in because.clauses)
