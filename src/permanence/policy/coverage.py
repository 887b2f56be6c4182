"""How far the product keeps each paragraph: by what, in which golden cases, and in which tests."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .lines import read_yaml
from .register import Clause, Register

NOT_YET = "not yet"

Found = dict[str, list[str]]
"""The names of cases or tests, by clause."""

_ID = re.compile(r"\b[A-Z]{2,}-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b")


@dataclass(frozen=True)
class Coverage:
    """One paragraph and what keeps it.

    ``by`` is one of ``HONOURED_BY``, or "not yet"; ``what`` says which rule, setting or screen. ``owed_in`` names the
    golden cases that expect a row of it, ``absent_in`` those that expect none, ``tests`` the test files with its id.
    """

    clause: Clause
    by: str
    what: str
    owed_in: tuple[str, ...] = ()
    absent_in: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether a case or a test names it."""
        return bool(self.owed_in or self.absent_in or self.tests)

    def row(self) -> dict[str, Any]:
        """The paragraph as plain names and values, for a table or JSON."""
        told = {name: value for name, value in asdict(self.clause).items() if name != "honoured"}
        shown = {name: list(getattr(self, name)) for name in ("owed_in", "absent_in", "tests")}
        return {**told, "honoured_by": self.by, "what": self.what, **shown}


@dataclass(frozen=True)
class Count:
    """How many paragraphs of a kind a document has, how many are kept, and how many a case or test names."""

    pack: str
    kind: str
    clauses: int
    honoured: int
    shown: int

    @property
    def not_yet(self) -> int:
        """How many nothing keeps yet."""
        return self.clauses - self.honoured


def coverage(register: Register, cases: Path | None = None, tests: Path | None = None) -> tuple[Coverage, ...]:
    """Each paragraph of the register with what keeps it.

    ``cases`` is a folder of golden cases, ``tests`` a folder of Python tests; without them those columns are empty.
    Raises PackMistake where a case file is not YAML.
    """
    owed, absent = _in_cases(cases) if cases else ({}, {})
    named = _in_tests(tests) if tests else {}
    return tuple(
        Coverage(clause, *_kept(clause), *(_once(found.get(clause.id, ())) for found in (owed, absent, named)))
        for clause in register.clauses
    )


def counts(rows: Sequence[Coverage]) -> tuple[Count, ...]:
    """How many paragraphs of each document and kind, in the document's order, the commonest kind first."""
    groups: dict[tuple[str, str], list[Coverage]] = defaultdict(list)
    for row in rows:
        groups[row.clause.pack, row.clause.kind].append(row)
    order = {pack: place for place, pack in enumerate(dict.fromkeys(pack for pack, _ in groups))}
    found = [_count(group) for group in groups.values()]
    return tuple(sorted(found, key=lambda count: (order[count.pack], -count.clauses, count.kind)))


def _count(group: Sequence[Coverage]) -> Count:
    first = group[0].clause
    honoured = sum(row.by != NOT_YET for row in group)
    return Count(first.pack, first.kind, len(group), honoured, sum(row.shown for row in group))


def kept_by(rows: Sequence[Coverage]) -> Mapping[str, int]:
    """How many paragraphs each kind of keeping keeps: rule, setting, ..., not yet."""
    return Counter(row.by for row in rows)


def _kept(clause: Clause) -> tuple[str, str]:
    return (clause.honoured.by, clause.honoured.what) if clause.honoured else (NOT_YET, clause.asks or "")


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _in_cases(folder: Path) -> tuple[Found, Found]:
    """The cases that expect rows of each clause, and those that expect none."""
    owed: Found = defaultdict(list)
    absent: Found = defaultdict(list)
    for file in sorted(folder.glob("*.yaml")):
        for case in read_yaml(file) or []:
            name = f"{file.stem}: {case['name']}"
            for row in case.get("expect") or []:
                owed[row["clause"]].append(name)
            for clause in case.get("absent") or []:
                absent[clause].append(name)
    return owed, absent


def _in_tests(folder: Path) -> Found:
    found: Found = defaultdict(list)
    for file in sorted(folder.rglob("*.py")):
        for clause in _ID.findall(file.read_text(encoding="utf-8")):
            found[clause].append(file.relative_to(folder).as_posix())
    return found
