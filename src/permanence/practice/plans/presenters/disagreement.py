"""What the pages about disagreements say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from permanence.practice.children.models import Child
from permanence.practice.design.page import Link, Row
from permanence.practice.design.wording import day as day_words
from permanence.practice.plans.models import Disagreement, Step
from permanence.practice.plans.permissions import answerers_words, may_answer
from permanence.practice.staff.models import Person
from permanence.practice.tracker.words import Tag


@dataclass(frozen=True)
class DisagreementLine:
    """A disagreement in a list."""

    name: str
    href: str
    state: Tag


@dataclass(frozen=True)
class StepLine:
    """One step: who does what by when, what they answered, and whether the reader is the one to answer."""

    step: Step
    who: str
    state: Tag
    time: str
    is_mine: bool


def name_of(found: Disagreement) -> str:
    """A disagreement by whose it is and when it began."""
    who = found.child.name if found.whose == "child" else (found.by.name if found.by else "A worker")
    return f"{who}, {day_words(found.on)}"


def lines(child: Child) -> list[DisagreementLine]:
    """The disagreements about a child's plan, the latest first."""
    found = Disagreement.objects.about(child).select_related("by", "child")
    return [DisagreementLine(name_of(one), reverse("plans:disagreement", args=[one.pk]), _state(one)) for one in found]


def _state(found: Disagreement) -> Tag:
    return Tag(found.get_outcome_display(), "green" if found.outcome else "orange")


def disagreement_page(found: Disagreement, user: Person) -> dict[str, Any]:
    """Everything the page of a disagreement says."""
    steps = (
        Step.objects.about(found.child)
        .filter(disagreement=found)
        .select_related("done_by", "disagreement__by", "child__team")
    )
    said = [
        ("Who is unhappy", name_of(found)), ("With what", found.about), ("What they want instead", found.wants),
        ("Written down by", found.by.name if found.by and found.whose == "child" else ""),
        ("How it ended", f"{found.get_outcome_display()}, {day_words(found.settled_on)}: {found.outcome_why}"
         if found.outcome else ""),
    ]  # fmt: skip
    return {
        "child": found.child, "title": "Unhappy with the plan", "crumbs": crumbs(found.child), "found": found,
        "rows": [Row(key, value) for key, value in said if value], "steps": list(_steps(steps, user, found)),
        "state": _state(found),
    }  # fmt: skip


def _steps(steps: Iterable[Step], user: Person, found: Disagreement) -> Iterable[StepLine]:
    for step in steps:
        tag = Tag("Done", "green") if step.done_on else Tag("Late", "red") if step.is_late() else Tag("To do", "blue")
        ours = "our proposal; the policy gives no time" if step.is_ours else "as the policy says"
        yield StepLine(step, answerers_words(step), tag, f"{step.within}, {ours}",
                       not found.outcome and step.done_on is None and may_answer(user, step))  # fmt: skip


def crumbs(child: Child) -> list[Link]:
    """The way back: the child, their plan."""
    return [Link(child.name, reverse("children:child", args=[child.pk])),
            Link("Plan", reverse("plans:of_child", args=[child.pk]))]  # fmt: skip
