"""Checks that codes were in force when they were used. A code outside its years is named, and used all the same."""

from __future__ import annotations

import polars as pl

from .problems import Ledger
from .tables import FIRST_YEAR, LAST_YEAR, Column, tables

AT_THE_END = ("REC",)
"""The codes of an episode that tell of its end, of which some were given up."""


def closing_year(day: pl.Expr) -> pl.Expr:
    """The collection year a day falls in, named by the March it ends in."""
    return day.dt.year().cast(pl.Int16) + (day.dt.month() > 3).cast(pl.Int16)


def year_words(year: int) -> str:
    """A collection year as people write it: 2026 is "2025-26"."""
    return f"{year - 1}-{year % 100:02}"


def check_years(read: dict[str, pl.DataFrame], ledger: Ledger) -> None:
    """Names every code used outside its years. An episode may use what was in force in any year it touches, but for why
    it ended no code given up before it did."""
    for name, rows in read.items():
        began = closing_year(pl.col("DECOM")) if "DECOM" in rows.columns else pl.col("year")
        for column in tables()[name].columns.values():
            if column.kind == "code" and column.name in rows.columns:
                used = closing_year(pl.col("DEC")) if column.name in AT_THE_END else began
                _check(rows, used, column, ledger)


def _check(rows: pl.DataFrame, used_in: pl.Expr, column: Column, ledger: Ledger) -> None:
    earliest = rows["year"].min() if len(rows) else LAST_YEAR
    limited = [each for each in column.codes.limited() if _may_be_out(each, earliest)]
    present = set(rows[column.name].unique()) if limited else ()
    for code, first, last in limited:
        if code not in present:
            continue
        out = (pl.col("year") < first) if first > FIRST_YEAR else (used_in > last)
        used = rows.filter((pl.col(column.name) == code) & out)
        means = column.codes.codes[code].get("means")
        done = f"It was used as {code}{f' ({means})' if means else ''}."
        ledger.note(used, column.name, code, f"{code} is a code {_in_force(first, last)}.", done)


def _may_be_out(limited: tuple[str, int, int], earliest: object) -> bool:
    """Whether a code can be out of its years in rows none of which is of an earlier return than this."""
    _, first, last = limited
    return last < LAST_YEAR or (isinstance(earliest, int) and earliest < first)


def _in_force(first: int, last: int) -> str:
    return f"from {year_words(first)} on" if last == LAST_YEAR else f"up to {year_words(last)}"
