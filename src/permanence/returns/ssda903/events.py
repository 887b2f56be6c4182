"""Events made from a return: reviews, decisions, matches, changes of worker, breakdowns and permanence achieved."""

from __future__ import annotations

import polars as pl

from permanence.returns.frames import Token

from .episodes import before
from .spans import TEMPORARY
from .tables import code_sets

ACHIEVED = "left care in the return ({})"
SETTLED = "long-term fostering told by placement code {}: taken as achieved from its start"
BROKE_DOWN = "the reason the placement ended ({}), read as a breakdown"
UNACCOMPANIED = "the return does not say since when: taken from the day the child came into care"
UNTIL = f"{UNACCOMPANIED}; until the end of the last year in whose file the child is"
DECIDED = "DATE_INT of the child's adoption: no decision is given with the decisions to place"


def breakdowns(homes: pl.DataFrame) -> pl.DataFrame:
    """The days on which a placement ended for a reason that means it broke down."""
    reasons = code_sets()["REASON_PLACE_CHANGE"]
    ended = homes.filter(pl.col("moved").is_in(reasons.saying("breaks_down")), pl.col("end").is_not_null())
    means = pl.concat_str(pl.col("moved").cast(pl.String), pl.lit(", "), reasons.reads(ended["moved"], "means"))
    return _event(ended, "breakdown", day=pl.col("end"), basis=pl.format(BROKE_DOWN, means))


def long_term_fostering(homes: pl.DataFrame) -> pl.DataFrame:
    """The days on which a child came to live with long-term foster carers, or carers became so."""
    lasting = pl.col("long_term").fill_null(False)
    already = before("long_term") | (before("token") == TEMPORARY)
    goes_on = pl.col("same_carers").fill_null(False) & already.fill_null(False)
    return _event(
        homes.filter(lasting & ~goes_on),
        "permanence_achieved.long_term_fostering",
        day=pl.col("DECOM"),
        basis=pl.format(SETTLED, pl.col("PLACE").cast(pl.String)),
    )


def permanence_achieved(care: pl.DataFrame) -> pl.DataFrame:
    """The days on which a child left care for a home for good."""
    ways = code_sets()["REC"]
    known = care.with_columns(ways.reads(care["left"], "achieves"))
    ended = known.filter(pl.col("achieves").is_not_null(), pl.col("end").is_not_null())
    means = pl.concat_str(pl.col("left").cast(pl.String), pl.lit(", "), ways.reads(ended["left"], "means"))
    token = pl.lit("permanence_achieved.") + pl.col("achieves")
    return _event(ended, token, day=pl.col("end"), basis=pl.format(ACHIEVED, means))


def reviews(rows: pl.DataFrame) -> pl.DataFrame:
    """The statutory reviews held."""
    return _event(rows, "review", day=pl.col("REVIEW"))


def decisions(placed: pl.DataFrame, adopted: pl.DataFrame) -> list[pl.DataFrame]:
    """The decisions that a child should be placed for adoption; from the adoption itself where none is given."""
    alone = adopted.join(placed, on="child", how="anti").filter(pl.col("DATE_INT").is_not_null())
    return [
        _event(placed, "decision.should_be_placed", day=pl.col("DATE_PLACED")),
        _event(alone, "decision.should_be_placed", day=pl.col("DATE_INT"), basis=pl.lit(DECIDED)),
    ]


def matches(adopted: pl.DataFrame) -> pl.DataFrame:
    """The days on which children were matched with the people who adopted them."""
    return _event(adopted.filter(pl.col("DATE_MATCH").is_not_null()), "match.adoptive", day=pl.col("DATE_MATCH"))


def workers_left(workers: pl.DataFrame, care: pl.DataFrame) -> pl.DataFrame:
    """The days on which another social worker took over while the child was in care.

    The first worker of a time in care takes over from nobody: a worker counts as the one before only if still the
    child's worker after that time in care began.
    """
    began = care.select(key=_key("DECOM"), whose="child", began="DECOM", until="end")
    known = workers.select(
        "child", "part", "line", "SW_DECOM", key=_key("SW_DECOM"), changed=_changed(), held=before("SW_DEC")
    )
    during = known.join_asof(began, on="key", strategy="backward", check_sortedness=False)
    inside = (pl.col("SW_DECOM") > pl.col("began")) & (pl.col("SW_DECOM") < pl.col("until")).fill_null(True)
    took_over = pl.col("changed") & (pl.col("held") > pl.col("began")).fill_null(True)
    change = during.filter(pl.col("whose") == pl.col("child"), inside, took_over)
    return _event(change, "worker_left", day=pl.col("SW_DECOM"))


def unaccompanied(rows: pl.DataFrame, care: pl.DataFrame) -> pl.DataFrame:
    """Spans of being an unaccompanied child: from coming into care until DUC, which may lie ahead, or where it is blank
    until the end of the last year whose file names the child."""
    known = since_care(rows, care).filter((pl.col("DUC") > pl.col("DECOM")).fill_null(True))
    newest = pl.lit(rows["year"].max(), pl.Int16)
    left_out = pl.when(pl.col("year") < newest).then(pl.date(pl.col("year"), 3, 31))
    over = pl.col("DUC").is_null() & left_out.is_not_null()
    return known.with_columns(
        token=pl.lit("unaccompanied").cast(Token),
        end=pl.coalesce("DUC", left_out),
        basis=pl.when(over).then(pl.lit(UNTIL)).otherwise(pl.lit(UNACCOMPANIED)),
    ).filter((pl.col("end") > pl.col("DECOM")).fill_null(True))


def since_care(rows: pl.DataFrame, care: pl.DataFrame) -> pl.DataFrame:
    """The rows of children who came into care, each with the day they first did (``DECOM``)."""
    known = care.select("child", "DECOM").join(rows, on="child", how="semi", maintain_order="left")
    return rows.join(known.unique("child", keep="first", maintain_order=True), on="child", how="inner")


SPREAD = 1 << 17
"""More days than a return can hold, so that a child and a day make one number in order."""


def _key(day: str) -> pl.Expr:
    return pl.col("child").cast(pl.Int64) * SPREAD + pl.col(day).to_physical().cast(pl.Int64)


def _changed() -> pl.Expr:
    return before("SW_DECOM").is_not_null() & pl.col("SW_ID").ne_missing(before("SW_ID"))


def _event(rows: pl.DataFrame, token: str | pl.Expr, day: pl.Expr, basis: pl.Expr | None = None) -> pl.DataFrame:
    named = pl.lit(token) if isinstance(token, str) else token
    why = pl.lit(None, pl.String) if basis is None else basis
    open_ended = pl.lit(None, pl.Date)
    return rows.select("child", "part", "line", token=named.cast(Token), DECOM=day, end=open_ended, basis=why)
