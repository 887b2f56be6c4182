"""What the picture tells, with nothing of how it is drawn: stretches of time, marks on a day, and limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Protocol

from permanence.policy.explain import duty_name
from permanence.practice.children.journey.lanes import lane_of_duty, lane_of_fact, shape_of
from permanence.practice.children.periods import periods
from permanence.practice.children.words import Local, details, token_name
from permanence.tracker.names import capital


class FactLike(Protocol):
    """A fact that stands: children.models.Fact, or one made for a test."""

    token: str
    start: date
    end: date | None
    attributes: dict[str, object]

    @property
    def is_span(self) -> bool: ...


class DutyLike(Protocol):
    """A duty row: tracker.models.Duty, or one made for a test."""

    clause: str
    duty: str
    due: date | None  # the policy's own limit
    limit: date | None  # the limit that counts: another may have been agreed
    done: date | None
    booked: date | None
    days_late_settled: int

    def standing(self, day: date | None = None) -> str: ...
    def days_overdue(self, day: date | None = None) -> int: ...


@dataclass(frozen=True)
class Stretch:
    """A span of time in a lane. ``end`` is the day it no longer holds; None where it still does."""

    lane: str
    token: str
    label: str
    details: tuple[str, ...]
    start: date
    end: date | None

    @property
    def is_aside(self) -> bool:
        """Whether it lies within another: a temporary stay leaves the home as it is."""
        return self.token == "placement.temporary"


@dataclass(frozen=True)
class Mark:
    """Something on a day. ``ahead``: arranged, listed or planned, and not happened."""

    lane: str
    shape: str
    label: str
    details: tuple[str, ...]
    day: date
    ahead: bool
    short: str = ""  # what is written beside the mark: the number of a review


@dataclass(frozen=True)
class Limit:
    """The last day on which something owed is in time; None where the policy sets none."""

    lane: str
    duty: str
    label: str
    clauses: tuple[str, ...]
    due: date | None
    done: date | None
    booked: date | None
    status: str
    days_late: int


@dataclass(frozen=True)
class Story:
    """Everything the picture of one child tells, as at the end of a day."""

    name: str
    born: date | None
    today: date
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    limits: tuple[Limit, ...]

    @property
    def overdue(self) -> tuple[Limit, ...]:
        """What is overdue, the longest overdue first, each thing once: of several limits the earliest leads."""
        late = sorted((limit for limit in self.limits if limit.status == "overdue"), key=lambda limit: -limit.days_late)
        return tuple({limit.duty: limit for limit in reversed(late)}.values())[::-1]


def story_of(
    name: str, born: date | None, facts: Iterable[FactLike], duties: Iterable[DutyLike], today: date, local: Local = str
) -> Story:
    """The story of a child's facts that stand and of what is owed, in the authority's words."""
    ordered = sorted(facts, key=lambda fact: fact.start)
    stretches = tuple(sorted(_joined(_stretches(ordered, local)), key=lambda one: one.start))
    in_care = [one.start for one in stretches if one.token == "in_care"]
    return Story(
        name, born, today, stretches, tuple(_marks(ordered, in_care, today, local)),
        tuple(_limits(duties, today, local)),
    )  # fmt: skip


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Care, and the same status in law, told by two returns that follow one another, are one stretch. Two homes of one
    kind stay two: the child moved."""
    alike: dict[tuple[object, ...], list[Stretch]] = {}
    for at, one in enumerate(stretches):
        joins = one.lane in ("care", "legal")
        alike.setdefault((one.token, one.details) if joins else (at,), []).append(one)
    for same in alike.values():
        for start, end in periods((one.start, one.end) for one in same):
            yield replace(same[0], start=start, end=end)


def _stretches(facts: Iterable[FactLike], local: Local) -> Iterator[Stretch]:
    for fact in facts:
        if fact.is_span:
            said = tuple(details(_worth_drawing(fact.attributes)))
            yield Stretch(
                lane_of_fact(fact.token), fact.token, _stretch_label(fact, said, local), said, fact.start, fact.end
            )


def _worth_drawing(attributes: dict[str, object]) -> dict[str, object]:
    """What a home is not is left to the list of facts."""
    return {name: value for name, value in attributes.items() if value is not False}


def _stretch_label(fact: FactLike, said: tuple[str, ...], local: Local) -> str:
    """A plan is called by the option that leads, the rest by what they are."""
    if fact.token == "plan" and said:
        return capital(said[0])
    return token_name(fact.token, local)


def _marks(facts: Iterable[FactLike], in_care: list[date], today: date, local: Local) -> Iterator[Mark]:
    """``in_care``: the first day of each period of care."""
    reviews = 0
    last: date | None = None
    for fact in facts:
        if fact.is_span or _kept_or_lost(fact, today):
            continue
        reviews = _number(reviews, fact, last, in_care)
        last = fact.start if fact.token == "review" else last
        yield _mark(fact, today, local, str(reviews) if fact.token == "review" else "")


def _mark(fact: FactLike, today: date, local: Local, short: str) -> Mark:
    ahead = fact.start > today or fact.token.startswith("booked")
    said, label = tuple(details(fact.attributes)), token_name(fact.token, local)
    return Mark(lane_of_fact(fact.token), shape_of(fact.token), label, said, fact.start, ahead, short)


def _kept_or_lost(fact: FactLike, today: date) -> bool:
    """Whether it is a booking whose day has passed: it was kept, and stands as what was held, or it was not."""
    return fact.token.startswith("booked.") and fact.start < today


def _number(reviews: int, fact: FactLike, last: date | None, in_care: list[date]) -> int:
    """The number of a review, counted from the start of the period of care."""
    if fact.token != "review":
        return reviews
    began_anew = last is not None and any(last < start <= fact.start for start in in_care)
    return 1 if began_anew else reviews + 1


def _limits(duties: Iterable[DutyLike], today: date, local: Local) -> Iterator[Limit]:
    """The limits, one for each thing and day, whatever the number of paragraphs that set it."""
    shown = [duty for duty in duties if duty.standing(today) != "lapsed"]

    def same(duty: DutyLike) -> tuple[date, str, str, date]:
        return duty.limit or date.max, duty.duty, duty.standing(today), duty.done or date.max

    for _, rows in groupby(sorted(shown, key=same), key=same):
        yield _limit(list(rows), today, local)


def _limit(rows: list[DutyLike], today: date, local: Local) -> Limit:
    first = rows[0]
    clauses = tuple(dict.fromkeys(row.clause for row in rows))
    return Limit(
        lane_of_duty(first.duty), first.duty, capital(duty_name(first.duty, local)), clauses, first.limit, first.done,
        first.booked, first.standing(today), first.days_overdue(today) or first.days_late_settled,
    )  # fmt: skip
