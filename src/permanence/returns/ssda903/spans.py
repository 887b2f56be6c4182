"""Spans made from episodes: care, legal status and placements, and what those orders imply."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from permanence.policy.vocabulary import vocabulary
from permanence.returns.frames import ATTRIBUTES, Token

from .episodes import STARTED, before, follows
from .tables import CodeSet, code_sets

MOVES = (STARTED, "P", "B", "T", "U")
SAME_CARERS = ("T", "U", "L")
"""Reasons for a new episode that say the carers go on."""

PROCEEDINGS = "interim care order in the return: proceedings taken to run from its start to the next order"
REMAINING = "full care order in the return: the child is taken to stay in care while it lasts"
SAME_HOME = "the same carers, told by the same postcode and registration number"

EARLIER = "the episode that began care is not here (RNE is not S): taken to run from the first one that is"

BACK = "back after a temporary stay, told by the same postcode and registration number as before it"

TEMPORARY = "placement.temporary"
FOSTER = "placement.foster"
TELLS = ("token", "long_term", "kin", "provider", "approval")
"""What a placement's codes say of it; where one of them changes, a new placement begins."""


OF_CARE = ("child", "part", "line", "DECOM", "DEC", "REC", "REASON_PLACE_CHANGE")
"""What spans that do not tell of the home are made from."""


def runs(rows: pl.DataFrame, changes: pl.Expr) -> pl.DataFrame:
    """The first episode of each unbroken run in which nothing ``changes``, with the ``end`` of the run, and the REC
    (``left``) and REASON_PLACE_CHANGE (``moved``) of its last episode."""
    first = rows.select((~follows() | changes.fill_null(True)).alias("first"))["first"]
    ended = rows.select(end="DEC", left="REC", moved="REASON_PLACE_CHANGE").filter(first.shift(-1, fill_value=True))
    return rows.filter(first).hstack(ended)


def periods_of_care(episodes: pl.DataFrame) -> pl.DataFrame:
    """One row for each time a child is in care without a break, with the ``basis`` where its first day is not told."""
    care = runs(episodes.select(*OF_CARE, "RNE"), pl.lit(False))
    return care.with_columns(basis=pl.when(pl.col("RNE") != STARTED).then(pl.lit(EARLIER)))


def legal_statuses(episodes: pl.DataFrame) -> pl.DataFrame:
    """One row for each time an order or agreement holds without a break, with its ``token``."""
    status = code_sets()["LS"]
    code = episodes["LS"]
    rows = episodes.select(*OF_CARE, _token("legal_status", status, "order", code), status.reads(code, "basis"))
    return runs(rows.filter(pl.col("token").is_not_null()), pl.col("token") != before("token"))


def implied_by(statuses: pl.DataFrame) -> list[pl.DataFrame]:
    """Care proceedings, from interim care orders, and the plan to remain in care, from full care orders."""
    implied = (
        ("legal_status.interim_care_order", "proceedings.care", PROCEEDINGS),
        ("legal_status.care_order", "remaining_in_care_plan", REMAINING),
    )
    return [
        statuses.filter(pl.col("token") == order).with_columns(token=pl.lit(token).cast(Token), basis=pl.lit(basis))
        for order, token, basis in implied
    ]


def placements(episodes: pl.DataFrame, approval: Mapping[str, str]) -> pl.DataFrame:
    """One row for each time the child lives in one home without a break, with its ``token`` and attributes."""
    rows = _told(episodes, approval).filter(pl.col("token").is_not_null())
    differs = [pl.col(name).ne_missing(before(name)) for name in TELLS]
    unsaid = pl.col("RNE").is_null() & ~_same_address()
    rows = rows.with_columns(same_carers=_same_carers())
    homes = runs(rows, pl.any_horizontal(pl.col("RNE").is_in(MOVES), unsaid, *differs))
    homes = homes.with_columns(back=_back_from_temporary_stay())
    told = pl.col("same_carers") & ~pl.col("RNE").is_in(SAME_CARERS)
    why = homes.select(pl.when("back").then(0).when(told).then(1)).to_series()
    because = pl.Series("because", [BACK, SAME_HOME]).gather(why)  # words for a million rows, without copying them
    return homes.with_columns(
        same_carers=pl.when("back").then(True).otherwise("same_carers"), basis=pl.col("basis").fill_null(because)
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
        _token("placement", place, "home", code),
        place.reads(code, "long_term", pl.Boolean),
        place.reads(code, "kin", pl.Boolean),
        place.reads(code, "basis"),
        approved.gather(code.to_physical()).cast(ATTRIBUTES["approval"]),
        code_sets()["PLACE_PROVIDER"].reads(episodes["PLACE_PROVIDER"], "provider").cast(ATTRIBUTES["provider"]),
    )


def _same_address() -> pl.Expr:
    """Whether the postcode and the registration number are those of the episode before, both known."""
    return pl.all_horizontal((pl.col(name) == before(name)).fill_null(False) for name in ("PL_POST", "URN"))


def _same_carers() -> pl.Expr:
    """True where the return says the carers go on, or the child is fostered at the same address; else null."""
    fostered = (pl.col("token") == FOSTER) & (before("token") == FOSTER)
    return pl.when(follows() & (pl.col("RNE").is_in(SAME_CARERS) | (fostered & _same_address()))).then(True)


def _back_from_temporary_stay() -> pl.Expr:
    """Over placements: whether the child is again in the home that a temporary stay interrupted."""
    own = pl.col("child") == pl.col("child").shift(2)
    same = ("token", "PL_POST", "URN")
    home = pl.all_horizontal((pl.col(name) == pl.col(name).shift(2)).fill_null(False) for name in same)
    unbroken = (pl.col("DECOM") == before("end")) & (before("DECOM") == pl.col("end").shift(2))
    return (own & home & unbroken & (before("token") == TEMPORARY)).fill_null(False)


def _token(fact: str, codes: CodeSet, word: str, column: pl.Series) -> pl.Series:
    """The token of the fact that each code of the column says by this word."""
    return codes.reads(column, word, Token, prefix=f"{fact}.").alias("token")
