"""How long children wait for a home for good: the days from coming into care, and the moves on the way.

Counted is each time in care. A day is asked about as it stood then, so that an earlier year is not made better or
worse by what came after it. The median is used, as one very long wait would pull an average far up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from permanence.policy import rules as r
from permanence.policy.days import published_calendar
from permanence.policy.history import IN_CARE, History
from permanence.policy.spells import DAY, NO_DAYS, SHIFT, Keys, Spells, child_end
from permanence.policy.timeline import Ints, Timeline, day_number
from permanence.policy.vocabulary import vocabulary

from .names import words
from .periods import Period

ROUTES = tuple(token.partition(".")[2] for token in vocabulary().tokens_of("permanence_achieved"))
"""The ways to a home for good. A stay keeps the place of its way here, or -1."""

FEW = 5
"""Fewer children than this, and one of them can change the middle number a great deal."""

HOW = (
    "A child has a home for good from the first of these: leaving care by adoption, special guardianship, a child "
    "arrangements order or going home; long-term fostering that was agreed; another plan recorded as reached.",
    "The days run from coming into care to that day. A child who has come into care twice counts twice.",
    "A move counts when the child goes to live with other carers. The first home is not a move, nor is a short stay.",
    "The middle number is the one half of the children are at or below.",
    "A home for good that ended later still counts, from the first day of it.",
    "A child whose record begins after they came into care is counted, but how long it took them is not known.",
)

_AGREED = r.Spans(("placement.foster",), (("long_term", (1,)),))


@dataclass(frozen=True)
class Stays:
    """One row a time in care, in order of child and day, as it stood at the end of ``as_at``.

    ``child`` is a place in the timeline. ``entered``, ``left`` and ``achieved`` are day numbers, 0 for not yet. Where
    the record begins later than the time in care (not ``is_whole``), ``entered`` is the first day known of, and
    ``days`` and ``moves`` are the least they can be.
    """

    as_at: int
    child: Ints
    entered: Ints
    left: Ints
    achieved: Ints
    route: Ints
    moves: Ints
    is_whole: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.child)

    @property
    def is_waiting(self) -> NDArray[np.bool_]:
        """Whether the child is in care and has no home for good."""
        waiting: NDArray[np.bool_] = (self.achieved == 0) & (self.left == 0)
        return waiting

    @property
    def ended(self) -> Ints:
        """The day of the home for good; else of leaving care; else 0."""
        ended: Ints = np.where(self.achieved > 0, self.achieved, self.left)
        return ended

    @property
    def days(self) -> Ints:
        """From coming into care to the home for good; else to leaving care; else so far."""
        days: Ints = np.where(self.ended > 0, self.ended, self.as_at) - self.entered
        return days

    def only(self, chosen: NDArray[Any]) -> Stays:
        """These rows alone: those marked, or at these places."""
        columns = {one.name: getattr(self, one.name) for one in fields(self)}
        return Stays(**{name: one if name == "as_at" else one[chosen] for name, one in columns.items()})


def stays(timeline: Timeline, day: date, begun_before: Keys = NO_DAYS) -> Stays:
    """Every time in care that had begun by the end of a day. ``begun_before``: those known of only from a later day on,
    as keys of child and that day."""
    as_at = day_number(day)
    history = History(timeline, as_at, published_calendar())
    care = history.spells(IN_CARE)
    left = np.where(care.end < child_end(care.start), care.end & DAY, 0)
    achieved, route = _first_home_for_good(history, care)
    moves = history.moves.to(None, False)
    until = np.minimum(care.end, np.where(achieved > 0, (care.start & ~np.int64(DAY)) + achieved, care.end))
    taken = moves.searchsorted(until, side="right") - moves.searchsorted(care.start, side="right")
    return Stays(
        as_at, care.start >> SHIFT, care.start & DAY, left, achieved, route, np.maximum(taken, 0),
        ~np.isin(care.start, begun_before),
    )  # fmt: skip


def _first_home_for_good(history: History, care: Spells) -> tuple[Ints, Ints]:
    """The day each time in care led to a home for good, 0 for none, and the way there.

    It belongs to the last time in care begun by then: an order made after the child went home still ends that wait.
    """
    found = [_days_of(history, route) for route in ROUTES]
    days, route = np.concatenate(found), np.repeat(np.arange(len(ROUTES)), [len(one) for one in found])
    order = np.argsort(days, kind="stable")
    days, route = np.append(days[order], np.iinfo(np.int64).max), np.append(route[order], -1)
    place = days.searchsorted(care.start)
    following = np.minimum(np.append(care.start[1:], child_end(care.start[-1:])), child_end(care.start))
    is_there = days[place] < following
    return np.where(is_there, days[place] & DAY, 0), np.where(is_there, route[place], -1)


def _days_of(history: History, route: str) -> Keys:
    said = history.events((f"permanence_achieved.{route}",))
    return np.concatenate((said, history.spells(_AGREED).start)) if route == "long_term_fostering" else said


# --- counted and set side by side --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """Of some children in a period: how many came to a home for good, how many still waited at its end, and how long.

    ``left`` counts those who left care in it with no home for good on record. ``known`` and ``known_waiting`` are those
    of ``reached`` and ``waiting`` whose record begins on the day they came into care: the middle numbers are of them
    alone, and None where there is nobody.
    """

    reached: int
    days: float | None
    moves: float | None
    waiting: int
    days_waiting: float | None
    moves_waiting: float | None
    left: int
    known: int
    known_waiting: int

    @property
    def not_whole(self) -> int:
        """How many reached a home or wait whose record begins after they came into care."""
        return self.reached + self.waiting - self.known - self.known_waiting

    @property
    def is_few(self) -> bool:
        """Whether the middle number of days hangs on so few children that one can change it a great deal."""
        return 0 < self.known < FEW


def measure(rows: Stays, first: date) -> Measure:
    """The measure of a period that ends on the day these rows stood, from its first day."""
    begun = day_number(first)
    reached, waiting = rows.only(rows.achieved >= begun), rows.only(rows.is_waiting)
    left = int(((rows.left >= begun) & (rows.achieved == 0)).sum())
    took, wait = reached.only(reached.is_whole), waiting.only(waiting.is_whole)
    return Measure(
        len(reached), _middle(took.days), _middle(took.moves), len(waiting), _middle(wait.days), _middle(wait.moves),
        left, len(took), len(wait),
    )  # fmt: skip


def _middle(numbers: Ints) -> float | None:
    return float(np.median(numbers)) if len(numbers) else None


@dataclass(frozen=True)
class Line:
    """Some children under a heading, with a measure for each period."""

    heading: str
    measures: tuple[Measure, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody of them reached a home, waited or left in any of the periods."""
        return not any(one.reached or one.waiting or one.left for one in self.measures)


