"""What was wrong with a return and what was done about it, row by row, and the count of every row.

Nothing is dropped in silence: a row leaves the reading only through ``set_aside``, which says why and counts it,
or ``join``, for a row that a later return only reports again.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass

import polars as pl

from permanence.returns import frames

from .ids import Ids

WHERE = ("part", "line")
"""The columns that say where a row was read: its part (a number the ledger gives) and its line."""

Words = str | pl.Expr


@dataclass(frozen=True)
class Part:
    """The rows of one table in one file. A CSV file has one part, an XML return several.

    ``said`` is the collection year in the name of the file, or of a folder it lies in, where there is one.
    """

    file: str
    table: str
    folder: str
    said: int | None = None


@dataclass
class Ledger:
    """The problems found and the rows counted while a return is read.

    ``ids`` numbers the ids met while files are read (CHILD); ``names`` has the id of each ``child`` once all are read.
    """

    parts: list[Part] = dataclasses.field(default_factory=list)
    ids: Ids = dataclasses.field(default_factory=Ids)
    names: pl.Series | None = None
    read: Counter[int] = dataclasses.field(default_factory=Counter)
    used: Counter[int] = dataclasses.field(default_factory=Counter)
    put_aside: Counter[int] = dataclasses.field(default_factory=Counter)
    found: list[pl.DataFrame] = dataclasses.field(default_factory=list)

    def open(self, file: str, table: str, folder: str, said: int | None = None) -> int:
        """A new part, and its number."""
        self.parts.append(Part(file, table, folder, said))
        return len(self.parts) - 1

    def about_file(
        self, file: str, wrong: str, done: str, field: str | None = None, line: int | None = None, child: str = ""
    ) -> None:
        """A problem of a whole file, or of a line that is not a row."""
        row = {"file": file, "line": line, "child": child or None, "field": field, "wrong": wrong, "done": done}
        self.found.append(pl.DataFrame([row], schema=frames.PROBLEMS))

    def about_files(self, rows: pl.DataFrame, wrong: str, done: str, field: str | None = None) -> None:
        """One problem for each file some of these rows are of; ``wrong`` or ``done`` has a place for how many."""
        for number, count in sorted(_counted(rows).items()):
            self.about_file(self.parts[number].file, wrong.format(count), done.format(count), field)

    def note(self, rows: pl.DataFrame, column: str | None, value: Words | None, wrong: Words, done: Words) -> None:
        """A problem of each of these rows. ``value``, ``wrong`` and ``done`` are words, or an expression."""
        if rows.is_empty():
            return
        child = pl.col("CHILD") if "CHILD" in rows.columns else pl.col("child")
        told = rows.select(
            "part",
            pl.col("line").cast(pl.UInt32),
            child,
            _said(column, "field"),
            _said(value, "value"),
            _said(wrong, "wrong"),
            _said(done, "done"),
        )
        self.found.append(self._placed(told))

    def set_aside(self, rows: pl.DataFrame, column: str | None, value: Words | None, wrong: Words) -> None:
        """A problem for which these rows cannot be used. The caller leaves them out from here on."""
        self.note(rows, column, value, wrong, "The row was set aside.")
        self.put_aside.update(_counted(rows))

    def set_table_aside(self, rows: pl.DataFrame, says: str) -> None:
        """These rows were read and checked, and hold nothing a duty hangs on. Said once for each part."""
        self.put_aside.update(_counted(rows))
        self.about_files(
            rows, f"This file tells of {says}. No duty hangs on that.", "Its {} rows were checked and set aside."
        )

    def keep(self, rows: pl.DataFrame) -> None:
        """These rows were used to the end."""
        self.used.update(_counted(rows))

    def join(self, rows: pl.DataFrame) -> None:
        """These rows were used by joining them to the same row in a later return."""
        self.used.update(_counted(rows))

    def problems(self) -> pl.DataFrame:
        """Every problem, in order of file and line."""
        if not self.found:
            return pl.DataFrame(schema=frames.PROBLEMS)
        return pl.concat(self.found).sort("file", "line", maintain_order=True)

    def totals(self) -> pl.DataFrame:
        """One row a part: rows read, used and set aside."""
        rows = [
            (part.file, part.table, self.read[number], self.used[number], self.put_aside[number])
            for number, part in enumerate(self.parts)
        ]
        return pl.DataFrame(rows, schema=frames.TOTALS, orient="row")

    def files(self, part: pl.Series) -> pl.Series:
        """The file names of these part numbers."""
        return pl.Series([each.file for each in self.parts], dtype=pl.String).gather(part).alias("file")

    def _placed(self, told: pl.DataFrame) -> pl.DataFrame:
        """The rows in the shape of ``frames.PROBLEMS``: files and children by name."""
        named = told.with_columns(self.files(told["part"]), self._children(told).alias("child"))
        return named.select(pl.col(name).cast(kind) for name, kind in frames.PROBLEMS.items())

    def _children(self, told: pl.DataFrame) -> pl.Series:
        """The ids of the children that rows are about: as text already, as their numbers, or by their places."""
        if "CHILD" not in told.columns:
            if self.names is None:
                raise ValueError("children are named here before all are read; set Ledger.names first")
            return self.names.gather(told["child"])
        child = told["CHILD"]
        return child if child.dtype == pl.String else self.ids.names(child)


def _said(words: Words | None, name: str) -> pl.Expr:
    says = words if isinstance(words, pl.Expr) else pl.lit(words, pl.String)
    return says.cast(pl.String).alias(name)


def _counted(rows: pl.DataFrame) -> dict[int, int]:
    if rows.is_empty():
        return {}
    counts = rows["part"].value_counts()
    return dict(zip(counts["part"].to_list(), counts["count"].to_list(), strict=True))
