"""Golden cases: a child's facts, a day, and the duties expected; how a council signs off its pack by examples.

The format is that of ``docs/cases.md``: ``name``, ``pack``, ``as_at``, ``child`` and ``facts`` (or ``children``, each
with its own), ``expect`` (all the rows of every clause it names) and ``absent`` (clauses with no row at all).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .case_facts import CaseMistake, as_day, checked_child
from .contract import DAYS, work_out
from .days import Calendar
from .lines import Entry, read_yaml
from .pack import read_pack
from .timeline import Timeline, timeline_of


@dataclass(frozen=True)
class Case:
    """One golden case. ``expect`` rows name some keys of a duty row; keys left out are free."""

    name: str
    pack: str
    as_at: date
    timeline: Timeline
    expect: tuple[Mapping[str, Any], ...]
    absent: tuple[str, ...]
    place: str = ""

    def rows(self, calendar: Calendar | None = None) -> list[dict[str, Any]]:
        """The duty rows this case's children are owed, by its pack, as at its day."""
        return work_out(read_pack(self.pack), self.timeline, self.as_at, calendar)


@dataclass(frozen=True)
class Mismatch:
    """Where a case and the pack part: what was expected (None: nothing) and what was got (None: nothing)."""

    clause: str
    expected: Mapping[str, Any] | None
    got: Mapping[str, Any] | None


def read_cases(path: Path, pack: str | None = None) -> list[Case]:
    """The cases of a YAML file that holds one or a list. ``pack`` stands in where a case names none.

    Raises CaseMistake, or PackMistake where the file is not YAML, with the place and the remedy.
    """
    content = read_yaml(path)
    entries = content if isinstance(content, list) else [content]
    return [_case(entry, number, path.name, pack) for number, entry in enumerate(entries, 1)]


def _case(entry: Any, number: int, file: str, pack: str | None) -> Case:
    if not isinstance(entry, Entry):
        raise CaseMistake(f"{file}: case {number} is not a case. Write name, pack, as_at, child and facts.")
    wanted = entry.get("pack") or pack
    if not wanted:
        raise CaseMistake(f"{entry.place}: this case names no pack. Add pack: PG, or give --pack.")
    return Case(
        name=str(entry.get("name") or f"case {number}"),
        pack=str(wanted),
        as_at=as_day(entry.get("as_at"), "as_at", entry.place),
        timeline=timeline_of(_children(entry)),
        expect=tuple(_expected(entry)),
        absent=tuple(entry.get("absent") or ()),
        place=entry.place,
    )


def _children(entry: Entry) -> list[dict[str, Any]]:
    if entry.get("children"):
        return [checked_child(one, (one or {}).get("facts"), entry.place) for one in entry["children"]]
    if not entry.get("child"):
        raise CaseMistake(f"{entry.place}: this case has no child. Add child: {{id: c1, born: 2015-06-01}} and facts.")
    return [checked_child(entry["child"], entry.get("facts"), entry.place)]


def _expected(entry: Entry) -> Iterator[Mapping[str, Any]]:
    for row in entry.get("expect") or ():
        if not isinstance(row, Entry) or "clause" not in row:
            raise CaseMistake(
                f"{entry.place}: '{row}' is not an expected row. Write {{clause: PG-074, due: ..., status: ...}}."
            )
        days = {name: as_day(row[name], name, entry.place) for name in DAYS if row.get(name)}
        yield {**row, **days}


def check(case: Case, calendar: Calendar | None = None) -> list[Mismatch]:
    """Where the case and its pack part: for every clause named, all its rows must be those expected."""
    rows = case.rows(calendar)
    named = list(dict.fromkeys(row["clause"] for row in case.expect))
    found = [mismatch for clause in named for mismatch in _unlike(clause, case.expect, rows)]
    unwanted = (row for clause in case.absent for row in rows if row["clause"] == clause)
    return [*found, *(Mismatch(row["clause"], None, row) for row in unwanted)]


def _unlike(clause: str, expect: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]]) -> list[Mismatch]:
    left = [row for row in rows if row["clause"] == clause]
    unmet = []
    for wanted in sorted((row for row in expect if row["clause"] == clause), key=len, reverse=True):
        match = next((row for row in left if _agrees(wanted, row)), None)
        if match is None:
            unmet.append(wanted)
        else:
            left.remove(match)
    paired = [_nearest(wanted, left) for wanted in unmet]
    return [
        *(Mismatch(clause, wanted, got) for wanted, got in zip(unmet, paired, strict=True)),
        *(Mismatch(clause, None, row) for row in left),
    ]


def _agrees(wanted: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return all(key in row and row[key] == (str(value) if key == "child" else value) for key, value in wanted.items())


def _nearest(wanted: Mapping[str, Any], left: list[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The row most like the one wanted, taken out of those left, so that they can be shown side by side."""
    if not left:
        return None
    best = max(left, key=lambda row: sum(row.get(key) == value for key, value in wanted.items()))
    left.remove(best)
    return best
