"""What waits for a person about pathways: what they are to agree, and the work they began that goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from permanence.practice.home.sections import Section, Task
from permanence.practice.meetings.words import own_words
from permanence.practice.pathways.models import Course
from permanence.practice.pathways.permissions import may_take
from permanence.practice.pathways.policy import pathway_of
from permanence.practice.pathways.walking import known_of, walk
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write

FIRST_FEW = 8
LOOKED_AT = 60
"""Pieces of work under way that are looked at for one person, the latest first."""


def to_do(person: Person, _: date) -> Iterator[Section]:
    """The sections that have something in them."""
    if not may_write(person):
        return
    seen = Course.objects.visible_to(person).open().select_related("child", "child__team")[:LOOKED_AT]
    tasks = [task for course in seen for task in _to_agree(course, person)]
    if tasks:
        yield Section(44, "Steps that wait for you to agree", tasks[:FIRST_FEW], len(tasks))


def _to_agree(course: Course, person: Person) -> Iterator[Task]:
    posts = {role.code for role in person.roles}
    asks = any(step.takes == "agree" and posts & set(step.by) for step in pathway_of(course).steps)
    for standing in walk(course, known_of(course, person)) if asks else ():
        step = standing.step
        if step.takes == "agree" and standing.is_open and not standing.taken and may_take(person, step, course.child):
            href = reverse("pathways:step", args=[course.pk, step.id])
            yield Task(course.child.name, href, own_words(step.ask, course.pack), children=(course.child_id,))
