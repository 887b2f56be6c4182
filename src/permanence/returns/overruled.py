"""What a return infers of a placement gives way to what is stated of the same placement.

A return marks a whole placement with a ``basis`` though it infers only a detail of it, so the stated detail is taken
and the rest of the placement stays.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from .give_way import NEAR, notes_of_implied

INFERRED = ("long_term", "approval", "same_carers")
"""The details that a return infers; what else it tells of a placement, it states."""

FOSTER = "placement.foster"
SETTLED = "permanence_achieved.long_term_fostering"
"""What a return implies on the day a long-term foster placement begins."""

NOT_LASTING = pl.lit("the placement it came of is stated not to be long-term.")


def held(rows: pl.DataFrame) -> tuple[str, ...]:
    """The details that may be inferred, as far as these rows have a column for them."""
    return tuple(name for name in INFERRED if name in rows.columns)


def is_overruled(name: str) -> pl.Expr:
    """Whether one of two readings, side by side, only implies this detail and the other states it otherwise."""
    if name not in INFERRED:
        return pl.lit(False)
    one_is_inferred = pl.col("basis").is_null() != pl.col("basis new").is_null()
    return one_is_inferred & (pl.col(name) != pl.col(f"{name} new")).fill_null(False)


def as_stated(name: str) -> pl.Expr:
    """The detail as the reading that states it has it, where the other's is overruled."""
    value = pl.when(pl.col("basis").is_null()).then(name).otherwise(f"{name} new")
    return pl.when(is_overruled(name)).then(value)


def basis_is_gone(names: Iterable[str]) -> pl.Expr:
    """Whether the detail a basis is of is overruled; where a return infers several, its basis is of the first."""
    claims, gone = pl.lit(False), pl.lit(False)
    for name in names:
        gone = gone | (~claims & is_overruled(name))
        claims = claims | _claimed(name)
    return gone


def _claimed(name: str) -> pl.Expr:
    """Whether the side that has a basis says something of this detail that a return only infers."""
    said = pl.when(pl.col("basis").is_null()).then(f"{name} new").otherwise(name)
    return said.is_not_null() if name == "approval" else said.fill_null(False)


def without_unfounded(facts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The facts without the long-term fostering implied by a placement that is now stated not to be long-term, and a
    note on each of those.

    The placement is the one that began nearest to that day, since one stated some days apart took the place of it.
    """
    if "long_term" not in facts.columns:
        return facts, pl.DataFrame()
    facts = facts.with_row_index("row")
    implied = facts.filter(pl.col("token") == SETTLED, pl.col("basis").is_not_null())
    homes = facts.filter(pl.col("token") == FOSTER).select("child", "start", "end", "long_term")
    apart = (pl.col("start home") - pl.col("start")).dt.total_days().abs()
    beside = implied.select("row", "child", "start").join(homes, on="child", suffix=" home")
    holds = (pl.col("end") > pl.col("start")).fill_null(True)
    found = beside.filter((apart == 0) | (holds & (apart <= NEAR)))
    found = found.sort(apart, ~pl.col("long_term").fill_null(True)).unique("row", keep="first", maintain_order=True)
    gone = implied.join(found.filter(~pl.col("long_term")), on="row", how="semi")
    kept = facts.join(gone, on="row", how="anti", maintain_order="left").drop("row")
    return kept, notes_of_implied(gone, NOT_LASTING)
