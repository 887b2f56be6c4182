"""Children whom a panel keeps in view, and how long their plan has waited."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.presenters.head import plan_words
from permanence.practice.staff.models import Person
from permanence.practice.tracker.links import child_page


@dataclass(frozen=True)
class Waiting:
    """A child in view: the plan, and how many days it and the child's care have lasted."""

    child: Child
    href: str
    plan: str
    plan_days: int | None
    care_days: int | None


def watched(over: str, person: Person) -> Any:
    """The children of a list (a word of panel-words.yaml, watches) whom this person may see, longest in care first."""
    found = Child.objects.visible_to(person).filter(pk__in=_WATCHES[over]())
    care = Fact.objects.all().holding().filter(child=OuterRef("pk"), token="in_care").order_by("start")
    return found.annotate(in_care_since=Subquery(care.values("start")[:1])).order_by(
        F("in_care_since").asc(nulls_last=True), "last_name", "first_name"
    )


def lines(children: Iterable[Child], day: date) -> list[Waiting]:
    """Each with its plan, and the days since the plan was settled and since the child came into care."""
    return [_line(child, list(Fact.objects.about(child).holding(day)), day) for child in children]


def _line(child: Child, facts: list[Fact], day: date) -> Waiting:
    plan = next((fact for fact in facts if fact.fact == "plan"), None)
    care = next((fact for fact in facts if fact.token == "in_care"), None)
    since = [(day - fact.start).days if fact else None for fact in (plan, care)]
    return Waiting(child, child_page(child.pk), plan_words(plan) if plan else "no plan yet", *since)


def _holding(**which: Any) -> Any:
    """The numbers of the children of whom such a fact holds today; narrowed by visible_to before anyone sees them."""
    return Fact.objects.all().holding().filter(**which).order_by().values("child")


def _proposed() -> Any:
    """Those whose plan no permanence panel has agreed since it was settled; what another panel agreed is no answer."""
    agreed = Fact.objects.all().current().filter(token="panel.permanence", attributes__outcome="ratified")
    ratified = agreed.filter(child=OuterRef("child"), start__gte=OuterRef("start"))
    return _holding(token="plan").exclude(Exists(ratified.order_by()))


_WATCHES: dict[str, Callable[[], Any]] = {
    "proposed_plans": _proposed,
    "residential": lambda: _holding(token="placement.residential"),
    "long_term": lambda: _holding(token="placement.foster", attributes__long_term=True),
    "section_20": lambda: _holding(token="legal_status.s20"),
}
