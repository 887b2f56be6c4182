"""The quickest way to read a table: its cells are days and codes as the file is taken in, and none needs a second look.

Most files are so, and take half the time of reading them as text first. For any other, ``cells`` goes through the text.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl

from .cells import EARLIEST, LATEST, PART_DATE, blank, home_number, within
from .ids import digits
from .tables import Column, Kind, Table, tables


@cache
def kinds(name: str) -> dict[str, Kind]:
    """By column of a table, what its cells are read as where that is not text."""
    columns = tables()[name].columns.values()
    kinds = {"date": pl.Date(), "number": pl.Int64()}
    found = (
        (column.name, column.codes.kind if column.kind == "code" else kinds.get(column.kind)) for column in columns
    )
    return {column: kind for column, kind in found if kind is not None}


def at_once(read: pl.DataFrame, part: int, table: Table, as_at: date) -> pl.DataFrame | None:
    """The rows of a part, read as ``kinds`` and in the shape that ``cells.typed`` gives; None where one of their
    cells is out of bounds or blank where it may not be, so that someone must be told."""
    number = digits(read["CHILD"])
    columns = [column for column in table.columns.values() if column.kind not in ("child", "unread")]
    if number is None or not all(_is_right(read[each.name], each, as_at) for each in columns if each.name in read):
        return None
    values = [_value(read, column) for column in columns if column.kept]
    of_part = pl.Series("part", [part], pl.UInt16).new_from_index(0, read.height)
    return pl.DataFrame([of_part, read["line"], number.alias("CHILD"), *(each for each in values if each is not None)])


def _is_right(cells: pl.Series, column: Column, as_at: date) -> bool:
    if (column.needed or column.expected) and cells.null_count():
        return False
    match column.kind:
        case "date":
            return within(cells, EARLIEST, LATEST if column.ahead else as_at)
        case "number":
            return not len(cells) or cells.is_between(0, int(column.of)).all()
        case "part_date":
            return cells.str.contains(PART_DATE).all()
    return True


def _value(read: pl.DataFrame, column: Column) -> pl.Series | None:
    if column.name not in read.columns:
        return blank(column, read.height)
    match column.kind:
        case "date" | "code":
            return read[column.name]
        case "home":
            return home_number(read[column.name])
        case "text":
            return read[column.name].str.strip_chars()
    return None
