"""The head of every page about a child: who it is, how things stand, and the way to the other pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch

from permanence.policy.explain import short_day
from permanence.practice.children.models import RESTRICTED, Child, Fact
from permanence.practice.children.periods import began
from permanence.practice.children.words import Local, choice_name, local_words, token_name
from permanence.practice.design.addresses import address
from permanence.practice.design.page import Link
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import manages, may_read_the_record_of, may_write
from permanence.practice.today import today

STANDING = ("in_care", "legal_status", "placement", "plan", "proceedings")


@dataclass(frozen=True)
class Tab:
    """One of the pages about a child, in the list at the head of each."""

    text: str
    href: str
    is_here: bool


def head(
    child: Child, user: Person, here: str, told: Iterable[Fact] | None = None, local: Local | None = None
) -> dict[str, Any]:
    """What a page about a child has at its head. ``here`` is the name of the page's tab.

    ``told``: the facts that hold, and every time in care, where the page has read them already.
    """
    told = list(Fact.objects.about(child).holding_or_care() if told is None else told)
    facts = [fact for fact in told if fact.holds_on(today())]
    return {
        "child": child,
        "title": child.name,
        "crumbs": [Link("Children", address("children:list"))],
        "standing": standing_words(facts, local or local_words(), care_began(told)),
        "still_in_care": _still_in_care(child, facts),
        "restricted": dict(RESTRICTED).get(child.restricted, ""),
        "tabs": list(_tabs(child, user, here)),
        "may_write": may_write(user),
    }


def care_began(told: Iterable[Fact]) -> date | None:
    """The first day of the period of care that holds today."""
    return began(told, "in_care", today())


def _still_in_care(child: Child, facts: Iterable[Fact]) -> Fact | None:
    """The time in care that the record says goes on though the child is grown up, for a page to ask about."""
    is_grown_up = child.eighteenth is not None and child.eighteenth <= today()
    return next((fact for fact in facts if is_grown_up and fact.token == "in_care"), None)


def standing_words(facts: Iterable[Fact], local: Local, since: date | None) -> str:
    """How things stand by the facts that hold: "In care since 3 March 2024 · Care order · Plan: adoption"."""
    by_name = {fact.fact: fact for fact in facts if fact.token != "placement.temporary"}
    care = f"In care since {short_day(since)}" if since else "Not in care"
    return " · ".join([care, *(_one(by_name[name], local) for name in STANDING[1:] if name in by_name)])


def _one(fact: Fact, local: Local) -> str:
    if fact.fact == "plan":
        return f"Plan: {plan_words(fact)}"
    return token_name(fact.token, local)


def plan_words(fact: Fact) -> str:
    """The option that leads, and those beside it: "adoption, beside it family or friends"."""
    lead = fact.attributes.get("primary")
    beside = [choice_name("parallel", one).lower() for one in fact.attributes.get("parallel", ())]
    words = choice_name("primary", lead).lower() if lead else "not said"
    return f"{words}, beside it {' and '.join(beside)}" if beside else words


def _tabs(child: Child, user: Person, here: str) -> Any:
    yield Tab("Overview", address("children:child", child.pk), here == "overview")
    yield Tab("Journey", address("children:journey", child.pk), here == "journey")
    yield Tab("Facts", address("children:facts", child.pk), here == "facts")
    yield Tab("People", address("children:people", child.pk), here == "people")
    yield from _elsewhere("Plan", "plans:of_child", child, here == "plan")
    yield from _elsewhere("Meetings", "meetings:of_child", child, here == "meetings")
    yield from _elsewhere("Panels", "panels:of_child", child, here == "panels")
    yield from _elsewhere("Work in steps", "pathways:of_child", child, here == "pathways")
    yield from _elsewhere("Papers", "meetings:papers", child, here == "papers")
    if manages(user):
        yield from _elsewhere("Who sees this", "staff:access", child)
    if may_read_the_record_of(user, child):
        yield from _elsewhere("Record", "record:of_child", child)


def _elsewhere(text: str, name: str, child: Child, is_here: bool = False) -> Any:
    """A page another app has about the child, where that app is installed."""
    try:
        yield Tab(text, address(name, child.pk), is_here)
    except NoReverseMatch:
        return
