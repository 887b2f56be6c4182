"""Draws the workbook: frozen headings, filters, real dates, widths that fit, and pages that print.

Text is always written as text, so that a cell of a council's own that starts with = + - or @ is never a formula.
Colour never speaks alone: the cell has the word too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from .about import About
from .about_sheet import lines
from .progress import Advance
from .sheets import Column, Sheet
from .writing import beside

BIG = 100_000
"""Rows of a workbook beyond which they are kept on disk while it is written: slower, and the memory stays free."""

MOST_ROWS = 1_048_575
"""Rows a sheet holds beneath its heading; more go on to a second sheet."""

_EXCEL_DAY_ZERO = 25_569  # 1 January 1970, as spreadsheets count days
_NARROWEST, _WIDEST, _LONG = 8, 36, 80  # widths, in characters
_ABOUT = (38, 60, 80)
_LINE = 15  # the height of a line, in points
_BANDS = {"Red": ("#B10E1E", "#FFFFFF"), "Amber": ("#FFBF47", "#000000"), "Green": ("#00703C", "#FFFFFF")}
_HEADING = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1D3557", "text_wrap": True, "valign": "top"}


def write_workbook(path: Path, sheets: Sequence[Sheet], about: About, advance: Advance = lambda more: None) -> None:
    """Writes the sheets in this order, the first of them open, and About last. ``advance`` is told of rows written.

    Raises CannotWrite, with the remedy, where the file cannot be written.
    """
    is_big = sum(sheet.rows.height for sheet in sheets) > BIG
    with beside(path) as unfinished, xlsxwriter.Workbook(unfinished, {"constant_memory": is_big}) as book:
        book.set_properties({
            "title": f"Tracker: {about.name}", "subject": "What is owed to each child, by when, and why",
            "author": f"permanence {about.product}", "created": datetime.combine(about.as_at, time()),
        })  # fmt: skip
        drawing = _Drawing(book, f"{about.pack} version {about.version}, as at {about.as_at:%d %b %Y}")
        for sheet in sheets:
            for page in pages(sheet):
                drawing.sheet(page, advance)
        drawing.about(about)


def pages(sheet: Sheet, most: int = MOST_ROWS) -> Iterator[Sheet]:
    """The sheet, cut where it has more rows than a sheet of a workbook holds."""
    for number, first in enumerate(range(0, max(sheet.rows.height, 1), most), 1):
        name = sheet.name if number == 1 else f"{sheet.name} {number}"
        yield replace(sheet, name=name, rows=sheet.rows.slice(first, most))


class _Drawing:
    def __init__(self, book: Any, footer: str) -> None:
        self._book, self._footer = book, footer
        top = {"valign": "top"}
        self._heading = book.add_format(_HEADING)
        self._section = book.add_format({"bold": True, "font_size": 13})
        self._text = book.add_format({**top, "text_wrap": True})
        self._count = book.add_format({**top, "align": "left"})
        self._number = book.add_format({**top, "align": "center"})
        self._day = book.add_format({**top, "num_format": "dd mmm yyyy", "align": "left"})
        self._bands = {
            word: book.add_format({**top, "bg_color": fill, "font_color": ink, "bold": True})
            for word, (fill, ink) in _BANDS.items()
        }

    def sheet(self, sheet: Sheet, advance: Advance) -> None:
        """A sheet of rows: heading frozen and repeated on every page, and a filter on each column."""
        page, data = self._page(sheet.name), sheet.data()
        last = len(sheet.columns) - 1
        page.freeze_panes(1, _frozen(sheet.columns))
        page.repeat_rows(0)
        page.autofilter(0, 0, data.height, last)
        page.print_area(0, 0, data.height, _printed(sheet))
        widths = [width(column, data[column.name]) for column in sheet.columns]
        page.set_row(0, 2 * _LINE)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, widths[place])
            page.write_string(0, place, column.heading, self._heading)
        self._rows(page, sheet.columns, data, lines_high(sheet.columns, data, widths), advance)

    def about(self, about: About) -> None:
        """The About sheet: three columns of text, sections under headings."""
        page = self._page("About")
        for place, wide in enumerate(_ABOUT):
            page.set_column(place, place, wide)
        for row, cells in enumerate(lines(about)):
            high = max((len(str(cell)) // wide + 1 for cell, wide in zip(cells, _ABOUT, strict=False)), default=1)
            page.set_row(row, _LINE * high)
            for place, cell in enumerate(cells):
                if isinstance(cell, int):
                    page.write_number(row, place, cell, self._count)
                else:
                    page.write_string(row, place, cell, self._section if len(cells) == 1 else self._text)

    def _page(self, name: str) -> Any:
        page = self._book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{name}: {self._footer}&RPage &P of &N")
        return page

    def _rows(
        self, page: Any, columns: tuple[Column, ...], data: pl.DataFrame, high: Sequence[int], advance: Advance
    ) -> None:
        put = [self._put(page, column) for column in columns]
        cells = data.with_columns(_serial(column.name) for column in columns if column.kind == "date")
        for row, values in enumerate(cells.iter_rows(), 1):
            if high[row - 1] > 1:
                page.set_row(row, _LINE * high[row - 1])
            for place, value in enumerate(values):
                if value is not None:
                    put[place](row, place, value)
            advance(1)

    def _put(self, page: Any, column: Column) -> Callable[[int, int, Any], object]:
        """How a value of this column is written."""
        form = {"date": self._day, "number": self._number}.get(column.kind, self._text)
        if column.kind in ("date", "number"):
            return lambda row, place, value: page.write_number(row, place, value, form)
        if column.kind == "colour":
            return lambda row, place, value: page.write_string(row, place, value, self._bands.get(value, self._text))
        return lambda row, place, value: page.write_string(row, place, value, form)


def _serial(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Date).to_physical() + _EXCEL_DAY_ZERO


def _frozen(columns: tuple[Column, ...]) -> int:
    """How many columns stay in view: up to the child's id."""
    return next((place + 1 for place, column in enumerate(columns) if column.heading == "Child"), 0)


def lines_high(columns: Sequence[Column], data: pl.DataFrame, widths: Sequence[int]) -> list[int]:
    """How many lines each row needs, its longest text wrapped: not every program makes room by itself."""
    lines = [
        pl.col(column.name).cast(pl.String).str.len_chars().floordiv(wide).fill_null(0) + 1
        for column, wide in zip(columns, widths, strict=True)
        if column.kind in ("text", "long")
    ]
    return data.select(pl.max_horizontal(lines).alias("lines"))["lines"].to_list()


def _printed(sheet: Sheet) -> int:
    """The place of the last column that is printed: the pages hold what a reader away from a screen needs."""
    names = [column.name for column in sheet.columns]
    return names.index(sheet.prints_to or names[-1])


def width(column: Column, values: pl.Series) -> int:
    """The width, in characters, that fits what the column holds, within reason; a filter button takes three more."""
    if column.kind == "date":
        return max(13, len(max(column.heading.split(), key=len)) + 4)
    heading = max(len(word) for word in column.heading.split()) + 4
    longest = int(values.cast(pl.String).str.len_chars().fill_null(0).to_numpy().max(initial=0))
    return max(_NARROWEST, heading, min(longest + 2, _LONG if column.kind == "long" else _WIDEST))
