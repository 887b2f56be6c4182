"""The return's files, columns and codes, read once from ``tables.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl
import yaml

FIRST_YEAR, LAST_YEAR = 0, 9999

Kind = pl.DataType | type[pl.DataType]


@dataclass(frozen=True)
class Column:
    """A column of a table. ``kind`` is child, date, part_date, code, number, home, text or unread (see tables.yaml)."""

    name: str
    kind: str
    of: str = ""
    needed: bool = False
    expected: bool = False
    ahead: bool = False
    kept: bool = True

    @property
    def codes(self) -> CodeSet:
        """The code set of a code column. Raises KeyError for a column without one."""
        return code_sets()[self.of]


@dataclass(frozen=True)
class Table:
    """One file of the return. ``makes`` is false where no fact is made from it."""

    name: str
    says: str
    known_by: tuple[str, ...]
    key: tuple[str, ...]
    settles: tuple[str, ...]
    makes: bool
    columns: dict[str, Column]


@dataclass(frozen=True)
class CodeSet:
    """The codes of one column, in order. A code's number in ``kind`` is its place among ``codes``."""

    codes: dict[str, dict[str, Any]]

    @property
    def kind(self) -> pl.Enum:
        """The column type that holds these codes."""
        return pl.Enum(list(self.codes))

    def limited(self) -> list[tuple[str, int, int]]:
        """The codes in force only in some collection years, with the first and last of them."""
        years = [(code, says.get("from", FIRST_YEAR), says.get("to", LAST_YEAR)) for code, says in self.codes.items()]
        return [(code, first, last) for code, first, last in years if (first, last) != (FIRST_YEAR, LAST_YEAR)]

    def saying(self, word: str) -> list[str]:
        """The codes that say this word of anything."""
        return [code for code, says in self.codes.items() if word in says]

    def reads(
        self,
        column: pl.Series,
        word: str,
        kind: Kind = pl.String,
        prefix: str = "",
    ) -> pl.Series:
        """What each code of the column says of ``word``; null where it says nothing or the code is blank."""
        said = [says.get(word) for says in self.codes.values()]
        if prefix:
            said = [None if each is None else prefix + each for each in said]
        return pl.Series(word, said, kind).gather(column.to_physical())


@cache
def tables() -> dict[str, Table]:
    """Every table of the return, by name."""
    return {name: _table(name, entry) for name, entry in _raw()["tables"].items()}


@cache
def code_sets() -> dict[str, CodeSet]:
    """Every code set of the return, by name."""
    return {name: CodeSet(codes) for name, codes in _raw()["codes"].items()}


@cache
def xml_rows() -> dict[str, list[str]]:
    """The tables that an element of the XML return holds rows of."""
    return dict(_raw()["xml"])


def table_of(headings: Sequence[str]) -> Table | None:
    """The table these column headings belong to, or None. Where several could be, the one with most of its columns."""
    given = set(headings)
    fits = [table for table in tables().values() if given.issuperset(table.known_by)]
    return max(fits, key=lambda table: len(given & table.columns.keys()), default=None)


def nearest(headings: Sequence[str]) -> Table:
    """The table most like these column headings."""
    given = set(headings)
    return max(tables().values(), key=lambda table: len(given & table.columns.keys()) / len(table.columns))


def is_facts_sheet(headings: Sequence[str]) -> bool:
    """Whether these are the column headings of the sheet for the facts that no return holds."""
    return {"CHILD", "FACT", "CODE"} <= set(headings)


@cache
def _raw() -> dict[str, Any]:
    text = files(__package__).joinpath("tables.yaml").read_text(encoding="utf-8")
    raw: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return raw


def _table(name: str, entry: dict[str, Any]) -> Table:
    columns = {column: _column(column, words) for column, words in entry["columns"].items()}
    known_by, key, settles = (tuple(entry.get(word, ())) for word in ("known_by", "key", "settles"))
    return Table(name, entry["says"], known_by, key, settles, bool(entry.get("makes")), columns)


def _column(name: str, words: str) -> Column:
    plain = words.rstrip("*!+-")
    signs = words[len(plain) :]
    kind, _, of = plain.partition(" ")
    return Column(name, kind, of, needed="*" in signs, expected="!" in signs, ahead="+" in signs, kept="-" not in signs)
