"""Turns the joined tables of a return into facts: those it states, and those it only implies, each with its basis."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from permanence.returns.frames import FACTS, Token

from . import events, spans
from .episodes import histories
from .problems import Ledger
from .tables import code_sets

WRITTEN = ("long_term", "kin", "provider", "approval", "same_carers")
"""The attributes a return tells."""

COLUMNS = [name for name in FACTS if name in {"child", "token", "start", "end", *WRITTEN, "basis", "file", "line"}]

Tables = dict[str, pl.DataFrame]


def facts_of(tables: Tables, ledger: Ledger, approval: Mapping[str, str]) -> pl.DataFrame:
    """The facts of these tables, each row of a table counted as used or set aside.

    ``tables`` hold every table that makes facts, with ``child`` numbers and each row once; ``approval`` says
    which PLACE codes mean a home that is not registered or not approved.
    """
    episodes = histories(tables["episodes"], ledger)
    rows = _of_children_in_care(tables, episodes, ledger) | {"episodes": episodes}
    care = spans.periods_of_care(episodes)
    made = [
        *_from_episodes(episodes, care, approval),
        events.reviews(rows["reviews"]),
        *events.decisions(rows["placed_for_adoption"], rows["ad1"]),
        events.matches(rows["ad1"]),
        events.workers_left(rows["sw_episodes"], care),
        events.unaccompanied(rows["uasc"], care),
    ]
    for each in rows.values():
        ledger.keep(each)
    return pl.concat([_shaped(each, ledger) for each in made], how="diagonal").select(COLUMNS)


def _from_episodes(episodes: pl.DataFrame, care: pl.DataFrame, approval: Mapping[str, str]) -> list[pl.DataFrame]:
    statuses = spans.legal_statuses(episodes)
    homes = spans.placements(episodes, approval)
    return [
        care.with_columns(token=pl.lit("in_care").cast(Token), basis=pl.lit(None, pl.String)),
        statuses,
        *spans.implied_by(statuses),
        homes,
        events.breakdowns(homes),
        events.long_term_fostering(homes),
        events.permanence_achieved(care),
    ]


def _of_children_in_care(tables: Tables, episodes: pl.DataFrame, ledger: Ledger) -> Tables:
    """The other tables, without the children whose every episode is a short break."""
    short = tables["episodes"].filter(pl.col("LS").is_in(code_sets()["LS"].saying("short_break")))["child"].unique()
    only = short.filter(~short.is_in(episodes["child"].unique().implode()))
    left = {}
    for name, rows in tables.items():
        apart = rows["child"].is_in(only.implode())
        if name != "episodes":
            ledger.set_aside(rows.filter(apart), None, None, "This child is known only for short breaks.")
            left[name] = rows.filter(~apart)
    return left


def _shaped(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Rows of facts, with their token, DECOM (the start) and end, in the shape of ``frames.FACTS``."""
    told = [name for name in WRITTEN if name in rows.columns]
    return rows.select(
        "child", "token", pl.col("DECOM").alias("start"), "end", *told, "basis", ledger.files(rows["part"]),
        pl.col("line").cast(pl.UInt32),
    )
