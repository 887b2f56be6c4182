"""What a rule opens: for each child and each time, the anchor, the reason it stands on, and by when it is due.

Every shape of limit has one function here: array operations over the whole population, in the order a person
would take them - the reason, what opened it, the limit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import rules as r
from .days import Span, birthday
from .history import IN_CARE, History
from .reviews import FIXED, HELD
from .spells import DAY, SHIFT, Keys, Spells, both, expand
from .timeline import Ints

NO_DAY = 0
_ONE_DAY = Span(1, "days")


@dataclass(frozen=True)
class Openings:
    """Rows opened by one rule. Days are day numbers, ``NO_DAY`` for none; ``because`` numbers the rule's openers.

    ``counts`` is the key from which facts count as doing it, ``about`` the key of the day a paper belongs to,
    ``reason`` and ``end`` the first and last key of the reason the row stands on.
    """

    anchor: Keys
    reason: Keys
    end: Keys
    due: Ints
    counts: Keys
    because: NDArray[np.int8]
    not_before: Ints | None = None
    basis: NDArray[np.int8] | None = None
    about: Keys | None = None

    def __len__(self) -> int:
        return len(self.anchor)

    def only(self, rows: Any) -> Openings:
        """These rows alone."""
        kept = {name: value[rows] for name, value in vars(self).items() if value is not None}
        return Openings(**kept)


def opened(rule: r.Rule, history: History) -> Openings | None:
    """The rows this rule opens, or None where its reason holds for nobody."""
    reason = history.spells(rule.reason)
    if not len(reason):
        return None
    rows = _BY_LIMIT[type(rule.limit)](rule, history, reason)
    if rows is None or not len(rows):
        return None
    rows = _counted(rule, history, rows)
    return rows if len(rows) else None


# --- anchors -------------------------------------------------------------------------------------------------


def _anchored(rule: r.Rule, history: History, reason: Spells) -> Openings | None:
    """A row for each thing that opens the rule while its reason holds; the due day is not set yet."""
    days, place, because = _openers(rule, history, reason)
    keep = np.ones(len(days), bool)
    if rule.not_at_start:
        keep &= days != reason.start[place]
    if rule.holds is not None:
        keep &= history.spells(rule.holds).holding(days) >= 0
    if rule.needs_earlier:
        keep &= _earlier(history.events(rule.needs_earlier), days, reason.start[place])
    if rule.none_earlier:
        keep &= ~_earlier(history.events(rule.none_earlier), days, reason.start[place])
    if rule.only != "each":
        keep &= _first_of(place if rule.only == "first in reason" else days >> SHIFT, keep)
    if not keep.any():
        return None
    days, place, because = days[keep], place[keep], because[keep]
    end = _last_end(reason, days) if rule.carried_by_last else reason.end[place]
    return Openings(days, reason.start[place], end, np.zeros(len(days), np.int64), days, because)


def _openers(rule: r.Rule, history: History, reason: Spells) -> tuple[Keys, NDArray[np.intp], NDArray[np.int8]]:
    """The days that open the rule, each once and in order, their places in the reason, and which opener it was."""
    if rule.opens == (r.Start(),):
        return reason.start, np.arange(len(reason)), np.zeros(len(reason), np.int8)
    found = [_days_of(opener, history, reason) for opener in rule.opens]
    days = np.concatenate([one for one, _ in found])
    place = np.concatenate([at for _, at in found])
    which = np.repeat(np.arange(len(found), dtype=np.int8), [len(one) for one, _ in found])
    if len(found) > 1:
        days, first = np.unique(days, return_index=True)
        place, which = place[first], which[first]
    return days, place, which


def _days_of(opener: r.Event, history: History, reason: Spells) -> tuple[Keys, NDArray[np.intp]]:
    if isinstance(opener, r.Start):
        return reason.start, np.arange(len(reason))
    if isinstance(opener, r.LastBeforeOrFirstIn):
        days = history.last_before_or_first_in(opener.event, reason)
        place = np.flatnonzero(days)
        return days[place], place
    days = history.events((opener,))
    place = reason.holding(days)
    return days[place >= 0], place[place >= 0]


def _earlier(happened: Keys, days: Keys, since: Keys) -> NDArray[np.bool_]:
    """Whether any of these happened from ``since`` on and before the day."""
    return np.searchsorted(happened, days, side="left") > np.searchsorted(happened, since, side="left")


def _first_of(group: Ints, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Marks the first row of each group among these."""
    rows = np.flatnonzero(among)
    _, first = np.unique(group[rows], return_index=True)
    marked = np.zeros(len(group), bool)
    marked[rows[first]] = True
    return marked


