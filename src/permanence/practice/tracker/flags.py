"""What is missing from the record: the flags of the policy in force, for one child and over all one sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from permanence.policy.days import published_calendar
from permanence.policy.explain import short_day
from permanence.policy.flags import Flag, Raised, flags_of, raised
from permanence.policy.pack import Pack
from permanence.policy.timeline import as_date
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.timeline import timeline_of
from permanence.practice.design.page import Link
from permanence.practice.procedures.policy import current_pack, document_of
from permanence.practice.staff.models import Person
from permanence.practice.tracker.presenters import Told, told_of
from permanence.practice.tracker.words import paragraph


@dataclass(frozen=True)
class Missing:
    """A flag of one child: what is wrong, since when, what puts it right and where, and the paragraphs that ask."""

    says: str
    since: str
    do: str
    record: Link | None
    clauses: tuple[Link, ...]
    is_must: bool


def flags_now() -> Mapping[str, Flag]:
    """The flags of the policy in force today."""
    return _flags(current_pack())


def _flags(pack: Pack) -> Mapping[str, Flag]:
    """They are those of its document, whatever the settings."""
    return flags_of(document_of(pack))


def missing_of(child: Child, day: date, told: Told | None = None) -> list[Missing]:
    """What is missing from the record of a child whom the asker has already been shown to see; musts first."""
    ready, timeline = told or told_of(child)
    found = [_missing(one, child) for one in raised(_flags(ready.pack), timeline, day) if len(one.child)]
    return sorted(found, key=lambda one: not one.is_must)


def _missing(one: Raised, child: Child) -> Missing:
    flag = one.flag
    return Missing(
        flag.says, short_day(as_date(int(one.since[0]))), flag.do, _record(child, flag), paragraphs(flag),
        flag.because.strength == "must",
    )  # fmt: skip


def paragraphs(flag: Flag) -> tuple[Link, ...]:
    """The paragraphs that ask for it."""
    return tuple(Link(clause, paragraph(clause)) for clause in flag.because.clauses)


def _record(child: Child, flag: Flag) -> Link | None:
    """Where what is missing is recorded; nowhere for what recording alone does not put right.

    What a panel decides is written by its own pages, and not by hand: the way there is to refer the child.
    """
    fact = flag.wanted[0].partition(".")[0] if flag.wanted else ""
    if fact == "panel":
        return Link("Refer to a panel", reverse("panels:prepare", args=[child.pk]))
    return Link("Record it", reverse("children:record", args=[child.pk, fact])) if fact else None


def missed_before(fact: Fact, beside: Sequence[Fact]) -> Iterator[str]:
    """What the policy wants before such a fact begins, and no fact beside it shows, in words."""
    for flag in flags_now().values():
        if flag.before and fact.token in flag.begins_with:
            first = published_calendar().day_before(fact.start, flag.before)
            if not any(one.token in flag.wanted and first <= one.start <= fact.start for one in beside):
                yield f"{flag.says} ({', '.join(flag.because.clauses)})"


# --- over all one sees -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FlagLine:
    """A flag in the list of them, with the children it is raised for, by number, the longest first."""

    flag: Flag
    clauses: tuple[Link, ...]
    children: tuple[int, ...]
    since: tuple[date, ...]


def missing_over(person: Person, day: date) -> list[FlagLine]:
    """Every flag of the policy with the children it is raised for, of those a person may see."""
    timeline = timeline_of(Child.objects.visible_to(person))
    pks = [int(pk) for pk in timeline.ids]
    return [_line(one, pks) for one in raised(flags_now(), timeline, day)]


def _line(one: Raised, pks: list[int]) -> FlagLine:
    pairs = sorted(zip(one.since.tolist(), (pks[place] for place in one.child.tolist()), strict=True))
    children, since = tuple(pk for _, pk in pairs), tuple(as_date(start) for start, _ in pairs)
    return FlagLine(one.flag, paragraphs(one.flag), children, since)


def listed(line: FlagLine, person: Person, places: slice) -> list[tuple[Any, str]]:
    """Some of the children of a flag, by their places, each with the day since when.

    A child restricted since they were counted is left out.
    """
    children = Child.objects.visible_to(person).in_bulk(line.children[places])
    pairs = zip(line.children[places], line.since[places], strict=True)
    return [(children[pk], short_day(since)) for pk, since in pairs if pk in children]
