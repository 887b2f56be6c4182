"""The list of children and what one may look for in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.presenters.head import plan_words
from permanence.practice.children.words import Local, local_words, token_name
from permanence.practice.staff.models import Person
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
        in_care = Q(pk__in=Fact.objects.visible_to(user).holding().filter(token="in_care").values("child"))
        children = children.filter(in_care if which == "in_care" else ~in_care)
    return children


def lines(children: Sequence[Child], user: Person) -> list[ChildLine]:
    """These children as lines of the list. Three queries, however many they are."""
    pks = [child.pk for child in children]
    bring_up_to_date(Child.objects.visible_to(user).filter(pk__in=pks))
    facts: dict[int, dict[str, Fact]] = defaultdict(dict)
    for fact in Fact.objects.visible_to(user).filter(child__in=pks).holding().exclude(token="placement.temporary"):
        facts[fact.child_id][fact.fact] = fact
    counted = (
        Duty.objects.visible_to(user)
        .filter(child__in=pks)
        .overdue()
        .values_list("child")
        .annotate(Count("duty", distinct=True))
    )
    overdue, local = dict(counted.order_by("child")), local_words()
    return [_line(child, facts[child.pk], overdue.get(child.pk, 0), local) for child in children]


def _line(child: Child, held: dict[str, Fact], overdue: int, local: Local) -> ChildLine:
    plan = plan_words(held["plan"]) if "plan" in held else ""
    return ChildLine(child, _named(held, "legal_status", local), _named(held, "placement", local), plan, overdue)


def _named(held: dict[str, Fact], name: str, local: Local) -> str:
    return token_name(held[name].token, local) if name in held else ""
