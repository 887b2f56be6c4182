"""Duty rows as the contract writes them (timeline.md, "A duty row"): dictionaries, for one child or a few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from .days import Calendar
from .duties import STATUS, Duties, Evaluator, evaluator
from .pack import Pack
from .reviews import BASIS
from .timeline import Timeline, as_date

KEYS = (
    "child", "pack", "clause", "duty", "because", "anchor", "not_before", "due", "basis", "done", "booked", "status",
    "days_late", "strength",
)  # fmt: skip
"""The keys of a duty row, in the contract's order."""

DAYS = ("anchor", "not_before", "due", "done", "booked")
"""The keys of a duty row that are days."""


def work_out(pack: Pack, timeline: Timeline, as_at: date, calendar: Calendar | None = None) -> list[dict[str, Any]]:
    """The contract's duty rows as dictionaries, dates as ``date``: for one child or a few."""
    ready = evaluator(pack, calendar)
    return as_rows(ready, timeline.ids, ready.duties(timeline, as_at))


def as_rows(ready: Evaluator, ids: Sequence[str], duties: Duties) -> list[dict[str, Any]]:
    """Duty rows as the dictionaries of the contract."""
    columns = (getattr(duties, column.name).tolist() for column in fields(duties))
    names = list(ids)  # a column of a frame is slow to ask a name of, row after row
    return [_as_row(ready, names, *row) for row in zip(*columns, strict=True)]


def _as_row(ready: Evaluator, ids: Sequence[str], child: int, kind: int, because: int, *days: int) -> dict[str, Any]:
    anchor, not_before, due, done, booked, basis, status, days_late = days
    about = ready.kinds[kind]
    return {
        "child": ids[child], "pack": ready.pack.code, "clause": about.clause, "duty": about.duty,
        "because": ready.reasons[because], "anchor": _date(anchor), "not_before": _date(not_before), "due": _date(due),
        "basis": BASIS[basis], "done": _date(done), "booked": _date(booked), "status": STATUS[status],
        "days_late": days_late, "strength": about.strength,
    }  # fmt: skip


def _date(day: int) -> date | None:
    return as_date(day) if day else None
