"""The files of a return that were left out, or not read to their end: a run without them may still look whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import polars as pl

from permanence.returns.frames import Reading
from permanence.returns.ssda903.files import NOT_OURS

LIKE_A_RETURN = (".csv", ".txt", ".xml", ".zip", ".xlsx", ".xls")
"""The endings of what may be part of a return; a letter or a picture in its folder is nobody's loss."""

NO_TABLE = ("", "child")
"""What the totals call rows that are of no table: those of a file of other columns, and broken XML."""

BROKE_OFF = "The file could not be read to its end"


def left_out(reading: Reading) -> Iterator[str]:
    """A line for each such file: its name, what is wrong and what was done."""
    read = reading.totals.filter(~pl.col("table").is_in(NO_TABLE))["file"]
    of_a_file = reading.problems.filter(pl.col("child").is_null(), pl.col("field").is_null())
    unread = ~pl.col("file").is_in(read.implode()) | pl.col("wrong").str.starts_with(BROKE_OFF)
    found = of_a_file.filter(unread).unique("file", keep="first", maintain_order=True)
    for file, wrong, done in found.select("file", "wrong", "done").iter_rows():
        if wrong != NOT_OURS or PurePosixPath(file).suffix.lower() in LIKE_A_RETURN:
            yield f"{file}: {wrong} {done}"
