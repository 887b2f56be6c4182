"""Counts taken of duties as their slices pass by, for the summary and the About sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from permanence.policy.duties import DUE, OVERDUE, STATUS, Duties, Evaluator
from permanence.policy.timeline import day_number

from .rag import COLOURS, NOTHING, colours_of_children, colours_of_rows, is_open_row, nothing_booked

AHEAD = 30
"""Days ahead that count as "due in the next 30 days"."""


class Tally:
    """Rows by kind and status, rows soon due and not booked by kind, and children by colour.

    ``statuses`` has a row a kind and a column a status; ``soon`` and ``unbooked`` a number a kind; ``colours`` a
    number a colour, in the order of ``rag.COLOURS``. A child without rows counts as owed nothing.
    """

    def __init__(self, ready: Evaluator, as_at: date, children: int) -> None:
        kinds = len(ready.kinds)
        self.ready, self.as_at, self.children = ready, as_at, children
        self.statuses = np.zeros((kinds, len(STATUS)), np.int64)
        self.soon, self.unbooked = np.zeros(kinds, np.int64), np.zeros(kinds, np.int64)
        self.colours = np.zeros(len(COLOURS), np.int64)
        self.colours[NOTHING] = children

    def passing(self, slices: Iterable[Duties]) -> Iterator[Duties]:
        """The same slices, each counted as it passes."""
        for duties in slices:
            self.add(duties)
            yield duties

    def add(self, duties: Duties) -> None:
        """Counts these rows: all the rows of some children."""
        kinds = len(self.ready.kinds)
        cell = duties.kind.astype(np.int64) * len(STATUS) + duties.status
        self.statuses += np.bincount(cell, minlength=kinds * len(STATUS)).reshape(kinds, len(STATUS))
        waiting = duties.only(np.flatnonzero(is_open_row(duties)))  # most are done or over, and have no more to count
        self.soon += np.bincount(waiting.kind[due_ahead(waiting, self.as_at)], minlength=kinds)
        self.unbooked += np.bincount(waiting.kind[nothing_booked(self.ready, waiting, self.as_at)], minlength=kinds)
        _, colour = colours_of_children(waiting, colours_of_rows(self.ready, waiting, self.as_at))
        self.colours += np.bincount(colour, minlength=len(COLOURS))
        self.colours[NOTHING] -= len(colour)

    @property
    def rows(self) -> int:
        """All duty rows."""
        return int(self.statuses.sum())

    def of_status(self, status: int) -> int:
        """The rows of one status."""
        return int(self.statuses[:, status].sum())

    def by_status(self) -> dict[str, int]:
        """The rows of each status, in the contract's order."""
        return dict(zip(STATUS, self.statuses.sum(axis=0).tolist(), strict=True))

    def by_colour(self) -> dict[str, int]:
        """The children of each colour, the worst first."""
        return {COLOURS[colour]: int(self.colours[colour]) for colour in reversed(range(len(COLOURS)))}

    def pressing(self) -> list[int]:
        """The kinds of which something is overdue or due in the next 30 days, most overdue first."""
        late = self.statuses[:, OVERDUE]
        kinds = np.flatnonzero((late > 0) | (self.soon > 0))
        return kinds[np.lexsort((-self.soon[kinds], -late[kinds]))].tolist()  # type: ignore[no-any-return]


def due_ahead(duties: Duties, as_at: date, ahead: int = AHEAD) -> NDArray[np.bool_]:
    """Whether each row is due from the as-at day to ``ahead`` days later, and not done."""
    soon: NDArray[np.bool_] = (duties.status == DUE) & (duties.due <= day_number(as_at) + ahead)
    return soon
