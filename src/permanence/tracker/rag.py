"""Red, amber and green: the one place that says what they mean.

- red: something the policy says must be done is overdue;
- amber: something it says should be done is overdue, or something is due within 14 days and is not booked for a day
  in time, or something stands open without a date and is not booked;
- green: nothing is overdue, and what is due soon is booked in time;
- no colour: nothing is owed now. What the policy only says may be done never sets a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from permanence.policy.duties import DUE, OVERDUE, STATUS, UNTIMED, Duties, Evaluator, Kind
from permanence.policy.timeline import day_number

SOON = 14
"""Days ahead within which what is due wants a booking."""

ASKED = ("must", "should")
"""How strongly a policy asks for what sets a colour: what it says may be done sets none."""

COLOURS = ("Nothing owed", "Green", "Amber", "Red")
NOTHING, GREEN, AMBER, RED = range(4)

HOW = {
    "Red": "Something the policy says must be done is overdue.",
    "Amber": f"Something it says should be done is overdue; or something is due within {SOON} days, or stands open "
    "without a date, and is not booked for a day in time.",
    "Green": f"Nothing is overdue, and all that is due within {SOON} days is booked in time.",
    "Nothing owed": "Nothing is open for this child now. What the policy only says may be done sets no colour.",
}
"""How each colour is set, in the words shown to the reader."""


def colours_of_rows(ready: Evaluator, duties: Duties, as_at: date) -> NDArray[np.int8]:
    """The colour each duty row gives its child, as a place in ``COLOURS``."""
    must, asked = _strengths(ready.kinds)
    late = np.where(must, np.int8(RED), np.int8(AMBER)).take(duties.kind)
    ahead = np.where(in_hand(duties, as_at), np.int8(GREEN), np.int8(AMBER))
    wanted = is_open_row(duties) & asked.take(duties.kind)
    colour: NDArray[np.int8] = np.where(duties.status == OVERDUE, late, ahead) * wanted
    return colour


def is_open_row(duties: Duties) -> NDArray[np.bool_]:
    """Whether each row still waits to be done."""
    waits = np.zeros(len(STATUS), bool)
    waits[[DUE, OVERDUE, UNTIMED]] = True
    return waits.take(duties.status)


def in_hand(duties: Duties, as_at: date) -> NDArray[np.bool_]:
    """Whether each open row is in hand: booked in time, or due later than soon. What is overdue never is."""
    booked, due = duties.booked, duties.due
    in_time = (booked > 0) & ((booked <= due) | (due == 0))
    later = due > day_number(as_at) + SOON
    fine: NDArray[np.bool_] = (duties.status != OVERDUE) & (in_time | later)
    return fine


def nothing_booked(ready: Evaluator, duties: Duties, as_at: date) -> NDArray[np.bool_]:
    """Whether each row is a meeting, review or panel that is overdue or due soon and has no booking."""
    bookable = np.array([kind.duty.partition(".")[0] in ("meeting", "review", "panel") for kind in ready.kinds], bool)
    pressing = (duties.status == OVERDUE) | ((duties.status == DUE) & (duties.due <= day_number(as_at) + SOON))
    unbooked: NDArray[np.bool_] = pressing & (duties.booked == 0) & bookable.take(duties.kind)
    return unbooked


def colours_of_children(duties: Duties, colours: NDArray[np.int8]) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """The children that have rows, in order, and the worst colour of each."""
    first = np.flatnonzero(np.diff(duties.child, prepend=-1))
    if not len(first):
        return np.zeros(0, np.int32), np.zeros(0, np.int8)
    return duties.child[first], np.maximum.reduceat(colours, first)


def _strengths(kinds: Sequence[Kind]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each kind: whether it must be done, and whether it must or should."""
    strengths = [kind.strength for kind in kinds]
    must = np.array([strength == "must" for strength in strengths], bool)
    return must, np.array([strength in ASKED for strength in strengths], bool)
