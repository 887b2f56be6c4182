"""The statutory reviews of each period of care: held, booked, or the latest lawful day (timeline.md, counting 4).

Review 1 is due 20 working days after entering care, review 2 three months after review 1, review k six months
after review k-1, each counted from the day the one before was held, is booked, or at latest is due
(SI 2010/959, regulation 33). A booking whose day has passed is no longer one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .days import Calendar, Span
from .spells import DAY, Keys, Spells, on_day
from .timeline import Ints

FIXED, HELD, BOOKED, LATEST = 0, 1, 2, 3
BASIS = ("fixed", "held", "booked", "latest")

_GAPS = (Span(20, "working days"), Span(3, "months"), Span(6, "months"))

Bases = NDArray[np.int8]


class Reviews:
    """Reviews numbered within each period of care (``care``)."""

    def __init__(self, care: Spells, held: Keys, booked: Keys, calendar: Calendar) -> None:
        self.care, self.held, self._booked, self._calendar = care, held, booked, calendar
        self._low = held.searchsorted(care.start, side="left")
        self._high = held.searchsorted(care.end, side="right")
        self._count = self._high - self._low
        self._next = booked.searchsorted(care.start, side="left")
        self._bookings = booked.searchsorted(care.end, side="right") - self._next
        self._days: dict[int, tuple[Keys, Bases]] = {}

    def day(self, number: int) -> tuple[Keys, Bases]:
        """For each period of care the day of review ``number`` and how it is known."""
        if number not in self._days:
            self._days[number] = self.day_in(np.arange(len(self.care)), np.full(len(self.care), number))
        return self._days[number]

    def day_in(self, period: NDArray[np.intp], number: Ints) -> tuple[Keys, Bases]:
        """The day of review ``number`` of each of these periods, and how it is known."""
        count = self._count[period]
        beyond = number - count
        was_held = beyond <= 0
        is_booked = ~was_held & (beyond <= self._bookings[period])
        held = _at(self.held, self._low[period] + np.minimum(number, count) - 1)
        booked = _at(self._booked, self._next[period] + np.maximum(beyond, 1) - 1)
        basis = np.where(was_held, HELD, np.where(is_booked, BOOKED, LATEST)).astype(np.int8)
        day = np.where(was_held, held, np.where(is_booked, booked, 0))
        open_ended = np.flatnonzero(basis == LATEST)
        if len(open_ended):
            day[open_ended] = self._latest(period[open_ended], number[open_ended])
        return day, basis

    def _latest(self, period: NDArray[np.intp], number: Ints) -> Keys:
        """The latest lawful day, counted on from the last review that was held or is booked."""
        known = self._count[period] + self._bookings[period]
        last = np.where(
            self._bookings[period] > 0,
            _at(self._booked, self._next[period] + self._bookings[period] - 1),
            np.where(self._count[period] > 0, _at(self.held, self._high[period] - 1), self.care.start[period]),
        )
        for step in range(int((number - known).max())):
            at = known + step
            going = at < number
            for place, gap in enumerate(_GAPS):
                these = going & (np.minimum(at, 2) == place)
                if these.any():
                    last[these] = on_day(last[these], self._calendar.after(last[these] & DAY, gap))
        return last

    def held_in(self, period: NDArray[np.intp], after: Keys, before: Keys) -> tuple[NDArray[np.intp], Ints]:
        """The place of the first review held after ``after`` and how many were held up to, not on, ``before``."""
        low = self.held.searchsorted(after, side="right")
        return low, np.maximum(self.held.searchsorted(before, side="left") - low, 0)

    def number_of(self, place: NDArray[np.intp], period: NDArray[np.intp]) -> Ints:
        """The number, in its period, of the review at this place among all held."""
        return place - self._low[period] + 1

    def held_from(self, number: int, onwards: bool) -> Keys:
        """The days on which review ``number`` of each period was held, and, if asked, the later ones."""
        first = self._low + number - 1
        if not onwards:
            return self.held[first[first < self._high]]
        keep = np.zeros(len(self.held) + 1, np.int64)
        some = first < self._high
        np.add.at(keep, first[some], 1)
        np.add.at(keep, self._high[some], -1)
        return self.held[np.cumsum(keep)[:-1] > 0]


def _at(days: Keys, place: NDArray[np.integer]) -> Keys:
    """The days at these places, 0 where there is none."""
    if not len(days):
        return np.zeros(len(place), np.int64)
    return np.where((place >= 0) & (place < len(days)), days[np.clip(place, 0, len(days) - 1)], 0)