def _last_end(reason: Spells, days: Keys) -> Keys:
    """The end of the last stretch of the reason in each child's life."""
    last = np.searchsorted(reason.start, ((days >> SHIFT) + 1) << SHIFT, side="left") - 1
    return reason.end[last]


def _with_due(rows: Openings, due: Ints, **more: Any) -> Openings:
    return replace(rows, due=due, **more)


# --- one function for each limit --------------------------------------------------------------------------------


def _within(rule: r.Rule, history: History, reason: Spells) -> Openings | None:
    assert isinstance(rule.limit, r.Within)
    rows = _anchored(rule, history, reason)
    if rows is None:
        return None
    day, calendar = rows.anchor & DAY, history.calendar
    earliest = calendar.after(day, rule.limit.not_before) if rule.limit.not_before else None
    return _with_due(rows, calendar.after(day, rule.limit.span), not_before=earliest)


def _untimed(rule: r.Rule, history: History, reason: Spells) -> Openings | None:
    return _anchored(rule, history, reason)


def _by_review(rule: r.Rule, history: History, reason: Spells) -> Openings | None:
    assert isinstance(rule.limit, r.ByReview)
    if rule.limit.number == 0:
        return _each_review(rule.limit, history, reason)
    if rule.opens == (r.Start(),):
        return _for_the_period(rule, rule.limit, history, reason)
    return _before_review_once_opened(rule, rule.limit, history, reason)


def _for_the_period(rule: r.Rule, limit: r.ByReview, history: History, reason: Spells) -> Openings | None:
    """One row a period of care, opened by entering it and carried by the last stretch of the reason in it."""
    care = history.spells(IN_CARE)
    carried = both(reason, care) if rule.reason != IN_CARE else care
    last = np.searchsorted(carried.start, care.end, side="left") - 1
    day, basis = history.reviews.day(limit.number)
    keep = (last >= 0) & (carried.start[np.maximum(last, 0)] >= care.start) if len(carried) else np.zeros(len(care), bool)
    if rule.unless_by_review:
        events = history.events(rule.unless_by_review)
        keep &= ~_earlier(events, day + 1, care.start)
    start = care.start[keep]
    due = (day[keep] & DAY) - int(limit.day_before)
    return Openings(start, start, carried.end[last[keep]], due, start, _first_opener(start), basis=basis[keep])


def _before_review_once_opened(rule: r.Rule, limit: r.ByReview, history: History, reason: Spells) -> Openings | None:
    rows = _anchored(rule, history, reason)
    if rows is None:
        return None
    period = history.spells(IN_CARE).holding(rows.anchor)
    day, basis = history.reviews.day(limit.number)
    ahead = (period >= 0) & (rows.anchor < day[period])
    due = np.where(ahead, (day[period] & DAY) - int(limit.day_before), NO_DAY)
    rows = _with_due(rows, due, basis=np.where(ahead, basis[period], FIXED).astype(np.int8))
    return rows.only(ahead) if limit.otherwise == "nothing" else rows


def _each_review(limit: r.ByReview, history: History, reason: Spells) -> Openings | None:
    """A row for each review held while the reason lasts, and one for the next; opened by the review before."""
    reviews, care = history.reviews, history.spells(IN_CARE)
    period = care.holding(reason.start)
    low, count = reviews.held_in(period, reason.start, reason.end)
    stretch, place = expand(low, count + 1)
    period = period[stretch]
    number = reviews.number_of(place, period)
    day, basis = reviews.day_in(period, number)
    before = np.where(number > 1, reviews.held[np.clip(place - 1, 0, None)] if len(reviews.held) else 0, care.start[period])
    due = (day & DAY) - int(limit.day_before)
    return Openings(before, reason.start[stretch], reason.end[stretch], due, before, _first_opener(before), basis=basis)


def _between(rule: r.Rule, history: History, reason: Spells) -> Openings | None:
    """Opened by entering care, and anchored there until the first review is held; then on that review."""
    assert isinstance(rule.limit, r.BetweenReviews)
    limit, care = rule.limit, history.spells(IN_CARE)
    first, first_basis = history.reviews.day(limit.first)
    second, basis = history.reviews.day(limit.second)
    keep = _eligible(limit, history, care, second)
    anchor = np.where(first_basis == HELD, first, care.start)
    rows = Openings(
        anchor, care.start, care.end, (second & DAY) - 1, first, _first_opener(anchor),
        not_before=(first & DAY) + 1, basis=basis,
    )
    return rows.only(keep)


