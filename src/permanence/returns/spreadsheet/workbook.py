"""A workbook as cells: the sheet called Facts, else the first sheet with the headings of one."""

from __future__ import annotations

import fastexcel
import polars as pl

from .cells import BEYOND, HEADER_WITHIN, SHEET, CannotRead, Cells, tidy
from .columns import is_header


def workbook_cells(data: bytes) -> Cells:
    """The cells of a workbook. Raises CannotRead where it cannot be opened or has no rows."""
    try:
        return _cells(fastexcel.read_excel(data))
    except fastexcel.FastExcelError as error:
        raise CannotRead(
            "The workbook cannot be read. Open it in your spreadsheet program, take off any password, "
            "and save it again as .xlsx."
        ) from error


def _cells(book: fastexcel.ExcelReader) -> Cells:
    for name in sorted(book.sheet_names, key=lambda name: name.strip().lower() != SHEET.lower()):
        rows = _rows(book, name)
        for place, row in enumerate(rows.head(HEADER_WITHIN).iter_rows()):
            if is_header(row[1:]):
                return _beneath(rows, place)
    raise CannotRead(f"No sheet has the headings 'child' and 'fact'. Write them on a sheet called {SHEET}.")


def _rows(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    """Every row of a sheet as text. Read without a header, so that a row's place is its line in the sheet."""
    rows = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    return rows.rename({name: str(place) for place, name in enumerate(rows.columns)}).with_row_index("line", offset=1)


def _beneath(rows: pl.DataFrame, header: int) -> Cells:
    headings = [cell or "" for cell in rows.row(header)[1:]]
    return Cells(headings, tidy(rows[header + 1 :].with_columns(pl.lit(None, pl.String).alias(BEYOND))))
