"""Spans made from episodes: care, legal status and placements, and what those orders imply."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from permanence.policy.vocabulary import vocabulary
from permanence.returns.frames import ATTRIBUTES, Token

from .episodes import STARTED, before, follows
from .tables import CodeSet, code_sets

MOVES = (STARTED, "P", "B", "T", "U")
SAME_CARERS = ("T", "U", "L")
"""Reasons for a new episode that say the carers go on."""
OTHER_CARERS = ("P", "B")
"""Reasons that say they do not."""

PROCEEDINGS = "interim care order in the return: proceedings taken to run from its start to the order that ends them"
REMAINING = "full care order in the return: the child is taken to stay in care while it lasts"
SAME_HOME = "the same carers, told by the same postcode and registration number"

EARLIER = "the episode that began care is not here (RNE is not S): taken to run from the first one that is"

BACK = "back after a temporary stay: nothing told of the home differs from before it"

TEMPORARY = "placement.temporary"
FOSTER = "placement.foster"
TELLS = ("token", "long_term", "kin", "provider", "approval")
"""What a placement's codes say of it; where one of them changes, a new placement begins."""
ADDRESS = ("PL_POST", "URN")
"""What tells one home from another of its kind, where it is known."""

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
    return care.with_columns(basis=pl.when(pl.col("RNE").ne_missing(pl.lit(STARTED))).then(pl.lit(EARLIER)))


def legal_statuses(episodes: pl.DataFrame) -> pl.DataFrame:
    """One row for each time an order or agreement holds without a break, with its ``token``."""
    status = code_sets()["LS"]
    code = episodes["LS"]
    rows = episodes.select(*OF_CARE, _token("legal_status", status, "order", code), status.reads(code, "basis"))
    return runs(rows.filter(pl.col("token").is_not_null()), pl.col("token") != before("token"))


def proceedings(episodes: pl.DataFrame) -> pl.DataFrame:
    """Care proceedings, from interim care orders: from the first to the order that ends them, or to section 20.

    The return holds one status at a time, so that a remand or police protection hides an interim order and ends none.
    """
    begun = code_sets()["LS"].reads(episodes["LS"], "proceedings", pl.Boolean)
    rows = episodes.select(*OF_CARE, "RNE", begun)
    anew = ~follows() | (pl.col("RNE") == STARTED).fill_null(False)
    goes_on = pl.when(anew).then(pl.col("proceedings").fill_null(False)).otherwise("proceedings").forward_fill()
    implied = runs(rows.filter(goes_on), pl.lit(False))
    return implied.with_columns(token=pl.lit("proceedings.care").cast(Token), basis=pl.lit(PROCEEDINGS))


def remaining(statuses: pl.DataFrame) -> pl.DataFrame:
    """The plan to remain in care, from full care orders."""
    orders = statuses.filter(pl.col("token") == "legal_status.care_order")
    return orders.with_columns(token=pl.lit("remaining_in_care_plan").cast(Token), basis=pl.lit(REMAINING))


def placements(episodes: pl.DataFrame, approval: Mapping[str, str]) -> pl.DataFrame:
    """One row for each time the child lives in one home without a break, with its ``token`` and attributes."""
    rows = _told(episodes, approval).filter(pl.col("token").is_not_null())
    differs = [pl.col(name).ne_missing(before(name)) for name in TELLS]
    unsaid = pl.col("RNE").is_null() & ~_same_address()
    rows = rows.with_columns(same_carers=_same_carers())
    homes = runs(rows, pl.any_horizontal(pl.col("RNE").is_in(MOVES), unsaid, *differs))
    homes = homes.with_columns(_back_from_temporary_stay(homes))
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
    approved = pl.Series("approval", [approval.get(each) for each in place.codes], ATTRIBUTES["approval"])
    return episodes.with_columns(
        _token("placement", place, "home", code),
        place.reads(code, "long_term", pl.Boolean),
        place.reads(code, "kin", pl.Boolean),
        place.reads(code, "basis"),
        approved.gather(code.to_physical()),
        code_sets()["PLACE_PROVIDER"].reads(episodes["PLACE_PROVIDER"], "provider", ATTRIBUTES["provider"]),
    )


def _same_address() -> pl.Expr:
    """Whether the postcode and the registration number are those of the episode before, both known."""
    return pl.all_horizontal((pl.col(name) == before(name)).fill_null(False) for name in ADDRESS)


def _same_carers() -> pl.Expr:
    """True where the return says the carers go on, or does not say and the child is fostered at the same address."""
    fostered = (pl.col("token") == FOSTER) & (before("token") == FOSTER)
    told = fostered & _same_address() & ~pl.col("RNE").is_in(OTHER_CARERS).fill_null(False)
    return pl.when(follows() & (pl.col("RNE").is_in(SAME_CARERS) | told)).then(True)


def _back_from_temporary_stay(homes: pl.DataFrame) -> pl.Series:
    """Which placements are the home again that a temporary stay, or several on end, interrupted: as far as is told."""
    stay, row = pl.col("token") == TEMPORARY, pl.int_range(pl.len())
    unbroken = (pl.col("DECOM") == before("end")).fill_null(False)
    marked = homes.select(
        row=row,
        home=pl.when(~stay).then(row).forward_fill().shift(1),
        time=(~unbroken).cum_sum(),
        returns=~stay & (before("token") == TEMPORARY).fill_null(False),
    )
    came = marked.filter("returns", pl.col("time") == pl.col("time").gather(pl.col("home")))
    now, then = (homes[came[name]].select(*TELLS, *ADDRESS) for name in ("row", "home"))
    same = [now[name].eq_missing(then[name]) for name in TELLS]
    same += [(now[name] == then[name]).fill_null(True) for name in ADDRESS]
    back = came["row"].filter(pl.select(pl.all_horizontal(same)).to_series())
    is_back = np.zeros(homes.height, bool)
    is_back[back.to_numpy()] = True
    return pl.Series("back", is_back)


def _token(fact: str, codes: CodeSet, word: str, column: pl.Series) -> pl.Series:
    """The token of the fact that each code of the column says by this word."""
    return codes.reads(column, word, Token, prefix=f"{fact}.").alias("token")
