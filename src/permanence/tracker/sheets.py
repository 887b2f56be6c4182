"""What stands on each sheet of the workbook: the columns, their headings, and the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import polars as pl

from permanence.policy.duties import OVERDUE, Duties, Evaluator
from permanence.policy.vocabulary import vocabulary
from permanence.returns.frames import Reading

from .names import Local, title, words
from .tables import Rows
from .tally import AHEAD, due_ahead

Kind = Literal["text", "long", "date", "number", "colour"]


@dataclass(frozen=True)
class Column:
    """A column of a sheet. ``long`` text gets a wide column; ``number`` and ``date`` are written as such."""

    name: str
    heading: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """A sheet of rows under headings; ``rows`` has at least these columns. Those up to ``prints_to`` are printed."""

    name: str
    columns: tuple[Column, ...]
    rows: pl.DataFrame
    prints_to: str = ""

    def data(self) -> pl.DataFrame:
        """The rows with the sheet's columns alone, in its order."""
        return self.rows.select(column.name for column in self.columns)


_BOARD = (
    Column("rag", "RAG", "colour"), Column("id", "Child"), Column("age", "Age", "number"),
    Column("legal_status", "Legal status"), Column("placement", "Placement"), Column("next_duty", "Next duty"),
    Column("clause", "Clause"), Column("due", "Due", "date"), Column("days_overdue", "Days overdue", "number"),
    Column("overdue", "Overdue in all", "number"), Column("booked", "Booked for", "date"),
    Column("nothing_booked", "Nothing booked"), Column("plan", "Plan", "long"), Column("proceedings", "Proceedings"),
    Column("in_care_since", "In care since", "date"), Column("months_in_care", "Months in care", "number"),
    Column("last_meeting", "Last meeting", "date"), Column("last_meeting_kind", "Kind of last meeting"),
    Column("next_meeting", "Next meeting booked", "date"), Column("next_meeting_kind", "Kind of next meeting"),
    Column("last_review", "Last review", "date"), Column("next_review", "Next review booked", "date"),
    Column("inferred", "Inferred from the return", "long"),
)  # fmt: skip

_DUTIES = (
    Column("child", "Child"), Column("what", "What is owed"), Column("status", "Status"), Column("due", "Due", "date"),
    Column("days_late", "Days late", "number"), Column("booked", "Booked for", "date"), Column("done", "Done", "date"),
    Column("strength", "Strength"), Column("clause", "Clause"), Column("explanation", "Why, and how it went", "long"),
    Column("anchor", "Counted from", "date"), Column("not_before", "No earlier than", "date"),
    Column("found", "How the day was found"), Column("inferred", "Inferred from the return", "long"),
    Column("pack", "Policy"), Column("duty", "Name in other files"),
)  # fmt: skip

_PROBLEMS = (
    Column("file", "File"), Column("line", "Line", "number"), Column("child", "Child"), Column("field", "Field"),
    Column("value", "Value"), Column("wrong", "What is wrong", "long"),
    Column("done", "What was done about it", "long"),
)  # fmt: skip


def board_sheet(board: pl.DataFrame) -> Sheet:
    """The board. A flag is said in words, so that it can be filtered, read aloud and printed; no 0 distracts."""
    flag = pl.when("nothing_booked").then(pl.lit("Nothing booked")).alias("nothing_booked")
    some = [pl.when(pl.col(name) > 0).then(name).alias(name) for name in ("days_overdue", "overdue")]
    return Sheet("Board", _BOARD, board.with_columns(flag, *some), prints_to="nothing_booked")


def duty_sheets(rows: pl.DataFrame, duties: Duties, as_at: date) -> list[Sheet]:
    """All duties, the overdue, worst first, and those due in the next 30 days, soonest first."""
    overdue = rows.filter(pl.Series(duties.status == OVERDUE)).sort("days_late", descending=True, maintain_order=True)
    soon = rows.filter(pl.Series(due_ahead(duties, as_at))).sort("due", maintain_order=True)
    return [
        Sheet("Overdue", _DUTIES, overdue, prints_to="explanation"),
        Sheet(f"Due in {AHEAD} days", _DUTIES, soon, prints_to="explanation"),
        Sheet("All duties", _DUTIES, rows, prints_to="explanation"),
    ]


def problem_sheet(reading: Reading) -> Sheet:
    """The problems in the data, in the order they were met."""
    return Sheet("Problems in the data", _PROBLEMS, reading.problems)


def duty_rows(
    reading: Reading, ready: Evaluator, duties: Duties, sentence: Callable[[int], str], local: Local = str
) -> pl.DataFrame:
    """The contract's columns, and beside them what is owed and why, in words, and what was inferred."""
    rows = pl.DataFrame(Rows(ready, reading.children["id"]).table(duties))
    titles = pl.Series([title(kind.duty, local) for kind in ready.kinds], dtype=pl.String)
    return rows.with_columns(
        titles.gather(duties.kind).alias("what"),
        pl.Series("explanation", [sentence(row) for row in range(len(duties))], pl.String),
        pl.col("basis").cast(pl.String).replace_strict(words("basis"), return_dtype=pl.String).alias("found"),
        _why_inferred(reading, duties).alias("inferred"),
    )


def _why_inferred(reading: Reading, duties: Duties) -> pl.Series:
    """For each row, why the fact that made it due was inferred; null where the fact was stated.

    Where a row is due because a condition began, an inferred fact that began on the same day counts.
    """
    if "basis" not in reading.facts.columns:
        return pl.Series([None] * len(duties), dtype=pl.String)
    known = reading.facts.filter(pl.col("basis").is_not_null())
    token = pl.col("token").to_physical().cast(pl.Int16)
    facts = known.select(pl.col("child").cast(pl.Int32), token, pl.col("start").alias("anchor"), "basis")
    because = np.where(duties.because < len(vocabulary().tokens), duties.because, -1).astype(np.int16)
    rows = pl.DataFrame({"child": duties.child, "anchor": pl.Series(duties.anchor).cast(pl.Date), "token": because})
    why = pl.col("basis").unique().sort().str.join("; ")
    by_fact = facts.group_by("child", "anchor", "token").agg(why)
    by_day = facts.group_by("child", "anchor").agg(why.alias("that_day"))
    found = rows.join(by_fact, on=["child", "anchor", "token"], how="left", maintain_order="left")
    found = found.join(by_day, on=["child", "anchor"], how="left", maintain_order="left")
    return found.select(pl.when(pl.col("token") < 0).then("that_day").otherwise("basis")).to_series()
