"""Works out which collection year a file is of, and joins the years: the later return speaks last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np
import polars as pl

from permanence.policy.timeline import in_order

from .codes import closing_year, year_words
from .problems import Ledger, Part
from .tables import Table

TELLING = {
    "episodes": ("DECOM", "DEC"),
    "reviews": ("REVIEW",),
    "missing": ("MIS_START",),
    "sw_episodes": ("SW_DECOM", "SW_DEC"),
}
"""The days that tell a file's year: those that fall within it."""

ENOUGH = 50
"""One day in this many, at least, must fall in the last year for the file to be of that year, not a slip of the pen."""


def years_told(name: str, rows: pl.DataFrame) -> Counter[int]:
    """How many of the telling days in these rows of a table fall in each collection year."""
    told: Counter[int] = Counter()
    for column in TELLING.get(name, ()):
        counts = np.bincount(rows[column].drop_nulls().cast(pl.Int32).to_numpy())  # no day is before 1970 (cells)
        days = np.flatnonzero(counts).astype(np.int32)  # few differ, so that few years are worked out
        year = pl.Series(days).cast(pl.Date).to_frame("day").select(closing_year(pl.col("day"))).to_series()
        of_year = np.bincount(year.to_numpy(), counts[days])
        told.update({int(each): int(of_year[each]) for each in np.flatnonzero(of_year)})
    return told


def dated(
    read: dict[str, pl.DataFrame],
    told: Mapping[int, Counter[int]],
    ledger: Ledger,
    otherwise: int,
) -> dict[str, pl.DataFrame]:
    """The tables with the collection ``year`` of each row: that of the files in its folder together where these are
    one year's, else of its own file or, where its days do not tell, of the files beside it; failing all, of the whole
    return, or ``otherwise``. The year that a file or folder is named by goes before, unless most days are later.

    Days of one file alone may be too few to tell: nothing need have ended in the year, or one slip is one day in four.
    ``told`` counts the telling days of each part. Empties ``read``, to keep memory low.
    """
    own = {part: _last(years) for part, years in told.items() if years}
    of_folder = _by_folder(told, ledger)
    beside = {folder: _last(years) for folder, years in of_folder.items()}
    whole, of_one_year = max(own.values(), default=otherwise), _of_one_year(ledger)
    years = []
    for number, part in enumerate(ledger.parts):
        together = part.folder in of_one_year
        year = beside.get(part.folder, whole)
        days = of_folder.get(part.folder) if together else told.get(number)
        years.append(_named(part, days or Counter(), year if together else own.get(number, year), ledger))
    by_part = pl.Series("year", years, pl.Int16)
    return {name: _with_year(read.pop(name), by_part) for name in list(read)}


def _named(part: Part, days: Counter[int], told: int, ledger: Ledger) -> int:
    """The year a part is named by, unless most of its days lie after it; else the year that its days told."""
    if part.said is None or part.said == told:
        return told
    if 2 * sum(count for year, count in days.items() if year > part.said) <= days.total():
        return part.said
    wrong = f"Its name says {year_words(part.said)}, and most of the days in it are later."
    ledger.about_file(part.file, wrong, f"It was taken as the return of {year_words(told)}.")
    return told


def _by_folder(told: Mapping[int, Counter[int]], ledger: Ledger) -> dict[str, Counter[int]]:
    """The telling days of all the files in each folder that has any."""
    beside: dict[str, Counter[int]] = defaultdict(Counter)
    for part, years in told.items():
        if years:
            beside[ledger.parts[part].folder].update(years)
    return beside


def _of_one_year(ledger: Ledger) -> set[str]:
    """The folders that hold no table twice, so that their files are one year's return."""
    tables = Counter((part.folder, part.table) for part in ledger.parts if part.table)
    return {folder for folder, _ in tables} - {folder for (folder, _), times in tables.items() if times > 1}


def _last(years: Counter[int]) -> int:
    """The last year that holds enough of the days."""
    return max((year for year, count in years.items() if count * ENOUGH >= years.total()), default=max(years))


def _with_year(rows: pl.DataFrame, year: pl.Series) -> pl.DataFrame:
    return rows.with_columns(year.gather(rows["part"]))


def latest(rows: pl.DataFrame, table: Table, ledger: Ledger) -> pl.DataFrame:
    """One row for each key of the table, in order of key: the one in the latest return, and there the last.

    An earlier row that says the same, or less, was reported again. One that says otherwise is named and set aside.
    """
    keys = ["child" if name == "CHILD" else name for name in table.key]
    order = in_order(*(rows[name].to_physical().to_numpy() for name in (*keys, "year")))  # lines are in order already
    rows = rows[order].with_columns(pl.col("child").set_sorted())  # known to be, so that joins need not look again
    again = pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in keys).fill_null(False)
    repeated = rows.select(again).to_series()
    if not repeated.any():
        return rows
    differs = [pl.col(name).is_not_null() & pl.col(name).ne_missing(pl.col(name).shift(-1)) for name in table.settles]
    marked = rows.with_columns(
        (pl.any_horizontal(differs) if differs else pl.lit(False)).alias("differs"),
        (pl.col("year").shift(-1) > pl.col("year")).alias("later"),
        pl.col("year").shift(-1).alias("next_year"),
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
