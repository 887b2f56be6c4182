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
from .days import Calendar, published_calendar
from .history import History
from .openings import NO_DAY, Openings, opened
from .pack import Pack
from .reviews import BASIS, FIXED
from .spells import DAY, SHIFT, Keys, Spells, child_end, expand, keys
from .timeline import Ints, Timeline, as_date, day_number
from .vocabulary import vocabulary

STATUS = ("met", "late", "due", "overdue", "lapsed", "missed", "untimed")
MET, LATE, DUE, OVERDUE, LAPSED, MISSED, UNTIMED = range(7)

SLICE = 16_384
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
    """Duty rows as columns. Days are day numbers, 0 for none; ``kind`` and ``because`` point into the names beside them."""

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
class Evaluator:
    """A pack made ready to be asked. ``kinds`` and ``reasons`` name the numbers in the rows."""

    pack: Pack
    calendar: Calendar
    kinds: tuple[Kind, ...]
    reasons: tuple[str, ...]

    def duties(self, timeline: Timeline, as_at: date) -> Duties:
        """All duty rows of a timeline as at the end of a day, in order of child, then of the document."""
        parts = list(self.in_slices(timeline, as_at))
        return parts[0] if len(parts) == 1 else _joined(parts)

    def in_slices(self, timeline: Timeline, as_at: date, children: int = SLICE) -> Iterator[Duties]:
        """The same rows a slice of children at a time."""
        day = day_number(as_at)
        if len(timeline.ids) <= children:
            yield self._slice(timeline, day)
            return
        for first, part in timeline.slices(children):
            rows = self._slice(part, day)
            yield replace(rows, child=rows.child + np.int32(first))

    def _slice(self, timeline: Timeline, as_at: int) -> Duties:
        history = History(timeline, as_at, self.calendar)
        parts = [part for rule, first in _rules_of(self.kinds) for part in self._rule(rule, first, history)]
        if not parts:
            return NO_DUTIES
        rows = _joined(parts)
        return rows.only(np.lexsort((rows.anchor, rows.kind, rows.child)))

    def _rule(self, rule: r.Rule, first: int, history: History) -> Iterator[Duties]:
        if isinstance(rule.limit, r.Every):
            yield from _recurring(rule, first, history, self._because)
            return
        rows = opened(rule, history)
        if rows is None:
            return
        for place, owed in enumerate(rule.owed):
            done = _discharged(rule, owed, rows, history)
            yield _in_force(rule, _rows(rule, owed, first + place, rows, done, history, self._because(rule, rows.because)))

    def _because(self, rule: r.Rule, opener: NDArray[np.int8]) -> NDArray[np.int16]:
        names = [self.reasons.index(_opener_name(rule, event)) for event in rule.opens]
        return np.array(names, np.int16)[opener]


def evaluator(pack: Pack, calendar: Calendar | None = None) -> Evaluator:
    """The evaluator of a pack, counting by this calendar (the published one if none is given)."""
    kinds = tuple(Kind(rule.clause, owed.duty, rule.strength, rule) for rule in pack.rules for owed in rule.owed)
    names = [_opener_name(rule, event) for rule in pack.rules for event in rule.opens]
    reasons = tuple(dict.fromkeys((*vocabulary().tokens, "reason", *names)))
    return Evaluator(pack, calendar or published_calendar(), kinds, reasons)


def work_out(pack: Pack, timeline: Timeline, as_at: date, calendar: Calendar | None = None) -> list[dict[str, Any]]:
    """The contract's duty rows as dictionaries, dates as ``date``: for one child or a few."""
    ready = evaluator(pack, calendar)
    return as_rows(ready, timeline.ids, ready.duties(timeline, as_at))


def as_rows(ready: Evaluator, ids: Sequence[str], duties: Duties) -> list[dict[str, Any]]:
    """Duty rows as the dictionaries of the contract."""
    columns = (getattr(duties, column.name).tolist() for column in fields(duties))
    return [_as_row(ready, ids, *row) for row in zip(*columns, strict=True)]


def _as_row(ready: Evaluator, ids: Sequence[str], child: int, kind: int, because: int, *days: int) -> dict[str, Any]:
    anchor, not_before, due, done, booked, basis, status, days_late = days
    about = ready.kinds[kind]
    return {
        "child": ids[child], "pack": ready.pack.code, "clause": about.clause, "duty": about.duty,
        "because": ready.reasons[because], "anchor": _date(anchor), "not_before": _date(not_before), "due": _date(due),
        "basis": BASIS[basis], "done": _date(done), "booked": _date(booked), "status": STATUS[status],
        "days_late": days_late, "strength": about.strength,
    }  # fmt: skip


