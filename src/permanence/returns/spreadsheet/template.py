"""An empty facts spreadsheet to fill in: drop-down lists, examples, and what each word means.

In the workbook the list of codes follows the fact chosen in the row, and cells the fact has no use for turn grey.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from permanence.policy.vocabulary import vocabulary

from .cells import EXAMPLES as EXAMPLES_SHEET
from .cells import MEANINGS as MEANINGS_SHEET
from .cells import SHEET
from .columns import COLUMNS, Column
from .examples import EXAMPLES

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from .layout import Book

MEANINGS = {"word": 26, "code": 28, "dated by": 16, "what it means": 70, "details": 40}
"""The columns of the sheet of meanings, and their widths in characters."""


def write_template(path: Path) -> None:
    """Write an empty facts spreadsheet: a workbook where the name ends in .xlsx, else a CSV file.

    The CSV file has the headings and the examples as remarks, which begin with # and are not read.
    """
    if path.suffix.lower() == ".xlsx":
        _write_workbook(path)
    else:
        _write_csv(path)


def _write_csv(path: Path) -> None:
    rows = [{name: _text(row.get(name)) for name in COLUMNS} for row in EXAMPLES]
    remarks = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))
    with path.open("wb") as file:  # opened here, since Polars does not say why it cannot
        remarks.with_columns(child="# " + pl.col("child")).write_csv(file)


def _text(cell: Any) -> str | None:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def _write_workbook(path: Path) -> None:
    from .guidance import guide
    from .layout import Book

    with Book(path) as book:
        facts = book.facts_sheet(SHEET, list(COLUMNS))
        _examples(book, book.facts_sheet(EXAMPLES_SHEET, list(COLUMNS)))
        _meanings(book, book.book.add_worksheet(MEANINGS_SHEET))
        guide(book, facts)


def _examples(book: Book, sheet: Worksheet) -> None:
    for line, row in enumerate(EXAMPLES, start=1):
        for place, name in enumerate(COLUMNS):
            book.write_cell(sheet, line, place, name, row.get(name))


def _meanings(book: Book, sheet: Worksheet) -> None:
    sheet.freeze_panes(1, 0)
    for place, (heading, width) in enumerate(MEANINGS.items()):
        sheet.set_column(place, place, width, book.wrapped)
        sheet.write_string(0, place, heading, book.heading)
    for line, cells in enumerate(meanings(), start=1):
        sheet.write_row(line, 0, cells)


def meanings() -> Iterator[tuple[str, str, str, str, str]]:
    """Every fact, code and column with its meaning: word, code, how it is dated, meaning, details or choices."""
    words = vocabulary()
    for fact in words.facts.values():
        dated = "from and to" if fact.is_span else "date"
        yield fact.name, "", dated, fact.means, ", ".join(fact.takes)
        for code in fact.codes:
            yield fact.name, code, dated, words.began.get(f"{fact.name}.{code}", ""), ""
    for column in COLUMNS.values():
        yield column.name, "", "a column", column.means, _choices(column)


def _choices(column: Column) -> str:
    if column.kind == "bool":
        return "yes or no"
    return "" if column.name in ("fact", "code") else ", ".join(column.choices)
