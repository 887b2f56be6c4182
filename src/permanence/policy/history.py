"""One reading of a timeline as at a day: which stretches hold and which events have happened.

All state of a run lives here and nothing crosses a child, so that runs can be sliced and threaded freely.
Facts dated after the as-at day are plans: kept only where their fact is known ahead (a booking, a listing).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import rules as r
from .days import Calendar, Span
from .legal_status import ends_of
from .moves import Moves
from .needed import facts_in
from .reviews import Reviews
from .spells import (
    DAY,
    NO_DAYS,
    NOTHING,
    SHIFT,
    Keys,
    Spells,
    among,
    any_of,
    both,
    child_end,
    either,
    expand,
    keys,
    merged,
    on_day,
    once,
    outside,
    spells,
)
from .timeline import FAR, Ints, Timeline
from .vocabulary import vocabulary

IN_CARE = r.Spans(("in_care",))
IN_PROCEEDINGS = r.Spans(("proceedings.pre_proceedings", "proceedings.care"))


class History:
    """Answers, each worked out once a run: ``spells`` of a condition, ``events`` that happened, ``known`` ahead.

    ``present`` is the set of facts anybody has (``needed.py``).
    """

    def __init__(self, timeline: Timeline, as_at: int, calendar: Calendar) -> None:
        self.timeline, self.as_at, self.calendar = timeline, as_at, calendar
        self._start = keys(timeline.child, timeline.start)
        self._moves: Moves | None = None
        self._reviews: Reviews | None = None
        self._status_ends: Ints | None = None
        self._by_token = np.argsort(timeline.token, kind="stable")
        count = np.bincount(timeline.token, minlength=len(vocabulary().tokens))
        self._first: list[int] = [0, *np.cumsum(count).tolist()]
        self.present = facts_in(np.flatnonzero(count).tolist())
        self._spells: dict[r.Condition, Spells] = {}
        self._events: dict[tuple[r.Event | str, ...], Keys] = {}
        self._booked: dict[str, Keys] = {}

    @property
    def moves(self) -> Moves:
        """The moves from home to home."""
        if self._moves is None:
            self._moves = Moves(self.timeline, self.spells(IN_CARE), self._start, self.as_at)
        return self._moves

    @property
    def reviews(self) -> Reviews:
        """The statutory reviews of each period of care."""
        if self._reviews is None:
            self._reviews = Reviews(
                self.spells(IN_CARE), self.events(("review",)), self.booked("review"), self.calendar
            )
        return self._reviews

    def rows(self, *tokens: str) -> NDArray[np.intp]:
        """The rows of these tokens, in order of child and start."""
        if len(tokens) == 1:
            return self._of(vocabulary().number(tokens[0]))
        return merged([self._of(vocabulary().number(token)) for token in tokens])

    def _of(self, number: int) -> NDArray[np.intp]:
        return self._by_token[self._first[number] : self._first[number + 1]]

    # --- conditions ---

    def spells(self, condition: r.Condition) -> Spells:
        """The stretches for which a condition holds, as known at the as-at day (a later end is not known yet)."""
        known = self._spells.get(condition)
        if known is None:
            known = self._spells[condition] = self._work_out(condition)
        return known

    def _work_out(self, condition: r.Condition) -> Spells:
        match condition:
            case r.Spans():
                return self._spans(condition)
            case r.AllOf(parts):
                return self._all(parts)
            case r.AnyOf(parts):
                found = NOTHING
                for part in parts:
                    found = either(found, self.spells(part))
                return found
            case r.Outside(part):
                return both(self._lives(), outside(self.spells(part)))
            case r.Since():
                return self._since(condition)
            case r.CaseOpen():
                return self._case_open()

    def _all(self, parts: tuple[r.Condition, ...]) -> Spells:
        """The positive parts first: within them "outside" need not be cut to each child's life."""
        first, *others = sorted(parts, key=lambda part: isinstance(part, r.Outside))
        found = self.spells(first)
        for part in others:
            if not len(found):
                return NOTHING
            found = both(found, outside(self.spells(part.part)) if isinstance(part, r.Outside) else self.spells(part))
        return found

    def _lives(self) -> Spells:
        child = np.arange(len(self.timeline.ids), dtype=np.int64) << SHIFT
        return Spells(child, child_end(child))

    def _spans(self, condition: r.Spans) -> Spells:
        rows = self._matching(self.rows(*condition.tokens), condition.details)
        if not len(rows):
            return NOTHING
        end = self._ends(condition.tokens[0].partition(".")[0])
        start, last = self._start[rows], end[rows]
        kept = ((start & DAY) <= self.as_at) & (last > (start & DAY))
        if not kept.all():
            start, last = start[kept], last[kept]
        return spells(start, on_day(start, np.where(last > self.as_at, FAR, last)))

    def _ends(self, fact: str) -> Ints:
        """When each row of a fact ends, where that hangs on others of its kind."""
        if fact == "placement":
            return self.moves.end
        if fact == "legal_status":
            if self._status_ends is None:
                self._status_ends = ends_of(self.timeline, self.rows(*vocabulary().tokens_of(fact)))
            return self._status_ends
        return self.timeline.end

    def _matching(self, rows: NDArray[np.intp], details: tuple[tuple[str, tuple[int, ...]], ...]) -> NDArray[np.intp]:
        for name, wanted in details:
            if len(rows):
                values = self.timeline.attribute(name, rows)
                rows = rows[np.isin(values, wanted) if len(wanted) > 1 else values == wanted[0]]
        return rows

    def _since(self, condition: r.Since) -> Spells:
        within, happened = self.spells(condition.within), self.events(condition.events)
        if not len(within) or not len(happened):
            return NOTHING
        begin = within.start
        if condition.after_review:
            begin = np.maximum(begin, self._review_in(within, condition.after_review) + 1)
        place = happened.searchsorted(begin, side="left") + condition.nth - 1
        event = happened[np.minimum(place, len(happened) - 1)]
        inside = (place < len(happened)) & (event < within.end) & (event >= begin)
        return Spells(event[inside], within.end[inside])

    def _review_in(self, within: Spells, number: int) -> Keys:
        """The day of that review for each stretch; out of reach where it did not begin in care."""
        day = np.append(self.reviews.day(number)[0], within.end[-1:])
        return day[self.spells(IN_CARE).holding(within.start)]

    def _case_open(self) -> Spells:
        child = np.arange(len(self.timeline.ids), dtype=np.int64) << SHIFT
        care = self.spells(IN_CARE)
        left = care.end[care.end < child_end(care.start)]
        start, end = merged((child, left + 1)), merged((child_end(child), left))
        first = (start & DAY) == 0
        again = both(Spells(start[~first], end[~first]), either(care, self.spells(IN_PROCEEDINGS)))
        return either(Spells(start[first], end[first]), again)

    # --- events ---

    def events(self, events: tuple[r.Event | str, ...]) -> Keys:
        """The days, up to the as-at day, on which any of these happened; each day once."""
        known = self._events.get(events)
        if known is None:
            found = [self._happened(r.Happened(event) if isinstance(event, str) else event) for event in events]
            known = self._events[events] = any_of(found)
        return known

    def _happened(self, event: r.Event) -> Keys:
        match event:
            case r.Happened():
                return self._facts(event, ahead=False)
            case r.Move():
                return self.moves.to(event.to, event.from_another_kind)
            case r.Edge(of, side):
                held = self.spells(of)
                return held.start if side == "start" else held.end[held.end < child_end(held.start)]
            case r.Overrun(of, length):
                return self._overrun(self.spells(of), length)
            case r.ReviewHeld(number, onwards):
                return self.reviews.held_from(number, onwards)
        raise TypeError(f"{event} needs a reason to be found in")

    def _overrun(self, held: Spells, length: Span) -> Keys:
        beyond = on_day(held.start, self.calendar.after(held.start & DAY, length))
        return beyond[(beyond < held.end) & ((beyond & DAY) <= self.as_at)]

    def _facts(self, event: r.Happened, ahead: bool) -> Keys:
        rows = self._matching(self.rows(event.token), event.details)
        if not len(rows):
            return NO_DAYS
        days = once(self._start[rows])
        if not ahead and (later := (days & DAY) > self.as_at).any():
            days = days[~later]
        if event.during is not None and len(days):
            days = days[self.spells(event.during).holding(days) >= 0]
        return days

    def happened_on(self, event: r.Event | str, days: Keys) -> NDArray[np.bool_]:
        """On which of the days it began or happened. The days need be in no order."""
        return among(days, self.events((event,)))

    def known(self, events: tuple[r.Event, ...]) -> Keys:
        """The days, past or ahead, on which any of these happened, is listed, planned or booked."""
        return any_of([self._known(event) for event in events])

    def _known(self, event: r.Event) -> Keys:
        if not isinstance(event, r.Happened):
            return self._happened(event)
        if event.token.startswith("meeting."):
            return any_of([self._happened(event), self.booked(event.token)])
        return self._facts(event, ahead=vocabulary().fact_of(event.token).planned)

    def booked(self, token: str) -> Keys:
        """The days still open on which this is arranged: from the as-at day on, and not already held that day."""
        if token not in self._booked:
            self._booked[token] = self._ahead(token)
        return self._booked[token]

    def _ahead(self, token: str) -> Keys:
        words = vocabulary()
        fact, _, code = token.partition(".")
        ahead = {"meeting": f"booked.{code}", "review": "booked.review", "panel": token}.get(fact)
        if ahead is None or ahead not in words.tokens:
            return NO_DAYS
        rows = self.rows(ahead)
        if not len(rows):
            return NO_DAYS
        days = once(self._start[rows[self.timeline.start[rows] >= self.as_at]])
        return days[~among(days, self.events((token,)))]

    def arranged(self, events: tuple[r.Event, ...]) -> Keys:
        """The days still open on which any of these is arranged."""
        return any_of([self.booked(event.token) for event in events if isinstance(event, r.Happened)])

    def papers(self, events: tuple[r.Event, ...]) -> tuple[Keys, Keys]:
        """Papers by the day they are about: that day's key, in order, and the first day such a paper was written."""
        rows = np.concatenate([self._written(event) for event in events if isinstance(event, r.Happened)])
        about = keys(self.timeline.child[rows], self.timeline.attribute("about", rows))
        order = np.lexsort((self._start[rows], about))
        about, written = about[order], self._start[rows][order]
        first = np.ones(len(about), bool)
        first[1:] = about[1:] != about[:-1]
        return about[first], written[first]

    def since_about(self, events: tuple[r.Event, ...]) -> tuple[Keys, Keys]:
        """What did something: the day from which it counts, in order, which is that of what it is about where that is
        earlier; and its own day."""
        rows = np.concatenate([self._written(event) for event in events if isinstance(event, r.Happened)])
        day, about = self._start[rows], self.timeline.attribute("about", rows)
        since = np.where(about > 0, np.minimum(day, keys(self.timeline.child[rows], about)), day)
        order = np.argsort(since, kind="stable")
        return since[order], day[order]

    def _written(self, event: r.Happened) -> NDArray[np.intp]:
        rows = self._matching(self.rows(event.token), event.details)
        return rows[self.timeline.start[rows] <= self.as_at]

    def last_before_or_first_in(self, event: r.Event, reason: Spells) -> Keys:
        """For each stretch the last event before it began, else the first within it; 0 where there is neither."""
        happened = self.events((event,))
        if not len(happened):
            return np.zeros(len(reason), np.int64)
        after = happened.searchsorted(reason.start, side="left")
        earlier = happened[np.maximum(after - 1, 0)]
        later = happened[np.minimum(after, len(happened) - 1)]
        was_before = (after > 0) & (earlier >> SHIFT == reason.start >> SHIFT)
        is_within = (after < len(happened)) & (later < reason.end)
        return np.where(was_before, earlier, np.where(is_within, later, 0))


__all__ = ["IN_CARE", "History", "expand"]
