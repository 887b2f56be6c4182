"""Pack + timeline + day -> duties: the one evaluator (timeline.md, "A duty row").

``Evaluator`` is immutable; all state of a run is in its ``History``. A population is worked through in slices
of children, which keeps memory flat and lets slices run side by side; one child is a small population.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import rules as r
from .anchors import Openings
from .days import Calendar, published_calendar
from .discharge import arranged, discharged, rounds
from .history import History
from .needed import Needs, may_give_rows, needs_of
from .openings import opened
from .pack import Pack
from .reviews import FIXED
from .spells import DAY, SHIFT, Keys
from .timeline import Ints, Timeline, day_number
from .vocabulary import vocabulary

STATUS = ("met", "late", "due", "overdue", "lapsed", "missed", "untimed")
"""The statuses of the contract; each that has a late twin stands just before it."""
MET, LATE, DUE, OVERDUE, LAPSED, MISSED, UNTIMED = range(7)

SLICE = 32_768
"""Children worked through at a time: enough to make array operations cheap, few enough to stay in the cache."""


@dataclass(frozen=True)
class Kind:
    """What the rows of one rule and duty have in common."""

    clause: str
    duty: str
    strength: str
    rule: r.Rule


@dataclass(frozen=True)
class Duties:
    """Duty rows as columns. Days are day numbers, 0 for none; ``kind`` and ``because`` number the evaluator's names."""

    child: NDArray[np.int32]
    kind: NDArray[np.int16]
    because: NDArray[np.int16]
    anchor: NDArray[np.int32]
    not_before: NDArray[np.int32]
    due: NDArray[np.int32]
    done: NDArray[np.int32]
    booked: NDArray[np.int32]
    basis: NDArray[np.int8]
    status: NDArray[np.int8]
    days_late: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.child)

    def only(self, rows: Any) -> Duties:
        """These rows alone."""
        return Duties(*(getattr(self, column.name)[rows] for column in fields(self)))


@dataclass(frozen=True)
class _Part:
    """The rows of one rule and duty, before their status: ``anchor`` and ``end``, of their reason, are keys yet."""

    kind: NDArray[np.int16]
    because: NDArray[np.int16]
    anchor: Keys
    not_before: NDArray[np.int32]
    due: NDArray[np.int32]
    done: NDArray[np.int32]
    booked: NDArray[np.int32]
    basis: NDArray[np.int8]
    end: Keys
    no_excuse: NDArray[np.bool_]


@dataclass(frozen=True)
class _Asked:
    """A rule as it is asked, the number of its first kind, and the facts it cannot do without."""

    rule: r.Rule
    kind: int
    needs: Needs


@dataclass(frozen=True)
class Evaluator:
    """A pack made ready to be asked. ``kinds`` and ``reasons`` name the numbers in the rows."""

    pack: Pack
    calendar: Calendar
    kinds: tuple[Kind, ...]
    reasons: tuple[str, ...]
    asked: tuple[_Asked, ...]

    def duties(self, timeline: Timeline, as_at: date) -> Duties:
        """All duty rows of a timeline as at the end of a day, in order of child, then of the document."""
        parts = list(self.in_slices(timeline, as_at))
        return parts[0] if len(parts) == 1 else _joined(parts)

    def in_slices(self, timeline: Timeline, as_at: date, children: int = SLICE) -> Iterator[Duties]:
        """The same rows a slice of children (at most 65,535) at a time."""
        day = day_number(as_at)
        if len(timeline.ids) <= children:
            yield self._slice(timeline, day)
            return
        for first, part in timeline.slices(children):
            rows = self._slice(part, day)
            yield replace(rows, child=rows.child + np.int32(first))

    def _slice(self, timeline: Timeline, as_at: int) -> Duties:
        rows = self._rows(timeline, as_at)
        return NO_DUTIES if rows is None else _settled(rows, as_at)

    def _rows(self, timeline: Timeline, as_at: int) -> _Part | None:
        """The rows of all rules, in the document's order. What they were worked out from is let go with this run."""
        history = History(timeline, as_at, self.calendar)
        askable = (asked for asked in self.asked if may_give_rows(asked.needs, history.present))
        parts = [part for asked in askable for part in _ask(asked, history)]
        return _joined(parts) if parts else None


def evaluator(pack: Pack, calendar: Calendar | None = None) -> Evaluator:
    """The evaluator of a pack, counting by this calendar (the published one if none is given)."""
    kinds = tuple(Kind(rule.clause, owed.duty, rule.strength, rule) for rule in pack.rules for owed in rule.owed)
    asked: list[_Asked] = []
    for rule in pack.rules:
        asked.append(_Asked(rule, sum(len(one.rule.owed) for one in asked), needs_of(rule)))
    return Evaluator(pack, calendar or published_calendar(), kinds, vocabulary().tokens, tuple(asked))


