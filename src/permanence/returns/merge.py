"""Several readings as one: the returns, and the spreadsheet kept beside them, become one table of children and facts.

The first reading to state a thing wins; where a later one states it otherwise, a problem row says so. What a return
only implies gives way to what somebody states (``give_way.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from .frames import ATTRIBUTES, CHILDREN, FACTS, PROBLEMS, TOTALS, Reading
from .give_way import without_implied

READING = "reading"
"""While readings are merged: the place of the reading a row came from."""


def combine(readings: Sequence[Reading]) -> Reading:
    """One reading of all of these, the first to state a thing having the last word.

    Children in any reading are kept, in order of id, with the first date of birth stated. An event that two readings
    state on one day is one event; a span that two readings state from one day is one span, with the details of both.
    ``totals`` are as they were: a fact merged here was used.
    """
    children, births = _children(readings)
    facts = _facts(readings, children)
    facts, differences = _stated_once(facts, children)
    facts, notes = without_implied(facts, children)
    problems = pl.concat([pl.DataFrame(schema=PROBLEMS), *(r.problems for r in readings), births, differences, notes])
    totals = pl.concat([pl.DataFrame(schema=TOTALS), *(r.totals for r in readings)])
    return Reading(children, facts.drop(READING).sort("child", "start", maintain_order=True), problems, totals)


def _children(readings: Sequence[Reading]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Every child once, each column as the first reading to state it has it; and the births that do not agree."""
    every = [r.children.with_columns(_from(place)) for place, r in enumerate(readings)]
    stated = pl.concat([pl.DataFrame(schema=CHILDREN), *every], how="diagonal")
    if len(readings) == 1:
        return readings[0].children.sort("id"), pl.DataFrame(schema=PROBLEMS)
    columns = [name for name in stated.columns if name not in ("id", READING)]
    children = stated.group_by("id").agg(pl.col(columns).drop_nulls().first()).sort("id")
    return children, _births(stated, children, readings)


def _from(place: int) -> pl.Expr:
    return pl.lit(place, pl.UInt8).alias(READING)
