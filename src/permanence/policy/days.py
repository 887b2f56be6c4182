"""How days, weeks, months and working days are counted, in one place, with the authority for it.

Day 0 is the day of the fact, so "within 5 days" makes day 5 the last good day. Months follow the
corresponding date rule (Dodds v Walker [1981] 1 WLR 1027): the same-numbered day, or the last day of a
shorter month. Working days leave out Saturdays, Sundays and the bank holidays of England and Wales
(Banking and Financial Dealings Act 1971 and royal proclamations), kept in ``bank-holidays.csv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .timeline import FAR, as_date, day_number

UNITS = {"day": "days", "working day": "working days", "week": "weeks", "month": "months"}
MOST = 1000
"""The most of anything that is counted in days, weeks or months: more is a slip."""

_SPAN = re.compile(r"(\d+) (?:calendar )?(working days?|days?|weeks?|months?)")
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class CannotCount(ValueError):
    """A span of time that cannot be read, or a bank holiday file that cannot be used."""


@dataclass(frozen=True)
class Span:
    """A length of time: ``number`` of ``unit`` (days, working days, weeks, months), or their words by ``str``."""

    number: int
    unit: str

    def __str__(self) -> str:
        unit = self.unit if self.number != 1 else self.unit[:-1]
        return f"{self.number} {unit}"


def span(words: str) -> Span:
    """The span these words say: "4 weeks", "20 working days", "3 months". Raises CannotCount on any other."""
    found = _SPAN.fullmatch(str(words).strip())
    if not found or not 0 < int(found[1]) <= MOST:
        raise CannotCount(
            f"'{words}' is not a length of time; write a number above 0 and days, working days, weeks or months"
        )
    unit = found[2] if found[2].endswith("s") else found[2] + "s"
    return Span(int(found[1]), unit)


@cache
def published_holidays() -> dict[date, str]:
    """The bank holidays shipped with the product, 1990 to 2060, by date."""
    text = files(__package__).joinpath("bank-holidays.csv").read_text(encoding="utf-8")
    return {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(text.splitlines())}


def read_day(text: str) -> date:
    """The day written as 2026-12-28 or 28/12/2026. Raises CannotCount on any other text, and beyond 1971 to 2147."""
    british = _BRITISH.fullmatch(text.strip())
    try:
        day = date(*(int(part) for part in british.groups()[::-1])) if british else date.fromisoformat(text.strip())
    except ValueError as wrong:
        raise CannotCount(f"'{text}' is not a date; write it as 2026-12-28 or 28/12/2026.") from wrong
    if not 1971 <= day.year <= 2147:
        raise CannotCount(f"'{text}' is not a day from 1971 to 2147; check the year.")
    return day


@dataclass(frozen=True)
class Calendar:
    """Counts days with these bank holidays. Answers come from tables with an entry for every day from 1970 to 2149."""

    holidays: Mapping[date, str]
    _tables: dict[tuple[Span, int], NDArray[np.int32]] = field(default_factory=dict, repr=False, compare=False)

    def after(self, days: NDArray[np.int32], length: Span) -> NDArray[np.int32]:
        """The last good day of each: ``days`` counted forward by ``length``, inclusive of that day."""
        return self._table(length, 1)[days]

    def day_after(self, day: date, length: Span) -> date:
        """The last good day of a length that begins on a day. Raises ValueError on a day outside 1970 to 2148."""
        return as_date(int(self.after(np.array([day_number(day)], np.int32), length)[0]))

    def day_before(self, day: date, length: Span) -> date:
        """The day a length before a day. Raises ValueError on a day outside 1970 to 2148."""
        return as_date(int(self.before(np.array([day_number(day)], np.int32), length)[0]))

    def before(self, days: NDArray[np.int32], length: Span) -> NDArray[np.int32]:
        """The day that lies ``length`` before each of ``days``."""
        return self._table(length, -1)[days]

    def skipped(self, first: date, last: date) -> list[tuple[date, str]]:
        """The bank holidays on a weekday after ``first`` and up to ``last``."""
        between = (day for day in self.holidays if first < day <= last and day.weekday() < 5)
        return sorted((day, self.holidays[day]) for day in between)

    def _table(self, length: Span, way: int) -> NDArray[np.int32]:
        key = (length, way)
        if key not in self._tables:
            self._tables[key] = self._count(length, way)
        return self._tables[key]

    def _count(self, length: Span, way: int) -> NDArray[np.int32]:
        every = np.arange(FAR + 1, dtype=np.int64)
        number = length.number * way
        if length.unit == "weeks":
            counted = every + 7 * number
        elif length.unit == "months":
            counted = _add_months(every, number)
        elif length.unit == "working days":
            counted = self._working(every, number)
        else:
            counted = every + number
        return np.clip(counted, 0, FAR - 1).astype(np.int32)

    def _working(self, days: NDArray[np.int64], number: int) -> NDArray[np.int64]:
        off = np.array(sorted(self.holidays), "datetime64[D]")
        dates = days.astype("datetime64[D]")
        roll: Literal["backward", "forward"] = "backward" if number > 0 else "forward"
        moved: NDArray[np.int64] = np.busday_offset(dates, np.int64(number), roll=roll, holidays=off).astype(np.int64)
        return moved


def _add_months(days: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """Every day of the table by way of its month: there are few of those, and a date is slow to make."""
    months = np.arange(days[-1] // 28 + 2)
    first, target, beyond = _first_day(months), _first_day(months + number), _first_day(months + number + 1)
    month = first.searchsorted(days, side="right") - 1
    added: NDArray[np.int64] = target[month] + np.minimum(days - first[month], (beyond - target - 1)[month])
    return added


def _first_day(months: NDArray[np.int64]) -> NDArray[np.int64]:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


@cache
def published_calendar() -> Calendar:
    """The calendar of the bank holidays shipped with the product."""
    return Calendar(published_holidays())


def calendar_with(late: Mapping[date, str]) -> Calendar:
    """The published calendar and these late-declared bank holidays."""
    return Calendar({**published_holidays(), **late}) if late else published_calendar()


def birthday(born: NDArray[np.int32], age: int) -> NDArray[np.int32]:
    """The day each reaches ``age`` in whole years; born on 29 February, that is 1 March in other years."""
    dates = born.astype("datetime64[D]")
    of_year = dates.astype("datetime64[M]").astype(np.int64) + 12 * age
    first = of_year.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    of_month = (dates - dates.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    day: NDArray[np.int32] = (first + of_month).astype(np.int32)
    return day


__all__ = [
    "Calendar",
    "CannotCount",
    "Span",
    "as_date",
    "birthday",
    "calendar_with",
    "day_number",
    "published_calendar",
    "published_holidays",
    "read_day",
    "span",
]
