"""Time to permanence as sheets of the workbook: years side by side, and each child's own wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from permanence.policy.spells import NO_DAYS, Keys, keys
from permanence.policy.timeline import Timeline

from .board import days
from .names import words
from .periods import Period, periods
from .sheets import Column, Sheet
from .time_to_permanence import FEW, ROUTES, Line, Report, Stays, report

YEARS = 4
"""Financial years side by side, the last of them the one that holds the day."""

_COUNTS = (
    Column("of", "Which children"), Column("period", "In"), Column("reached", "Reached a home for good", "number"),
    Column("days", "Middle number of days", "number"), Column("moves", "Middle number of moves", "number"),
    Column("waiting", "Still waiting at the end", "number"),
    Column("days_waiting", "Middle number of days so far", "number"),
    Column("moves_waiting", "Middle number of moves so far", "number"),
    Column("left", "Left care with no home for good on record", "number"),
    Column("not_whole", "Record begins after they came into care: days not known", "number"),
    Column("note", "Note", "long"),
)  # fmt: skip

_EACH = (
    Column("id", "Child"), Column("entered", "Came into care", "date"), Column("achieved", "Home for good", "date"),
    Column("route", "How"), Column("left", "Left care", "date"), Column("days", "Days", "number"),
    Column("moves", "Moves", "number"), Column("standing", "How it stands"), Column("note", "Note", "long"),
)  # fmt: skip

_FEW = f"It stands on fewer than {FEW} children: one child can change the middle number a great deal."

NOT_WHOLE = "The record begins after they came into care: the day, days and moves are those it knows of."


def begun_before(facts: pl.DataFrame) -> Keys:
    """The times in care of which a return tells no first day, as keys of child and the first day it knows of."""
    if "basis" not in facts.columns:
        return NO_DAYS
    later = facts.filter((pl.col("token") == "in_care") & pl.col("basis").is_not_null())
    return keys(later["child"].to_numpy(), later["start"].to_physical().to_numpy())


def yearly(timeline: Timeline, as_at: date, begun_before: Keys = NO_DAYS) -> Report:
    """The report of the financial years up to a day. ``begun_before``: as the function of that name gives it."""
    return report(timeline, periods("year", as_at, YEARS), as_at, begun_before=begun_before)


def time_sheets(told: Report, ids: pl.Series) -> list[Sheet]:
    """The years side by side, and every time in care as it stands now. ``ids`` names the children."""
    lines = [row for line in (told.everyone, *told.routes, *told.teams) for row in _rows(line, told.periods)]
    kinds = {"number": pl.Float64}
    counts = pl.DataFrame(lines, {one.name: kinds.get(one.kind, pl.String) for one in _COUNTS})
    return [Sheet("Time to permanence", _COUNTS, counts), Sheet("Each child's wait", _EACH, each_wait(told.each, ids))]


def _rows(line: Line, spans: Sequence[Period]) -> list[dict[str, Any]]:
    return [
        {column.name: getattr(one, column.name) for column in _COUNTS if column.kind == "number"}
        | {"of": line.heading, "period": span.name, "note": _FEW if one.is_few else None}
        for one, span in zip(line.measures, spans, strict=True)
    ]


def each_wait(rows: Stays, ids: pl.Series) -> pl.DataFrame:
    """A row for each time in care: when it began, how it ended, and the days and moves to a home for good or so far."""
    ways = pl.Series([*(words("route")[route] for route in ROUTES), ""], dtype=pl.String)
    return pl.DataFrame({
        "id": ids.gather(rows.child), "entered": days(rows.entered), "achieved": days(rows.achieved),
        "route": ways.gather(np.where(rows.route < 0, len(ROUTES), rows.route)), "left": days(rows.left),
        "days": rows.days, "moves": rows.moves, "standing": standings(rows),
        "note": [None if whole else NOT_WHOLE for whole in rows.is_whole.tolist()],
    })  # fmt: skip


def standings(rows: Stays) -> list[str]:
    """How each time in care stands, in words."""
    waits = ("Left care, no home for good on record", "Still waiting")
    return [
        "Home for good" if achieved else waits[waiting]
        for achieved, waiting in zip(rows.achieved.tolist(), rows.is_waiting.tolist(), strict=True)
    ]
