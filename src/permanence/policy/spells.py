"""Stretches of time, for a whole population at once, on one line.

A *key* is a child's place and a day in one number (``child << 16 | day``), so all children's days lie on one
line, each child's after the last child's, and the algebra of intervals needs no loop and no join: an open
stretch ends at the child's own far end, which no other child's day can touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .timeline import FAR, Ints

SHIFT = 16
DAY = (1 << SHIFT) - 1

Keys = NDArray[np.int64]
"""Days of children as ``child << 16 | day``, in order."""

NO_DAYS: Keys = np.zeros(0, np.int64)

_LAST = np.int64(1 << 62)


@dataclass(frozen=True)
class Spells:
    """Half-open stretches ``[start, end)``, in order, never touching one another."""

    start: Keys
    end: Keys

    def __len__(self) -> int:
        return len(self.start)

    def holding(self, days: Keys) -> NDArray[np.intp]:
        """For each day the place of the stretch that holds it, or -1."""
        if not len(self.start):
            return np.full(len(days), -1)
        place = self.start.searchsorted(days, side="right") - 1
        place[days >= self.end[place]] = -1  # before the first stretch it is -1 already
        return place


NOTHING = Spells(NO_DAYS, NO_DAYS)


def keys(child: NDArray[np.integer], day: NDArray[np.integer]) -> Keys:
    """The keys of these children's days."""
    return (child.astype(np.int64) << SHIFT) + day


def spells(start: Keys, end: Keys) -> Spells:
    """The stretches that these, in order of start, make together: those that overlap or adjoin are one."""
    if len(start) < 2:
        return Spells(start, end)
    reach = np.maximum.accumulate(end)
    first = np.empty(len(start), bool)
    first[0] = True
    np.greater(start[1:], reach[:-1], out=first[1:])
    if first.all():
        return Spells(start, end)
    begins = np.flatnonzero(first)
    ends = np.append(begins[1:], len(start)) - 1
    return Spells(start[begins], reach[ends])


def either(a: Spells, b: Spells) -> Spells:
    """While ``a`` or ``b`` holds."""
    if not len(a) or not len(b):
        return b if not len(a) else a
    start = np.concatenate((a.start, b.start))
    order = np.argsort(start, kind="stable")
    return spells(start[order], np.concatenate((a.end, b.end))[order])


def both(a: Spells, b: Spells) -> Spells:
    """While ``a`` and ``b`` both hold."""
    if not len(a) or not len(b):
        return NOTHING
    if len(b) < len(a):
        a, b = b, a  # the fewer are looked for among the more
    low = b.end.searchsorted(a.start, side="right")
    count = b.start.searchsorted(a.end, side="left") - low
    if (count == 1).all():
        return Spells(np.maximum(a.start, b.start[low]), np.minimum(a.end, b.end[low]))
    each, other = expand(low, count)
    return Spells(np.maximum(a.start[each], b.start[other]), np.minimum(a.end[each], b.end[other]))


def outside(a: Spells) -> Spells:
    """While ``a`` does not hold, over the whole line. Useful only with ``both``, which brings it back to children."""
    return Spells(np.concatenate((np.zeros(1, np.int64), a.end)), np.concatenate((a.start, np.array([_LAST]))))


def expand(low: Ints, count: Ints) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every place of the runs ``low .. low + count``: the run each belongs to, and the place itself."""
    if count.max(initial=0) < 2:  # mostly, and soon told
        run = np.flatnonzero(count > 0)
        return run, low[run]
    count = np.maximum(count, 0)
    run = np.repeat(np.arange(len(low)), count)
    first = np.cumsum(count) - count
    return run, np.arange(len(run)) + (low - first)[run]


def merged(columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Columns of numbers, each in order, as one in order."""
    numbers = np.concatenate(columns)
    numbers.sort()
    return numbers


def any_of(found: list[Keys]) -> Keys:
    """The days found, each once. Of one child most events have none: what is empty is not worth joining."""
    some = [days for days in found if len(days)]
    if len(some) < 2:
        return some[0] if some else NO_DAYS
    return once(merged(some))


def among(days: Keys, taken: Keys) -> NDArray[np.bool_]:
    """Which of the days are among those taken; both are in order."""
    if not len(taken):
        return np.zeros(len(days), bool)
    place = np.minimum(taken.searchsorted(days), len(taken) - 1)
    found: NDArray[np.bool_] = taken[place] == days
    return found


def once(days: Keys) -> Keys:
    """The days, which are in order, each once."""
    if len(days) < 2:
        return days
    new = np.ones(len(days), bool)
    np.not_equal(days[1:], days[:-1], out=new[1:])
    return days if new.all() else days[new]


def on_day(key: Keys, day: Ints | int) -> Keys:
    """The key of another day of the child each key belongs to."""
    there: Keys = (key & ~np.int64(DAY)) + day
    return there


def child_end(key: Keys) -> Keys:
    """The far end of the child each key belongs to."""
    return on_day(key, FAR)


def same_child(a: Keys, b: Keys) -> NDArray[np.bool_]:
    """Whether the two keys are days of one child."""
    same: NDArray[np.bool_] = (a >> SHIFT) == (b >> SHIFT)
    return same
