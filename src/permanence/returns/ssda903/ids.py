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


ROWS = 4
"""Rows a child may have in a table, so that its length does not pass for that many children."""


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
        numbers = _first_met([column.to_numpy() for column in columns if len(column)])
        return self.names(pl.Series(numbers)).alias("id"), Places(numbers)


class Places:
    """Where each child stands in the order in which ids are met."""

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        """``numbers`` as they are met, each once."""
        self._is_table = bool(len(numbers)) and _are_dense(numbers.min(), numbers.max(), len(numbers))
        if self._is_table:
            self._low = numbers.min()
            self._place = np.zeros(numbers.max() - self._low + 1, np.uint32)
            self._place[numbers - self._low] = np.arange(len(numbers))
        else:
            order = numbers.argsort()
            self._numbers, self._place = numbers[order], order.astype(np.uint32)

    def of(self, numbers: pl.Series) -> pl.Series:
        """The place of each of these numbers, all of which are known."""
        asked = numbers.to_numpy()
        at = asked - self._low if self._is_table else np.searchsorted(self._numbers, asked)
        return pl.Series("child", self._place[at])


def _first_met(columns: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The numbers in these columns, each once, where it is met first."""
    if not columns:
        return np.zeros(0, np.int64)
    low, high = min(column.min() for column in columns), max(column.max() for column in columns)
    if not _are_dense(low, high, max(map(len, columns)) // ROWS):
        each = [pl.Series(column).unique(maintain_order=True) for column in columns]
        return np.asarray(pl.concat(each).unique(maintain_order=True).to_numpy(), np.int64)
    every = np.concatenate(columns)  # written from the last on, so that of a number met again the first place stays
    first = np.zeros(high - low + 1, np.int32)
    first[every[::-1] - low] = np.arange(len(every) - 1, -1, -1, dtype=np.int32)
    ids: NDArray[np.int64] = every[first[every - low] == np.arange(len(every))]
    return ids


def _are_dense(low: np.int64, high: np.int64, count: int) -> bool:
    return int(high) - int(low) < DENSE * count  # of NumPy, the widest two would overflow


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