# --- asking a rule -----------------------------------------------------------------------------------------------


def _ask(asked: _Asked, history: History) -> Iterator[_Part]:
    """The rows of one rule: a part for each duty it owes."""
    rule = asked.rule
    if isinstance(rule.limit, r.Every):
        yield from _again_and_again(asked, rule.limit, history)
        return
    rows = opened(rule, history)
    if rows is None:
        return
    for place, owed in enumerate(rule.owed):
        yield _part(asked, place, rows, discharged(rule, owed, rows, history), history)


def _again_and_again(asked: _Asked, limit: r.Every, history: History) -> Iterator[_Part]:
    reason = history.spells(asked.rule.reason)
    for place, owed in enumerate(asked.rule.owed if len(reason) else ()):
        rows, done = rounds(asked.rule, limit, owed, reason, history)
        yield _part(asked, place, rows, done, history)


def _part(asked: _Asked, place: int, rows: Openings, done: Ints, history: History) -> _Part:
    none = np.zeros(len(rows), np.int32)
    part = _Part(
        kind=np.full(len(rows), asked.kind + place, np.int16),
        because=rows.because,
        anchor=rows.anchor,
        not_before=none if rows.not_before is None else _days(rows.not_before),
        due=_days(rows.due),
        done=_days(done),
        booked=arranged(asked.rule, asked.rule.owed[place], rows, done, history),
        basis=np.full(len(rows), FIXED, np.int8) if rows.basis is None else rows.basis,
        end=rows.end,
        no_excuse=_no_excuse(asked.rule, rows),
    )
    return _in_force(asked.rule, part)


def _days(days: Ints) -> NDArray[np.int32]:
    return days.astype(np.int32, copy=False)


def _no_excuse(rule: r.Rule, rows: Openings) -> NDArray[np.bool_]:
    """Where what ended the reason was the very day the duty was for, so that leaving does not let it lapse."""
    if not rule.leaving_is_no_excuse or rows.about is None:
        return np.zeros(len(rows), bool)
    very_day: NDArray[np.bool_] = rows.about == rows.end
    return very_day


def _in_force(rule: r.Rule, part: _Part) -> _Part:
    """The rows whose anchor lies in the time for which the rule is in force."""
    since, until = rule.in_force
    if since is None and until is None:
        return part
    day = part.anchor & DAY
    keep = np.ones(len(day), bool)
    if since is not None:
        keep &= day >= day_number(since)
    if until is not None:
        keep &= day < day_number(until)
    return _Part(*(getattr(part, column.name)[keep] for column in fields(part)))


# --- settling the rows ---------------------------------------------------------------------------------------------


def _settled(parts: _Part, as_at: int) -> Duties:
    """The rows with their status, by child and, within a child, by rule: a stable sort of small numbers is quick."""
    status, late = _status(parts, as_at)
    child = parts.anchor >> SHIFT
    order = np.argsort(child.astype(np.uint16), kind="stable")

    return Duties(
        child=_days(child).take(order),
        kind=parts.kind.take(order),
        because=parts.because.take(order),
        anchor=_days(parts.anchor & DAY).take(order),
        not_before=parts.not_before.take(order),
        due=parts.due.take(order),
        done=parts.done.take(order),
        booked=parts.booked.take(order),
        basis=parts.basis.take(order),
        status=status.take(order),
        days_late=late.take(order),
    )


def _status(parts: _Part, as_at: int) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    """The status of each row, and the whole days from its due day to the day that settles it (0 if that is earlier)."""
    is_done, timed, ended = parts.done > 0, parts.due > 0, _days(parts.end & DAY)
    is_over = ~is_done & (ended <= as_at)
    settled = np.where(is_done, parts.done, np.minimum(ended, as_at))
    late = np.where(timed, np.maximum(settled - parts.due, 0), 0)
    status = np.where(timed, np.int8(DUE), np.int8(UNTIMED))
    status[is_over] = LAPSED
    status[is_done] = MET
    status += (late > 0) | (is_over & parts.no_excuse)  # the late twin stands next
    return status, late


def _joined(parts: Sequence[Any]) -> Any:
    kind = type(parts[0])
    return kind(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(kind)))


NO_DUTIES = Duties(
    *(np.zeros(0, kind) for kind in (np.int32, np.int16, np.int16, *[np.int32] * 5, np.int8, np.int8, np.int32))
)
