"""A CSV file as cells, whatever its encoding and separator, with stray quote marks kept from swallowing rows.

Plain lines are split at once; those with quote marks or cells too many go through Python's csv module, which is
exact and slower. A quote mark that opens a cell and is not closed would hide every row down to the next one, so such
a line is reported as broken and reading goes on beneath it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

import polars as pl

from .cells import BEYOND, HEADER_WITHIN, CannotRead, Cells, tidy
from .columns import is_header

SEPARATORS = (",", "\t", ";")
TALLEST_CELL = 50  # lines; a cell that runs on for longer is a quote mark somebody forgot


def csv_cells(data: bytes) -> Cells:
    """The cells of a CSV file. Raises CannotRead where it has no line of headings."""
    lines = _lines(decoded(data))
    first, separator = _header(lines)
    headings = _split(lines["text"][first], separator)
    lines, broken = _whole_rows(lines[first + 1 :], separator, len(headings))
    names = [*(str(place) for place in range(len(headings))), BEYOND]
    plain = ~pl.col("text").str.contains('"', literal=True) & (_separators(separator) < len(headings))
    rows = _plain_rows(lines.filter(plain), separator, names)
    if rows.height < lines.height:
        rows = pl.concat([rows, _careful_rows(lines.filter(~plain), separator, names)]).sort("line")
    return Cells(headings, tidy(rows), broken)


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-8, UTF-16 with or without its mark, else Windows-1252, in which nothing is unreadable."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    elif data[1:2] == b"\0":
        text = data.decode("utf-16-le", errors="replace")
    elif data[:1] == b"\0":
        text = data.decode("utf-16-be", errors="replace")
    else:
        text = _eight_bit(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _eight_bit(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _lines(text: str) -> pl.DataFrame:
    """The lines but for blank ones and remarks; a remark's quote marks and commas are no concern of ours."""
    every = pl.DataFrame({"text": text.split("\n")}).with_row_index("line", offset=1)
    return every.filter(~pl.col("text").str.contains(r"^ *(#|\s*$)"))


def _separators(separator: str) -> pl.Expr:
    return pl.col("text").str.count_matches(separator, literal=True)


def _header(lines: pl.DataFrame) -> tuple[int, str]:
    """The row that holds the headings and the separator it uses; the first row where none holds them all."""
    top = lines["text"].head(HEADER_WITHIN).to_list()
    if not top:
        raise CannotRead("The file has no headings and no rows. Start again from the template.")
    for row, text in enumerate(top):
        for separator in SEPARATORS:
            if is_header(_split(text, separator)):
                return row, separator
    return 0, max(SEPARATORS, key=top[0].count)


def _split(text: str, separator: str) -> list[str]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return next(csv.reader(io.StringIO(text), delimiter=separator), [])


def _whole_rows(lines: pl.DataFrame, separator: str, width: int) -> tuple[pl.DataFrame, list[int]]:
    """The rows, a cell that runs over several lines joined into its row; and the lines where a quote mark is stray."""
    odd = lines["text"].str.count_matches('"', literal=True) % 2 == 1
    if not odd.any():
        return lines, []
    marks = odd.arg_true().to_list()
    full = lines.select(_separators(separator) >= width - 1).to_series()
    texts: dict[int, str] = {}
    stray: list[int] = []
    swallowed: set[int] = set()
    for first, last in _pairs(marks, full):
        if last is None:
            stray.append(first)
            continue
        texts[first] = "\n".join(lines["text"][first : last + 1])
        swallowed.update(range(first + 1, last + 1))
    text = lines["text"].scatter(list(texts), list(texts.values())) if texts else lines["text"]
    keep = pl.Series(range(lines.height)).is_in([*stray, *swallowed]).not_()
    return lines.with_columns(text).filter(keep), lines["line"].gather(stray).to_list()


def _pairs(marks: list[int], full: pl.Series) -> Iterator[tuple[int, int | None]]:
    """Each row with an odd quote mark, and the row that closes it: none where a whole row would be swallowed."""
    place = 0
    while place < len(marks):
        first, last = marks[place], marks[place + 1] if place + 1 < len(marks) else None
        runs_on = last is not None and last - first <= TALLEST_CELL and not full[first + 1 : last + 1].any()
        yield first, last if runs_on else None
        place += 2 if runs_on else 1


def _plain_rows(lines: pl.DataFrame, separator: str, names: list[str]) -> pl.DataFrame:
    """Rows without quote marks. The line number is put before each row, so that it cannot come apart from it."""
    schema = {"line": pl.UInt32, **dict.fromkeys(names, pl.String)}
    if lines.is_empty():
        return pl.DataFrame(schema=schema)
    rows = lines.select(pl.concat_str(pl.col("line"), pl.col("text"), separator=separator).str.join("\n")).item()
    text = separator.join(schema) + "\n" + rows + "\n"
    return pl.read_csv(text.encode(), schema=schema, separator=separator, quote_char=None, truncate_ragged_lines=True)


def _careful_rows(lines: pl.DataFrame, separator: str, names: list[str]) -> pl.DataFrame:
    schema = dict.fromkeys(names, pl.String)
    rows = pl.DataFrame(list(_cut(lines["text"], separator, len(names))), schema=schema, orient="row")
    return pl.concat([lines.select(pl.col("line").cast(pl.UInt32)), rows], how="horizontal")


def _cut(texts: Iterable[str], separator: str, width: int) -> Iterator[list[str]]:
    for text in texts:
        cells = _split(text, separator)
        yield [*cells[: width - 1], *[""] * (width - 1 - len(cells)), " ".join(cells[width - 1 :])]
