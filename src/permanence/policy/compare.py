"""Who would be affected if this pack replaced that one: rule by rule, and over a population."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from .days import Calendar
from .duties import DUE, OVERDUE, UNTIMED, Duties, Evaluator, evaluator
from .forecast import forecast
from .pack import Pack
from .rules import Rule
from .timeline import Timeline, as_date
from .wording import limit_in_words, opening_in_words

Line = tuple[str, str, str]
"""What one rule says of a duty: its clause, the limit, and what starts the clock."""


@dataclass(frozen=True)
class RulePair:
    """One duty, and what each pack says of it."""

    duty: str
    first: tuple[Line, ...]
    second: tuple[Line, ...]

    @property
    def differs(self) -> bool:
        """Whether the two packs say different things."""
        return any(self.apart)

    @property
    def apart(self) -> tuple[list[Line], list[Line]]:
        """The lines of each pack that have no like in the other: the same words, under whatever clause."""
        return _without(self.first, self.second), _without(self.second, self.first)

    @property
    def alike(self) -> int:
        """How many lines of the first pack have their like in the second."""
        return len(self.first) - len(self.apart[0])


def _without(lines: tuple[Line, ...], others: tuple[Line, ...]) -> list[Line]:
    """The lines with no like among the others, each of which is the like of one line only."""
    left, apart = Counter(line[1:] for line in others), []
    for line in lines:
        if not left[line[1:]]:
            apart.append(line)
        left[line[1:]] -= 1 if left[line[1:]] else 0
    return apart


@dataclass(frozen=True)
class Change:
    """What a child would gain, lose or see moved: the duty and its leading limit under each pack (None: not owed)."""

    child: str
    duty: str
    first: date | None
    second: date | None
    kind: str


def compare_rules(first: Pack, second: Pack) -> list[RulePair]:
    """Every duty either pack asks for, in the first pack's order, with the rules of each."""
    duties = dict.fromkeys(owed.duty for pack in (first, second) for rule in pack.rules for owed in rule.owed)
    return [RulePair(duty, _lines(first, duty), _lines(second, duty)) for duty in duties]


def _lines(pack: Pack, duty: str) -> tuple[Line, ...]:
    return tuple(_line(rule) for rule in pack.rules if any(owed.duty == duty for owed in rule.owed))


def _line(rule: Rule) -> Line:
    since, until = rule.in_force
    window = (f", from {since:%d/%m/%Y}" if since else "") + (f", until {until:%d/%m/%Y}" if until else "")
    return rule.clause, limit_in_words(rule) + window, opening_in_words(rule)


def compare_children(
    first: Pack, second: Pack, timeline: Timeline, as_at: date, calendar: Calendar | None = None
) -> list[Change]:
    """Each child and duty that one pack asks for and the other does not, or for another day.

    Counted by this calendar, or the published one if none is given.
    """
    a, b = (_leading(evaluator(pack, calendar), timeline, as_at) for pack in (first, second))
    changes = []
    for child, duty in sorted(a.keys() | b.keys()):
        was, now = a.get((child, duty)), b.get((child, duty))
        if was == now:
            continue
        kind = "gains" if was is None else "loses" if now is None else "moves"
        changes.append(Change(timeline.ids[child], duty, _day(was), _day(now), kind))
    return changes


def _leading(ready: Evaluator, timeline: Timeline, as_at: date) -> dict[tuple[int, str], int]:
    """The earliest open limit of each child and duty; a duty without a date stands last."""
    leading: dict[tuple[int, str], int] = {}
    for child, kind, due in _open(ready.duties(timeline, as_at)):
        key = (child, ready.kinds[kind].duty)
        leading[key] = min(leading.get(key, _NO_DATE), due or _NO_DATE)
    return leading


_NO_DATE = 1 << 30


def _open(duties: Duties) -> Iterator[tuple[int, int, int]]:
    rows = np.flatnonzero(np.isin(duties.status, (DUE, OVERDUE, UNTIMED)))
    yield from zip(duties.child[rows].tolist(), duties.kind[rows].tolist(), duties.due[rows].tolist(), strict=True)


def _day(due: int | None) -> date | None:
    return None if due is None or due == _NO_DATE else as_date(due)


def meetings_a_month(
    pack: Pack, timeline: Timeline, as_at: date, months: int = 12, calendar: Calendar | None = None
) -> dict[str, float]:
    """The meetings, reviews and panels the pack would ask for in a month, on average over the months ahead."""
    counts = forecast(evaluator(pack, calendar), timeline, as_at, months)
    duties = dict.fromkeys(duty for month in counts for duty in month)
    return {duty: sum(month[duty] for month in counts) / months for duty in duties}
