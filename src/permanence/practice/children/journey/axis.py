"""Time along the picture: which days it shows, where each one stands, and the years, months and birthdays on it."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from permanence.practice.children.journey.story import Story

TWO_YEARS = timedelta(days=731)
AHEAD = timedelta(days=100)
"""How far beyond today the picture reaches at least: what is owed next is part of the journey."""
FURTHEST = timedelta(days=400)
SHORTEST = timedelta(days=200)


@dataclass(frozen=True)
class Axis:
    """The days from ``first`` up to ``last``, laid from ``left`` to ``right``."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day stands, held within the picture."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)

    def shows(self, day: date) -> bool:
        """Whether the day is in the picture."""
        return self.first <= day <= self.last

    @property
    def year_width(self) -> float:
        """The width of a year."""
        return (self.right - self.left) * 365.25 / (self.last - self.first).days

    def years(self) -> Iterator[tuple[date, date]]:
        """Each year in the picture: its first day, and the first of the next, held within it."""
        for year in range(self.first.year, self.last.year + 1):
            yield max(date(year, 1, 1), self.first), min(date(year + 1, 1, 1), self.last)

    def months(self) -> Iterator[date]:
        """The first day of each month, or of each quarter where months would stand too close."""
        step = 1 if self.year_width > 400 else 3 if self.year_width > 135 else 6
        for year in range(self.first.year, self.last.year + 1):
            for month in range(1, 13, step):
                if self.shows(date(year, month, 1)):
                    yield date(year, month, 1)

    def birthdays(self, born: date) -> Iterator[tuple[int, date]]:
        """Each birthday in the picture and the age then reached."""
        for year in range(max(born.year, self.first.year), self.last.year + 1):
            if self.shows(_birthday(born, year)):
                yield year - born.year, _birthday(born, year)


def _birthday(born: date, year: int) -> date:
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def axis_of(story: Story, left: float, right: float, two_years: bool = False) -> Axis:
    """The axis of the whole journey, or of the last two years, with some time ahead."""
    first = story.today - TWO_YEARS if two_years else min(_days(story), default=story.today)
    first = min(first, story.today - SHORTEST)
    last = max((day for day in _ahead(story)), default=story.today) + timedelta(days=30)
    last = max(last, story.today + AHEAD)
    margin = (last - first) // 80
    return Axis(first - margin, last, left, right)


def _days(story: Story) -> Iterable[date]:
    """The days a journey begins with: it starts when the child came into care, or with the first thing known."""
    spans = [stretch.start for stretch in story.stretches]
    return spans or [mark.day for mark in story.marks]


def _ahead(story: Story) -> Iterator[date]:
    furthest = story.today + FURTHEST
    days = [mark.day for mark in story.marks] + [limit.due for limit in story.limits if limit.due]
    return (day for day in days if story.today < day <= furthest)
