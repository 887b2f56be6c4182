"""Turns the text cells of a table into children, days and codes; a cell that cannot be read is a problem.

Each kind of column has one reader. Readers take the quick way first, and look again only at the cells it refused.
"""

from __future__ import annotations

from datetime import date
from typing import cast

import polars as pl

from .ids import digits
from .problems import WHERE, Ledger
from .tables import Column, Table

USUAL = "%d/%m/%Y"
"""How the guidance writes a day."""

OTHERS = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d/%m/%y")
EARLIEST = date(1970, 1, 2)
LATEST = date(2099, 12, 31)
SHEET_START = 25_569
"""1 January 1970 as spreadsheets count days, for a column of days saved as numbers."""
SHEET_DAYS = (25_570, 73_050)

CLOCK = r"[ T]\d{1,2}:\d\d(:\d\d)?(\.\d+)?$"
PLAIN = r"^[A-Z]*[0-9][0-9A-Z]*$"
"""A child's number that needs no second look."""

SPACES = r"[\s\u{a0}\p{C}]"
"""Spaces, and marks that nobody sees: what a web page or another program leaves in a cell."""

DECIMALS = r"^(\d+)\.0+$"
ROUNDED = r"^\d+(\.\d+)?E\+\d+$"
PART_DATE = r"(?i)^(zz|\d{1,2})/(zz|\d{1,2})/(zzzz|\d{4})$"
WHOLE = 1 << 32
NO_HOME = ["XXXXXXX", ""]

UNUSABLE = {
    "This is a second line of headings.": pl.col("tidy") == "CHILD",
    "The row does not say which child it is about.": pl.col("tidy") == "",
    "A spreadsheet has rounded this child's number, so it could be that of another child.": pl.col("tidy").str.contains(
        ROUNDED
    ),
}
"""Why a row's child cannot be told, and how that shows in the tidied number."""


def typed(raw: pl.DataFrame, table: Table, ledger: Ledger, as_at: date) -> pl.DataFrame:
    """The rows of text that can be used, each cell as what its column holds.

    ``raw`` has the columns of the table as text, ``part`` and ``line``. A row without a child or without a day it
    needs is set aside; a column the file lacks is blank.
    """
    rows, number = _children(_whole(raw, ledger), ledger)
    columns = [column for column in table.columns.values() if column.kind not in ("child", "unread")]
    quick = rows.select(_quick(column) for column in columns if column.name in rows.columns)
    values = [(column, _value(rows, quick, column, ledger, as_at)) for column in columns]
    kept = pl.DataFrame(
        [
            *(rows[name] for name in WHERE),
            number.alias("CHILD"),
            *(value.alias(column.name) for column, value in values if value is not None and column.kept),
        ]
    )
    needed = next((column.name for column in columns if column.needed), None)
    if needed is None or not (absent := kept[needed].is_null()).any():
        return kept
    ledger.set_aside(rows.filter(absent), needed, pl.col(needed), _needs_a_day(needed, as_at))
    return kept.filter(~absent)