def _date(day: int) -> date | None:
    return as_date(day) if day else None


def _rules_of(kinds: Sequence[Kind]) -> Iterator[tuple[r.Rule, int]]:
    """Each rule with the number of its first kind."""
    for number, kind in enumerate(kinds):
        if number == 0 or kinds[number - 1].rule is not kind.rule:
            yield kind.rule, number


def _opener_name(rule: r.Rule, event: r.Event) -> str:
    match event:
        case r.Happened(token):
            return token
        case r.Move(to):
            return to or "placement"
        case r.Edge(_, _, name) | r.Overrun(_, _, name):
            return name
        case r.ReviewHeld():
            return "review"
        case r.LastBeforeOrFirstIn(inner):
            return _opener_name(rule, inner)
        case r.Start():
            return rule.because


# --- done ------------------------------------------------------------------------------------------------------


def _discharged(rule: r.Rule, owed: r.Owed, rows: Openings, history: History) -> Ints:
    """The day each row was done, 0 where it was not while its reason lasted."""
    if rule.about:
        return _written(owed, rows, history)
    happened = history.events(owed.met_by)
    done = _nth_from(happened, rows.counts, rule.nth, rows.end, rule.strictly or isinstance(rule.limit, r.BetweenReviews))
    if rule.or_nth:
        other = _nth_from(happened, rows.reason, rule.or_nth, rows.end, strictly=False)
        done = np.where((other > 0) & ((other < done) | (done == 0)), other, done)
    return done


def _nth_from(happened: Keys, since: Keys, nth: int, end: Keys, strictly: bool) -> Ints:
    if not len(happened):
        return np.zeros(len(since), np.int64)
    place = np.searchsorted(happened, since, side="right" if strictly else "left") + nth - 1
    event = happened[np.minimum(place, len(happened) - 1)]
    return np.where((place < len(happened)) & (event <= end), event & DAY, NO_DAY)


def _written(owed: r.Owed, rows: Openings, history: History) -> Ints:
    """The day the paper about the row's day was written, whatever the order of writing."""
    about, written = history.papers(owed.met_by)
    if not len(about):
        return np.zeros(len(rows), np.int64)
    wanted = rows.anchor if rows.about is None else rows.about
    place = np.minimum(np.searchsorted(about, wanted), len(about) - 1)
    found = (about[place] == wanted) & (written[place] <= rows.end)
    return np.where(found, written[place] & DAY, NO_DAY)


# --- every so often ----------------------------------------------------------------------------------------------


def _recurring(rule: r.Rule, first: int, history: History, name: Any) -> Iterator[Duties]:
    """A row from the start of each stretch and from each time it is done while the reason lasts."""
    reason = history.spells(rule.reason)
    if not len(reason):
        return
    for place, owed in enumerate(rule.owed):
        happened = history.events(owed.met_by)
        rows, done, is_first = _rounds(reason, happened)
        rows = replace(rows, due=_next_due(rule, rows, history))
        because = np.where(is_first, name(rule, rows.because), _done_token(owed)).astype(np.int16)
        yield _in_force(rule, _rows(rule, owed, first + place, rows, done, history, because))


def _rounds(reason: Spells, happened: Keys) -> tuple[Openings, Ints, NDArray[np.bool_]]:
    """Row i of a stretch runs from its i-th doing (its start for the first) to the next; the last may be open."""
    low = np.searchsorted(happened, reason.start, side="right")
    high = np.searchsorted(happened, reason.end, side="right")
    count = high - low
    ends_done = (count > 0) & (happened[np.maximum(high - 1, 0)] == reason.end) if len(happened) else np.zeros(len(low), bool)
    stretch, place = expand(low, count + 1 - ends_done)
    step = place - low[stretch]
    is_first, is_done = step == 0, step < count[stretch]
    ring = happened if len(happened) else np.zeros(1, np.int64)
    anchor = np.where(is_first, reason.start[stretch], ring[np.maximum(place - 1, 0)])
    done = np.where(is_done, ring[np.minimum(place, len(ring) - 1)] & DAY, NO_DAY)
    rows = Openings(anchor, reason.start[stretch], reason.end[stretch], anchor, anchor, np.zeros(len(anchor), np.int8))
    return rows, done, is_first


