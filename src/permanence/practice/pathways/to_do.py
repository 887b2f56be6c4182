"""What waits for a person about pathways: what they are to agree, and the work they began that goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from permanence.policy.pathway_steps import Step
from permanence.practice.home.sections import Section, Task
from permanence.practice.meetings.words import own_words
from permanence.practice.pathways.models import Course, StepTaken
from permanence.practice.pathways.permissions import may_take
from permanence.practice.pathways.policy import pathway_of, pathways_now
from permanence.practice.pathways.walking import known_of, walk
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write

FIRST_FEW = 8
LOOKED_AT = 60
"""Pieces of work under way, of a kind they are asked about, that are looked at for one person, the latest first."""


def to_do(person: Person, _: date) -> Iterator[Section]:
    """The sections that have something in them."""
    if not may_write(person):
        return
    posts = {role.code for role in person.roles}
    kinds = [code for code, pathway in pathways_now().items() if any(_asks(step, posts) for step in pathway.steps)]
    under_way = Course.objects.visible_to(person).open().filter(kind__in=kinds)
    seen = list(under_way.select_related("child", "child__team")[:LOOKED_AT])
    done = set(StepTaken.objects.visible_to(person).filter(course__in=seen).values_list("course", "step"))
    waiting = [course for course in seen if any((course.pk, step.id) not in done and _asks(step, posts)
                                                for step in pathway_of(course).steps)]  # fmt: skip
    tasks = [task for course in waiting for task in _to_agree(course, person)]
    if tasks:
        yield Section(44, "Steps that wait for you to agree", tasks[:FIRST_FEW], len(tasks))


def _asks(step: Step, posts: Collection[str]) -> bool:
    """Whether someone in one of these posts may be asked to agree it."""
    return step.takes == "agree" and bool(set(posts) & set(step.by))


def _to_agree(course: Course, person: Person) -> Iterator[Task]:
    for standing in walk(course, known_of(course.child, person)):
        step = standing.step
        if step.takes == "agree" and standing.is_open and not standing.taken and may_take(person, step, course.child):
            href = reverse("pathways:step", args=[course.pk, step.id])
            yield Task(course.child.name, href, own_words(step.ask, course.pack), children=(course.child_id,))
