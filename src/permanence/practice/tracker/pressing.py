"""What presses most for each child on a page of a board, and how much there is to do beside it.

A page of a board has hundreds of open duties and shows one a child, so that all are read as bare numbers, to be put in
order, and only those shown as rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce

from permanence.practice.children.day_numbers import DayNumber
from permanence.practice.prepared import prepared, prepared_cells
from permanence.practice.tracker.boards import Board
from permanence.practice.tracker.filters import asks_for_duties, duties_asked_for
from permanence.practice.tracker.models import SETS_A_COLOUR, Duty, colour_on, with_agreements


class Pressing(NamedTuple):
    """The duty of a child that presses most, and how many other things there are to do: one meeting counts once."""

    duty: Duty
    others: int


def most_pressing(board: Board, children: Sequence[int]) -> dict[int, Pressing]:
    """For each of these children of the board that has any, the most pressing of the duties it shows."""
    first: dict[int, int] = {}
    things: dict[int, set[Any]] = defaultdict(set)
    for child, _, _, _, number, *thing in sorted(_shown(*children, board=board)):
        first.setdefault(child, number)
        things[child].add(tuple(thing))
    duties = with_agreements(_duties(*first.values()), "agreement")
    return {duty.child_id: Pressing(duty, len(things[duty.child_id]) - 1) for duty in duties}


@prepared_cells
def _shown(*children: int, board: Board) -> Any:
    """The duties that the board shows of these children, to be sorted: by child, then what comes first on the board,
    then the order of the document. After the number of the row come the words and days that are the same where one
    thing is asked for twice."""
    rows = duties_asked_for(board.filters, board.day) if asks_for_duties(board.filters) else Duty.objects.open()
    return rows.filter(child__in=children).order_by().values_list(
        "child", *_comes_first(board), "place", "pk",
        "duty", DayNumber("limit"), DayNumber("done"),
    )  # fmt: skip


def _comes_first(board: Board) -> tuple[Any, Any]:
    """The redder first, then the earlier day. Where the board is in order of limits, the limit it stands by: of the
    duties asked for, or else of those that set a colour."""
    if board.filters.sort != "due":
        return -colour_on(board.day), DayNumber(Coalesce("limit", "done", date.max))
    asked = Value(0) if asks_for_duties(board.filters) else Case(When(SETS_A_COLOUR, then=Value(0)), default=Value(1))
    return asked, DayNumber(Coalesce("limit", date.max))


@prepared
def _duties(*numbers: int) -> Any:
    return Duty.objects.filter(pk__in=numbers).order_by()
