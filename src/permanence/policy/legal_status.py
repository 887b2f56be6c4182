"""Legal status is single-valued (timeline.md, facts): one that goes on takes the place of the one before it.

The end of the earlier one may not be on record. One that is over sooner takes nobody's place: the earlier goes on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .timeline import Ints, Timeline


def ends_of(timeline: Timeline, rows: NDArray[np.intp]) -> Ints:
    """Every row's end; of these, the legal statuses in order of child and start, as the next ones leave it.

    Two that begin on one day stand as they are: which of them came first is not said. Those of no length count as none.
    """
    rows = rows[timeline.end[rows] > timeline.start[rows]]
    child, token, begun, end = (one[rows] for one in (timeline.child, timeline.token, timeline.start, timeline.end))
    open_still = np.flatnonzero((child[1:] == child[:-1]) & (begun[1:] < end[:-1]))
    if not len(open_still):
        return timeline.end
    ends, step = timeline.end.copy(), 1
    while len(open_still):
        open_still = open_still[open_still + step < len(rows)]
        open_still = open_still[child[open_still + step] == child[open_still]]
        later = open_still + step
        takes_over = (begun[later] > begun[open_still]) & (end[later] >= end[open_still])
        takes_over &= token[later] != token[open_still]
        taken = rows[open_still[takes_over]]
        ends[taken] = np.minimum(ends[taken], begun[later[takes_over]])
        open_still, step = open_still[~takes_over], step + 1
    return ends
