"""The list of children and what one may look for in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.presenters.head import STANDING, plan_words
from permanence.practice.children.words import Local, local_words, token_name
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import bring_up_to_date
from permanence.practice.tracker.models import Duty

WHICH = (("in_care", "In care now"), ("left", "Not in care now"), ("all", "All"))


@dataclass(frozen=True)
class ChildLine:
    """A child in the list, with how things stand."""

    child: Child
    legal_status: str
    home: str
    plan: str
    overdue: int


def found(user: Person, words: str, which: str) -> Any:
    """The children this person may see whose names or numbers have every one of these words."""
    children = Child.objects.visible_to(user)
    for word in words.split():
        named = Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(known_as__icontains=word)
        children = children.filter(named | Q(case_number__istartswith=word) | Q(return_id__istartswith=word))
    if which in ("in_care", "left"):
        in_care = Exists(_standing().filter(child=OuterRef("pk"), token="in_care"))
        children = children.filter(in_care if which == "in_care" else ~in_care)
    return children


def _standing() -> Any:
    day = today()
    return Fact.objects.current().filter(Q(end__isnull=True) | Q(end__gt=day), start__lte=day)


def lines(children: Sequence[Child], user: Person) -> list[ChildLine]:
    """These children as lines of the list. Three queries, however many they are."""
    pks = [child.pk for child in children]
    bring_up_to_date(Child.objects.visible_to(user).filter(pk__in=pks))
    rows = Fact.objects.visible_to(user).current().filter(child__in=pks, start__lte=today())
    facts: dict[int, dict[str, Fact]] = defaultdict(dict)
    for fact in rows.filter(Q(end__isnull=True) | Q(end__gt=today())).exclude(token="placement.temporary"):
        if fact.fact in STANDING:
            facts[fact.child_id][fact.fact] = fact
    counted = Duty.objects.visible_to(user).overdue().filter(child__in=pks).values_list("child").annotate(Count("pk"))
    overdue, local = dict(counted.order_by("child")), local_words()
    return [_line(child, facts[child.pk], overdue.get(child.pk, 0), local) for child in children]


def _line(child: Child, held: dict[str, Fact], overdue: int, local: Local) -> ChildLine:
    plan = plan_words(held["plan"]) if "plan" in held else ""
    return ChildLine(child, _named(held, "legal_status", local), _named(held, "placement", local), plan, overdue)


def _named(held: dict[str, Fact], name: str, local: Local) -> str:
    return token_name(held[name].token, local) if name in held else ""
