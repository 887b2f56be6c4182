"""Where each child stands on a day: age, time in care, legal status, placement, plan, and meetings held and booked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from permanence.policy.vocabulary import vocabulary
from permanence.returns.frames import FACTS, Reading

from .names import Local, codes_of, fact_title, meeting_title, words

_MEETING = vocabulary().tokens_of("meeting")
_BOOKED = vocabulary().tokens_of("booked")
_SPANS = [token for name, fact in vocabulary().facts.items() if fact.is_span for token in vocabulary().tokens_of(name)]
_NEEDED = ("child", "token", "start", "end", "long_term", "kin", "approval", "primary", "parallel", "basis")


def standing(reading: Reading, as_at: date, local: Local = str) -> pl.DataFrame:
    """One row a child, in the order of the children table, as known at the end of ``as_at``.

    Columns: id, age (whole years), in_care_since, months_in_care, legal_status, placement, proceedings, plan,
    last_meeting, last_meeting_kind, next_meeting, next_meeting_kind, last_review, next_review, inferred (the facts
    that hold and that the return only implies, each with what it was worked out from).
    """
    facts = _known(reading.facts)
    past = facts.filter(pl.col("start") <= as_at)
    held = past.filter(pl.col("token").is_in(_SPANS) & (pl.col("end").is_null() | (pl.col("end") > as_at)))
    ahead = _still_to_come(facts.filter(pl.col("token").is_in(_BOOKED) & (pl.col("start") >= as_at)), past)
    rows = reading.children.select("id", _age(as_at)).with_row_index("child")
    for part in (*_spans(held, past), *_meetings(past, ahead, local), _inferred(held)):
        rows = rows.join(part, on="child", how="left", maintain_order="left")
    months = _whole_months(pl.col("in_care_since"), as_at).alias("months_in_care")
    return _said(rows.with_columns(months)).drop("child")


def _known(facts: pl.DataFrame) -> pl.DataFrame:
    """The facts with every column needed here, those a reader never fills as "not said"."""
    return facts.select(
        pl.col(name) if name in facts.columns else pl.lit(None, FACTS[name]).alias(name) for name in _NEEDED
    ).with_columns(pl.col("child").cast(pl.UInt32))


def _age(as_at: date) -> pl.Expr:
    """Whole years; someone born on 29 February has birthdays on 1 March in other years."""
    born = pl.col("born")
    month, day = born.dt.month(), born.dt.day()
    before = (month > as_at.month) | ((month == as_at.month) & (day > as_at.day))
    return (as_at.year - born.dt.year() - before.cast(pl.Int32)).alias("age")


def _whole_months(since: pl.Expr, as_at: date) -> pl.Expr:
    begun = (since.dt.day() > as_at.day).cast(pl.Int32)
    return (as_at.year - since.dt.year()) * 12 + as_at.month - since.dt.month().cast(pl.Int32) - begun


# --- spans that hold ---------------------------------------------------------------------------------------------


def _spans(held: pl.DataFrame, past: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    placement = pl.concat_str(
        _named("placement"),
        pl.when(pl.col("long_term")).then(pl.lit(", long-term")).otherwise(pl.lit("")),
        pl.when(pl.col("kin")).then(pl.lit(", with family or friends")).otherwise(pl.lit("")),
        pl.when(pl.col("approval").cast(pl.String) == "unregistered").then(pl.lit(", unregistered"))
        .when(pl.col("approval").cast(pl.String) == "unapproved").then(pl.lit(", not approved")).otherwise(pl.lit("")),
    )  # fmt: skip
    return (
        _care_since(past).join(_of(held, "in_care").select("child").unique(), on="child", how="semi"),
        _latest(_of(held, "legal_status"), _named("legal_status").alias("legal_status")),
        _latest(_of(held, "placement"), placement.alias("placement")),
        _listed(_of(held, "proceedings"), _named("proceedings").alias("proceedings")),
        _latest(_of(held, "plan"), _plan().alias("plan")),
    )


def _of(facts: pl.DataFrame, fact: str) -> pl.DataFrame:
    return facts.filter(pl.col("token").is_in(vocabulary().tokens_of(fact)))


def _named(fact: str) -> pl.Expr:
    return _renamed(pl.col("token"), codes_of(fact))


def _renamed(words: pl.Expr, names: Mapping[str, str], other: str | None = None) -> pl.Expr:
    return words.cast(pl.String).replace_strict(dict(names), default=other, return_dtype=pl.String)


def _listed(facts: pl.DataFrame, what: pl.Expr, separator: str = ", ") -> pl.DataFrame:
    """One row a child with all its different words, in order: "plan, proceedings"."""
    return facts.group_by("child").agg(what.unique().sort().str.join(separator))


def _latest(facts: pl.DataFrame, *what: pl.Expr) -> pl.DataFrame:
    return facts.sort("child", "start").group_by("child", maintain_order=True).agg(one.last() for one in what)


def _care_since(past: pl.DataFrame) -> pl.DataFrame:
    """The start of the last period of care; spans that overlap or adjoin are one period, as in the engine."""
    care = _of(past, "in_care").sort("child", "start").with_columns(pl.col("end").fill_null(date.max))
    reached = pl.col("end").cum_max().shift(1).over("child")
    fresh = care.filter((pl.col("start") > reached).fill_null(value=True))
    return _latest(fresh, pl.col("start").alias("in_care_since"))


def _plan() -> pl.Expr:
    plain = words("plan")
    primary = _renamed(pl.col("primary"), plain, "Plan not named")
    options = _renamed(pl.element(), plain).str.to_lowercase()
    beside = pl.col("parallel").list.eval(options).list.join(", ")
    is_parallel = pl.col("parallel").list.len().fill_null(0) > 0
    return pl.when(is_parallel).then(pl.concat_str(primary, pl.lit("; in parallel: "), beside)).otherwise(primary)


# --- meetings held and booked ------------------------------------------------------------------------------------


def _meetings(past: pl.DataFrame, ahead: pl.DataFrame, local: Local) -> tuple[pl.DataFrame, ...]:
    held = past.filter(pl.col("token").is_in(_MEETING))
    reviews, booked_reviews = past.filter(pl.col("token") == "review"), ahead.filter(pl.col("token") == "booked.review")
    booked = ahead.filter(pl.col("token") != "booked.review")
    kind = _kind(local)
    return (
        _latest(held, pl.col("start").alias("last_meeting"), kind.alias("last_meeting_kind")),
        _soonest(booked, pl.col("start").alias("next_meeting"), kind.alias("next_meeting_kind")),
        _latest(reviews, pl.col("start").alias("last_review")),
        _soonest(booked_reviews, pl.col("start").alias("next_review")),
    )


def _still_to_come(booked: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """The bookings, without those for today that have been held today."""
    held = {f"booked.{event.removeprefix('meeting.')}": event for event in (*_MEETING, "review")}
    event = _renamed(pl.col("token"), held).cast(past.schema["token"])
    return booked.join(past, left_on=["child", event, "start"], right_on=["child", "token", "start"], how="anti")


def _soonest(facts: pl.DataFrame, *what: pl.Expr) -> pl.DataFrame:
    return facts.sort("child", "start").group_by("child", maintain_order=True).agg(one.first() for one in what)


def _kind(local: Local) -> pl.Expr:
    titles = {token: meeting_title(token.partition(".")[2], local) for token in (*_MEETING, *_BOOKED)}
    return _renamed(pl.col("token"), titles)


# --- inferred, and what is not known -----------------------------------------------------------------------------


def _inferred(held: pl.DataFrame) -> pl.DataFrame:
    """The facts that hold and were inferred from the return, each with its basis up to the first semicolon: the rest is
    detail."""
    titles = {fact: fact_title(name) for name in vocabulary().facts for fact in vocabulary().tokens_of(name)}
    basis = pl.col("basis").str.split(";").list.first()
    said = pl.format("{}: {}", _renamed(pl.col("token"), titles), basis)
    return _listed(held.filter(pl.col("basis").is_not_null()), said.alias("inferred"), separator="; ")


def _said(rows: pl.DataFrame) -> pl.DataFrame:
    """With "Not in care" and "Not known" said, so that a blank never stands for either."""
    in_care = pl.col("in_care_since").is_not_null()
    blank = pl.when(in_care).then(pl.lit("Not known")).otherwise(pl.lit("Not in care"))
    columns = [pl.col(name).fill_null(blank) for name in ("legal_status", "placement")]
    return rows.with_columns(*columns).select(
        "child", "id", "age", "in_care_since", "months_in_care", "legal_status", "placement", "proceedings", "plan",
        "last_meeting", "last_meeting_kind", "next_meeting", "next_meeting_kind", "last_review", "next_review",
        "inferred",
    )  # fmt: skip
