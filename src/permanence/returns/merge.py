"""Several readings as one: the returns, and the spreadsheet kept beside them, become one table of children and facts.

The first reading to state a thing wins; where a later one states it otherwise, a problem row says so. What a return
only implies gives way to what somebody states (``give_way.py``, ``overruled.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import polars as pl

from .frames import CHILDREN, PROBLEMS, TOTALS, Reading, british
from .give_way import IS_CARE, without_implied
from .overruled import without_unfounded
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
    facts, unfounded = without_unfounded(facts)
    notes = _named(pl.concat([notes, given_way, unfounded], how="diagonal"), children)
    found = [*(r.problems for r in readings), _births(readings, children), _in_no_return(readings), notes]
    problems = pl.concat(found)
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
            value=british("born"),
            wrong=pl.format("An earlier file gives the child another date of birth, {}", british("kept")),
            done=pl.lit("The earlier date of birth was kept. Check which is right."),
        )
        for r in readings
    ]
    return pl.concat(every).cast(pl.Schema(PROBLEMS)) if every else pl.DataFrame(schema=PROBLEMS)


def _in_no_return(readings: Sequence[Reading]) -> pl.DataFrame:
    """A problem for each child of a facts sheet whom the return, where one was read, does not have: the number may be
    mistyped."""
    returns = [reading for reading in readings if not _is_facts_sheet(reading)]
    known = pl.concat([pl.Series("child", [], pl.String), *(_named_in(reading) for reading in returns)])
    strangers = [_first_rows(r).join(known.to_frame(), on="child", how="anti") for r in readings if _is_facts_sheet(r)]
    if not strangers or not any(reading.children.height for reading in returns):
        return pl.DataFrame(schema=PROBLEMS)
    told = pl.concat(strangers).with_columns(
        field=pl.lit("child"),
        value="child",
        wrong=pl.lit("This child is in no file of the return"),
        done=pl.lit("The rows were used, since the child may be new. Check the number."),
    )
    return told.select(list(PROBLEMS)).cast(pl.Schema(PROBLEMS))


def _is_facts_sheet(reading: Reading) -> bool:
    return (reading.totals["table"] == "facts").all()


def _named_in(reading: Reading) -> pl.Series:
    """The ids of the children that a return has, those among them of whom no row could be used."""
    return pl.concat([reading.children["id"].rename("child"), reading.problems["child"].drop_nulls()])


def _first_rows(reading: Reading) -> pl.DataFrame:
    """Each child of a facts sheet, and the file and line of the first of its facts."""
    ids = reading.children.select(child="id").with_row_index("place")
    first = reading.facts.sort("line", maintain_order=True).unique("child", keep="first", maintain_order=True)
    where = first.select(place="child", file="file", line="line")
    found = ids.join(where, on="place", how="left", maintain_order="left").drop("place")
    return found.with_columns(pl.col("file").fill_null(", ".join(reading.totals["file"])))


def _named(notes: pl.DataFrame, children: pl.DataFrame) -> pl.DataFrame:
    """Notes about facts as problems: with the child's id for its number."""
    if notes.is_empty():
        return pl.DataFrame(schema=PROBLEMS)
    notes = notes.with_columns(children["id"].gather(notes["child"]).alias("child"))
    return notes.select(list(PROBLEMS)).cast(pl.Schema(PROBLEMS))
