"""What the pages about facts say: each fact in words, where it comes from, and every version it had."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from django.apps import apps
from django.urls import reverse

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.words import Local, details, fact_name, fact_words, local_words, token_name
from permanence.practice.design.addresses import address
from permanence.practice.design.wording import day, moment
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write
from permanence.practice.today import today

LATEST = 6
"""How many of a kind stand open on the page; the older ones can be unfolded."""


@dataclass(frozen=True)
class FactLine:
    """A fact on a page. ``source`` says who stated it or where it was read; ``inferred`` why it was assumed."""

    pk: int
    what: str
    when: str
    details: str
    note: str
    source: str
    inferred: str
    still: bool
    ahead: bool
    href: str
    unanswered: bool


def line(fact: Fact, local: Local, unanswered: Collection[int] = ()) -> FactLine:
    """A fact in words. ``unanswered``: the planned decisions (by number) whose day passed without an answer."""
    return FactLine(
        fact.pk, token_name(fact.token, local), when(fact), ", ".join(details(fact.attributes)), fact.note,
        source(fact), fact.basis, fact.is_span and fact.holds_on(today()), fact.start > today(),
        address("children:fact", fact.child_id, fact.pk),
        fact.pk in unanswered,
    )  # fmt: skip


def when(fact: Fact) -> str:
    """The days of a fact: "since 3 March 2024", "3 March 2024 to 9 May 2025", "3 March 2024"."""
    if not fact.is_span:
        return day(fact.start)
    return f"{day(fact.start)} to {day(fact.end)}" if fact.end else f"since {day(fact.start)}"


def source(fact: Fact) -> str:
    """Who stated it, or the file and line it was read from."""
    if fact.file:
        return f"{fact.file}, line {fact.line}" if fact.line else fact.file
    if fact.recorded_by:
        return f"{fact.recorded_by.name}, {moment(fact.recorded_at)}"
    return f"set up on {day(fact.recorded_at.date())}"


# --- all of them -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class KindOfFact:
    """The facts of one kind: those that stand open on the page, and the older ones."""

    name: str
    means: str
    record: str
    shown: list[FactLine]
    older: list[FactLine]


def facts_page(child: Child) -> dict[str, Any]:
    """Everything recorded, by group and kind, the newest first."""
    rows = Fact.objects.about(child).current().select_related("recorded_by").order_by("token", "-start", "-pk")
    by_kind = {kind: list(found) for kind, found in groupby(rows, key=lambda fact: fact.fact)}
    in_words = partial(line, local=local_words(), unanswered=unanswered_about(child))
    groups = [(name, list(_kinds(child, names, by_kind, in_words))) for name, names in fact_words()["groups"].items()]
    return {"groups": [(name, found) for name, found in groups if found], "count": sum(map(len, by_kind.values()))}


def unanswered_about(child: Child) -> list[int]:
    """The planned decisions about a child (by number) whose day passed without an answer."""
    found: list[int] = apps.get_model("panels.Item").objects.about(child).unanswered()
    return found


def _kinds(
    child: Child, names: Sequence[str], by_kind: dict[str, list[Fact]], in_words: Callable[[Fact], FactLine]
) -> Iterator[KindOfFact]:
    local = local_words()
    for name in names:
        if name in by_kind:
            lines = [in_words(fact) for fact in sorted(by_kind[name], key=lambda fact: fact.start, reverse=True)]
            shown = len(lines) if len(lines) <= LATEST + 2 else LATEST
            yield KindOfFact(fact_name(name, local), _means(name), _record(child, name), lines[:shown], lines[shown:])


def kinds_page(child: Child) -> dict[str, Any]:
    """What may be recorded, in groups."""
    local = local_words()
    groups = fact_words()["groups"].items()
    choices = [
        (group, [(fact_name(name, local), _means(name), _record(child, name)) for name in names])
        for group, names in groups
    ]
    return {"choices": choices}


def _means(name: str) -> str:
    means = vocabulary().facts[name].means
    return f"{means[0].upper()}{means[1:]}"


def _record(child: Child, name: str) -> str:
    return reverse("children:record", args=[child.pk, name])


# --- one of them -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Version:
    """A fact as it was said at one time, who said it when, and why it gave way."""

    line: FactLine
    by: str
    at: str
    stands: bool
    withdrawn: str
    why: str


def fact_page(fact: Fact, user: Person) -> dict[str, Any]:
    """One fact: how it stands, what it said before, and what may be done with it."""
    local, told = local_words(), versions(fact)
    latest = told[-1]
    return {
        "fact": line(latest, local, unanswered_about(latest.child)), "stands": latest.stands,
        "history": [_version(one, local) for one in reversed(told)],
        "actions": list(_may(latest)) if may_write(user) and latest.stands else [],
    }  # fmt: skip


def _may(fact: Fact) -> Iterator[tuple[str, str]]:
    """What may be done with a fact that stands, and where."""
    for text, name in (("Correct it", "correct"), ("End it", "end"), ("Withdraw it", "withdraw")):
        if name != "end" or (fact.is_span and not fact.end):
            yield text, reverse(f"children:{name}", args=[fact.child_id, fact.pk])


def versions(fact: Fact) -> list[Fact]:
    """Every version of a fact, the first one first."""
    rows = {one.pk: one for one in Fact.objects.about(fact.child_id).select_related("recorded_by", "withdrawn_by")}
    before = {one.replaced_by_id: one for one in rows.values() if one.replaced_by_id}
    told = [rows[fact.pk]]
    while told[0].pk in before:
        told.insert(0, before[told[0].pk])
    while told[-1].replaced_by_id:
        told.append(rows[told[-1].replaced_by_id])
    return told


def _version(fact: Fact, local: Local) -> Version:
    by = fact.recorded_by.name if fact.recorded_by else "set-up or a file"
    withdrawn = ""
    if fact.withdrawn_at:
        withdrawn = (
            f"Withdrawn by {fact.withdrawn_by.name if fact.withdrawn_by else 'the system'}, {moment(fact.withdrawn_at)}"
        )
    return Version(line(fact, local), by, moment(fact.recorded_at), fact.stands, withdrawn, fact.why)
