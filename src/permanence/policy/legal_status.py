"""Legal status is single-valued: where one begins the one before it ends (timeline.md, facts), written down or not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .timeline import Ints, Timeline


def ends_of(timeline: Timeline, rows: NDArray[np.intp]) -> Ints:
    """Every row's end; of these, the legal statuses in order of child and start, no later than the next one's start.

    Two that begin on one day stand as they are: which of them came first is not said.
    """
    begun, end, child = timeline.start[rows], timeline.end[rows], timeline.child[rows]
    is_new = np.ones(len(rows), bool)
    is_new[1:] = (child[1:] != child[:-1]) | (begun[1:] != begun[:-1])
    new = np.flatnonzero(is_new)
    following = np.append(new[1:], new[-1:])[np.cumsum(is_new) - 1]
    goes_on = (child[following] == child) & (begun < begun[following]) & (begun[following] < end)
    if not goes_on.any():
        return timeline.end
    ends = timeline.end.copy()
    ends[rows[goes_on]] = begun[following][goes_on]
    return ends
