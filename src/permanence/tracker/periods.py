"""The stretches of time that a report sets side by side: financial years, or the quarters of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LENGTHS = {"year": 12, "quarter": 3}
"""Months in each."""

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
    """The period that holds the day, after those before it: so many in all, the oldest first."""
    months = LENGTHS[length]
    place = (day.year * 12 + day.month - 1 - _APRIL) // months
    return [_period(place - before, months) for before in reversed(range(number))]


def _period(place: int, months: int) -> Period:
    return Period(_first_of(place * months + _APRIL), _first_of((place + 1) * months + _APRIL) - timedelta(days=1))


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