def _eligible(limit: r.BetweenReviews, history: History, care: Spells, second: Keys) -> NDArray[np.bool_]:
    """Young enough on entering care (a child of unknown age is), or brought in while the second review is ahead."""
    if limit.age_at_most is None:
        return np.ones(len(care), bool)
    born = history.timeline.born[care.start >> SHIFT]
    young = (born == 0) | ((care.start & DAY) < birthday(born, limit.age_at_most + 1))
    if limit.any_age_in is None:
        return young
    brought_in = history.spells(limit.any_age_in)
    return young | _overlaps(brought_in, care.start, second)


def _overlaps(held: Spells, start: Keys, end: Keys) -> NDArray[np.bool_]:
    """Whether a stretch that began before ``end`` still held after ``start``."""
    place = np.searchsorted(held.start, end, side="left") - 1
    return (place >= 0) & (held.end[np.maximum(place, 0)] > start) if len(held) else np.zeros(len(start), bool)


def _by_known(rule: r.Rule, history: History, reason: Spells) -> Openings | None:
    assert isinstance(rule.limit, r.ByKnown)
    days = history.known(rule.limit.events)
    if rule.opens != (r.Start(),):
        return _known_once_opened(rule, rule.limit, history, reason, days)
    place = _standing_on(reason, days, rule.leaving_is_no_excuse)
    keep = place >= 0
    if rule.holds is not None:
        seen = np.minimum(days, (days >> SHIFT << SHIFT) + history.as_at)
        keep &= history.spells(rule.holds).holding(seen) >= 0
    if rule.only == "first in reason":
        keep &= _first_of(place, keep)
    days, place = days[keep], place[keep]
    anchor = days if rule.about else reason.start[place]
    return Openings(
        anchor, reason.start[place], reason.end[place], _lead(rule.limit, history, days), reason.start[place],
        _first_opener(days), about=days,
    )


def _standing_on(reason: Spells, days: Keys, on_last_day: bool) -> NDArray[np.intp]:
    """The stretch each day falls in; its closing day too, where leaving is no excuse."""
    place = reason.holding(days)
    if not on_last_day:
        return place
    before = np.maximum(np.searchsorted(reason.start, days, side="left") - 1, 0)
    return np.where((place < 0) & (reason.end[before] == days), before, place)


def _lead(limit: r.ByKnown, history: History, days: Keys) -> Ints:
    day = days & DAY
    return day if limit.lead is None else history.calendar.before(day, limit.lead)


def _known_once_opened(
    rule: r.Rule, limit: r.ByKnown, history: History, reason: Spells, days: Keys
) -> Openings | None:
    """Due before the first such day on or after the opening; no date while none is known."""
    rows = _anchored(rule, history, reason)
    if rows is None or not len(days):
        return rows
    place = np.searchsorted(days, rows.anchor, side="left")
    day = days[np.minimum(place, len(days) - 1)]
    is_known = (place < len(days)) & (day < rows.end)
    return _with_due(rows, np.where(is_known, _lead(limit, history, day), NO_DAY))


def _first_opener(rows: Keys) -> NDArray[np.int8]:
    return np.zeros(len(rows), np.int8)


# --- from when it counts --------------------------------------------------------------------------------------------


def _counted(rule: r.Rule, history: History, rows: Openings) -> Openings:
    """The rows with the day from which facts count as doing them."""
    match rule.counts_from:
        case "opening":
            return rows
        case "reason":
            return replace(rows, counts=rows.reason)
        case "due":
            return replace(rows, counts=(rows.anchor & ~np.int64(DAY)) + rows.due)
        case "care":
            care = history.spells(IN_CARE)
            return replace(rows, counts=care.start[care.holding(rows.reason)])
        case r.LastBeforeOrFirstIn(event):
            found = history.last_before_or_first_in(event, Spells(rows.reason, rows.end))
            return replace(rows, counts=np.where(found > 0, found, rows.reason))
    raise TypeError(f"cannot count from {rule.counts_from}")


_BY_LIMIT: dict[type[Any], Callable[[r.Rule, History, Spells], Openings | None]] = {
    r.Within: _within,
    r.Untimed: _untimed,
    r.ByReview: _by_review,
    r.BetweenReviews: _between,
    r.ByKnown: _by_known,
}
