"""Facts written as the spreadsheet a user could have kept, so that read back they are the same facts."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from ..frames import ATTRIBUTES
from .columns import COLUMNS
from .values import SPANS

MOST_ROWS = 1_048_575
"""The rows a workbook can hold under its headings."""


def write_facts(path: Path, children: pl.DataFrame, facts: pl.DataFrame) -> None:
    """Write facts as a CSV file, or as a workbook where the name ends in .xlsx.

    A child's date of birth stands on their first row; a child without facts has a row of their own. Details that
    no fact has get no column. An inferred fact is written like a stated one, its basis as a note. Raises ValueError
    where a child's id could not be read back, or a workbook cannot hold so many rows.
    """
    rows = as_rows(children, facts)
    if path.suffix.lower() != ".xlsx":
        rows.write_csv(path)
        return
    if rows.height > MOST_ROWS:
        raise ValueError(f"{path.name}: {rows.height:,} rows are too many for a workbook; write a .csv file instead")
    from .layout import write_workbook  # here, so that a CSV never pays for the workbook library

    write_workbook(path, rows)


def as_rows(children: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """The rows of the spreadsheet, in order of child and day, its cells as a user would write them."""
    _check_ids(children["id"])
    listed = children.select("id", "born").with_row_index("child").with_columns(pl.col("child").cast(pl.UInt32))
    facts = facts.sort("child", "start", maintain_order=True)
    rows = listed.join(facts, on="child", how="left", maintain_order="left_right")
    word = pl.col("token").cast(pl.String)
    fact = word.str.split(".").list.first()
    lasts = fact.is_in(SPANS)
    said = [name for name in ATTRIBUTES if name in rows.columns and rows[name].null_count() < rows.height]
    note = pl.col("basis") if "basis" in rows.columns else pl.lit(None, pl.String)
    return rows.select(
        pl.col("id").alias("child"),
        fact.alias("fact"),
        word.str.extract(r"\.(\w+)$").alias("code"),
        pl.when(lasts).then("start").alias("from"),
        pl.when(lasts).then("end").alias("to"),
        pl.when(~lasts).then("start").alias("date"),
        *(_written(name) for name in said),
        pl.when(pl.col("child").is_first_distinct()).then("born").alias("born"),
        note.alias("note"),
    )


def _written(name: str) -> pl.Expr:
    kind = COLUMNS[name].kind
    if kind == "bool":
        return pl.when(name).then(pl.lit("yes")).when(~pl.col(name)).then(pl.lit("no")).alias(name)
    if kind == "choices":
        return pl.col(name).cast(pl.List(pl.String)).list.join(";")
    return pl.col(name).cast(pl.String) if kind == "choice" else pl.col(name)


def _check_ids(ids: pl.Series) -> None:
    bad = ids.filter(ids.is_null() | (ids.str.strip_chars() == "") | ids.str.starts_with("#"))
    if bad.len():
        raise ValueError(f"the child number '{bad[0] or ''}' cannot be read back; it must not be blank or begin with #")
