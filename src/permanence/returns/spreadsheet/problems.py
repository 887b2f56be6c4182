"""Problem rows: those of the rows of a sheet, and those of a file as a whole."""

from __future__ import annotations

import polars as pl

from ..frames import PROBLEMS
from .columns import COLUMNS, NEEDED, nearest


def of_rows(rows: pl.DataFrame, field: str, value: pl.Expr, wrong: pl.Expr, done: str) -> pl.DataFrame:
    """One problem for each of these rows, which have a ``file``, a ``line`` and a ``child``."""
    return rows.select(
        pl.col("file"),
        pl.col("line"),
        pl.col("child"),
        pl.lit(field).alias("field"),
        value.alias("value"),
        wrong.alias("wrong"),
        pl.lit(done).alias("done"),
    ).cast(pl.Schema(PROBLEMS))


def of_file(file: str, wrong: str, done: str, field: str | None = None, line: int | None = None) -> pl.DataFrame:
    """One problem of a file, or of a line whose cells are not known."""
    row = {"file": file, "line": line, "field": field, "wrong": wrong, "done": done}
    return pl.DataFrame([row], schema=PROBLEMS)


def unread_sheet(file: str, sheet: str, why: str) -> pl.DataFrame:
    """A sheet of a workbook that has rows and was not read."""
    return of_file(file, f"The sheet '{sheet}' was not read", why)


def stray_quote(file: str, line: int) -> pl.DataFrame:
    """A row with a quote mark that opens and does not close."""
    return of_file(
        file,
        "A quote mark in this row has no partner, so its cells cannot be told apart",
        "The row was set aside. Take the quote mark out, or add its partner, and read the file again.",
        line=line,
    )


def unread_heading(file: str, heading: str, twice: bool) -> pl.DataFrame:
    """A column with something in it that is not one of ours, or that stands twice."""
    if twice:
        return of_file(file, f"Two columns are called '{heading}'", "Only the first of them was read.", heading)
    if not heading.strip():
        return of_file(file, "A column has no heading", "The column was not read. Give it a heading or take it out.")
    known = nearest(heading, list(COLUMNS)) or f"; the columns are {', '.join(COLUMNS)}"
    return of_file(file, f"'{heading}' is not a column we know{known}", "The column was not read.", heading)


def no_headings(file: str) -> pl.DataFrame:
    """A sheet that does not say which column is the child's and which the fact's."""
    needed = " and ".join(f"'{name}'" for name in NEEDED)
    return of_file(
        file,
        f"The first row must hold the headings, with {needed} among them",
        "Every row was set aside. Write the headings as in the template and read the file again.",
    )
