"""``permanence holidays``: which due dates a late-declared bank holiday moves."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import polars as pl

from permanence.policy.duties import STATUS, Duties, Kind, evaluator
from permanence.policy.explain import duty_name
from permanence.policy.pack import read_pack
from permanence.policy.timeline import as_date

from . import DONE, WrongUse
from .council import calendar_of, read_council

_SAME = ("child", "kind", "anchor", "turn")
"""What makes a row before and a row after the same duty; ``turn`` tells those apart that are alike in all the rest."""


def run(given: argparse.Namespace) -> int:
    """Lists the duties whose day moves, and those that arise or fall away because it does, with how each stands."""
    if not given.holidays:
        raise WrongUse(
            "Name the file of late-declared bank holidays with --holidays: a .csv with the headings date and name."
        )
    pack, calendar = read_pack(given.pack), calendar_of(given)
    council, ready = read_council(given), evaluator(pack)
    before = ready.duties(council.timeline, council.as_at)
    after = evaluator(pack, calendar).duties(council.timeline, council.as_at)
    _show(_different(before, after), council.timeline.ids, ready.kinds)
    return DONE


def _different(before: Duties, after: Duties) -> pl.DataFrame:
    """The rows whose day differs, by child and in the document's order. A day is null where there is no such row."""
    both = _days(before).join(_days(after), on=_SAME, how="full", coalesce=True, suffix="_after")
    return both.filter(pl.col("due").ne_missing(pl.col("due_after"))).sort(_SAME)


def _days(duties: Duties) -> pl.DataFrame:
    rows = pl.DataFrame({name: getattr(duties, name) for name in ("child", "kind", "anchor", "due", "status")})
    return rows.with_columns(turn=pl.int_range(pl.len()).over("child", "kind", "anchor"))


def _show(rows: pl.DataFrame, ids: Sequence[str], kinds: Sequence[Kind]) -> None:
    arises, falls_away = pl.col("due").is_null(), pl.col("due_after").is_null()
    print(f"Due dates that move: {rows.filter(~arises & ~falls_away).height}")
    _list(rows.filter(~arises & ~falls_away), ids, kinds)
    for title, which in (("Duties that arise", arises), ("Duties that fall away", falls_away)):
        if found := rows.filter(which).height:
            print(f"{title}: {found}")
            _list(rows.filter(which), ids, kinds)


def _list(rows: pl.DataFrame, ids: Sequence[str], kinds: Sequence[Kind]) -> None:
    for row in rows.iter_rows(named=True):
        kind = kinds[row["kind"]]
        print(f"  {ids[row['child']]:12} {kind.clause:20} {_change(row)}  {duty_name(kind.duty)}")


def _change(row: dict[str, Any]) -> str:
    days = [_day(day) for day in (row["due"], row["due_after"]) if day is not None]
    status = row["status"] if row["status_after"] is None else row["status_after"]
    return f"{' -> '.join(days):24}  {STATUS[status]:8}"


def _day(number: int) -> str:
    return as_date(number).isoformat() if number else "no day set"
