"""Of several limits on one thing, which leads: the earliest; of those due on one day, the one the board would show.

The board asks what is worse before it asks what comes first in the policy (``tracker/rag.py``): what is overdue and a
must is worse than what should be; of what is not overdue, what may be counts for least.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .duties import DUE, OVERDUE, Duties, Evaluator
from .phrases import listed, short_day
from .timeline import as_date

_SAID = 4
"""Of the other limits on the same thing, the earliest so many are said: a child may have dozens."""
_RANKS = {DUE: {"must": 0, "should": 0}, OVERDUE: {"must": 0, "should": 1}}
_LAST = 2

Thing = tuple[str, int, int]
"""A duty, and whether the second of it is asked for: a second meeting is another thing than the first."""


@dataclass(frozen=True)
class Limits:
    """The open limits of one run, a child's at a time."""

    ready: Evaluator
    duties: Duties
    _open: dict[int, dict[Thing, list[int]]] = field(default_factory=dict, repr=False)  # of the child last asked about

    def others(self, row: int) -> str:
        """The other limits on what this row asks for, and which leads and why; nothing where there is no other."""
        is_open = int(self.duties.status[row]) in (DUE, OVERDUE) and self.duties.due[row]
        if not is_open or self._kind(row).rule.about:
            return ""
        alike = self._open_like(row)
        others = [other for other in alike if other != row]
        if not others:
            return ""
        more = [f"{len(others) - _SAID} more"] if len(others) > _SAID else []
        said = listed([self._clause_by(other) for other in others[:_SAID]] + more)
        return f"Other limits on it: {said}. {self._which_leads(row, alike)}"

    def _which_leads(self, row: int, alike: list[int]) -> str:
        """``alike`` are all the limits, the one that leads first."""
        leader, *others = alike
        tied = [other for other in others if self.duties.due[other] == self.duties.due[leader]]
        if row != leader and row not in tied:
            return "The earliest leads."
        if not tied:
            return "This one leads because none is earlier."
        who = "this one" if row == leader else self._kind(leader).clause
        return f"Of those due that day {who} leads: it {self._why(leader, tied)}."

    def _why(self, leader: int, tied: list[int]) -> str:
        rank, ranks = self._rank(leader), [self._rank(other) for other in tied]
        stronger = "is a must" if self._kind(leader).strength == "must" else "is asked for more strongly"
        if rank == max(ranks):
            return "comes first in the policy"
        return stronger if rank < min(ranks) else f"{stronger}, and comes first in the policy"

    def _rank(self, row: int) -> int:
        return _RANKS[int(self.duties.status[row])].get(self._kind(row).strength, _LAST)

    def _clause_by(self, row: int) -> str:
        return f"{self._kind(row).clause} by {short_day(as_date(self.duties.due[row]))}"

    def _open_like(self, row: int) -> list[int]:
        """The open rows of the child that ask for the same thing, the one that leads first."""
        child = int(self.duties.child[row])
        if child not in self._open:
            self._open.clear()
            self._open[child] = self._open_rows(child)
        return self._open[child][self._thing(row)]

    def _open_rows(self, child: int) -> dict[Thing, list[int]]:
        low, high = self.duties.child.searchsorted((child, child + 1))
        rows = np.arange(int(low), int(high))
        is_open = np.isin(self.duties.status[rows], (DUE, OVERDUE)) & (self.duties.due[rows] > 0)
        by_thing: dict[Thing, list[int]] = defaultdict(list)
        for row in sorted(rows[is_open].tolist(), key=lambda row: (int(self.duties.due[row]), self._rank(row), row)):
            by_thing[self._thing(row)].append(row)
        return by_thing

    def _thing(self, row: int) -> Thing:
        kind = self._kind(row)
        return kind.duty, kind.rule.nth, kind.rule.or_nth

    def _kind(self, row: int) -> Any:
        return self.ready.kinds[int(self.duties.kind[row])]
