"""A workbook as cells: every sheet with the headings of a facts sheet, the one called Facts first."""

from __future__ import annotations

import fastexcel
import polars as pl

from .cells import BEYOND, EXAMPLES, HEADER_WITHIN, MEANINGS, SHEET, CannotRead, Cells, Contents, tidy
from .columns import column_named, is_header
from .examples import EXAMPLES as EXAMPLE_ROWS

UNREADABLE = "Save the workbook again as .xlsx, and read it again."
HIDDEN = "It is hidden. Show it in your spreadsheet program if its facts count."
NO_HEADINGS = f"It has no headings 'child' and 'fact' in its first {HEADER_WITHIN} rows. Write them if it holds facts."
NO_PLACE = f"It is the template's sheet of examples, and has rows of your own. Move them to the sheet {SHEET}."


def workbook_contents(data: bytes) -> Contents:
    """What a workbook holds. Raises CannotRead where it cannot be opened or has no sheet of facts."""
    try:
        contents = _contents(fastexcel.read_excel(data))
    except fastexcel.FastExcelError as error:
        raise CannotRead(
            "The workbook cannot be read. Open it in your spreadsheet program, take off any password, "
            "and save it again as .xlsx."
        ) from error
    if not contents.sheets:
        left = "".join(f" The sheet '{name}' was not read: {why}" for name, why in contents.unread.items())
        raise CannotRead(f"No sheet has the headings 'child' and 'fact'. Write them on a sheet called {SHEET}.{left}")
    return contents


def _contents(book: fastexcel.ExcelReader) -> Contents:
    """Every sheet, read or named; one without rows beneath its headings only where no other has any."""
    sheets: list[Cells] = []
    unread: dict[str, str] = {}
    for name in sorted(book.sheet_names, key=lambda name: name.strip().lower() != SHEET.lower()):
        found = _looked_at(book, name)
        if isinstance(found, Cells):
            sheets.append(found)
        elif found:
            unread[name] = found
    return Contents([cells for cells in sheets if cells.rows.height] or sheets[:1], unread)


def _looked_at(book: fastexcel.ExcelReader, name: str) -> Cells | str:
    """The cells of a sheet of facts; of another, why it is not read, or nothing where that loses nothing."""
    try:
        sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    except fastexcel.FastExcelError:
        return UNREADABLE
    rows, is_hidden = _rows(sheet), sheet.visible != "visible"
    header = next((place for place, row in enumerate(rows.head(HEADER_WITHIN).iter_rows()) if is_header(row[1:])), None)
    if header is None:
        return "" if is_hidden or name == MEANINGS or not _has_rows(rows) else NO_HEADINGS
    cells = _beneath(rows, header, name)
    if is_hidden:
        return HIDDEN if cells.rows.height else ""
    if name == EXAMPLES:
        return "" if _is_of_the_template(cells) else NO_PLACE
    return cells


def _rows(sheet: fastexcel.ExcelSheet) -> pl.DataFrame:
    """Every row of a sheet as text. Read without a header, so that a row's place is its line in the sheet."""
    rows = sheet.to_polars()
    return rows.rename({name: str(place) for place, name in enumerate(rows.columns)}).with_row_index("line", offset=1)


def _has_rows(rows: pl.DataFrame) -> bool:
    """Whether there is more than a title."""
    return len(rows.columns) > 1 and tidy(rows).height > 1


def _beneath(rows: pl.DataFrame, header: int, name: str) -> Cells:
    headings = [cell or "" for cell in rows.row(header)[1:]]
    beneath = rows[header + 1 :].with_columns(pl.lit(None, pl.String).alias(BEYOND))
    return Cells(headings, tidy(beneath), sheet=name)


def _is_of_the_template(cells: Cells) -> bool:
    """Whether every row is of a child of the template's examples."""
    child = next(place for place, heading in enumerate(cells.headings) if column_named(heading) == "child")
    known = {row["child"] for row in EXAMPLE_ROWS}
    return {*cells.rows[str(child)]} <= known
