"""Chance that falls the same way on every machine: whole-number weights, and no function of a C library's maths."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from random import Random


class Odds:
    """Words, each with its weight; ``chance.pick(odds)`` draws one."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self.words = tuple(weights)
        self.sums = tuple(accumulate(weights.values()))


class Chance(Random):
    """Seeded chance, asked in the words of the sample's stories."""

    def happens(self, hundredths: float) -> bool:
        """True in this many cases of a hundred."""
        return self.random() * 100 < hundredths

    def pick(self, odds: Odds) -> str:
        """One of the words, by its weight."""
        return odds.words[bisect(odds.sums, int(self.random() * odds.sums[-1]))]

    def days(self, least: int, usual: int, most: int) -> int:
        """A number of days from ``least`` to ``most``, gathered about ``usual``."""
        low = self.random() < (usual - least) / (most - least) if most > least else True
        leap = max(self.random(), self.random())
        return int(usual - (1 - leap) * (usual - least)) if low else int(usual + (1 - leap) * (most - usual) + 0.5)

    def number(self, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``, each as likely."""
        return least + int(self.random() * (most - least + 1))


def weekday(day: int) -> int:
    """The day itself, or the Friday before a weekend (meetings are held on weekdays). Days are ``date.toordinal()``."""
    return day - max(0, (day - 1) % 7 - 4)


def friday(day: int) -> int:
    """The first Friday on or after a day: the day panels sit."""
    return day + (4 - (day - 1) % 7) % 7
