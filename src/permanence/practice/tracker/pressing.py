"""What presses most for each child on a page of a board, and how much there is to do beside it.

A page of a board has hundreds of open duties and shows one a child, so that all are read as bare cells, to be put in
order, and only those shown as rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from permanence.practice.prepared import prepared, prepared_cells
from permanence.practice.tracker.boards import Board
from permanence.practice.tracker.filters import asks_for_duties, duties_asked_for
from permanence.practice.tracker.models import Duty, colour_on, sets_a_colour, with_agreements


class Pressing(NamedTuple):
    """The duty of a child that presses most, and how many other things there are to do: one meeting counts once."""

    duty: Duty
    others: int


class _Cells(NamedTuple):
    """What of a duty row tells how it presses, as the database gives it. ``agreed`` is the kind of its agreement."""

    child: int
    number: int
    place: int
    duty: str
    limit: date | None
    done: date | None
    settled: str
    strength: str
    amber_from: date | None
    red_from: date | None
    agreed: str | None

    def order(self, day: date) -> tuple[int, date, int]:
        """The redder first, then the earlier limit, then the order of the document."""
        counts = sets_a_colour(self.settled, self.strength, self.agreed)
        return -colour_on(day, self.amber_from, self.red_from, counts), self.limit or self.done or date.max, self.place


def most_pressing(board: Board, children: Sequence[int]) -> dict[int, Pressing]:
    """For each of these children of the board that has any, the most pressing of the duties it shows."""
    of_child: dict[int, list[_Cells]] = defaultdict(list)
    for cells in _shown(*children, board=board):
        of_child[cells[0]].append(_Cells(*cells))
    first = {child: min(rows, key=lambda row: row.order(board.day)) for child, rows in of_child.items()}
    duties = with_agreements(_duties(*(row.number for row in first.values())), "agreement")
    return {
        duty.child_id: Pressing(duty, len({(row.duty, row.limit, row.done) for row in of_child[duty.child_id]}) - 1)
        for duty in duties
    }


@prepared_cells
def _shown(*children: int, board: Board) -> Any:
    rows = duties_asked_for(board.filters, board.day) if asks_for_duties(board.filters) else Duty.objects.open()
    return rows.filter(child__in=children).order_by().values_list(
        "child", "pk", "place", "duty", "limit", "done", "settled", "strength", "amber_from", "red_from",
        "agreement__kind",
    )  # fmt: skip


@prepared
def _duties(*numbers: int) -> Any:
    return Duty.objects.filter(pk__in=numbers).order_by()
