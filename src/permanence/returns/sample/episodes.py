"""A period of care as the return tells it: an episode ends whenever the legal status or the home changes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .lives import Care, Home

STILL_IN_CARE = "X1"
TEMPORARY = "T1"


@dataclass(slots=True)
class Episode:
    """One row of the episodes table before it is cut to a year: ``began`` is RNE, ``ended`` is REC."""

    start: int
    began: str
    status: str
    home: Home
    end: int
    ended: str
    reason: str = ""


def episodes_of(care: Care) -> list[Episode]:
    """Every episode of a period of care, in order; each ends on the day the next begins."""
    days = sorted({day for day, _ in care.orders} | {home.start for home in care.homes})
    ends = [*days[1:], care.end]
    episodes = [
        Episode(day, "S", care.order_on(day), care.home_on(day), end, STILL_IN_CARE)
        for day, end in zip(days, ends, strict=True)
    ]
    episodes[-1].ended = care.end_code
    for before, after in pairwise(episodes):
        after.began = _what_changed(before, after)
        before.reason = _why(before.home, after.home)
    return episodes


def _what_changed(before: Episode, after: Episode) -> str:
    """RNE: L the order alone, P or T the home (with other or the same carers), B or U both."""
    order, home = before.status != after.status, before.home is not after.home
    if not home:
        return "L"
    if after.home.same_carers:
        return "U" if order else "T"
    return "B" if order else "P"


def _why(before: Home, after: Home) -> str:
    """The reason for the change of home, given by the return for lasting homes only."""
    if before is after or TEMPORARY in (before.place, after.place):
        return ""
    return before.left_because
