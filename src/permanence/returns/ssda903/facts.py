"""Turns the joined tables of a return into facts: those it states, and those it only implies, each with its basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from permanence.returns.frames import FACTS, Token, british

from . import events, spans
from .episodes import histories
from .problems import Ledger
from .tables import code_sets

WRITTEN = ("long_term", "kin", "provider", "approval", "same_carers")
"""The attributes a return tells."""

ONGOING = (
    "For {} of the children in this file a time in care starts with an episode that did not begin it (its RNE is not "
    "S). The one that did is in an earlier year's return, or could not be used."
)
TAKEN = (
    "Care was taken to start with that episode, which is marked as inferred. Add the earlier returns, or say in a "
    "facts sheet when care began."
)

COLUMNS = [name for name in FACTS if name in {"child", "token", "start", "end", *WRITTEN, "basis", "file", "line"}]

Tables = dict[str, pl.DataFrame]


def facts_of(tables: Tables, ledger: Ledger, approval: Mapping[str, str]) -> pl.DataFrame:
    """The facts of these tables, each row of a table counted as used or set aside.

    ``tables`` hold every table that makes facts, with ``child`` numbers and each row once; ``approval`` says
    which PLACE codes mean a home that is not registered or not approved. Empties ``tables``, to keep memory low.
    """
    short = _short_breaks(tables["episodes"])
    episodes = histories(tables.pop("episodes"), ledger)
    ledger.keep(episodes)
    care = spans.periods_of_care(episodes)
    ledger.about_files(care.filter(pl.col("basis").is_not_null()).unique("child"), ONGOING, TAKEN, "RNE")
    made = [_shaped(each, ledger) for each in _from_episodes(episodes, care, approval)]
    only = short.filter(~short.is_in(episodes["child"].implode()))
    del episodes
    rows = {name: _in_care(tables.pop(name), only, ledger) for name in list(tables)}
    _check_unaccompanied(rows["uasc"], care, ledger)
    _check_decisions(rows["placed_for_adoption"], rows["ad1"], ledger)
    others = [
        events.reviews(rows.pop("reviews")),
        *events.decisions(rows["placed_for_adoption"], rows["ad1"]),
        events.matches(rows["ad1"]),
        events.workers_left(rows.pop("sw_episodes"), care),
        events.unaccompanied(rows["uasc"], care),
    ]
    made += [_shaped(each, ledger) for each in others]
    return pl.concat(made)


def _from_episodes(episodes: pl.DataFrame, care: pl.DataFrame, approval: Mapping[str, str]) -> Iterator[pl.DataFrame]:
    yield care.with_columns(token=pl.lit("in_care").cast(Token))
    yield events.permanence_achieved(care)
    statuses = spans.legal_statuses(episodes)
    yield statuses
    yield spans.remaining(statuses)
    yield spans.proceedings(episodes)
    homes = spans.placements(episodes, approval)
    yield homes
    yield events.breakdowns(homes)
    yield events.long_term_fostering(homes)


def _short_breaks(episodes: pl.DataFrame) -> pl.Series:
    """The children who have had a short break."""
    return episodes.filter(pl.col("LS").is_in(code_sets()["LS"].saying("short_break")))["child"].unique()


def _in_care(rows: pl.DataFrame, only: pl.Series, ledger: Ledger) -> pl.DataFrame:
    """The rows of a table, without the children who are known ``only`` for short breaks."""
    if not only.is_empty():
        apart = rows["child"].is_in(only.implode())
        ledger.set_aside(rows.filter(apart), None, None, "This child is known only for short breaks.")
        rows = rows.filter(~apart)
    ledger.keep(rows)
    return rows


def _check_unaccompanied(rows: pl.DataFrame, care: pl.DataFrame, ledger: Ledger) -> None:
    """Names children who stopped being unaccompanied before they came into care."""
    before_care = events.since_care(rows, care).filter(pl.col("DUC") <= pl.col("DECOM"))
    wrong = "This is on or before the day the child came into care."
    ledger.note(before_care, "DUC", british("DUC"), wrong, "The child was not taken as unaccompanied.")


def _check_decisions(placed: pl.DataFrame, adopted: pl.DataFrame, ledger: Ledger) -> None:
    """Names adoptions whose decision is given another day with the decisions to place."""
    told = adopted.filter(pl.col("DATE_INT").is_not_null()).join(placed, on="child", how="semi")
    other = told.join(placed, left_on=["child", "DATE_INT"], right_on=["child", "DATE_PLACED"], how="anti")
    wrong = "This is not a day on which the placed for adoption file says it was decided to place the child."
    ledger.note(other, "DATE_INT", british("DATE_INT"), wrong, "The day there was used.")


def _shaped(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Rows of facts, with their token, DECOM (the start) and end, in the shape of ``frames.FACTS``."""
    file = pl.lit(ledger.files(rows["part"]))
    given = {"start": pl.col("DECOM"), "line": pl.col("line").cast(pl.UInt32), "file": file}
    unsaid = {name: pl.lit(None, FACTS[name]) for name in WRITTEN if name not in rows.columns}
    return rows.select((given | unsaid).get(name, pl.col(name)).alias(name) for name in COLUMNS)
