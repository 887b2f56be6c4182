"""A file as cells of text: the headings, and the rows beneath them with the line each stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins, new and old: a file is known by what it holds, since names can mislead."""

SHEET = "Facts"
"""The sheet of a workbook that holds the facts; others with its headings are read as well, but for EXAMPLES."""

EXAMPLES = "Examples"
MEANINGS = "What the words mean"
"""The template's other sheets, which hold no facts of the user's."""

BEYOND = "beyond"
"""The column of what stands to the right of the last heading."""

HEADER_WITHIN = 20
"""How many rows are searched for the headings; titles and remarks may stand above them."""


class CannotRead(Exception):
    """No rows can be had from a file. The message says why and what to do, for the user."""


@dataclass(frozen=True)
class Cells:
    """The cells of one sheet.

    ``rows`` has ``line`` (1 is the first line of the file) and text columns "0", "1", ... under ``headings``, then
    ``beyond``. ``broken`` are the lines whose cells cannot be told apart. Blank rows and rows that begin with # are
    left out. ``sheet`` is its name in the workbook.
    """

    headings: list[str]
    rows: pl.DataFrame
    broken: list[int] = field(default_factory=list)
    sheet: str = ""


@dataclass(frozen=True)
class Contents:
    """What a file holds: its sheets of facts, one or more; and, by the names of its other sheets with rows, why each
    was not read."""

    sheets: list[Cells]
    unread: dict[str, str] = field(default_factory=dict)


def contents_of(path: Path) -> Contents:
    """The cells of a CSV file or workbook. Raises CannotRead, in words, where there are none to be had."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise CannotRead("There is no file with this name. Check the name and the folder.") from error
    except OSError as error:
        raise CannotRead("The file cannot be opened. Close it in other programs and try again.") from error
    if not data.strip(b"\0 \t\r\n"):
        raise CannotRead("The file is empty. Start again from the template.")
    # Imported here so that a CSV never pays for the workbook library.
    if data.startswith(SIGNATURES):
        from .workbook import workbook_contents

        return workbook_contents(data)
    from .csv_text import csv_cells

    return Contents([csv_cells(data)])


def tidy(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without outer spaces; a cell of spaces is blank. Rows that are blank or begin with # are left out."""
    texts = [name for name in rows.columns if name != "line"]
    rows = rows.with_columns(pl.col(name).str.strip_chars().replace("", None) for name in texts)
    remark = pl.col(texts[0]).str.starts_with("#").fill_null(False)
    return rows.filter(pl.any_horizontal(pl.col(texts).is_not_null()) & ~remark)
