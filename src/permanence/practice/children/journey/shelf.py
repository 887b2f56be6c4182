"""Rows in which nothing lies over anything else."""

from __future__ import annotations

from dataclasses import dataclass, field

Taken = tuple[float, float]


@dataclass
class Shelf:
    """Rows of stretches already taken, from the top down."""

    rows: list[list[Taken]] = field(default_factory=list)

    def put(self, low: float, high: float, most: int | None = None) -> int | None:
        """The first row with room from ``low`` to ``high``, which is then taken; None where ``most`` rows have none."""
        row = 0
        while not self._is_free(row, low, high):
            row += 1
            if row == most:
                return None
        self._take(row, low, high)
        return row

    def hang(self, low: float, high: float, string: float, most: int) -> int | None:
        """As ``put``, for what hangs on a string: the rows above the one it lies in are taken where the string is.

        None also where the string would cross what lies there already.
        """
        if not self._is_free(0, string - 1, string + 1):
            return None
        row = self.put(low, high, most)
        for above in range(row or 0):
            self._take(above, string - 2, string + 2)
        return row

    def _is_free(self, row: int, low: float, high: float) -> bool:
        return row >= len(self.rows) or all(high <= start or low >= end for start, end in self.rows[row])

    def _take(self, row: int, low: float, high: float) -> None:
        while len(self.rows) <= row:
            self.rows.append([])
        self.rows[row].append((low, high))