@dataclass(frozen=True)
class Report:
    """The whole service, each way to a home for good, and each team, by period; and every child as at its last day."""

    periods: Sequence[Period]
    everyone: Line
    routes: Sequence[Line]
    teams: Sequence[Line]
    each: Stays

    @property
    def latest(self) -> Measure:
        """The last period, for everyone."""
        return self.everyone.measures[-1]


def report(
    timeline: Timeline, spans: Sequence[Period], as_at: date, teams: Mapping[str, NDArray[np.bool_]] | None = None,
    begun_before: Keys = NO_DAYS,
) -> Report:  # fmt: skip
    """The report of these periods, the last of which may not be over. ``teams`` tells which children each has now;
    ``begun_before`` is that of ``stays``."""
    stood = [(span, stays(timeline, min(span.last, as_at), begun_before)) for span in spans]
    everyone = Line("Everyone", tuple(measure(rows, span.first) for span, rows in stood))
    routes = [
        Line(words("route")[route], tuple(measure(rows.only(rows.route == place), span.first) for span, rows in stood))
        for place, route in enumerate(ROUTES)
    ]
    of_teams = [
        Line(team, tuple(measure(rows.only(has[rows.child]), span.first) for span, rows in stood))
        for team, has in (teams or {}).items()
    ]
    return Report(spans, everyone, _some(routes), _some(of_teams), stood[-1][1])


def _some(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not line.is_empty]


def in_a_sentence(told: Report) -> str:
    """The last period in words: how many came to a home for good and after how long, who still waits, and who left."""
    one, name = told.latest, told.periods[-1].name
    took = f", the middle one after {days_in_words(one.days)} days" if one.days is not None else ""
    wait = f", the middle one for {days_in_words(one.days_waiting)} days so far" if one.days_waiting is not None else ""
    said = (
        (f"{one.reached} came to a home for good{took}", one.reached),
        (f"{one.waiting} still waiting{wait}", one.waiting),
        (f"{one.left} left care with no home for good on record", one.left),
        (f"of {one.not_whole} the record begins after they came into care, so their days are not known", one.not_whole),
    )
    parts = [text for text, number in said if number] or ["nobody came to a home for good, and nobody waits for one"]
    return f"Time to permanence, {name}: {'; '.join(parts)}."


def days_in_words(days: float | None) -> str:
    """A middle number of days as people say it, in whole days: half a day is the day after."""
    return "none" if days is None else f"{math.floor(days + 0.5):,}"
