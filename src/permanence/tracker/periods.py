"""The stretches of time that a report sets side by side: financial years, or the quarters of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LENGTHS = {"year": 12, "quarter": 3}
"""Months in each."""

_COUNTED_FROM = date(1970, 1, 2)
_APRIL = 3  # months of a calendar year before the financial year begins


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both in it."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """April 2025 to March 2026."""
        return f"{self.first:%B %Y} to {self.last:%B %Y}"


def periods(length: str, day: date, number: int) -> list[Period]:
    """The period that holds the day, after those before it: so many in all, the oldest first.

    Those before 1970, from which days are counted, are left out.
    """
    months = LENGTHS[length]
    place = (day.year * 12 + day.month - 1 - _APRIL) // months
    found = [_period(place - before, months) for before in reversed(range(number))]
    return [one for one in found if one.last >= _COUNTED_FROM]


def _period(place: int, months: int) -> Period:
    first, after = first_of_month(place * months + _APRIL), first_of_month((place + 1) * months + _APRIL)
    return Period(max(first, _COUNTED_FROM), after - timedelta(days=1))


def first_of_month(month: int) -> date:
    """The first day of a calendar month, counted from January of the year 0."""
    return date(month // 12, month % 12 + 1, 1)
