"""The board: one row a child, the most pressing first, with what is owed next and whether it is in hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from permanence.policy.duties import OVERDUE, Duties, Evaluator
from permanence.policy.timeline import FAR
from permanence.returns.frames import Reading

from .children import standing
from .names import Local, title
from .rag import COLOURS, NOTHING, colours_of_children, colours_of_rows, is_open_row, nothing_booked

BOARD = (
    "rag", "id", "age", "legal_status", "placement", "next_duty", "clause", "due", "days_overdue", "overdue", "booked",
    "nothing_booked", "plan", "proceedings", "in_care_since", "months_in_care", "last_meeting", "last_meeting_kind",
    "next_meeting", "next_meeting_kind", "last_review", "next_review", "inferred",
)  # fmt: skip
"""The columns of the board, in order. ``rag`` is a word; ``nothing_booked`` is true where a meeting, review or panel
that is overdue or due soon has no booking; ``overdue`` counts what is overdue; the others are those of the next duty
and of ``children.standing``."""


def board(reading: Reading, ready: Evaluator, duties: Duties, as_at: date, local: Local = str) -> pl.DataFrame:
    """One row a child, worst colour first, then the most days overdue, then the earliest day due.

    ``duties`` are all the duty rows of the reading's children. The next duty is, of the open ones, that which gives
    the child its colour, the earliest due of these; days overdue are days past its due day.
    """
    rows = standing(reading, as_at, local).with_row_index("child")
    for part in (_colours(ready, duties, as_at), _next(ready, duties, as_at, local), _counts(ready, duties, as_at)):
        rows = rows.join(part, on="child", how="left", maintain_order="left")
    rows = rows.with_columns(
        pl.col("level").fill_null(NOTHING),
        pl.col("overdue", "days_overdue").fill_null(0),
        pl.col("nothing_booked").fill_null(value=False),
    )
    worst_first = [-pl.col("level"), -pl.col("days_overdue"), "due", pl.col("in_care_since").is_null(), "id"]
    worst = rows.sort(worst_first, nulls_last=True)
    return worst.with_columns(pl.Series(COLOURS).gather(worst["level"]).alias("rag")).select(BOARD)


def _colours(ready: Evaluator, duties: Duties, as_at: date) -> pl.DataFrame:
    child, colour = colours_of_children(duties, colours_of_rows(ready, duties, as_at))
    return pl.DataFrame({"child": child.astype(np.uint32), "level": colour})


def _next(ready: Evaluator, duties: Duties, as_at: date, local: Local) -> pl.DataFrame:
    """The next duty of each child that has an open one."""
    pressing = duties.only(_most_pressing(ready, duties, as_at))
    titles = pl.Series([title(kind.duty, local) for kind in ready.kinds], dtype=pl.String)
    clauses = pl.Series([kind.clause for kind in ready.kinds], dtype=pl.String)
    return pl.DataFrame({
        "child": pressing.child.astype(np.uint32), "next_duty": titles.gather(pressing.kind),
        "clause": clauses.gather(pressing.kind), "due": days(pressing.due), "booked": days(pressing.booked),
        "days_overdue": pressing.days_late,
    })  # fmt: skip


def _most_pressing(ready: Evaluator, duties: Duties, as_at: date) -> NDArray[np.intp]:
    """The place of one open row a child: of the worst colour, then the earliest due, one without a date last."""
    rows = np.flatnonzero(is_open_row(duties))
    colour = colours_of_rows(ready, duties, as_at)[rows]
    due = np.where(duties.due[rows] > 0, duties.due[rows], FAR)
    rows = rows[np.lexsort((due, -colour, duties.child[rows]))]
    return rows[np.diff(duties.child[rows], prepend=-1) > 0]


def _counts(ready: Evaluator, duties: Duties, as_at: date) -> pl.DataFrame:
    counted = pl.DataFrame({
        "child": duties.child.astype(np.uint32), "overdue": duties.status == OVERDUE,
        "nothing_booked": nothing_booked(ready, duties, as_at),
    })  # fmt: skip
    return counted.group_by("child").agg(pl.col("overdue").sum(), pl.col("nothing_booked").any())


def days(numbers: NDArray[np.int32]) -> pl.Series:
    """Day numbers as dates, null for 0."""
    series = pl.Series(numbers)
    return pl.select(pl.when(series > 0).then(series)).to_series().cast(pl.Date)
