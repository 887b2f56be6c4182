"""The facts spreadsheet, read into the tables every reader gives: children, facts, problems and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from ..frames import ATTRIBUTES, CHILDREN, FACTS, PROBLEMS, TOTALS, Reading, british
from .cells import BEYOND, CannotRead, Cells, contents_of
from .checks import ASIDE, Check, checks
from .columns import COLUMNS, NEEDED, column_named
from .one_at_a_time import several_at_once
from .problems import no_headings, of_file, of_rows, stray_quote, unread_heading, unread_sheet
from .values import value, with_values

BASIC = ("child", "fact", "code", "from", "to", "date")


def read_facts(path: Path) -> Reading:
    """The facts a user keeps in a CSV file or in the sheets of a workbook.

    Nothing in the file makes this fail. Every mistake is a row of ``problems``; a file that cannot be read at all
    is one problem and no rows. Rows read = rows used + rows set aside. Where several sheets are read, each is a file
    of its own in the problems, facts and totals: "sheet 'Facts' of facts.xlsx".
    """
    try:
        contents = contents_of(path)
    except CannotRead as why:
        return _reading([path.name], problems=[of_file(path.name, str(why), "Nothing was read from it.")])
    files = _files(contents.sheets, path.name)
    unread = [unread_sheet(path.name, sheet, why) for sheet, why in contents.unread.items()]
    every = [_named(cells, file) for cells, file in zip(contents.sheets, files, strict=True)]
    named = pl.concat([rows for rows, _ in every], how="diagonal")
    problems = [*unread, *(problem for _, found in every for problem in found)]
    read = {
        file: rows.height + len(cells.broken)
        for file, (rows, _), cells in zip(files, every, contents.sheets, strict=True)
    }
    if not set(NEEDED) <= set(named.columns):
        return _reading(read, problems=[*problems, no_headings(path.name)])
    return _judged(named, read, problems)


def _files(sheets: Sequence[Cells], name: str) -> list[str]:
    """What each sheet is called: by the file, where it is the only one."""
    return [f"sheet '{cells.sheet}' of {name}" for cells in sheets] if len(sheets) > 1 else [name]


def _named(cells: Cells, file: str) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The rows under the names of their columns, and a problem for each heading or row that is not read."""
    columns = {"file": pl.lit(file), "line": pl.col("line").cast(pl.UInt32), BEYOND: pl.col(BEYOND)}
    problems = []
    for place, heading in enumerate(cells.headings):
        name = column_named(heading)
        if name in COLUMNS and name not in columns:
            columns[name] = pl.col(str(place))
        elif not cells.rows[str(place)].is_null().all():
            problems.append(unread_heading(file, heading, name in columns))
    if column_named(cells.headings[-1] if cells.headings else "") == "note":
        columns[BEYOND] = pl.lit(None, pl.String)  # a comma in the last, unread column shifts nothing
    problems += [stray_quote(file, line) for line in cells.broken]
    return cells.rows.select(column.alias(name) for name, column in columns.items()), problems


def _judged(named: pl.DataFrame, read: dict[str, int], problems: list[pl.DataFrame]) -> Reading:
    absent = [pl.lit(None, pl.String).alias(name) for name in BASIC if name not in named.columns]
    rows = with_values(named.with_columns(absent))
    rows, found = _checked(rows, checks(rows.columns))
    children, births = _children(rows)
    rows, again = _once(rows)
    facts = _facts(rows.filter(~pl.col("lists child")), children)
    problems = [*problems, *found, again, births, *several_at_once(rows)]
    return _reading(read, children, facts, problems, rows["file"])


def _checked(rows: pl.DataFrame, all_checks: tuple[Check, ...]) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The rows that may be used, and the problems of every row."""
    marks = rows.select(check.when.fill_null(False).alias(str(place)) for place, check in enumerate(all_checks))
    met = [(check, mark) for check, mark in zip(all_checks, marks, strict=True) if mark.any()]
    problems = [_problems_of(rows.filter(mark), check) for check, mark in met]
    aside = [mark for check, mark in met if check.aside]
    if aside:
        rows = rows.filter(~pl.DataFrame(aside).select(pl.any_horizontal(pl.all())).to_series())
    return rows, problems


def _problems_of(rows: pl.DataFrame, check: Check) -> pl.DataFrame:
    text = pl.col(check.field) if check.field in rows.columns else pl.lit(None, pl.String)
    return of_rows(rows, check.field, text, check.wrong, check.done)


def _once(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
        "fact",
        pl.col("fact"),
        pl.lit("An earlier row says the same"),
        ASIDE + "It is counted once; take one of the two out.",
    )
    return rows.filter(first), again


def _children(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The children of the sheet, in order of id, and a problem for each row that gives another date of birth."""
    born = value("born") if "born" in rows.columns else pl.lit(None, pl.Date)
    said = rows.select("file", "line", "child", id=value("child"), born=born)
    children = said.group_by("id").agg(pl.col("born").drop_nulls().first()).sort("id")
    first = said.drop("born").join(children, on="id", how="left", maintain_order="left")["born"]
    differs = (said["born"] != first).fill_null(False)
    wrong = pl.format("The child has another date of birth, {}, in an earlier row", british("first"))
    births = of_rows(
        said.with_columns(first=first).filter(differs),
        "born",
        british("born"),
        wrong,
        "The earlier date of birth was kept. Check which is right.",
    )
    return children.cast(pl.Schema(CHILDREN)), births


def _facts(rows: pl.DataFrame, children: pl.DataFrame) -> pl.DataFrame:
    details = [name for name in ATTRIBUTES if name in rows.columns]
    places = children.select(pl.col("id").alias("child read")).with_row_index("place")
    facts = rows.join(places, on="child read", how="left", maintain_order="left").select(
        pl.col("place").alias("child"),
        "token",
        "start",
        "end",
        *(value(name).alias(name) for name in details),
        file="file",
        line="line",
    )
    return facts.cast({name: kind for name, kind in FACTS.items() if name in facts.columns})


def _reading(
    read: Iterable[str] | Mapping[str, int],
    children: pl.DataFrame | None = None,
    facts: pl.DataFrame | None = None,
    problems: Sequence[pl.DataFrame] = (),
    used: Iterable[str] = (),
) -> Reading:
    """``read`` are the files, with the rows read of each if there were any; ``used`` is the file of each row used."""
    counts, uses, files = Counter(dict(read) if isinstance(read, Mapping) else {}), Counter(used), list(read)
    totals = [(file, "facts", counts[file], uses[file], counts[file] - uses[file]) for file in files]
    found = pl.concat([pl.DataFrame(schema=PROBLEMS), *problems])
    places = {file: place for place, file in enumerate(files)}
    place = pl.col("file").replace_strict(places, default=-1, return_dtype=pl.Int32)
    return Reading(
        pl.DataFrame(schema=CHILDREN) if children is None else children,
        pl.DataFrame(schema=FACTS) if facts is None else facts,
        found.sort(place, "line", nulls_last=False, maintain_order=True),
        pl.DataFrame(totals, schema=TOTALS, orient="row"),
    )
