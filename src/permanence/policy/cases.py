"""Golden cases: a child's facts, a day, and the duties expected; how a council signs off its pack by examples.

The format is that of ``docs/cases.md``: ``name``, ``pack``, ``as_at``, ``child`` and ``facts`` (or ``children``, each
with its own), ``expect`` (all the rows of every clause it names) and ``absent`` (clauses with no row at all).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .case_facts import CaseMistake, a_list, as_day, checked_child, nearest, only_keys
from .contract import DAYS, KEYS, work_out
from .days import Calendar
from .duties import STATUS
from .lines import Entry, PackMistake, perhaps, read_yaml
from .pack import BUILT_IN, read_pack
from .register import clauses_of
from .reviews import BASIS
from .timeline import Timeline, timeline_of

_CASE_KEYS = ("name", "pack", "as_at", "child", "facts", "children", "expect", "absent")
_NOUGHTS = re.compile(r"(?<=-)0+")
_ROW_WORDS = {"status": STATUS, "basis": BASIS, "strength": ("must", "should", "may")}


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


def read_cases(path: Path, pack: str | None = None, against: str | None = None) -> list[Case]:
    """The cases of a YAML file that holds one or a list. ``pack`` stands in where a case names none.

    ``against`` takes the place of whatever pack a case names. Raises CaseMistake, or PackMistake where the file is
    not YAML or a pack cannot be read, with the place and the remedy.
    """
    for given in (pack, against):
        if given:
            read_pack(given)  # so that what is wrong with it is not laid at the door of a case
    content = read_yaml(path)
    entries = content if isinstance(content, list) else [content]
    return [_case(entry, number, path, (pack, against)) for number, entry in enumerate(entries, 1)]


_Given = tuple[str | None, str | None]
"""The pack of a case that names none, and the pack of every case."""


def _case(entry: Any, number: int, path: Path, given: _Given) -> Case:
    if not isinstance(entry, Entry):
        raise CaseMistake(path.name, f"case {number} is not a case.", "Write name, pack, as_at, child and facts.")
    name = str(entry.get("name") or f"case {number}")
    called = f"case '{name}'" if entry.get("name") else name
    try:
        return _read(entry, name, path.parent, given)
    except CaseMistake as wrong:
        raise wrong.of(called) from wrong
    except PackMistake as wrong:
        raise PackMistake(wrong.where, wrong.wrong, f"{wrong.remedy} It is the pack of {called}.") from wrong


def _read(entry: Entry, name: str, folder: Path, given: _Given) -> Case:
    only_keys(entry, _CASE_KEYS, "a case")
    pack = _pack_of(entry, folder, given)
    return Case(
        name=name,
        pack=pack,
        as_at=as_day(entry.get("as_at"), "as_at", entry.place_of("as_at")),
        timeline=timeline_of(_children(entry)),
        expect=tuple(_expected(entry, pack)),
        absent=tuple(_absent(entry, pack)),
        place=entry.place,
    )


def _pack_of(entry: Entry, folder: Path, given: _Given) -> str:
    """The pack the case names, its file looked for beside the case's own before the working directory."""
    other, against = given
    if against:
        return against
    if not entry.get("pack"):
        return other or _no_pack(entry)
    named = str(entry["pack"])
    if named.upper() in BUILT_IN:
        return named
    found = next((place for place in (folder / named, Path(named)) if place.exists()), None)
    if found is None:
        ways = f"Use one of {', '.join(BUILT_IN)}, or a path from the folder of the case file or from where you are."
        raise CaseMistake(entry.place_of("pack"), f"there is no such pack as '{named}'.", ways)
    return str(found)


def _no_pack(entry: Entry) -> str:
    raise CaseMistake(entry.place, "this case names no pack.", "Add pack: PG, or give --pack.")


def _children(entry: Entry) -> list[dict[str, Any]]:
    children = a_list(entry, "children", "Start each child on its own line with '- id: c1'.")
    if children:
        both = [key for key in ("child", "facts") if key in entry]
        if both:
            remedy = "Put it under one of the children."
            raise CaseMistake(entry.place_of(both[0]), f"this case has children and, beside them, {both[0]}.", remedy)
        return [checked_child(one, one if isinstance(one, Entry) else entry) for one in children]
    if not entry.get("child"):
        remedy = "Add child: {id: c1, born: 2015-06-01} and facts."
        raise CaseMistake(entry.place, "this case has no child.", remedy)
    return [checked_child(entry["child"], entry)]


def _expected(entry: Entry, pack: str) -> Iterator[Mapping[str, Any]]:
    wanted = "{clause: PG-074, due: ..., status: ...}"
    for row in a_list(entry, "expect", f"Start each row on its own line with '- {wanted}'."):
        if not isinstance(row, Entry) or "clause" not in row:
            at = row.place if isinstance(row, Entry) else entry.place_of("expect")
            raise CaseMistake(at, f"'{row}' is not an expected row.", f"Write {wanted}.")
        only_keys(row, KEYS, "an expected row")
        _refuse_unknown_clause(row["clause"], pack, row.place)
        for key, words in _ROW_WORDS.items():
            if key in row and row[key] not in words:
                raise CaseMistake(row.place, f"there is no {key} '{row[key]}'.", nearest(row[key], words))
        yield {**row, **{name: as_day(row[name], name, row.place) for name in DAYS if row.get(name)}}


def _absent(entry: Entry, pack: str) -> Iterator[str]:
    for clause in a_list(entry, "absent", "Write absent: [PG-079]."):
        _refuse_unknown_clause(clause, pack, entry.place_of("absent"))
        yield clause


def _refuse_unknown_clause(clause: Any, pack: str, place: str) -> None:
    """Refuses what is no paragraph of the pack, or of those it extends, with a time in it or without."""
    read = read_pack(pack)
    timed = {rule.clause for rule in read.rules} | {note.clause for note in read.no_rows}
    if not isinstance(clause, str) or not (clause in timed or clause in clauses_of(pack)):
        remedy = _clause_like(clause, timed | clauses_of(pack).keys()) or f"permanence packs {pack} lists its rules."
        raise CaseMistake(place, f"there is no clause '{clause}' in {read.code}.", remedy)


def _clause_like(clause: Any, known: Iterable[str]) -> str:
    """The paragraph of the same number, however many noughts it is written with, or else the one most like it."""
    number = _NOUGHTS.sub("", str(clause).upper())
    same = [one for one in known if _NOUGHTS.sub("", one.upper()) == number]
    return perhaps(clause, same or known)


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
