"""How many meetings, reviews and panels a policy would ask for in the months ahead, if each were held when due.

Nobody knows what will happen, so nothing is guessed but this: every meeting that falls due is held on its due
day (one already overdue, on the first day ahead), and no child's status, home or plan changes.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from .days import span
from .duties import DUE, OVERDUE, Duties, Evaluator
from .timeline import Ints, Timeline, as_date, day_number
from .vocabulary import vocabulary

_ROUNDS = 40
"""More holdings of one kind than any policy asks of one child in a month; a guard, not a limit met in use."""


def forecast(ready: Evaluator, timeline: Timeline, as_at: date, months: int = 12) -> list[Counter[str]]:
    """For each month ahead, how many of each meeting, review or panel the policy would ask for."""
    counts, day = [], day_number(as_at)
    for month in range(1, months + 1):
        end = int(ready.calendar.after(np.array([day_number(as_at)]), span(f"{month} months"))[0])
        held, timeline = _month(ready, timeline, day, end)
        counts.append(held)
        day = end
    return counts


def _month(ready: Evaluator, timeline: Timeline, start: int, end: int) -> tuple[Counter[str], Timeline]:
    """What falls due after ``start`` and up to ``end``, held one round at a time, the earliest first."""
    held: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        duties = ready.duties(timeline, as_date(end))
        child, kind, day = _falling_due(ready, duties, start, end)
        if not len(child):
            break
        held.update(ready.kinds[number].duty for number in kind.tolist())
        timeline = _with_held(ready, timeline, child, kind, day)
    return held, timeline


def _falling_due(ready: Evaluator, duties: Duties, start: int, end: int) -> tuple[Ints, Ints, Ints]:
    """The earliest open limit of each child and kind of meeting, and the day it would be held."""
    meets = np.array([_can_be_held(kind.duty) for kind in ready.kinds], bool)
    names = [kind.duty for kind in ready.kinds]
    duty = np.array([names.index(name) for name in names])
    is_open = ((duties.status == DUE) | (duties.status == OVERDUE)) & (duties.due > 0) & (duties.due <= end)
    rows = np.flatnonzero(is_open & meets[duties.kind])
    day = np.maximum(duties.due[rows], start + 1)
    order = np.lexsort((day, duty[duties.kind[rows]], duties.child[rows]))
    rows, day = rows[order], day[order]
    pair = duties.child[rows].astype(np.int64) * len(names) + duty[duties.kind[rows]]
    _, first = np.unique(pair, return_index=True)
    return duties.child[rows[first]], duty[duties.kind[rows[first]]], day[first]


def _can_be_held(duty: str) -> bool:
    return duty.startswith(("meeting.", "panel.")) or duty == "review"


def _with_held(ready: Evaluator, timeline: Timeline, child: Ints, kind: Ints, day: Ints) -> Timeline:
    words = vocabulary()
    token = np.array([words.number(ready.kinds[number].duty) for number in kind.tolist()], np.int16)
    outcome = np.zeros(len(timeline.child) + len(child), np.int32)
    outcome[: len(timeline.child)] = timeline.attribute("outcome")
    outcome[len(timeline.child) :] = words.attributes["outcome"].number("ratified")
    details = {
        name: np.append(column, np.zeros(len(child), column.dtype)) for name, column in timeline.attributes.items()
    }
    return Timeline.of(
        timeline.ids, timeline.born, np.append(timeline.child, child), np.append(timeline.token, token),
        np.append(timeline.start, day), np.append(timeline.end, day), {**details, "outcome": outcome},
    )  # fmt: skip
