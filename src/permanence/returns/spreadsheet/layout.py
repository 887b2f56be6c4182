"""How the facts sheet looks in a workbook: headings that stay in view, widths, days as days, ids as text."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .cells import SHEET
from .columns import COLUMNS

WIDTHS = {"fact": 26, "code": 26, "note": 40, "parallel": 28}
WRAPPED = {"text_wrap": True, "valign": "top"}
SHADE = "#DCE6F1"


class Book:
    """A workbook being written, with the formats its sheets share. Use it in a ``with`` block; the end saves it."""

    def __init__(self, path: Path, **options: Any) -> None:
        self.book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", **options})
        self.wrapped = self.book.add_format(WRAPPED)
        self.heading = self.book.add_format({**WRAPPED, "bold": True, "bg_color": SHADE, "bottom": 1})
        self._day = self.book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self._text = self.book.add_format({"num_format": "@"})

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *error: object) -> None:
        self.book.close()

    def format_of(self, name: str) -> Format | None:
        """The format of a column: days as days, child numbers as text so that no digit is lost."""
        if name == "child":
            return self._text
        return self._day if COLUMNS[name].kind == "date" else None

    def facts_sheet(self, title: str, names: list[str]) -> Worksheet:
        """A sheet with these columns, its headings kept in view."""
        sheet = self.book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        for place, name in enumerate(names):
            sheet.set_column(place, place, WIDTHS.get(name, 14), self.format_of(name))
            sheet.write_string(0, place, name, self.heading)
        return sheet

    def write_cell(self, sheet: Worksheet, row: int, place: int, name: str, cell: Any) -> None:
        """One value. Text is always text: a word that begins with = is no formula."""
        if isinstance(cell, date):
            sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), self._day)
        elif isinstance(cell, int):
            sheet.write_number(row, place, cell)
        elif cell is not None:
            sheet.write_string(row, place, cell, self.format_of(name))


def write_workbook(path: Path, rows: pl.DataFrame) -> None:
    """Write rows of facts as a workbook."""
    with Book(path, constant_memory=True) as book:
        sheet = book.facts_sheet(SHEET, rows.columns)
        for line, cells in enumerate(rows.iter_rows(), start=1):
            for place, (name, cell) in enumerate(zip(rows.columns, cells, strict=True)):
                book.write_cell(sheet, line, place, name, cell)
