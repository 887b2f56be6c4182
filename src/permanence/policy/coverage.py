"""How far the product keeps each paragraph: by what, in which golden cases, and in which tests."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .lines import read_yaml
from .register import NOT_YET, Clause, Register

WALKED: Mapping[str, tuple[str, ...]] = {
    "rules.yaml": ("policy/test_reference.py",),
    "meetings.yaml": ("practice/named/test_meetings.py",),
    "plans.yaml": ("practice/named/test_plans.py",),
    "panels.yaml": ("practice/named/test_panels.py",),
    "pathways.yaml": ("practice/named/test_pathways.py",),
    "flags.yaml": ("practice/named/test_flags.py",),
    "homes.yaml": ("practice/children/test_homes.py",),
    "clauses.yaml": ("policy/test_said.py",),
}
"""For each file of a pack, the tests that go through everything in it that names a paragraph, in every pack.

Of clauses.yaml only what it says of rules, settings and words: a screen or a document it speaks of is named by a test
of its own. That they are there, and leave nothing out, is held in tests/house.
"""

_BY_ITSELF = ("screen", "gate", "document")

Found = Mapping[str, Iterable[str]]
"""The names of cases or tests, by clause."""

_ID = re.compile(r"\b[A-Z]{2,}-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b")


@dataclass(frozen=True)
class Coverage:
    """One paragraph and what keeps it.

    ``by`` is one of ``HONOURED_BY``, or "not yet"; ``what`` says which rule, setting or screen. ``owed_in`` names the
    golden cases that expect a row of it, ``absent_in`` those that expect none, ``tests`` the test files that go through
    the files of the pack it is named in, and those that name it themselves.
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
        told = {name: value for name, value in asdict(self.clause).items() if name not in ("honoured", "named_in")}
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
    walked = _walked_by(register) if tests else {}
    both = {clause.id: (*walked.get(clause.id, ()), *named.get(clause.id, ())) for clause in register.clauses}
    return tuple(
        Coverage(clause, *_kept(clause), *(_once(found.get(clause.id, ())) for found in (owed, absent, both)))
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


def _walked_by(register: Register) -> Mapping[str, tuple[str, ...]]:
    return {one.id: tuple(test for file in _gone_through(one) for test in WALKED[file]) for one in register.clauses}


def _gone_through(clause: Clause) -> Iterable[str]:
    by_itself = clause.honoured is not None and clause.honoured.by in _BY_ITSELF
    return (file for file in clause.named_in if not (by_itself and file == "clauses.yaml"))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _in_cases(folder: Path) -> tuple[Found, Found]:
    """The cases that expect rows of each clause, and those that expect none."""
    owed: dict[str, list[str]] = defaultdict(list)
    absent: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.glob("*.yaml")):
        for case in read_yaml(file) or []:
            name = f"{file.stem}: {case['name']}"
            for row in case.get("expect") or []:
                owed[row["clause"]].append(name)
            for clause in case.get("absent") or []:
                absent[clause].append(name)
    return owed, absent


def _in_tests(folder: Path) -> Found:
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("*.py")):
        for clause in _ID.findall(file.read_text(encoding="utf-8")):
            found[clause].append(file.relative_to(folder).as_posix())
    return found
