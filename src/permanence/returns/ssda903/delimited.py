"""Reads the text of a CSV file, whatever program wrote it, in pieces small enough to keep memory low.

One line of the file is one row: no column of the return holds a line break, so a stray quotation mark can spoil its
own row but never swallow the rows below it.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

import numpy as np
import polars as pl

from .tables import Kind, Table, table_of

PIECE = 8_000_000
"""Bytes read at a time: about 100,000 episodes."""

CACHED = 1 << 18
"""Bytes counted at a time: few enough to stay in the processor's cache."""

HEAD = 100_000
SEARCHED = 10
"""Bytes and lines searched for the column headings: exports put a title or a blank line above them."""

DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Headings:
    """The line of column headings: its line number, the columns in order, and the mark between them."""

    line: int
    columns: tuple[str, ...]
    delimiter: str

    @property
    def table(self) -> Table | None:
        """The table with these columns, or None."""
        return table_of(self.columns)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The file as UTF-8 text, cut after whole lines. Line ends are one line feed."""
    start = file.read(PIECE)
    if wide := _wide_encoding(start):
        yield _one_line_end((start + file.read()).decode(wide, "replace").lstrip("\ufeff").encode())
        return
    text = start.removeprefix(codecs.BOM_UTF8) + file.readline()
    while text:
        yield _one_line_end(_utf8(text))
        text = file.read(PIECE) + file.readline()


def headings(text: bytes) -> Headings | None:
    """The column headings of a file that begins with this text: the first line that fits a table, else the first
    that is not blank. None where every line is blank."""
    lines = [line.decode("utf-8", "replace") for line in text[:HEAD].split(b"\n", SEARCHED)[:SEARCHED]]
    found = [_headings(number, line) for number, line in enumerate(lines, 1) if line.strip(" \r" + DELIMITERS)]
    return next((each for each in found if each.table), found[0] if found else None)


def below(text: bytes, lines: int) -> bytes:
    """The text after so many lines."""
    end = 0
    for _ in range(lines):
        if (end := text.find(b"\n", end) + 1) == 0:
            return b""
    return text[end:]


def rows(text: bytes, first_line: int, heads: Headings) -> pl.DataFrame:
    """The rows of this text as columns of text, with their ``line``. Blank lines are no rows.

    Where lines have more or fewer cells than there are headings, a column ``cells`` tells how many.
    """
    plain = plain_rows(text, first_line, heads, {})
    if plain is not None and not plain["CHILD"].null_count():
        return plain
    read = _line_by_line(text.rstrip(b"\n"), first_line, heads) if plain is None else plain
    return read.filter(~pl.all_horizontal(pl.exclude("line", "cells").fill_null("").str.strip_chars() == ""))


def plain_rows(text: bytes, first_line: int, heads: Headings, kinds: Mapping[str, Kind]) -> pl.DataFrame | None:
    """The rows read at full speed, or None where a line is not one plain row or a cell is not of its column's kind.

    ``kinds`` has the columns to read as other than text.
    """
    if text.endswith(b"\n\n"):  # only then, because it makes a second copy of the text
        text = text.rstrip(b"\n")
    lines = count(text, "\n") + (not text.endswith(b"\n"))
    if count(text, heads.delimiter) != lines * (len(heads.columns) - 1):
        return None
    names = {place: name for name, place in known_columns(heads).items()}
    told = {f"c{place}": kinds.get(names.get(place, ""), pl.String()) for place in range(len(heads.columns))}
    try:
        read = pl.read_csv(
            text,
            has_header=False,
            schema=told,
            separator=heads.delimiter,
            columns=sorted(names),
            quote_char='"' if b'"' in text else None,
            row_index_name="line",
            row_index_offset=first_line,
        )
    except pl.exceptions.PolarsError:
        return None
    if read.height != lines:
        return None
    read.columns = ["line", *(names[place] for place in sorted(names))]
    return read


def count(text: bytes, mark: str) -> int:
    """How often a mark is in the text; quicker than bytes.count where it is often."""
    marks = np.frombuffer(text, np.uint8)
    return sum(int(np.count_nonzero(marks[at : at + CACHED] == ord(mark))) for at in range(0, len(marks), CACHED))


def known_columns(heads: Headings) -> dict[str, int]:
    """The columns of the table that the file has, each with its place: the first, where a heading is repeated."""
    table = heads.table
    wanted = table.columns if table else {}
    return {name: heads.columns.index(name) for name in wanted if name in heads.columns}


def _wide_encoding(start: bytes) -> str | None:
    """UTF-16, where the byte-order mark says so or every other byte is nothing."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = start[:2000]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > len(sample) // 4 else None


def _utf8(text: bytes) -> bytes:
    if text.isascii():
        return text
    try:
        text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace").encode()
    return text


def _one_line_end(text: bytes) -> bytes:
    """Windows and old Macintosh line ends as line feeds."""
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text


def _headings(number: int, line: str) -> Headings:
    delimiter = max(DELIMITERS, key=line.count)
    names = tuple(name.strip().strip("\"'").strip().upper() for name in _cells(line, delimiter))
    return Headings(number, names, delimiter)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _line_by_line(text: bytes, first_line: int, heads: Headings) -> pl.DataFrame:
    lines = [_cells(line, heads.delimiter) for line in text.decode("utf-8", "replace").split("\n")]
    columns = {name: [_cell(cells, place) for cells in lines] for name, place in known_columns(heads).items()}
    read = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    counts = pl.Series("cells", [_filled(cells, len(heads.columns)) for cells in lines], pl.Int64)
    return read.with_columns(counts).with_row_index("line", first_line)


def _cell(cells: Sequence[str], place: int) -> str | None:
    return cells[place] if place < len(cells) else None


def _filled(cells: Sequence[str], wanted: int) -> int:
    """How many cells a line has, leaving out blank ones beyond those wanted."""
    extra = [place for place, cell in enumerate(cells[wanted:], wanted + 1) if cell.strip()]
    return max(extra, default=min(len(cells), wanted))
