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

DENSE = 2
"""Numbers no farther apart than this, on average of the rows they are met in, are looked up in a table, which is
quicker than a search."""

UNMET = 2**32 - 1
"""The place of a number that has not been met."""

Numbers = NDArray[np.int64]
NOBODY: Numbers = np.zeros(0, np.int64)


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

    def met(self, columns: Sequence[pl.Series]) -> tuple[pl.Series, Places]:
        """The ids in these columns of numbers, in the order in which they are met, and where each number stands."""
        places = Places(columns)
        return self.names(pl.Series(places.numbers)).alias("id"), places


class Places:
    """Where each child stands in the order in which ids are met. ``numbers`` are those of the ids, in that order.

    Columns are gone through in the pieces in which they were read: as one they would be copied.
    """

    def __init__(self, columns: Sequence[pl.Series]) -> None:
        """``columns`` hold the numbers as they are met."""
        pieces = [piece for column in columns for piece in _pieces(column)]
        self._low, count = _table(pieces)
        self._is_table, self._sorted = count > 0, NOBODY if count else _sorted(pieces)
        self._place = np.full(count or len(self._sorted), UNMET, np.uint32)
        self._met = 0
        self.numbers = np.concatenate([NOBODY, *map(self._meet, pieces)])

    def of(self, numbers: pl.Series) -> pl.Series:
        """The place of each of these numbers, all of which are known."""
        return pl.Series("child", np.concatenate([self._place[self._slot(piece)] for piece in _pieces(numbers)]))

    def _slot(self, numbers: Numbers) -> NDArray[np.intp]:
        return numbers - self._low if self._is_table else self._sorted.searchsorted(numbers)

    def _meet(self, numbers: Numbers) -> Numbers:
        """Those of the numbers that are met now for the first time, each once; they are given the next places."""
        slots = self._slot(numbers)
        new = np.flatnonzero(self._place[slots] == UNMET)
        slots = slots[new]
        self._place[slots[::-1]] = new[::-1]  # from the last on, so that of a number met again the first stays
        first = self._place[slots] == new
        met: Numbers = numbers[new[first]]
        self._place[slots[first]] = np.arange(self._met, self._met + len(met))
        self._met += len(met)
        return met


def _pieces(column: pl.Series) -> list[Numbers]:
    return [piece.to_numpy() for piece in column.get_chunks()]


def _sorted(pieces: Sequence[Numbers]) -> Numbers:
    """The numbers in these pieces, each once, in order."""
    return np.unique(np.concatenate([NOBODY, *map(np.unique, pieces)]))


def _table(pieces: Sequence[Numbers]) -> tuple[int, int]:
    """The lowest number and how many there may be up to the highest; none, where they lie too far apart for a table."""
    filled = [piece for piece in pieces if len(piece)]
    if not filled:
        return 0, 0
    low, high = min(int(piece.min()) for piece in filled), max(int(piece.max()) for piece in filled)
    return low, high - low + 1 if high - low < DENSE * sum(map(len, filled)) else 0


def digits(ids: pl.Series) -> pl.Series | None:
    """These ids as numbers where each is its own number, else None."""
    number = _read_as_numbers(ids)
    return number if _are_digits(ids, number) else None


def in_order(ids: pl.Series) -> NDArray[np.intp]:
    """What puts ids in order. Numbers are put in order sooner than text, and of one length stand in the same."""
    length, number = ids.str.len_bytes(), digits(ids)
    if number is not None and length.min() == length.max():
        return number.to_numpy().argsort()
    return ids.arg_sort().to_numpy()


def _read_as_numbers(ids: pl.Series) -> pl.Series:
    return ids.cast(pl.Int64, strict=False)


def _are_digits(ids: pl.Series, number: pl.Series) -> bool:
    first = ids.min()  # in order of text, signs and 0 come before 1
    return number.null_count() == 0 and isinstance(first, str) and first >= "1"
