"""By when: for each kind of limit, the rows a rule opens and the day each is due.

Every shape of limit has one function here: array operations over the whole population, in the order a person
would take them - the reason, what opened it, the limit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import rules as r
from .anchors import NO_DAY, Openings, anchored, first_of, happened_earlier
from .because import always, because_of
from .days import birthday
from .history import IN_CARE, History
from .reviews import FIXED, HELD
from .spells import DAY, SHIFT, Keys, Spells, both, expand, on_day, same_child
from .timeline import Ints


def opened(rule: r.Rule, history: History) -> Openings | None:
    """The rows this rule opens, or None where its reason holds for nobody."""
    reason = history.spells(rule.reason)
    if not len(reason):
        return None
    rows = _BY_LIMIT[type(rule.limit)](rule, rule.limit, history, reason)
    if rows is None or not len(rows):
        return None
    rows = _counted(rule, history, rows)
    return rows if len(rows) else None


# --- one function for each limit --------------------------------------------------------------------------------


def _within(rule: r.Rule, limit: r.Within, history: History, reason: Spells) -> Openings | None:
    rows = anchored(rule, history, reason)
    if rows is None:
        return None
    day, calendar = rows.anchor & DAY, history.calendar
    earliest = calendar.after(day, limit.not_before) if limit.not_before else None
    return replace(rows, due=calendar.after(day, limit.span), not_before=earliest)


def _untimed(rule: r.Rule, limit: r.Untimed, history: History, reason: Spells) -> Openings | None:
    return anchored(rule, history, reason)


def _by_review(rule: r.Rule, limit: r.ByReview, history: History, reason: Spells) -> Openings | None:
    if limit.number == 0:
        return _each_review(limit, history, reason)
    if rule.opens == r.AT_START:
        return _for_the_period(rule, limit, history, reason)
    return _before_review_once_opened(rule, limit, history, reason)


def _for_the_period(rule: r.Rule, limit: r.ByReview, history: History, reason: Spells) -> Openings | None:
    """Opened by entering care, a row for each stretch of the reason in it, or one carried by the last of them."""
    care = history.spells(IN_CARE)
    period, end = _carried(rule, reason, care)
    day, basis = history.reviews.day(limit.number)
    if rule.unless_by_review:
        events = history.events(rule.unless_by_review)
        keep = ~happened_earlier(events, day + 1, care.start)[period]
        period, end = period[keep], end[keep]
    start, due = care.start[period], (day[period] & DAY) - int(limit.day_before)
    return Openings(start, start, end, due, start, always("in_care", start), basis=basis[period])


def _carried(rule: r.Rule, reason: Spells, care: Spells) -> tuple[NDArray[np.intp], Keys]:
    """The period of care and the end of each stretch of the reason in care, or of the last of them in each period."""
    carried = care if reason is care else both(reason, care)
    period = care.holding(carried.start)
    keep = np.ones(len(period), bool)
    if rule.carried_by_last:
        keep[:-1] = period[1:] != period[:-1]
    return period[keep], carried.end[keep]


def _before_review_once_opened(rule: r.Rule, limit: r.ByReview, history: History, reason: Spells) -> Openings | None:
    rows = anchored(rule, history, reason)
    if rows is None:
        return None
    period = history.spells(IN_CARE).holding(rows.anchor)
    day, basis = history.reviews.day(limit.number)
    ahead = rows.anchor < _at(day, period)
    if limit.otherwise == "nothing":
        ahead |= _at(basis, period) != HELD  # a review that is late is still to come
    ahead &= period >= 0
    due = np.where(ahead, (_at(day, period) & DAY) - int(limit.day_before), NO_DAY)
    rows = replace(rows, due=due, basis=np.where(ahead, _at(basis, period), FIXED).astype(np.int8))
    return rows.only(ahead) if limit.otherwise == "nothing" else rows


def _each_review(limit: r.ByReview, history: History, reason: Spells) -> Openings | None:
    """A row for each review held while the reason lasts in care, and one for the next; opened by the review before."""
    reviews, care = history.reviews, history.spells(IN_CARE)
    reason = both(reason, care)
    period = care.holding(reason.start)
    low, count = reviews.held_in(period, reason.start, reason.end)
    stretch, place = expand(low, count + 1)
    period = period[stretch]
    number = reviews.number_of(place, period)
    day, basis = reviews.day_in(period, number)
    before = np.where(
        number > 1, reviews.held[np.clip(place - 1, 0, None)] if len(reviews.held) else 0, care.start[period]
    )
    due = (day & DAY) - int(limit.day_before)
    because = np.where(number > 1, always("review", before), always("in_care", before))
    return Openings(before, reason.start[stretch], reason.end[stretch], due, before, because, basis=basis)


def _between(rule: r.Rule, limit: r.BetweenReviews, history: History, reason: Spells) -> Openings | None:
    """Opened by entering care, and anchored there until the first review is held; then on that review."""
    care = history.spells(IN_CARE)
    period, end = _carried(rule, reason, care)
    (first, known), (second, basis) = history.reviews.day(limit.first), history.reviews.day(limit.second)
    keep = _eligible(limit, history, care, second)[period]
    period, end = period[keep], end[keep]
    first, held = first[period], known[period] == HELD
    anchor = np.where(held, first, care.start[period])
    because = np.where(held, always("review", anchor), always("in_care", anchor))
    due, not_before = (second[period] & DAY) - 1, (first & DAY) + 1
    return Openings(anchor, care.start[period], end, due, first, because, not_before=not_before, basis=basis[period])


def _eligible(limit: r.BetweenReviews, history: History, care: Spells, second: Keys) -> NDArray[np.bool_]:
    """Young enough on entering care (a child of unknown age is), or brought in while the second review is ahead."""
    if limit.age_at_most is None:
        return np.ones(len(care), bool)
    born = history.timeline.born[care.start >> SHIFT]
    young: NDArray[np.bool_] = (born == 0) | ((care.start & DAY) < birthday(born, limit.age_at_most + 1))
    if limit.any_age_in is None:
        return young
    brought_in = history.spells(limit.any_age_in)
    return young | _overlaps(brought_in, care.start, np.minimum(second, care.end))


def _overlaps(held: Spells, start: Keys, end: Keys) -> NDArray[np.bool_]:
    """Whether a stretch that began before ``end`` still held after ``start``."""
    if not len(held):
        return np.zeros(len(start), bool)
    place = held.start.searchsorted(end, side="left") - 1
    overlapping: NDArray[np.bool_] = (place >= 0) & (held.end[np.maximum(place, 0)] > start)
    return overlapping


def _by_known(rule: r.Rule, limit: r.ByKnown, history: History, reason: Spells) -> Openings | None:
    days = history.known(limit.events)
    if rule.opens != r.AT_START:
        return _known_once_opened(rule, limit, history, reason, days)
    place = reason.holding(days) if rule.about else _standing_on(reason, days, history.as_at)
    place = _or_on_due(reason, days, place, _lead(limit, history, days))
    keep = place >= 0
    if rule.holds is not None:
        seen = np.minimum(days, on_day(days, history.as_at))
        keep &= history.spells(rule.holds).holding(seen) >= 0
    if rule.only == "first in reason":
        keep &= first_of(place, keep)
    days, place = days[keep], place[keep]
    start, due = reason.start[place], _lead(limit, history, days)
    if rule.about:
        return Openings(
            days, start, reason.end[place], due, start, because_of(limit.events[0], rule, days, history), about=days
        )
    return Openings(
        start, start, reason.end[place], due, start, because_of(r.Start(), rule, start, history), about=days
    )


def _standing_on(reason: Spells, days: Keys, as_at: int) -> NDArray[np.intp]:
    """The stretch each day falls in, or closes: what comes before that day lies within it.

    A day still ahead when the stretch has ended belongs to it too: what it asked for has lapsed (counting 8). Not one
    that is past: it may be years later, and about something else.
    """
    place = reason.holding(days)
    before = np.maximum(reason.start.searchsorted(days, side="left") - 1, 0)
    closes = reason.end[before] == days
    ahead = ((days & DAY) > as_at) & (reason.end[before] < days) & same_child(reason.start[before], days)
    return np.where((place < 0) & (closes | ahead), before, place)


def _or_on_due(reason: Spells, days: Keys, place: NDArray[np.intp], due: Ints) -> NDArray[np.intp]:
    """The same; and for a day after the stretch ended the one that held when it was due, for then it was missed."""
    held = reason.holding(on_day(days, due))
    missed = (place < 0) & (held >= 0) & (days > reason.end[held])
    return np.where(missed, held, place)


def _lead(limit: r.ByKnown, history: History, days: Keys) -> Ints:
    day = days & DAY
    return day if limit.lead is None else history.calendar.before(day, limit.lead)


def _known_once_opened(rule: r.Rule, limit: r.ByKnown, history: History, reason: Spells, days: Keys) -> Openings | None:
    """Due before the first such day on or after the opening, or after it where only a later meeting will do; no date
    while none is known."""
    rows = anchored(rule, history, reason)
    if rows is None or not len(days):
        return rows
    place = days.searchsorted(rows.anchor, side="right" if rule.strictly else "left")
    day = days[np.minimum(place, len(days) - 1)]
    is_known = (place < len(days)) & (day <= rows.end)  # the hearing may be what ends the reason
    return replace(rows, due=np.where(is_known, _lead(limit, history, day), NO_DAY))


def _at(values: Ints, place: NDArray[np.intp]) -> Ints:
    """The values at these places; any at all for a place of -1, and 0 where there are none."""
    return values[place] if len(values) else np.zeros(len(place), values.dtype)


# --- from when it counts --------------------------------------------------------------------------------------------


def _counted(rule: r.Rule, history: History, rows: Openings) -> Openings:
    """The rows with the day from which facts count as doing them."""
    match rule.counts_from:
        case "opening":
            return rows
        case "reason":
            return replace(rows, counts=rows.reason)
        case "due":
            return replace(rows, counts=on_day(rows.anchor, rows.due))
        case "care":
            care = history.spells(IN_CARE)
            period = care.holding(rows.reason)
            return replace(rows, counts=np.where(period >= 0, _at(care.start, period), rows.reason))
        case r.LastBeforeOrFirstIn(event):
            found = history.last_before_or_first_in(event, Spells(rows.reason, rows.end))
            return replace(rows, counts=np.where(found > 0, found, rows.reason))
    raise TypeError(f"cannot count from {rule.counts_from}")


_BY_LIMIT: dict[type[Any], Callable[[r.Rule, Any, History, Spells], Openings | None]] = {
    r.Within: _within,
    r.Untimed: _untimed,
    r.ByReview: _by_review,
    r.BetweenReviews: _between,
    r.ByKnown: _by_known,
}
