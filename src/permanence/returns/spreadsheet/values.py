"""Cells as values: words, days, yes and no. A cell that cannot be read is null beside its text, for the checks to name.

Every column is read once for each different text in it, since a population's facts use few words and few days.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from permanence.policy.days import MOST
from permanence.policy.timeline import FAR, as_date
from permanence.policy.vocabulary import vocabulary

from ..frames import ATTRIBUTES, Token
from .columns import COLUMNS, Column

FIRST_DAY, LAST_DAY = as_date(1), as_date(FAR - 367)
"""The first and last day a timeline can hold."""

ANSWERS = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}

_DAY = r"^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?:[ T]\d{1,2}:\d{2}.*)?$"
_WHOLE = r"^(\d+)(?:\.0+)?$"  # a workbook may give 28 as 28.0
_FACTS = vocabulary().facts
SPANS = [name for name, fact in _FACTS.items() if fact.is_span]
CODED = [name for name, fact in _FACTS.items() if fact.codes]

LISTING = ("child", "born", "note")
"""A row with nothing but these lists a child, and states no fact."""


def value(name: str) -> pl.Expr:
    """A column as read; the plain name is its text."""
    return pl.col(f"{name} read")


def takers(name: str) -> list[str]:
    """The facts that take a detail."""
    return [fact.name for fact in _FACTS.values() if name in fact.takes]


def with_values(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells with every column read, and what each row states: ``token``, ``spans``, ``start`` and ``end``."""
    cells = _token_in_one_cell(cells)
    columns = [column for column in COLUMNS.values() if column.name in cells.columns]
    cells = cells.with_columns(_read_once(cells[column.name], _reader(column)) for column in columns)
    fact, code = value("fact"), value("code")
    said = [pl.col(name).is_not_null() for name in COLUMNS if name in cells.columns and name not in LISTING]
    cells = cells.with_columns(
        pl.any_horizontal(said).not_().alias("lists child"),
        token=pl.when(fact.is_in(CODED)).then(fact + "." + code).otherwise(fact).cast(Token, strict=False),
        spans=fact.is_in(SPANS),
    )
    cells = cells.with_columns(
        pl.when(fact.is_in(takers(name))).then(value(name)).alias(f"{name} read")
        for name in ATTRIBUTES
        if name in cells.columns
    )
    day = pl.when(pl.col("date").is_null()).then(value("from")).otherwise(value("date"))
    return cells.with_columns(
        start=pl.when("spans").then(value("from")).otherwise(day),
        end=pl.when("spans").then(value("to")),
    )


def _token_in_one_cell(cells: pl.DataFrame) -> pl.DataFrame:
    """A fact and code written together ("placement.foster") taken apart."""
    together = pl.col("code").is_null() & pl.col("fact").str.contains(r"^\w+\.\w+$")
    if not cells.select(together.any()).item():
        return cells
    parts = pl.col("fact").str.splitn(".", 2)
    return cells.with_columns(
        fact=pl.when(together).then(parts.struct[0]).otherwise("fact"),
        code=pl.when(together).then(parts.struct[1]).otherwise("code"),
    )


def _read_once(cells: pl.Series, reader: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    texts = cells.drop_nulls().unique().to_frame()
    read = texts.with_columns(reader(pl.col(cells.name)).alias(f"{cells.name} read"))
    return cells.to_frame().join(read, on=cells.name, how="left", maintain_order="left").to_series(1)


def _reader(column: Column) -> Callable[[pl.Expr], pl.Expr]:
    if column.name == "child":
        return child_id
    if column.name in ("fact", "code"):
        return plain_word
    if column.kind in ("choice", "choices"):
        read = choice if column.kind == "choice" else choices
        return lambda text: read(text, column)
    return {"bool": yes_or_no, "int": whole_number, "date": day, "text": lambda text: text}[column.kind]


def plain_word(text: pl.Expr) -> pl.Expr:
    """A word as the vocabulary writes it."""
    return text.str.strip_chars().str.to_lowercase().str.replace_all(r"[\s_\-]+", "_")


def child_id(text: pl.Expr) -> pl.Expr:
    """A child's number as text: a workbook may give 123 as 123.0, and the returns have 123."""
    return text.str.replace(r"^(\d+)\.0+$", "$1")


def any_day(text: pl.Expr) -> pl.Expr:
    """A day written as 2026-02-27 or 27/02/2026, of any year; a time of day after it is let go."""
    shape = text.str.extract(_DAY)
    iso = shape.str.to_date("%Y-%m-%d", strict=False)
    return pl.coalesce(iso, shape.str.replace_all(r"[.\-]", "/").str.to_date("%d/%m/%Y", strict=False))


def day(text: pl.Expr) -> pl.Expr:
    """A day that a timeline can hold."""
    found = any_day(text)
    return pl.when(found.is_between(FIRST_DAY, LAST_DAY)).then(found)


def yes_or_no(text: pl.Expr) -> pl.Expr:
    """True for yes, false for no."""
    word = text.str.to_lowercase().str.replace(_WHOLE, "$1")
    return word.replace_strict(ANSWERS, default=None, return_dtype=pl.Boolean)


def whole_number(text: pl.Expr) -> pl.Expr:
    """A whole number from 1 to MOST: 0 is how a timeline writes "not said"."""
    number = text.str.extract(_WHOLE).cast(pl.Int32, strict=False)
    return pl.when(number.is_between(1, MOST)).then(number)


def choice(text: pl.Expr, column: Column) -> pl.Expr:
    """One of the column's words."""
    return plain_word(text).cast(ATTRIBUTES[column.name], strict=False)


def choices(text: pl.Expr, column: Column) -> pl.Expr:
    """The column's words found in a list, each once; a word that is not one of them is let go."""
    known = listed(text).list.eval(pl.element().filter(pl.element().is_in(column.choices)))
    return known.list.unique(maintain_order=True).cast(ATTRIBUTES[column.name])


def listed(text: pl.Expr) -> pl.Expr:
    """The words of a list as written: separated by ; or a comma, and "none" is no word."""
    words = text.str.replace_all(r"[,/|\n]", ";").str.split(";")
    return words.list.eval(plain_word(pl.element()).filter(~plain_word(pl.element()).is_in(["", "none"])))
