"""What the pages of pathways say."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from permanence.policy.pathway_steps import Pathway
from permanence.policy.register import clauses_of
from permanence.practice.children.models import Child
from permanence.practice.design.page import Link
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.words import own_words, reason_words, who_is
from permanence.practice.pathways.models import Course, StepTaken
from permanence.practice.pathways.permissions import may_take, those_who_may
from permanence.practice.pathways.policy import called_for, pathway_of, pathways_now
from permanence.practice.pathways.walking import Standing, known_of, walk
from permanence.practice.staff.models import Person
from permanence.practice.tracker.words import Tag, paragraph

DONE, OPEN = Tag("Done", "green"), Tag("To do", "blue")
WAITS, SAID_NO = Tag("Not yet", "grey"), Tag("Not agreed", "red")
ANSWERS = {"yes": "Agreed", "no": "Not agreed"}


@dataclass(frozen=True)
class Line:
    """A step as a page shows it. ``said`` are the times it was taken; ``href`` leads to taking it, where one may, and
    ``press`` is the words of that link."""

    ask: str
    why: str
    tag: Tag
    by: str
    waits: str
    said: list[str]
    href: str
    press: str


@dataclass(frozen=True)
class Row:
    """A piece of work in a list."""

    name: str
    href: str
    why: str
    when: str
    next: str


def lines(course: Course, person: Person) -> Iterator[Line]:
    """The steps of a piece of work, in the policy's order."""
    for standing in walk(course, known_of(course.child, person)):
        step, waits = standing.step, [own_words(one.ask, course.pack) for one in standing.waits_for]
        opens = not course.closed_on and standing.is_open and may_take(person, step, course.child)
        yield Line(
            own_words(step.ask, course.pack), reason_words(step.because, step.only), _tag(standing),
            _by(course, standing), "; ".join(waits),
            [_said(one, standing) for one in standing.taken],
            reverse("pathways:step", args=[course.pk, step.id]) if opens else "", _press(standing),
        )  # fmt: skip


def _by(course: Course, standing: Standing) -> str:
    """Who takes it: by name where the record tells, so that a worker knows whom to ask."""
    names = [one.name for one in those_who_may(standing.step, course.child)]
    return ", ".join(names or [who_is(word, course.pack) for word in standing.step.by])


def _press(standing: Standing) -> str:
    if not standing.taken:
        return "Do this"
    return "Do it again" if standing.step.repeats else "Put it right"


def _tag(standing: Standing) -> Tag:
    if standing.is_done:
        return DONE
    if standing.taken:
        return SAID_NO
    return OPEN if standing.is_open else WAITS


def _said(taken: StepTaken, standing: Standing) -> str:
    chosen = {choice.code: choice.text for choice in standing.step.choices} | ANSWERS
    parts = [day_words(taken.day), chosen.get(taken.answer, ""), taken.words]
    who = f" ({taken.by.name})" if taken.by else ""
    return f"{': '.join(part for part in parts if part)}{who}"


def rows(child: Child, person: Person) -> list[Row]:
    """The pieces of work of a child, those under way first."""
    so = known_of(child, person)
    return [_row(course, so) for course in Course.objects.about(child).select_related("child")]


def _row(course: Course, so: Collection[str]) -> Row:
    """One piece of work: since when, and what comes next."""
    ended = f" to {day_words(course.closed_on)}" if course.closed_on else ""
    open_ones = [] if course.closed_on else [one for one in walk(course, so) if not one.is_done]
    return Row(
        pathway_of(course).name, reverse("pathways:course", args=[course.pk]), course.why,
        f"{'' if ended else 'since '}{day_words(course.began_on)}{ended}",
        own_words(open_ones[0].step.ask, course.pack) if open_ones else "",
    )  # fmt: skip


def kinds_for(child: Child, person: Person) -> list[tuple[Pathway, bool]]:
    """The pieces of work that can begin, each with whether what is known of the child calls for it; those first."""
    so = known_of(child, person)
    under_way = set(Course.objects.about(child).open().values_list("kind", flat=True))
    left = [pathway for code, pathway in pathways_now().items() if code not in under_way]
    left.sort(key=lambda pathway: not called_for(pathway, so))
    return [(one, called_for(one, so)) for one in left]


def page(course: Course, person: Person) -> dict[str, Any]:
    """What the page of a piece of work shows beside the child's head."""
    pathway = pathway_of(course)
    notes = [*(pathway.because.clauses if pathway.because else ()), *pathway.remember]
    known = clauses_of(course.pack)
    return {"course": course, "name": pathway.name, "lines": list(lines(course, person)),
            "notes": [(known[one], paragraph(one)) for one in notes]}  # fmt: skip


def crumbs(child: Child, course: Course | None = None) -> list[Link]:
    """The way to the page."""
    found = [
        Link("Children", reverse("children:list")), Link(child.name, reverse("children:child", args=[child.pk])),
        Link("Work in steps", reverse("pathways:of_child", args=[child.pk])),
    ]  # fmt: skip
    if course is None:
        return found
    return [*found, Link(pathway_of(course).name, reverse("pathways:course", args=[course.pk]))]
