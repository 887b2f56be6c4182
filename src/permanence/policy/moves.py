"""Which changes of placement are moves, and how a temporary stay belongs to the home it interrupts.

The first home in a period of care is no move, nor is a new standing with the same carers, nor a temporary
stay (hospital, holiday) and the return from it (timeline.md, readings of PG-116 and of temporary placements).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .spells import DAY, Keys, Spells, same_child
from .timeline import Ints, Timeline
from .vocabulary import vocabulary

_YES, _NO = 1, 2
_SAME_HOME = ("provider", "kin", "approval")


class Moves:
    """The placements of a timeline: ``end``, each row's end with temporary stays bridged, and the moves."""

    def __init__(self, timeline: Timeline, care: Spells, start: Keys, as_at: int) -> None:
        placements = vocabulary().tokens_of("placement")
        first, last = vocabulary().number(placements[0]), vocabulary().number(placements[-1])
        self._rows = np.flatnonzero((timeline.token >= first) & (timeline.token <= last) & (timeline.start <= as_at))
        self._timeline, self._key = timeline, start[self._rows]
        self._kind = timeline.token[self._rows]
        self._temporary = self._kind == vocabulary().number("placement.temporary")
        self.end = self._bridged()
        self._home = np.flatnonzero(~self._temporary)
        self._moved, self._from = self._find(care)

    def to(self, placement: str | None, from_another_kind: bool) -> Keys:
        """The days of the moves: all, or those to one kind of placement, or only those from another kind."""
        wanted = np.ones(len(self._moved), bool)
        kind = self._kind[self._moved]
        if placement is not None:
            wanted &= kind == vocabulary().number(placement)
        if from_another_kind:
            wanted &= kind != self._kind[self._from]
        return np.unique(self._key[self._moved[wanted]])

    def _bridged(self) -> Ints:
        """Every row's end; a home's lasts until the temporary stays that follow on from it are over."""
        end = self._timeline.end
        if not self._temporary.any():
            return end
        rows, ends = self._rows, end[self._rows].copy()
        begun = self._timeline.start[rows]
        follows = np.zeros(len(rows), bool)
        said_twice = self._temporary[:-1] & (begun[1:] == begun[:-1]) & (ends[1:] == ends[:-1])
        follows[1:] = same_child(self._key[1:], self._key[:-1]) & ((begun[1:] == ends[:-1]) | said_twice)
        group = np.cumsum(~(self._temporary & follows)) - 1
        begins = np.flatnonzero(~(self._temporary & follows))
        longest = np.maximum.reduceat(ends, begins)
        is_home = ~self._temporary[begins]
        ends[begins[is_home]] = longest[group[begins[is_home]]]
        bridged = end.copy()
        bridged[rows] = ends
        return bridged

    def _find(self, care: Spells) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The homes moved to, and the home each move was from."""
        home = self._home
        if len(home) < 2 or not len(care):
            return np.zeros(0, np.intp), np.zeros(0, np.intp)
        now, before = home[1:], home[:-1]
        period = care.holding(self._key[now])
        inside = (period >= 0) & (self._key[now] > care.start[period])
        begun = care.start[np.maximum(period, 0)] & DAY
        earlier = same_child(self._key[now], self._key[before]) & (self._key[now] > self._key[before])
        earlier &= self.end[self._rows[before]] > begun
        moved = inside & earlier & (self._said("same_carers", now) != _YES) & ~self._returned(now, before)
        return now[moved], before[moved]

    def _returned(self, now: NDArray[np.intp], before: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether the home is the one a temporary stay, just over, had interrupted."""
        stay = now - 1
        after_stay = self._temporary[stay] & (
            self._timeline.end[self._rows[stay]] == self._timeline.start[self._rows[now]]
        )
        same: NDArray[np.bool_] = (
            after_stay & (self._kind[now] == self._kind[before]) & (self._said("same_carers", now) != _NO)
        )
        for name in _SAME_HOME:
            same &= self._said(name, now) == self._said(name, before)
        return same

    def _said(self, name: str, places: NDArray[np.intp]) -> Ints:
        return self._timeline.attribute(name, self._rows[places])
