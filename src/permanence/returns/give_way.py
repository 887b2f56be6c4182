"""Inferred facts give way to stated ones: what a return only implies is left out where somebody says when it was."""

from __future__ import annotations

import polars as pl

from .frames import first_event

NEAR = 31
"""Days: an implied event this near to a stated one of the same kind is that event, dated by guess."""

ONCE_A_STAY = ("decision", "match", "permanence_achieved")
"""Facts that happen once in a stay in care: a stated one is the implied one, however far apart their days are."""

ONE_OUTCOME = ("permanence_achieved",)
"""Facts whose codes are answers to one question: a stated one nearby replaces an implied one of another code."""


ONE_AFTER_ANOTHER = ("legal_status", "placement")
"""Spans a child has several of, so that a stated one is the implied one only if they begin near and overlap.

A return marks a placement as inferred when only a detail of it is; every other placement of the child is another fact.
"""


IS_CARE = pl.col("token") == "in_care"
"""Which a return states even where it infers the first day; then the day is known once another reading states it."""

IS_IMPLIED = pl.col("basis").is_not_null() & ~IS_CARE


def without_implied(facts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The facts without the inferred ones that a stated one replaces, and a note on each of those.

    An inferred span gives way to any stated span of the same fact and code (a placement or order, only to one that
    is the same in time); an inferred event to a stated one within 31 days, and, for what happens once, to one in the
    same stay in care.
    """
    facts = facts.with_row_index("row").with_columns(fact=pl.col("token").cast(pl.String).str.split(".").list.first())
    implied = facts.filter(IS_IMPLIED)
    stated = facts.filter(~IS_IMPLIED).join(implied, on=["child", "fact"], how="semi")
    if implied.is_empty() or stated.is_empty():
        return facts.drop("row", "fact"), pl.DataFrame()
    stays = facts.filter(pl.col("token") == "in_care").select("child", "start", stay="start").sort("start")
    pairs = _in_stay(implied, stays).join(_in_stay(stated, stays), on=["child", "fact"], suffix=" stated")
    replaced = pairs.filter(_replaces()).unique("row", keep="first", maintain_order=True).sort("row")
    kept = facts.join(replaced.select("row"), on="row", how="anti", maintain_order="left").drop("row", "fact")
    return kept, _notes(replaced)


def _in_stay(rows: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    """The rows with the day the stay in care they belong to began: the last to begin on or before them."""
    rows = rows.sort("start")
    return rows.join_asof(stays, on="start", by="child", strategy="backward", check_sortedness=False)


def _replaces() -> pl.Expr:
    same_code = pl.col("token") == pl.col("token stated")
    same_span = (pl.col("token").to_physical() < first_event()) & ~pl.col("fact").is_in(ONE_AFTER_ANOTHER)
    near = (pl.col("start") - pl.col("start stated")).dt.total_days().abs() <= NEAR
    same_stay = pl.col("fact").is_in(ONCE_A_STAY) & pl.col("stay").eq_missing(pl.col("stay stated"))
    near_enough = near & (_overlap() | ~pl.col("fact").is_in(ONE_AFTER_ANOTHER))
    return (same_code & (same_span | near_enough | same_stay)) | (pl.col("fact").is_in(ONE_OUTCOME) & near)


def _overlap() -> pl.Expr:
    begins_within = (pl.col("start") < pl.col("end stated")).fill_null(True)
    return begins_within & (pl.col("start stated") < pl.col("end")).fill_null(True)


def _notes(replaced: pl.DataFrame) -> pl.DataFrame:
    line = pl.col("line stated").cast(pl.String).fill_null("not known")
    by = pl.format("{} (line {})", pl.col("file stated").fill_null("an earlier file"), line)
    day, stated = pl.col("start").dt.to_string("%d/%m/%Y"), pl.col("start stated").dt.to_string("%d/%m/%Y")
    return replaced.select(
        "file",
        "line",
        "child",
        field="fact",
        value=day,
        wrong=pl.format("'{}' was only implied here: {}", "token", "basis"),
        done=pl.format("It was left out, because it is stated in {}, from {}", by, stated),
    )
