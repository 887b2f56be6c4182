"""Bank holidays declared late: the file a council keeps of them, whatever program it was saved by."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from .days import CannotCount, read_day


def read_holidays(path: Path) -> dict[date, str]:
    """Late-declared bank holidays from a CSV file with the columns date and, if wanted, name.

    Comma, semicolon or tab between cells; UTF-8, UTF-16 or Windows-1252. Raises CannotCount naming the file, the line,
    what is wrong and what to do; a file without headings or without a day is a mistake too, or a holiday would be lost.
    """
    rows = _filled_rows(path.name, _text_of(path))
    if not rows:
        raise CannotCount(f"{path.name} line 1: the file is empty. {_WANTED}")
    (line, cells), *rest = rows
    headings = [cell.lower() for cell in cells]
    if "date" not in headings:
        said = ", ".join(filter(None, cells))[:60]
        raise CannotCount(f"{path.name} line {line}: '{said}' stands where the headings should. {_WANTED}")
    if not rest:
        raise CannotCount(f"{path.name} line {line}: there are headings, and no day below them. {_WANTED}")
    return dict(_holiday(path.name, line, dict(zip(headings, cells, strict=False))) for line, cells in rest)


_WANTED = "Make the first line the headings date,name and write a day on each line below, as 2026-12-28,Day of thanks."


def _holiday(file: str, line: int, row: Mapping[str, str]) -> tuple[date, str]:
    try:
        return read_day(row.get("date", "")), row.get("name") or "bank holiday"
    except CannotCount as wrong:
        raise CannotCount(f"{file} line {line}: {wrong}") from wrong


def _filled_rows(file: str, text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not blank, each with its line. What stands most often in the first is what parts the cells.

    Strict, because a quotation mark never closed would hide the days below it in a name.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as wrong:
        raise CannotCount(f"{file} line {reader.line_num}: the line cannot be read ({wrong}). {_AS_CSV}") from wrong
    return [(line, cells) for line, cells in rows if any(cells)]


_AS_CSV = "Save it again from the spreadsheet as CSV."


def _text_of(path: Path) -> str:
    """The file as text. Windows-1252 is how Excel saves a plain CSV; UTF-16, a "Unicode text"."""
    data = path.read_bytes()
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotCount(f"{path.name} line 1: this is not text, but maybe a workbook. {_AS_CSV}")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return () if b"\0" in data else ("utf-8-sig", "cp1252")
