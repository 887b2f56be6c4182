"""Inferred facts give way to stated ones: what a return only implies is left out where somebody says when it was."""

from __future__ import annotations

import polars as pl

from .frames import british, first_event

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
    same stay in care. A stated span without an end keeps that of the inferred one it took the place of, with a note.
    """
    facts = facts.with_row_index("row").with_columns(fact=pl.col("token").cast(pl.String).str.split(".").list.first())
    implied = facts.filter(IS_IMPLIED)
    stated = facts.filter(~IS_IMPLIED).join(implied, on=["child", "fact"], how="semi")
    if implied.is_empty() or stated.is_empty():
        return facts.drop("row", "fact"), pl.DataFrame()
    stays = facts.filter(pl.col("token") == "in_care").select("child", "start", stay="start").sort("start")
    pairs = _in_stay(implied, stays).join(_in_stay(stated, stays), on=["child", "fact"], suffix=" stated")
    nearest = pairs.filter(_replaces()).sort(~_overlap(), _apart(), maintain_order=True)
    replaced = nearest.unique("row", keep="first", maintain_order=True).sort("row")
    stated_there = pl.format("it is stated in {}, from {}", _where(" stated"), british("start stated"))
    ends = _ends(replaced)
    kept = facts.join(replaced.select("row"), on="row", how="anti", maintain_order="left")
    implied_end = ends.select(row="row stated", kept="end")
    kept = kept.join(implied_end, on="row", how="left", maintain_order="left")
    kept = kept.with_columns(end=pl.coalesce("end", "kept")).drop("row", "fact", "kept")
    return kept, pl.concat([notes_of_implied(replaced, stated_there), _notes_of_ends(ends)])


def _ends(replaced: pl.DataFrame) -> pl.DataFrame:
    """Of the implied spans a stated one replaces, the last to end; none where the stated one has an end, or one of
    them has not."""
    open_ended = replaced.filter(_is_span(), pl.col("end stated").is_null(), _overlap())
    last = open_ended.sort("end", nulls_last=True).unique("row stated", keep="last", maintain_order=True)
    return last.filter(pl.col("end").is_not_null())


def _in_stay(rows: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    """The rows with the day the stay in care they belong to began: the last to begin on or before them."""
    rows = rows.sort("start")
    return rows.join_asof(stays, on="start", by="child", strategy="backward", check_sortedness=False)


def _replaces() -> pl.Expr:
    same_code = pl.col("token") == pl.col("token stated")
    same_span = _is_span() & ~pl.col("fact").is_in(ONE_AFTER_ANOTHER)
    near = _apart() <= NEAR
    same_stay = pl.col("fact").is_in(ONCE_A_STAY) & pl.col("stay").eq_missing(pl.col("stay stated"))
    near_enough = near & (_overlap() | ~pl.col("fact").is_in(ONE_AFTER_ANOTHER))
    return (same_code & (same_span | near_enough | same_stay)) | (pl.col("fact").is_in(ONE_OUTCOME) & near)


def _is_span() -> pl.Expr:
    return pl.col("token").to_physical() < first_event()


def _apart() -> pl.Expr:
    return (pl.col("start") - pl.col("start stated")).dt.total_days().abs()


def _overlap() -> pl.Expr:
    begins_within = (pl.col("start") < pl.col("end stated")).fill_null(True)
    return begins_within & (pl.col("start stated") < pl.col("end")).fill_null(True)


def notes_of_implied(gone: pl.DataFrame, why: pl.Expr) -> pl.DataFrame:
    """A note on each implied fact that was left out, and why."""
    return gone.select(
        "file",
        "line",
        "child",
        field=pl.col("token").cast(pl.String).str.split(".").list.first(),
        value=british("start"),
        wrong=pl.format("'{}' was only implied here: {}", "token", "basis"),
        done=pl.format("It was left out, because {}", why),
    )


def _notes_of_ends(ends: pl.DataFrame) -> pl.DataFrame:
    """A note on each stated span that was given the end of an implied one."""
    return ends.select(
        file="file stated",
        line="line stated",
        child="child",
        field=pl.lit("to"),
        value=british("end"),
        wrong=pl.format("'{}' has no end here, and {} implies one", "token stated", _where("")),
        done=pl.lit("The end that was implied was used. Write it under 'to', or the day that is right."),
    )


def _where(side: str) -> pl.Expr:
    line = pl.col(f"line{side}").cast(pl.String).fill_null("not known")
    return pl.format("{} (line {})", pl.col(f"file{side}").fill_null("an earlier file"), line)
