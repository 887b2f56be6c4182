"""Several readings as one: the returns, and the spreadsheet kept beside them, become one table of children and facts.

The first reading to state a thing wins; where a later one states it otherwise, a problem row says so. What a return
only implies gives way to what somebody states (``give_way.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import polars as pl

from .frames import CHILDREN, PROBLEMS, TOTALS, Reading
from .give_way import IS_CARE, without_implied
from .stated import NO_FACTS, added


def combine(readings: Sequence[Reading]) -> Reading:
    """One reading of all of these, the first to state a thing having the last word.

    Children in any reading are kept, in order of id, with the first date of birth stated. An event that two readings
    state on one day is one event; a span that two readings state from one day is one span, with the details of both.
    ``totals`` are as they were: a row whose fact was merged here was used.
    """
    children = _children(readings)
    every = [_renumbered(reading, children) for reading in readings]
    facts, notes = reduce(added, every, (NO_FACTS, pl.DataFrame()))
    facts, given_way = without_implied(_care_known(facts))
    notes = _named(pl.concat([notes, given_way], how="diagonal"), children)
    problems = pl.concat([*(r.problems for r in readings), _births(readings, children), notes])
    totals = pl.concat([pl.DataFrame(schema=TOTALS), *(r.totals for r in readings)])
    return Reading(children, facts.sort("child", "start", maintain_order=True), problems, totals)


def _children(readings: Sequence[Reading]) -> pl.DataFrame:
    """Every child once, in order of id, each column as the first reading to state it has it."""
    stated = pl.concat([pl.DataFrame(schema=CHILDREN), *(r.children for r in readings)], how="diagonal")
    columns = [name for name in stated.columns if name != "id"]
    return stated.group_by("id").agg(pl.col(columns).drop_nulls().first()).sort("id")


def _renumbered(reading: Reading, children: pl.DataFrame) -> pl.DataFrame:
    """The facts of a reading, their children numbered as in the joint table."""
    places = children.select("id").with_row_index("place")
    place = reading.children.select("id").join(places, on="id", how="left", maintain_order="left")["place"]
    return reading.facts.with_columns(place.gather(reading.facts["child"]).alias("child"))


def _care_known(facts: pl.DataFrame) -> pl.DataFrame:
    """The facts, time in care no longer inferred where another reading states the time in care that led up to it."""
    rows = facts.with_row_index("row")
    care = rows.filter(IS_CARE)
    before = care.filter(pl.col("basis").is_null()).select("child", since="start", until="end")
    leads_up = (pl.col("since") < pl.col("start")) & (pl.col("until") >= pl.col("start")).fill_null(True)
    known = care.filter(pl.col("basis").is_not_null()).join(before, on="child").filter(leads_up)["row"]
    basis = pl.when(~pl.col("row").is_in(known.implode())).then("basis")
    return rows.with_columns(basis.alias("basis")).drop("row")


def _births(readings: Sequence[Reading], children: pl.DataFrame) -> pl.DataFrame:
    """A problem for each date of birth that is not the one kept."""
    kept = children.select("id", kept="born")
    every = [
        r.children.select("id", "born")
        .join(kept, on="id")
        .filter(pl.col("born") != pl.col("kept"))
        .select(
            file=pl.lit(", ".join(r.totals["file"])),
            line=pl.lit(None),
            child="id",
            field=pl.lit("born"),
            value=_uk("born"),
            wrong=pl.format("An earlier file gives the child another date of birth, {}", _uk("kept")),
            done=pl.lit("The earlier date of birth was kept. Check which is right."),
        )
        for r in readings
    ]
    return pl.concat(every).cast(pl.Schema(PROBLEMS)) if every else pl.DataFrame(schema=PROBLEMS)


def _uk(day: str) -> pl.Expr:
    return pl.col(day).dt.to_string("%d/%m/%Y")


def _named(notes: pl.DataFrame, children: pl.DataFrame) -> pl.DataFrame:
    """Notes about facts as problems: with the child's id for its number."""
    if notes.is_empty():
        return pl.DataFrame(schema=PROBLEMS)
    notes = notes.with_columns(children["id"].gather(notes["child"]).alias("child"))
    return notes.select(list(PROBLEMS)).cast(pl.Schema(PROBLEMS))
