"""Spans made from episodes: care, legal status and placements, and what those orders imply."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from permanence.policy.vocabulary import vocabulary
from permanence.returns.frames import ATTRIBUTES, Token

from .episodes import before, follows
from .tables import code_sets

MOVES = ("S", "P", "B", "T", "U")
SAME_CARERS = ("T", "U", "L")
"""Reasons for a new episode that say the carers go on."""

PROCEEDINGS = "interim care order in the return: proceedings taken to run from its start to the order that ends it, or to leaving care"
REMAINING = "full care order in the return: the child is taken to stay in care while it lasts"
SAME_HOME = "the same carers, told by the same postcode and registration number"

TELLS = ("home", "long_term", "kin", "provider", "approval")
"""What a placement's codes say of it; where one of them changes, a new placement begins."""


def runs(rows: pl.DataFrame, changes: pl.Expr) -> pl.DataFrame:
    """The first episode of each unbroken run in which nothing ``changes``, with the ``end`` of the run, and the REC
    (``left``) and REASON_PLACE_CHANGE (``moved``) of its last episode."""
    first = rows.select((~follows() | changes.fill_null(True)).alias("first"))["first"]
    last = rows.filter(first.shift(-1, fill_value=True))
    return rows.filter(first).with_columns(
        last["DEC"].alias("end"), last["REC"].alias("left"), last["REASON_PLACE_CHANGE"].alias("moved")
    )


def periods_of_care(episodes: pl.DataFrame) -> pl.DataFrame:
    """One row for each time a child is in care without a break."""
    return runs(episodes, pl.lit(False))


def legal_statuses(episodes: pl.DataFrame) -> pl.DataFrame:
    """One row for each time an order or agreement holds without a break, with its ``token``."""
    status = code_sets()["LS"]
    rows = episodes.with_columns(status.reads(episodes["LS"], "order"), status.reads(episodes["LS"], "basis"))
    held = runs(rows.filter(pl.col("order").is_not_null()), pl.col("order") != before("order"))
    return held.with_columns(token=_token("legal_status", "order"))


def implied_by(statuses: pl.DataFrame) -> list[pl.DataFrame]:
    """Care proceedings, from interim care orders, and the plan to remain in care, from full care orders."""
    implied = (("interim_care_order", "proceedings.care", PROCEEDINGS), ("care_order", "remaining_in_care_plan", REMAINING))
    return [
        statuses.filter(pl.col("order") == order).with_columns(token=pl.lit(token).cast(Token), basis=pl.lit(basis))
        for order, token, basis in implied
    ]


def placements(episodes: pl.DataFrame, approval: Mapping[str, str]) -> pl.DataFrame:
    """One row for each time the child lives in one home without a break, with its ``token`` and attributes."""
    rows = _told(episodes, approval).filter(pl.col("home").is_not_null())
    differs = [pl.col(name).ne_missing(before(name)) for name in TELLS]
    unsaid = pl.col("RNE").is_null() & ~_same_address()
    rows = rows.with_columns(same_carers=_same_carers())
    homes = runs(rows, pl.any_horizontal(pl.col("RNE").is_in(MOVES), unsaid, *differs))
    by_home = pl.col("same_carers") & pl.col("RNE").is_in(SAME_CARERS).not_()
    return homes.with_columns(
        token=_token("placement", "home"),
        basis=pl.when(by_home & pl.col("basis").is_null()).then(pl.lit(SAME_HOME)).otherwise(pl.col("basis")),
    )


def approvals(unregistered: Mapping[str, str] | None) -> Mapping[str, str]:
    """The PLACE codes that mean a home which is not registered or not approved, and which of the two.

    Raises ValueError on a code or a word that there is not.
    """
    codes = code_sets()["PLACE"].codes
    if unregistered is None:
        return {code: says["approval"] for code, says in codes.items() if "approval" in says}
    words = vocabulary().attributes["approval"].choices
    for code, word in unregistered.items():
        if code not in codes:
            raise ValueError(f"'{code}' is not a PLACE code; the codes are {', '.join(codes)}")
        if word not in words:
            raise ValueError(f"PLACE code {code} cannot mean '{word}'; it may mean {', '.join(words)}")
    return unregistered


def _told(episodes: pl.DataFrame, approval: Mapping[str, str]) -> pl.DataFrame:
    place, code = code_sets()["PLACE"], episodes["PLACE"]
    approved = pl.Series("approval", [approval.get(each) for each in place.codes], pl.String)
    return episodes.with_columns(
        place.reads(code, "home"), place.reads(code, "long_term", pl.Boolean), place.reads(code, "kin", pl.Boolean),
        place.reads(code, "basis"), approved.gather(code.to_physical()).cast(ATTRIBUTES["approval"]),
        code_sets()["PLACE_PROVIDER"].reads(episodes["PLACE_PROVIDER"], "provider").cast(ATTRIBUTES["provider"]),
    )


def _same_address() -> pl.Expr:
    """Whether the postcode and the registration number are those of the episode before, both known."""
    return pl.all_horizontal((pl.col(name) == before(name)).fill_null(False) for name in ("PL_POST", "URN"))


def _same_carers() -> pl.Expr:
    """True where the return says the carers go on, or the child is fostered at the same address; else null."""
    fostered = (pl.col("home") == "foster") & (before("home") == "foster")
    return pl.when(follows() & (pl.col("RNE").is_in(SAME_CARERS) | (fostered & _same_address()))).then(True)


def _token(fact: str, code: str) -> pl.Expr:
    return (pl.lit(f"{fact}.") + pl.col(code)).cast(Token)
