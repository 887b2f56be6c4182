"""The golden cases that show a paragraph at work, where the program stands with its tests beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import permanence
from permanence.policy.coverage import coverage
from permanence.policy.pack import BUILT_IN
from permanence.policy.register import read_register

CASES = Path(permanence.__file__).parents[2] / "tests" / "cases"
"""Where they lie in the project. An installed program has none, and its pages then show none."""


@dataclass(frozen=True)
class Examples:
    """The cases that expect something of a paragraph, and how many expect nothing of it."""

    owed: tuple[str, ...] = ()
    absent: int = 0


def examples_of(clause: str) -> Examples:
    """The examples of one paragraph."""
    return _by_clause().get(clause, Examples())


@cache
def _by_clause() -> dict[str, Examples]:
    if not CASES.is_dir():
        return {}
    rows = coverage(read_register(BUILT_IN), cases=CASES)
    return {row.clause.id: Examples(tuple(map(_name, row.owed_in)), len(row.absent_in)) for row in rows}


def _name(case: str) -> str:
    """The sentence of a case, without the file it lies in."""
    return case.partition(": ")[2] or case
