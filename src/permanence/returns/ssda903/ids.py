"""Children's ids as whole numbers, while a return is read: quicker than text to compare, to sort and to keep.

An id written in digits is its own number. Any other is numbered below 0, in the order in which such ids are met.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

DIGITS = r"^[1-9]\d*$"
"""Digits that are read as a number and written again without loss: no sign, and no 0 before them."""

DENSE = 32
"""Numbers no farther apart than this, on average, are looked up in a table, which is quicker than a search."""


class Ids:
    """The ids of one return. Every id has one number, and every number one id."""

    def __init__(self) -> None:
        self._words = pl.Categorical(pl.Categories.random("child"))
        self._kept = pl.Series(dtype=self._words)  # polars forgets the categories that no column has

    def numbers(self, ids: pl.Series) -> pl.Series:
        """The number of each of these ids."""
        number = _read_as_numbers(ids)
        if _are_digits(ids, number):
            return number
        other = -1 - ids.cast(self._words).to_physical().cast(pl.Int64)
        return number.zip_with(number.is_not_null() & ids.str.contains(DIGITS), other)

    def names(self, numbers: pl.Series) -> pl.Series:
        """The id of each of these numbers."""
        digits = numbers.cast(pl.String)
        if not (other := numbers < 0).any():
            return digits
        words = (-1 - numbers.filter(other)).cast(pl.UInt32).cat.to(self._words).cast(pl.String)
        return digits.scatter(other.arg_true(), words)

    def ordered(self, columns: Sequence[pl.Series]) -> tuple[pl.Series, Places]:
        """The ids in these columns of numbers, in order, and where each number stands in it."""
        known = _different([column.to_numpy() for column in columns if len(column)])
        names = self.names(pl.Series(known))
        order = names.arg_sort()
        place = np.empty(len(order), np.uint32)
        place[order.to_numpy()] = np.arange(len(order))
        return names.gather(order).alias("id"), Places(known, place)


class Places:
    """Where each child stands in the order of ids."""

    def __init__(self, numbers: NDArray[np.int64], place: NDArray[np.uint32]) -> None:
        """``numbers`` in order, and the place of each."""
        self._numbers, self._place = numbers, place
        self._table: NDArray[np.uint32] | None = None
        if len(numbers) and _are_dense(numbers[0], numbers[-1], len(numbers)):
            self._table = np.zeros(numbers[-1] - numbers[0] + 1, np.uint32)
            self._table[numbers - numbers[0]] = place

    def of(self, numbers: pl.Series) -> pl.Series:
        """The place of each of these numbers, all of which are known."""
        asked = numbers.to_numpy()
        if self._table is not None:
            return pl.Series("child", self._table[asked - self._numbers[0]])
        return pl.Series("child", self._place[np.searchsorted(self._numbers, asked)])


def _different(columns: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The numbers in these columns, each once and in order."""
    if not columns:
        return np.zeros(0, np.int64)
    low, high = min(column.min() for column in columns), max(column.max() for column in columns)
    if not _are_dense(low, high, max(map(len, columns))):
        each = [pl.Series(column).unique() for column in columns]
        return np.asarray(pl.concat(each).unique().sort().to_numpy(), np.int64)
    seen = np.zeros(high - low + 1, bool)
    for column in columns:
        seen[column - low] = True
    ids: NDArray[np.int64] = np.flatnonzero(seen) + low
    return ids


def _are_dense(low: np.int64, high: np.int64, count: int) -> bool:
    return int(high) - int(low) < DENSE * count  # of NumPy, the widest two would overflow


def digits(ids: pl.Series) -> pl.Series | None:
    """These ids as numbers where each is its own number, else None."""
    number = _read_as_numbers(ids)
    return number if _are_digits(ids, number) else None


def _read_as_numbers(ids: pl.Series) -> pl.Series:
    return ids.cast(pl.Int64, strict=False)


def _are_digits(ids: pl.Series, number: pl.Series) -> bool:
    first = ids.min()  # in order of text, signs and 0 come before 1
    return number.null_count() == 0 and isinstance(first, str) and first >= "1"
