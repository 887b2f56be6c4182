"""Works out which collection year a file is of, and joins the years: the later return speaks last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import polars as pl

from .codes import closing_year, year_words
from .problems import Ledger
from .tables import Table

TELLING = {
    "episodes": ("DECOM", "DEC"), "reviews": ("REVIEW",), "missing": ("MIS_START",), "sw_episodes": ("SW_DECOM", "SW_DEC"),
}
"""The days that tell a file's year: those that fall within it."""

SPREAD = 1 << 17
"""More days than a return can hold, counted from 1970."""

ENOUGH = 50
"""One day in this many, at least, must fall in the last year for the file to be of that year, not a slip of the pen."""


def dated(read: dict[str, pl.DataFrame], ledger: Ledger, otherwise: int) -> dict[str, pl.DataFrame]:
    """The tables with the collection ``year`` of each row: that of its file or, where its days do not tell, of the
    files beside it; failing both, of the whole return, or ``otherwise``."""
    told = {part: year for name, columns in TELLING.items() if name in read for part, year in _told(read[name], columns)}
    beside: dict[str, int] = defaultdict(int)
    for part, year in told.items():
        folder = ledger.parts[part].folder
        beside[folder] = max(beside[folder], year)
    whole = max(told.values(), default=otherwise)
    years = [told.get(number) or beside.get(part.folder, whole) for number, part in enumerate(ledger.parts)]
    year = pl.Series("year", years, pl.Int16)
    return {name: rows.with_columns(year.gather(rows["part"])) for name, rows in read.items()}


def _told(rows: pl.DataFrame, columns: Sequence[str]) -> list[tuple[int, int]]:
    """The year of each part whose days tell it: the last year that holds enough of them."""
    counts = pl.concat([_days(rows, name) for name in columns]).drop_nulls().value_counts()
    told = counts.select(part=pl.col("key") // SPREAD, year=closing_year((pl.col("key") % SPREAD).cast(pl.Int32).cast(pl.Date)), count="count")
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for part, year, count in told.group_by("part", "year").agg(pl.col("count").sum()).iter_rows():
        found[part][year] = count
    return [(part, max(year for year in each if each[year] * ENOUGH >= each.total())) for part, each in found.items()]


def _days(rows: pl.DataFrame, column: str) -> pl.Series:
    """Part and day in one number, which is quick to count."""
    return rows.select(key=pl.col("part").cast(pl.Int64) * SPREAD + pl.col(column).to_physical()).to_series()


def latest(rows: pl.DataFrame, table: Table, ledger: Ledger) -> pl.DataFrame:
    """One row for each key of the table, in order of key: the one in the latest return, and there the last.

    An earlier row that says the same, or less, was reported again. One that says otherwise is named and set aside.
    """
    keys = ["child" if name == "CHILD" else name for name in table.key]
    rows = rows.sort(*keys, "year", maintain_order=True)  # files, and lines in a file, are in order already
    again = pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in keys).fill_null(False)
    repeated = rows.select(again).to_series()
    if not repeated.any():
        return rows
    differs = [pl.col(name).is_not_null() & pl.col(name).ne_missing(pl.col(name).shift(-1)) for name in table.settles]
    marked = rows.with_columns(
        (pl.any_horizontal(differs) if differs else pl.lit(False)).alias("differs"),
        (pl.col("year").shift(-1) > pl.col("year")).alias("later"), pl.col("year").shift(-1).alias("next_year"),
    ).filter(repeated)
    _superseded(marked, table, ledger)
    return rows.filter(~repeated)


def _superseded(rows: pl.DataFrame, table: Table, ledger: Ledger) -> None:
    """Rows of which a later row has the same key."""
    key = " and ".join(table.key)
    ledger.join(rows.filter(pl.col("later") & ~pl.col("differs")))
    for differs, says in ((False, "and says the same"), (True, "and says something else, which was used instead")):
        twice = rows.filter(~pl.col("later") & (pl.col("differs") == differs))
        ledger.set_aside(twice, None, None, f"A later row of this return has the same {key} {says}.")
    changed = rows.filter(pl.col("later") & pl.col("differs"))
    for year in changed["next_year"].unique().sort():
        wrong = f"The {year_words(year)} return has the same {key} and says something else, which was used instead."
        ledger.set_aside(changed.filter(pl.col("next_year") == year), None, None, wrong)
