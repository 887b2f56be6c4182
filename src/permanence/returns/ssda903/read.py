"""Reads an SSDA903 return, of one year or several, into children, facts, problems and totals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from permanence.returns.frames import Reading

from . import delimited
from .at_once import at_once, kinds
from .cells import typed
from .children import in_order_of_id, numbered
from .codes import check_years
from .delimited import Headings
from .facts import facts_of
from .files import LEFT, UNREADABLE, Source, sources
from .problems import Ledger
from .spans import approvals
from .tables import Table, is_facts_sheet, nearest, tables
from .years import dated, years_told

Tables = dict[str, pl.DataFrame]
"""The rows of the return by the name of their table, each with its part, line and collection year."""


def read_return(
    paths: Sequence[Path],
    unregistered: Mapping[str, str] | None = None,
    as_at: date | None = None,
    leave: Collection[Path] = (),
    advance: Callable[[int], None] = lambda more: None,
) -> Reading:
    """The children and facts of a return: a folder, a zip, a file, or folders of several years.

    ``unregistered`` says which PLACE codes mean a home that is ``unregistered`` or ``unapproved``; left out, the
    mapping of tables.yaml. ``as_at`` is the day after which nothing can have happened yet; left out, today.
    ``leave`` are files that are read elsewhere: they are passed over, without a word, where they lie in a folder.
    ``advance`` is told of each file's bytes once it is read.
    Raises ValueError, in words, where ``unregistered`` names a code or a word there is not; no file raises.
    """
    homes = approvals(unregistered)
    ledger = Ledger()
    as_at = as_at or date.today()
    told: dict[int, Counter[int]] = defaultdict(Counter)
    found = _telling(sources(paths, ledger, leave), advance)
    years = dated(_read(found, told, ledger, as_at), told, ledger, as_at.year)
    check_years(years, ledger)
    children, rows = numbered(years, ledger)
    facts = facts_of(rows, ledger, homes)
    return Reading(*in_order_of_id(children, facts), ledger.problems(), ledger.totals())


def _telling(found: Iterable[Source], advance: Callable[[int], None]) -> Iterator[Source]:
    """The same files; ``advance`` is told of each when the next is asked for."""
    for source in found:
        yield source
        advance(source.size)


def _read(found: Iterable[Source], told: dict[int, Counter[int]], ledger: Ledger, as_at: date) -> Tables:
    """Every table of the return. Counts in ``told`` the days that tell each part's collection year."""
    read: dict[str, list[pl.DataFrame]] = {name: [] for name in tables()}
    for source in found:
        for name, rows in _source(source, ledger, as_at):
            read[name].append(rows)
            if not rows.is_empty():
                told[rows["part"][0]].update(years_told(name, rows))
    return {name: pl.concat(read[name] or [_none(table, ledger)]) for name, table in tables().items()}


def _none(table: Table, ledger: Ledger) -> pl.DataFrame:
    """No rows of a table, so that one that was not sent is like one without rows."""
    text = dict.fromkeys(table.columns, pl.String())
    return typed(pl.DataFrame(schema={"part": pl.UInt16(), "line": pl.UInt32(), **text}), table, ledger, date.max)


def _source(source: Source, ledger: Ledger, as_at: date) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows of a file, by table. A file that breaks off keeps the rows read before."""
    try:
        yield from (_csv if source.kind == "csv" else _xml)(source, ledger, as_at)
    except UNREADABLE as error:
        ledger.about_file(source.name, f"The file could not be read to its end ({error}).", "What was read was kept.")


def _csv(source: Source, ledger: Ledger, as_at: date) -> Iterator[tuple[str, pl.DataFrame]]:
    heads, part, line = None, 0, 1
    with source.open() as file:
        for text in delimited.pieces(file):
            if heads is None:
                if (heads := delimited.headings(text)) is None:
                    break
                part = _opened(source, heads, ledger)
                text = delimited.below(text, heads.line)
                line += heads.line
            if text:
                yield from _rows(text, line, heads, part, ledger, as_at)
            line += delimited.count(text, "\n")
    if heads is None:
        ledger.about_file(source.name, "The file is blank.", LEFT)


def _rows(
    text: bytes,
    line: int,
    heads: Headings,
    part: int,
    ledger: Ledger,
    as_at: date,
) -> Iterator[tuple[str, pl.DataFrame]]:
    if heads.table is None:
        lines = sum(1 for each in text.split(b"\n") if each.strip(b" ,;\t|"))
        ledger.read[part] += lines
        ledger.put_aside[part] += lines
        return
    plain = delimited.plain_rows(text, line, heads, kinds(heads.table.name))
    rows = None if plain is None else at_once(plain, part, heads.table, as_at)
    if rows is not None:
        ledger.read[part] += rows.height
        yield heads.table.name, rows
        return
    raw = delimited.rows(text, line, heads).with_columns(_number(part), pl.lit(len(heads.columns)).alias("wanted"))
    ledger.read[part] += raw.height
    yield heads.table.name, typed(raw, heads.table, ledger, as_at)


def _xml(source: Source, ledger: Ledger, as_at: date) -> Iterator[tuple[str, pl.DataFrame]]:
    from . import xml  # only a council that sends XML pays for it

    with source.open() as file:
        text = b"".join(delimited.pieces(file))
    for name, raw in xml.rows(text, source.name, ledger).items():
        part = ledger.open(source.name, name, source.folder, source.said)
        ledger.read[part] += raw.height
        yield name, typed(raw.with_columns(_number(part)), tables()[name], ledger, as_at)


def _number(part: int) -> pl.Expr:
    return pl.lit(part, pl.UInt16).alias("part")


def _opened(source: Source, heads: Headings, ledger: Ledger) -> int:
    """The part for a file with these headings. What is odd about the headings is a problem of the file."""
    table = heads.table
    if table is None:
        _unknown(source.name, heads, ledger)
        return ledger.open(source.name, "", source.folder)
    for name in table.columns.keys() - set(heads.columns):
        ledger.about_file(source.name, f"The column {name} is not there.", "It was taken as blank.", name)
    for name in sorted(set(heads.columns) - table.columns.keys() - {""}):
        ledger.about_file(source.name, f"{name} is not a column of this file ({table.name}).", "It was not read.", name)
    for name in sorted(name for name in table.columns if heads.columns.count(name) > 1):
        ledger.about_file(source.name, f"The column {name} is there more than once.", "The first was read.", name)
    return ledger.open(source.name, table.name, source.folder, source.said)


def _unknown(file: str, heads: Headings, ledger: Ledger) -> None:
    if is_facts_sheet(heads.columns):
        remedy = "Its rows were set aside. To use them, give this file with --facts."
        ledger.about_file(file, "This is a facts sheet, not a file of the return.", remedy, line=heads.line)
        return
    like = nearest(heads.columns)
    absent = [name for name in like.known_by if name not in heads.columns]
    lacks = f"The nearest is {like.name}, but {', '.join(absent)} is not there."
    wrong = f"The columns are not those of any file of the return. {lacks}"
    ledger.about_file(file, wrong, "Its rows were set aside. Check the headings on its first line.", line=heads.line)
