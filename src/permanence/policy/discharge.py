"""When a row was done, when it will be, and how a duty that comes again and again is cut into rows."""

from __future__ import annotations

import numpy as np

from . import rules as r
from .anchors import NO_DAY, Openings
from .because import because_done, because_of
from .history import History
from .spells import DAY, SHIFT, Keys, Spells, child_end, expand, keys, merged
from .timeline import Ints
from .vocabulary import vocabulary


def discharged(rule: r.Rule, owed: r.Owed, rows: Openings, history: History) -> Ints:
    """The day each row was done, 0 where it was not while its reason lasted."""
    if rule.about:
        return _written(owed, rows, history)
    if rule.not_about_earlier:
        return _not_about_earlier(owed, rows, history)
    return _doing(rule, history.events(owed.met_by), rows.counts, rows.reason, rows.end)


def _doing(rule: r.Rule, days: Keys, counts: Keys, reason: Keys, end: Keys) -> Ints:
    """Of these days, the one that does each row: the first (or second ...) that counts, or the second since the reason
    began where the rule says so."""
    done = _nth_from(days, counts, rule.nth, end, _strictly(rule))
    if rule.or_nth:
        other = _nth_from(days, reason, rule.or_nth, end, strictly=False)
        done = np.where((other > 0) & ((other < done) | (done == 0)), other, done)
    return done


def _nth_from(happened: Keys, since: Keys, nth: int, end: Keys, strictly: bool) -> Ints:
    if not len(happened):
        return np.zeros(len(since), np.int64)
    place = happened.searchsorted(since, side="right" if strictly else "left") + nth - 1
    event = happened[np.minimum(place, len(happened) - 1)]
    return np.where((place < len(happened)) & (event <= end), event & DAY, NO_DAY)


def _written(owed: r.Owed, rows: Openings, history: History) -> Ints:
    """The day the paper about the row's day was written, whatever the order of writing."""
    about, written = history.papers(owed.met_by)
    if not len(about):
        return np.zeros(len(rows), np.int64)
    wanted = rows.anchor if rows.about is None else rows.about
    place = np.minimum(about.searchsorted(wanted), len(about) - 1)
    found = (about[place] == wanted) & (written[place] <= rows.end)
    return np.where(found, written[place] & DAY, NO_DAY)


def _not_about_earlier(owed: r.Owed, rows: Openings, history: History) -> Ints:
    """The first day on which something did each row that is not about a day before it: the minutes of an earlier
    meeting do not, whenever they are written."""
    since, day = history.since_about(owed.met_by)
    if not len(day):
        return np.zeros(len(rows), np.int64)
    first = np.minimum.accumulate(day[::-1])[::-1]  # of all that count from here on; another child's lie beyond
    place = since.searchsorted(rows.counts)
    found = first[np.minimum(place, len(day) - 1)]
    return np.where((place < len(day)) & (found <= rows.end), found & DAY, NO_DAY)


def rounds(rule: r.Rule, limit: r.Every, owed: r.Owed, reason: Spells, history: History) -> tuple[Openings, Ints]:
    """The rows of a duty that comes every so often, and the day each was done.

    Row i of a stretch runs from its i-th doing (its start for the first) to the next; the last may be open. A
    doing on the day the reason starts closes nothing, one on the day it ends closes the open row (counting 5).
    """
    happened = history.events(owed.met_by)
    low = happened.searchsorted(reason.start, side="right")
    count = happened.searchsorted(reason.end, side="right") - low
    ring = happened if len(happened) else np.zeros(1, np.int64)
    ends_done = (count > 0) & (ring[np.maximum(low + count - 1, 0)] == reason.end)
    stretch, place = expand(low, count + 1 - ends_done)
    step = place - low[stretch]
    is_first = step == 0
    anchor = np.where(is_first, reason.start[stretch], ring[np.maximum(place - 1, 0)])
    done = np.where(step < count[stretch], ring[np.minimum(place, len(ring) - 1)] & DAY, NO_DAY)
    due = _next_due(limit, anchor, history)
    first, again = because_of(r.Start(), rule, anchor, history), because_done(owed, rule, anchor, history)
    because = np.where(is_first, first, again)
    return Openings(anchor, reason.start[stretch], reason.end[stretch], due, anchor, because), done


def _next_due(limit: r.Every, anchor: Keys, history: History) -> Ints:
    if limit.span is not None:
        return history.calendar.after(anchor & DAY, limit.span)
    days = _detail_on(limit.detail or "", anchor, history)
    return np.where(days > 0, (anchor & DAY) + days, NO_DAY)


def _detail_on(detail: str, days: Keys, history: History) -> Ints:
    """The value of a detail on the placement a child was in on each day."""
    rows = history.rows(*vocabulary().tokens_of("placement"))
    rows = rows[history.timeline.attribute(detail, rows) > 0]
    if not len(rows):
        return np.zeros(len(days), np.int64)
    start = keys(history.timeline.child[rows], history.timeline.start[rows])
    place = start.searchsorted(days, side="right") - 1
    row = rows[np.maximum(place, 0)]
    begun = (place >= 0) & (start[np.maximum(place, 0)] >> SHIFT == days >> SHIFT)
    held = begun & (history.moves.end[row] > (days & DAY))
    return np.where(held, history.timeline.attribute(detail, row), 0)


def arranged(rule: r.Rule, owed: r.Owed, rows: Openings, done: Ints, history: History) -> Ints:
    """The first day still open for which what would do it is arranged; 0 for rows that are done or over.

    Where the second is asked for, the first that is held or arranged does not do it.
    """
    booked = np.zeros(len(rows), np.int32)
    ahead = history.arranged(owed.met_by)
    if len(ahead):
        days = merged((history.events(owed.met_by), ahead)) if rule.nth > 1 or rule.or_nth else ahead
        waiting = np.flatnonzero((done == 0) & ((rows.end & DAY) > history.as_at))
        end = child_end(rows.anchor[waiting])
        booked[waiting] = _doing(rule, days, rows.counts[waiting], rows.reason[waiting], end)
    return booked


def _strictly(rule: r.Rule) -> bool:
    """Whether only a later day than the one counted from will do."""
    return rule.strictly or isinstance(rule.limit, r.BetweenReviews | r.Every)