def _whole(raw: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """The rows that have no more cells than there are headings."""
    if "cells" not in raw.columns:
        return raw
    ragged = pl.format("The row has {} values where the headings have {}.", "cells", "wanted")
    over = pl.col("cells") > pl.col("wanted")
    ledger.set_aside(raw.filter(over), None, None, ragged)
    short = raw.filter(pl.col("cells") < pl.col("wanted"))
    ledger.note(short, None, None, ragged, "The values that are not there were taken as blank.")
    return raw.filter(~over)


def _children(rows: pl.DataFrame, ledger: Ledger) -> tuple[pl.DataFrame, pl.Series]:
    """The rows that name a child, with the child's id as plain text, and the number of each such id."""
    if (number := digits(rows["CHILD"])) is not None:
        return rows, number
    if not rows["CHILD"].str.contains(PLAIN).all(ignore_nulls=False):
        rows = _tidied(rows, ledger)
    return rows, ledger.ids.numbers(rows["CHILD"])


def _tidied(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    tidy = pl.col("CHILD").str.replace_all(SPACES, "").str.to_uppercase().fill_null("")
    rows = rows.with_columns(tidy=tidy.str.replace(DECIMALS, "$1"))
    for why, unusable in UNUSABLE.items():
        ledger.set_aside(rows.filter(unusable), "CHILD", pl.col("CHILD"), why)
        rows = rows.filter(~unusable)
    changed = rows.filter(pl.col("tidy") != pl.col("CHILD").str.to_uppercase())
    done = pl.format("The child's number was read as {}.", "tidy")
    wrong = "The child's number has spaces, hidden marks or a decimal point."
    ledger.note(changed, "CHILD", pl.col("CHILD"), wrong, done)
    return rows.drop("CHILD").rename({"tidy": "CHILD"})


def _quick(column: Column) -> pl.Expr:
    """The quick way to read a column, right where every cell is as the guidance writes it; all in one go."""
    given = pl.col(column.name)
    match column.kind:
        case "date" | "part_date":
            return given.str.to_date(USUAL, strict=False, cache=False)  # too many days differ for a memory to pay
        case "code":
            return given.cast(column.codes.kind, strict=False)
        case "number":
            return given.cast(pl.Int64, strict=False)
        case "text":
            return given.str.strip_chars()
    return given


def _value(rows: pl.DataFrame, quick: pl.DataFrame, column: Column, ledger: Ledger, as_at: date) -> pl.Series | None:
    if column.name not in rows.columns:
        return blank(column, rows.height)
    given, read = rows[column.name], quick[column.name]
    if column.expected:
        blank_ones = rows.filter(given.str.strip_chars().fill_null("") == "")
        ledger.note(blank_ones, column.name, None, f"The row does not say its {column.name}.", "It was used without.")
    if column.kind == "date":
        return _day(rows, given, read, column, ledger, as_at)
    if column.kind == "code":
        return _code(rows, given, read, column, ledger)
    if column.kind == "home":
        return home_number(given)
    if column.kind == "text":
        return read
    _check(rows, given, read, column, ledger)
    return None


def blank(column: Column, height: int) -> pl.Series | None:
    """A column the file lacks; None for one that is not kept."""
    kinds = {"date": pl.Date, "home": pl.UInt32, "text": pl.String}
    kind = column.codes.kind if column.kind == "code" else kinds.get(column.kind)
    return None if kind is None else pl.Series(column.name, [None], kind).new_from_index(0, height)


def _day(
    rows: pl.DataFrame, given: pl.Series, read: pl.Series, column: Column, ledger: Ledger, as_at: date
) -> pl.Series:
    day = _in_range(read)
    if day.null_count() > given.null_count():
        day = day.zip_with(day.is_not_null(), _other_day(given.set(day.is_not_null(), None)))
        unread = day.is_null() & (given.str.strip_chars().fill_null("") != "")
        _refuse(rows, unread, column, "This is not a day we can read, or its year cannot be right.", ledger)
    if not column.ahead and not within(day, EARLIEST, as_at):
        ahead = (day > as_at).fill_null(False)
        _refuse(rows, ahead, column, f"This day is after {as_at:%d/%m/%Y}, so it has not happened yet.", ledger)
        day = day.set(ahead, None)
    return day


def _refuse(rows: pl.DataFrame, bad: pl.Series, column: Column, wrong: str, ledger: Ledger) -> None:
    """A cell that cannot be used. Where the row needs it, the row is set aside later, and that is said once, there."""
    if not column.needed:
        done = "It was taken as blank. Write the day as DD/MM/YYYY."
        ledger.note(rows.filter(bad), column.name, pl.col(column.name), wrong, done)


def _other_day(given: pl.Series) -> pl.Series:
    """The days among cells not in the usual form: with a clock time, in another form, or as a spreadsheet counts."""
    text = given.str.strip_chars().str.replace(CLOCK, "")
    day = pl.Series([None], dtype=pl.Date).new_from_index(0, len(text))
    for form in (USUAL, *OTHERS):
        day = day.zip_with(day.is_not_null(), _in_range(text.str.to_date(form, strict=False)))
    counted = text.cast(pl.Int32, strict=False)
    counted = counted.set(~counted.is_between(*SHEET_DAYS).fill_null(False), None)
    return day.zip_with(day.is_not_null(), (counted - SHEET_START).cast(pl.Date))


def _in_range(day: pl.Series) -> pl.Series:
    """The days a return can hold; null where the year cannot be right."""
    return day if within(day, EARLIEST, LATEST) else day.set(~day.is_between(EARLIEST, LATEST).fill_null(False), None)


def within(day: pl.Series, first: date, last: date) -> bool:
    """Whether all days lie between these. As numbers: Python's own date has no year 0, and a broken file may."""
    number = day.cast(pl.Int32)
    lowest, highest = cast(int | None, number.min()), cast(int | None, number.max())
    return lowest is None or highest is None or (_number(first) <= lowest and highest <= _number(last))


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _code(rows: pl.DataFrame, given: pl.Series, read: pl.Series, column: Column, ledger: Ledger) -> pl.Series:
    if read.null_count() == given.null_count():
        return read  # every cell is a code as it stands
    tidy = given.str.strip_chars().str.to_uppercase().str.replace(DECIMALS, "$1")
    code = tidy.cast(column.codes.kind, strict=False)
    unknown = code.is_null() & (tidy.fill_null("") != "")
    ledger.note(rows.filter(unknown), column.name, pl.col(column.name), _not_a_code(column), "It was taken as blank.")
    return code


def _not_a_code(column: Column) -> str:
    codes = list(column.codes.codes)
    return f"This is not a code for {column.name}. The codes are {', '.join(codes[:-1])} and {codes[-1]}."


def home_number(given: pl.Series) -> pl.Series:
    """A number that differs where homes differ, null where the home is not told."""
    words = pl.Categorical(pl.Categories.random("home"))
    met = given.cast(words)  # so that each home is tidied once, however often it is met
    every = pl.int_range(met.drop_nulls().n_unique(), dtype=pl.UInt32, eager=True)
    text = every.cat.to(words).cast(pl.String).str.replace_all(" ", "", literal=True).str.to_uppercase()
    number = (text.hash() // WHOLE).cast(pl.UInt32).set(text.is_in(NO_HOME), None)
    return number.gather(met.to_physical()).alias(given.name)


def _check(rows: pl.DataFrame, given: pl.Series, read: pl.Series, column: Column, ledger: Ledger) -> None:
    """Names the cells, of a column that is checked and not kept, that are neither blank nor what the column holds."""
    right = read.is_between(0, int(column.of)) if column.kind == "number" else read.is_not_null()
    refused = given.set(right.fill_null(False), None)
    if refused.null_count() == len(refused):
        return
    bad = _bad(refused, column)
    ledger.note(rows.filter(bad), column.name, pl.col(column.name), _wrong(column), "It was taken as blank.")


def _bad(refused: pl.Series, column: Column) -> pl.Series:
    """Which of the cells that the quick way refused (the others are null) are wrong however they are read."""
    text = refused.str.strip_chars().str.replace(DECIMALS, "$1")
    filled = text.fill_null("") != ""
    if column.kind == "number":
        number = text.cast(pl.Int64, strict=False)
        return filled & ~number.is_between(0, int(column.of)).fill_null(False)
    return filled & ~text.str.contains(PART_DATE).fill_null(False)


def _wrong(column: Column) -> str:
    if column.kind == "number":
        return f"This is not a whole number from 0 to {column.of}."
    return "This is not a day. Write DD/MM/YYYY, with zz for a part that is not known."


def _needs_a_day(name: str, as_at: date) -> pl.Expr:
    blank = pl.col(name).str.strip_chars().fill_null("") == ""
    unread = f"The row needs its {name}, and this is not a day we can read up to {as_at:%d/%m/%Y}. Write DD/MM/YYYY."
    return pl.when(blank).then(pl.lit(f"The row does not say its {name}.")).otherwise(pl.lit(unread))