def _next_due(rule: r.Rule, rows: Openings, history: History) -> Ints:
    assert isinstance(rule.limit, r.Every)
    if rule.limit.span is not None:
        return history.calendar.after(rows.anchor & DAY, rule.limit.span)
    days = _detail_on(rule.limit.detail or "", rows.anchor, history)
    return np.where(days > 0, (rows.anchor & DAY) + days, NO_DAY)


def _detail_on(detail: str, days: Keys, history: History) -> Ints:
    """The value of a detail on the placement a child was in on each day."""
    rows = history.rows(*vocabulary().tokens_of("placement"))
    rows = rows[history.timeline.attribute(detail, rows) > 0]
    if not len(rows):
        return np.zeros(len(days), np.int64)
    start = keys(history.timeline.child[rows], history.timeline.start[rows])
    place = np.searchsorted(start, days, side="right") - 1
    row = rows[np.maximum(place, 0)]
    held = (place >= 0) & (start[np.maximum(place, 0)] >> SHIFT == days >> SHIFT) & (history.moves.end[row] > (days & DAY))
    return np.where(held, history.timeline.attribute(detail, row), 0)


def _done_token(owed: r.Owed) -> int:
    event = owed.met_by[0]
    return vocabulary().number(event.token) if isinstance(event, r.Happened) else 0


# --- rows --------------------------------------------------------------------------------------------------------


def _rows(
    rule: r.Rule, owed: r.Owed, kind: int, rows: Openings, done: Ints, history: History, because: NDArray[np.int16]
) -> Duties:
    """The rows with their status, days late and booking."""
    none = np.zeros(len(rows), np.int32)
    status, days_late = _status(rows, done, history.as_at, rule.leaving_is_no_excuse)
    return Duties(
        child=(rows.anchor >> SHIFT).astype(np.int32), kind=np.full(len(rows), kind, np.int16), because=because,
        anchor=(rows.anchor & DAY).astype(np.int32),
        not_before=none if rows.not_before is None else rows.not_before.astype(np.int32),
        due=rows.due.astype(np.int32), done=done.astype(np.int32), booked=_booked(owed, rows, status, history),
        basis=np.full(len(rows), FIXED, np.int8) if rows.basis is None else rows.basis,
        status=status, days_late=days_late.astype(np.int32),
    )  # fmt: skip


def _status(rows: Openings, done: Ints, as_at: int, no_excuse: bool) -> tuple[NDArray[np.int8], Ints]:
    """The status of each row and the whole days it is past its due day, by the day that settles it."""
    due, is_done, timed = rows.due, done > 0, rows.due > 0
    ended = rows.end & DAY
    is_over = ~is_done & (rows.end < child_end(rows.end)) & (ended <= as_at)
    settled = np.where(is_done, done, np.where(is_over, ended, as_at))
    late = np.where(timed, np.maximum(settled - due, 0), 0)
    status = np.where(late > 0, np.where(is_done, LATE, np.where(is_over, MISSED, OVERDUE)),
                      np.where(is_done, MET, np.where(is_over, MISSED if no_excuse else LAPSED, DUE)))  # fmt: skip
    status[~timed & ~is_done] = np.where(is_over[~timed & ~is_done], LAPSED, UNTIMED)
    return status.astype(np.int8), late


def _booked(owed: r.Owed, rows: Openings, status: NDArray[np.int8], history: History) -> NDArray[np.int32]:
    """The first day still open on which what is owed is arranged; 0 for rows that are done or over."""
    booked = np.zeros(len(rows), np.int32)
    waiting = np.flatnonzero((status == DUE) | (status == OVERDUE) | (status == UNTIMED))
    for event in owed.met_by:
        ahead = history.booked(event.token) if isinstance(event, r.Happened) and len(waiting) else ()
        if len(ahead):
            found = _nth_from(np.asarray(ahead), rows.counts[waiting], 1, child_end(rows.anchor[waiting]), strictly=False)
            booked[waiting] = np.where(booked[waiting] > 0, booked[waiting], found)
    return booked


def _in_force(rule: r.Rule, rows: Duties) -> Duties:
    """The rows whose anchor lies in the time for which the rule is in force."""
    since, until = rule.in_force
    if since is None and until is None:
        return rows
    keep = np.ones(len(rows), bool)
    if since is not None:
        keep &= rows.anchor >= day_number(since)
    if until is not None:
        keep &= rows.anchor < day_number(until)
    return rows.only(keep)


def _joined(parts: Sequence[Duties]) -> Duties:
    return Duties(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(Duties)))


NO_DUTIES = Duties(
    *(np.zeros(0, kind) for kind in (np.int32, np.int16, np.int16, *[np.int32] * 5, np.int8, np.int8, np.int32))
)
