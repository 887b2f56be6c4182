"""Children whom a panel keeps in view, and how long their plan has waited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.periods import began
from permanence.practice.children.presenters.head import plan_words
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.links import child_page


@dataclass(frozen=True)
class Waiting:
    """A child in view: the plan, and how many days it and the child's care have lasted."""

    child: Child
    href: str
    plan: str
    plan_days: int | None
    care_days: int | None


def watched(over: str, person: Person) -> list[Child]:
    """The children of a list (a word of panel-words.yaml, watches) whom this person may see, longest in care first."""
    seen = Child.objects.visible_to(person).filter(pk__in=_WATCHES[over]()).order_by("last_name", "first_name")
    told = Fact.objects.visible_to(person).current().filter(child__in=_WATCHES[over](), token="in_care")
    care = _by_child(told)
    return sorted(seen, key=lambda child: began(care[child.pk], "in_care", today()) or date.max)


def lines(children: Iterable[Child], day: date) -> list[Waiting]:
    """Each with its plan, and the days since the plan was settled and since the child came into care."""
    listed = list(children)
    told = Fact.objects.all().current().filter(child__in=listed, token__in=("plan", "in_care"))
    facts = _by_child(told)
    return [_line(child, facts[child.pk], day) for child in listed]


def _by_child(facts: Iterable[Fact]) -> Mapping[int, list[Fact]]:
    found: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.child_id].append(fact)
    return found


def _line(child: Child, facts: Sequence[Fact], day: date) -> Waiting:
    plan = next((fact for fact in facts if fact.token == "plan" and fact.holds_on(day)), None)
    settled, care = plan.start if plan else None, began(facts, "in_care", day)
    since = [(day - start).days if start else None for start in (settled, care)]
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
