"""The tables every reader of a council's files produces, and how they become a timeline.

A reader gives a ``Reading``: children, facts, problems and totals. Facts keep their provenance: the file and
line they were read from, and, for a fact the file only implies, the basis on which it was inferred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import polars as pl

from permanence.policy.timeline import FAR, Timeline
from permanence.policy.vocabulary import vocabulary

Token = pl.Enum(vocabulary().tokens)


def _column_type(name: str) -> pl.DataType | type[pl.DataType]:
    attribute = vocabulary().attributes[name]
    simple = {"bool": pl.Boolean, "int": pl.Int32, "text": pl.String, "date": pl.Date}
    if attribute.kind in simple:
        return simple[attribute.kind]
    choice = pl.Enum(attribute.choices)
    return pl.List(choice) if attribute.kind == "choices" else choice


Columns = dict[str, pl.DataType | type[pl.DataType]]

CHILDREN: Columns = {"id": pl.String, "born": pl.Date}
"""One row a child, in order of ``id``; a reader may add columns of its own (sex, ethnicity, upn)."""

ATTRIBUTES: Columns = {name: _column_type(name) for name in vocabulary().attributes}

FACTS: Columns = {
    "child": pl.UInt32,  # the child's row in the children table
    "token": Token,  # the fact and its code, "placement.foster"
    "start": pl.Date,  # the first day of a span, the day of an event
    "end": pl.Date,  # the day a span no longer holds; null for an open span and for an event
    **ATTRIBUTES,  # null where not said
    "basis": pl.String,  # null for a stated fact; for an inferred one, why it was inferred
    "file": pl.String,
    "line": pl.UInt32,  # 1 is the header line
}
"""One row a fact. A reader may leave out attribute and provenance columns it never fills."""

PROBLEMS: Columns = {
    "file": pl.String,
    "line": pl.UInt32,  # null where the problem is the file's, not a row's
    "child": pl.String,
    "field": pl.String,
    "value": pl.String,
    "wrong": pl.String,  # what is wrong, in a sentence
    "done": pl.String,  # what was done about it, in a sentence
}

TOTALS: Columns = {"file": pl.String, "table": pl.String, "read": pl.UInt32, "used": pl.UInt32, "set_aside": pl.UInt32}
"""One row a file: rows read = rows used + rows set aside."""


def british(day: str | pl.Expr) -> pl.Expr:
    """A column of days as a problem says them: 27/02/2026."""
    return (pl.col(day) if isinstance(day, str) else day).dt.strftime("%d/%m/%Y")


@dataclass(frozen=True)
class Reading:
    """What was read from a council's files."""

    children: pl.DataFrame
    facts: pl.DataFrame
    problems: pl.DataFrame
    totals: pl.DataFrame


def timeline(children: pl.DataFrame, facts: pl.DataFrame) -> Timeline:
    """The timeline of these tables. A fact with a start outside 1970 to 2148 is the reader's to refuse."""
    token, start = facts["token"].to_physical(), facts["start"].to_physical()
    end = facts["end"].to_physical().fill_null(FAR).zip_with(token < first_event(), start)
    details = {name: _numbers(facts[name], name) for name in ATTRIBUTES if _said(facts, name)}
    born = children["born"].to_physical().fill_null(0).to_numpy()
    ids = cast(Sequence[str], children["id"])  # a column serves as one, and is not copied for a million children
    return Timeline.of(
        ids, born, facts["child"].cast(pl.Int32).to_numpy(), token.cast(pl.Int16).to_numpy(),
        start.to_numpy(), end.to_numpy(), details,
    )  # fmt: skip


def first_event() -> int:
    """The number of the first token that is an event; the spans all come before it."""
    words = vocabulary()
    return next(number for number, token in enumerate(words.tokens) if not words.fact_of(token).is_span)


def _said(facts: pl.DataFrame, name: str) -> bool:
    return name in facts.columns and facts[name].null_count() < facts.height and ATTRIBUTES[name] != pl.String


def _numbers(column: pl.Series, name: str) -> np.ndarray:
    attribute = vocabulary().attributes[name]
    if attribute.kind == "bool":
        numbers = (2 - column.cast(pl.Int8)).fill_null(0)
    elif attribute.kind == "choice":
        numbers = (column.to_physical() + 1).fill_null(0)
    elif attribute.kind == "choices":
        marks = column.list.eval(pl.lit(1).cast(pl.Int32) * (2 ** pl.element().to_physical().cast(pl.Int32)))
        numbers = marks.list.sum().fill_null(0).cast(pl.Int32)
    else:
        numbers = column.to_physical().cast(pl.Int32).fill_null(0)
    return numbers.to_numpy()
