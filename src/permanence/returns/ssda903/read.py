"""Reads an SSDA903 return, of one year or several, into children, facts, problems and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from permanence.returns.frames import Reading

from . import delimited
from .cells import typed
from .codes import check_years
from .facts import facts_of
from .files import LEFT, Source, sources
from .problems import Ledger
from .tables import Table, nearest, tables
from .years import dated, numbered

Tables = dict[str, pl.DataFrame]
"""The rows of the return by the name of their table, each with its part, line and collection year."""


def read_return(
    paths: Sequence[Path], unregistered: Mapping[str, str] | None = None, as_at: date | None = None,
) -> Reading:
    """The children and facts of a return: a folder, a zip, a file, or folders of several years.

    ``unregistered`` says which PLACE codes mean a home that is ``unregistered`` or ``unapproved``; left out, the
    mapping of tables.yaml. ``as_at`` is the day after which nothing can have happened yet; left out, today.
    Raises ValueError, in words, where ``unregistered`` names a code or a word there is not; no file raises.
    """
    ledger = Ledger()
    read = _read(paths, ledger, as_at or date.today())
    years = dated(read, ledger)
    check_years(years, ledger)
    children, rows = numbered(years, ledger)
    facts = facts_of(children, rows, ledger, unregistered)
    return Reading(children.drop("number"), facts, ledger.problems(), ledger.totals())


def _read(paths: Sequence[Path], ledger: Ledger, as_at: date) -> Tables:
    read: dict[str, list[pl.DataFrame]] = {name: [] for name in tables()}
    for source in sources(paths, ledger):
        for name, rows in _source(source, ledger, as_at):
            read[name].append(rows)
    return {name: pl.concat(frames) for name, frames in read.items() if frames}
