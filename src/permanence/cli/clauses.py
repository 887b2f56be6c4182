"""``permanence clauses``: every paragraph of the five documents, and where it is honoured."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from permanence.policy.coverage import Coverage, counts, coverage, kept_by
from permanence.policy.register import DOCUMENTS, NOT_YET, read_register

from . import DONE, Unusable

_OURS = Path(__file__).parents[3] / "tests"


def run(given: argparse.Namespace) -> int:
    """Prints the list, or a JSON array of the same rows."""
    wanted = (given.pack.upper(),) if given.pack else DOCUMENTS
    if not set(wanted) <= set(DOCUMENTS):
        raise Unusable(f"There is no document '{given.pack}'. Use one of {', '.join(DOCUMENTS)}.")
    rows = coverage(read_register(wanted), given.cases or _there(_OURS / "cases"), _there(_OURS))
    shown = [row for row in rows if not given.not_yet or row.by == NOT_YET]
    if given.json:
        print(json.dumps([row.row() for row in shown], indent=1))
        return DONE
    for row in shown:
        cases, clause = len(set(row.owed_in) | set(row.absent_in)), row.clause
        shown_by = f"{_number(cases, 'cases'):9} {_number(len(row.tests), 'tests'):8}"
        print(f"{clause.id:8} {clause.kind:14} {row.by:9} {shown_by} {clause.says[:80]}")
    _summary(rows)
    return DONE


def _number(number: int, of: str) -> str:
    return f"{number} {of}" if number else ""


def _there(folder: Path) -> Path | None:
    return folder if folder.is_dir() else None


def _summary(rows: Sequence[Coverage]) -> None:
    kept = kept_by(rows)
    print(f"\n{len(rows)} paragraphs: " + ", ".join(f"{number} {by}" for by, number in kept.items()))
    for count in counts(rows):
        print(f"  {count.pack:4} {count.kind:18} {count.clauses:4} paragraphs, {count.not_yet:4} not yet")
