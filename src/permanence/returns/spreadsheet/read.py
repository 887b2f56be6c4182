"""The facts spreadsheet, read into the tables every reader gives: children, facts, problems and totals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from ..frames import ATTRIBUTES, CHILDREN, FACTS, PROBLEMS, TOTALS, Reading
from .cells import BEYOND, CannotRead, Cells, cells_of
from .checks import ASIDE, Check, checks
from .columns import COLUMNS, NEEDED, column_named
from .one_at_a_time import two_at_once
from .problems import no_headings, of_file, of_rows, stray_quote, unread_heading
from .values import value, with_values

BASIC = ("child", "fact", "code", "from", "to", "date")


def read_facts(path: Path) -> Reading:
    """The facts a user keeps in a CSV file or workbook.

    Nothing in the file makes this fail. Every mistake is a row of ``problems``; a file that cannot be read at all
    is one problem and no rows. Rows read = rows used + rows set aside.
    """
    try:
        cells = cells_of(path)
    except CannotRead as why:
        return _reading(path.name, problems=[of_file(path.name, str(why), "Nothing was read from it.")])
    named, problems = _named(cells, path.name)
    problems += [stray_quote(path.name, line) for line in cells.broken]
    if not set(NEEDED) <= set(named.columns):
        return _reading(path.name, problems=[*problems, no_headings(path.name)], lost=named.height + len(cells.broken))
    return _judged(named, path.name, problems, lost=len(cells.broken))


def _named(cells: Cells, file: str) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The rows under the names of their columns, and a problem for each heading that is not read."""
    columns, problems = {"line": pl.col("line").cast(pl.UInt32), BEYOND: pl.col(BEYOND)}, []
    for place, heading in enumerate(cells.headings):
        name = column_named(heading)
        if name in COLUMNS and name not in columns:
            columns[name] = pl.col(str(place))
        elif not cells.rows[str(place)].is_null().all():
            problems.append(unread_heading(file, heading, name in columns))
    if column_named(cells.headings[-1] if cells.headings else "") == "note":
        columns[BEYOND] = pl.lit(None, pl.String)  # a comma in the last, unread column shifts nothing
    return cells.rows.select(column.alias(name) for name, column in columns.items()), problems


def _judged(named: pl.DataFrame, file: str, problems: list[pl.DataFrame], lost: int) -> Reading:
    absent = [pl.lit(None, pl.String).alias(name) for name in BASIC if name not in named.columns]
    rows = with_values(named.with_columns(absent))
    rows, found = _checked(rows, file, checks(rows.columns))
    read, problems = named.height + lost, [*problems, *found]
    children, births = _children(rows, file)
    rows, again = _once(rows, file)
    facts = _facts(rows.filter(~pl.col("lists child")), children, file)
    problems += [again, births, two_at_once(rows, file)]
    return _reading(file, children, facts, problems, rows.height, read - rows.height)


def _checked(rows: pl.DataFrame, file: str, all_checks: tuple[Check, ...]) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The rows that may be used, and the problems of every row."""
    marks = rows.select(check.when.fill_null(False).alias(str(place)) for place, check in enumerate(all_checks))
    met = [(check, mark) for check, mark in zip(all_checks, marks, strict=True) if mark.any()]
    problems = [_problems_of(rows.filter(mark), file, check) for check, mark in met]
    aside = [mark for check, mark in met if check.aside]
    if aside:
        rows = rows.filter(~pl.DataFrame(aside).select(pl.any_horizontal(pl.all())).to_series())
    return rows, problems


def _problems_of(rows: pl.DataFrame, file: str, check: Check) -> pl.DataFrame:
    text = pl.col(check.field) if check.field in rows.columns else pl.lit(None, pl.String)
    return of_rows(rows, file, check.field, text, check.wrong, check.done)


def _once(rows: pl.DataFrame, file: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows without those that say again what an earlier row says, and a note for each of those."""
    details = [value(name) for name in ATTRIBUTES if name in rows.columns]
    if "born" in rows.columns:
        details.append(pl.when("lists child").then(value("born")).alias("born"))
    key = [value("child"), pl.col("token", "start")]
    # Few rows are alike in these three, so that the details need comparing for few.
    alike = rows.with_row_index("row").filter(pl.struct(*key).is_duplicated())
    later = alike.filter(~pl.struct(*key, "end", *details).is_first_distinct())
    first = pl.repeat(True, rows.height, eager=True).scatter(later["row"], False)
    again = of_rows(
        rows.filter(~first),
        file,
        "fact",
        pl.col("fact"),
        pl.lit("An earlier row says the same"),
        ASIDE + "It is counted once; take one of the two out.",
    )
    return rows.filter(first), again


def _children(rows: pl.DataFrame, file: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The children of the sheet, in order of id, and a problem for each row that gives another date of birth."""
    born = value("born") if "born" in rows.columns else pl.lit(None, pl.Date)
    said = rows.select("line", "child", id=value("child"), born=born)
    children = said.group_by("id").agg(pl.col("born").drop_nulls().first()).sort("id")
    first = said.drop("born").join(children, on="id", how="left", maintain_order="left")["born"]
    differs = (said["born"] != first).fill_null(False)
    wrong = pl.format("The child has another date of birth, {}, in an earlier row", _uk(pl.col("first")))
    births = of_rows(
        said.with_columns(first=first).filter(differs),
        file,
        "born",
        _uk(pl.col("born")),
        wrong,
        "The earlier date of birth was kept. Check which is right.",
    )
    return children.cast(pl.Schema(CHILDREN)), births


def _uk(day: pl.Expr) -> pl.Expr:
    return day.dt.to_string("%d/%m/%Y")


def _facts(rows: pl.DataFrame, children: pl.DataFrame, file: str) -> pl.DataFrame:
    details = [name for name in ATTRIBUTES if name in rows.columns]
    places = children.select(pl.col("id").alias("child read")).with_row_index("place")
    facts = rows.join(places, on="child read", how="left", maintain_order="left").select(
        pl.col("place").alias("child"),
        "token",
        "start",
        "end",
        *(value(name).alias(name) for name in details),
        file=pl.lit(file),
        line="line",
    )
    return facts.cast({name: kind for name, kind in FACTS.items() if name in facts.columns})


def _reading(
    file: str,
    children: pl.DataFrame | None = None,
    facts: pl.DataFrame | None = None,
    problems: Sequence[pl.DataFrame] = (),
    used: int = 0,
    lost: int = 0,
) -> Reading:
    totals = {"file": [file], "table": ["facts"], "read": [used + lost], "used": [used], "set_aside": [lost]}
    return Reading(
        pl.DataFrame(schema=CHILDREN) if children is None else children,
        pl.DataFrame(schema=FACTS) if facts is None else facts,
        pl.concat([pl.DataFrame(schema=PROBLEMS), *problems]).sort("line", nulls_last=False, maintain_order=True),
        pl.DataFrame(totals, schema=TOTALS),
    )
