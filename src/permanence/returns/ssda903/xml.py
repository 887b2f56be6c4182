"""Reads the XML return, a child at a time: a child whose XML is broken costs that child's rows and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from xml.parsers import expat

import polars as pl

from .problems import Ledger
from .tables import tables, xml_rows

CHILD = re.compile(rb"<CHILD(\s[^>]*)?>")
CLOSED = b"</CHILD>"
OTHER_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}
"""Elements that the XML return calls otherwise than the CSV files do."""

PASSED_DOWN = ("CHILD", "DOB", "SEX")
SIGNS = {"uasc": ("UASC", "1"), "ad1": ("DATE_INT", ""), "oc3": ("IN_TOUCH", "")}
"""Tables that HEADER holds a row of only where this element has this value (or any, where none is given)."""

Row = dict[str, str | int]


def rows(text: bytes, file: str, ledger: Ledger) -> dict[str, pl.DataFrame]:
    """The rows of every table in the return, as columns of text with their ``line``."""
    found: dict[str, list[Row]] = {}
    strange: set[str] = set()
    named, line, before = len(ledger.found), 0, 0
    for start, end in _children(text):
        line += text.count(b"\n", before, start)
        before = start
        try:
            elements = _Elements(text[start:end] + CLOSED, line)
            for table, row in elements.rows():
                found.setdefault(table, []).append(row)
            strange |= elements.strange
            for line_of, child, said in elements.odd:
                wrong = f"UASC is {said}, and can only be 0 or 1."
                ledger.about_file(file, wrong, "The child was not taken as unaccompanied.", "UASC", line_of, child)
        except (expat.ExpatError, ValueError) as error:
            _broken(error, line + 1, file, ledger)
    for name in sorted(strange):
        ledger.about_file(file, f"{name} is not a part of the return that we know.", "It was left out.", name)
    if not CHILD.search(text):
        ledger.about_file(file, "This XML file has no CHILD in it.", "The file was left out.")
    elif not found and len(ledger.found) == named:
        ledger.about_file(file, "This XML file has no CHILD with rows that can be read.", "Nothing in it was used.")
    return {name: _framed(name, each) for name, each in found.items()}


def _children(text: bytes) -> Iterator[tuple[int, int]]:
    """Where each CHILD element starts, and where it closes or the next one starts."""
    starts = [match.start() for match in CHILD.finditer(text)]
    for start, following in pairwise([*starts, len(text)]):
        end = text.find(CLOSED, start, following)
        yield start, end if end >= 0 else following


@cache
def _columns(element: str) -> frozenset[str]:
    """What may stand in an element that holds rows."""
    columns = {column for table in xml_rows()[element] for column in tables()[table].columns}
    return frozenset({"line", "CHILD", *columns} | {sign for sign, _ in SIGNS.values()})


def _is_row(table: str, row: Row) -> bool:
    sign, value = SIGNS.get(table, ("line", ""))
    said = row.get(sign, "")
    return said == value if value else said != ""


class _Elements:
    """The elements of one CHILD that hold rows, each with the text of the elements inside it.

    ``strange`` names the elements that are no row of any table, nor a column of the row they stand in; ``odd`` are the
    lines, children and values of a UASC that is neither yes nor no. Raises ExpatError on broken XML.
    """

    def __init__(self, text: bytes, line: int) -> None:
        self.strange: set[str] = set()
        self.odd: list[tuple[int, str, str]] = []
        self._found: list[tuple[str, Row]] = []
        self._open: list[tuple[str, Row]] = []
        self._text = ""
        self._line = line
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._parser.Parse(text, True)
        self._check()

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each row with the table it belongs to."""
        about = next((row for name, row in self._found if name == "HEADER"), {})
        passed = {name: about[name] for name in PASSED_DOWN if name in about}
        for name, row in self._found:
            for table in xml_rows()[name]:
                if _is_row(table, row):
                    yield table, passed | row

    def _check(self) -> None:
        for name, row in self._found:
            self.strange |= {f"{key} in {name}" for key in row.keys() - _columns(name)}
            if (said := str(row.get("UASC", "0"))) not in ("0", "1"):
                self.odd.append((int(row["line"]), str(row.get("CHILD", "")), said))

    def _start(self, name: str, _: object) -> None:
        holder = self._open[-1][0] if self._open else "CHILD"
        if holder not in xml_rows() and holder != "CHILD":
            self.strange.add(holder)
        row: Row = {"line": self._line + self._parser.CurrentLineNumber}
        if name in xml_rows():
            self._found.append((name, row))
        if name != "CHILD":
            self._open.append((name, row))
        self._text = ""

    def _said(self, text: str) -> None:
        self._text += text

    def _end(self, name: str) -> None:
        if self._open:
            self._open.pop()
        if self._open and self._text.strip():
            self._open[-1][1][OTHER_NAMES.get(name, name)] = self._text.strip()
        self._text = ""


def _framed(name: str, found: list[Row]) -> pl.DataFrame:
    schema: dict[str, type[pl.DataType]] = {"line": pl.UInt32}
    schema.update(dict.fromkeys(tables()[name].columns, pl.String))
    return pl.DataFrame(found, schema=schema)


def _broken(error: Exception, line: int, file: str, ledger: Ledger) -> None:
    part = ledger.open(file, "child", "")
    ledger.read[part] += 1
    ledger.put_aside[part] += 1
    ledger.about_file(
        file,
        f"The XML of this child is broken ({error}).",
        "The child was left out. Correct the XML near this line, then read the return again.",
        line=line,
    )
