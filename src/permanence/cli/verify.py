"""``permanence verify CASES...``: do the packs give what the golden cases expect?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from permanence.policy.cases import Case, Mismatch, check, read_cases

from . import DONE, NO, Unusable
from .council import calendar_of


def run(given: argparse.Namespace) -> int:
    """Prints what passed and, side by side, what did not. Exit 1 if any case failed."""
    calendar, passed, failed = calendar_of(given), 0, 0
    for file in _files(given.cases):
        cases = read_cases(file, against=given.pack)
        _refuse_empty(file, cases)
        wrong = [(case, found) for case in cases if (found := check(case, calendar))]
        passed, failed = passed + len(cases) - len(wrong), failed + len(wrong)
        print(f"{file.name}: {len(cases) - len(wrong)} of {len(cases)} cases pass")
        for case, mismatches in wrong:
            _show(case, mismatches)
    print(f"\n{passed + failed} cases: {passed} pass, {failed} fail")
    return NO if failed else DONE


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")])
            if not inside:
                raise Unusable(f"{path} holds no case files. Cases are .yaml files; docs/cases.md shows one.")
            yield from inside
        elif path.exists():
            yield path
        else:
            raise Unusable(f"{path} is not there. Name a case file or a folder of them.")


def _refuse_empty(file: Path, cases: list[Case]) -> None:
    """What expects nothing would pass whatever the policy says."""
    if not cases:
        raise Unusable(f"{file} holds no case. docs/cases.md shows one.")
    for case in cases:
        if not case.expect and not case.absent:
            raise Unusable(f"{case.place}: case '{case.name}' expects nothing. Add expect or absent.")


def _show(case: Case, mismatches: list[Mismatch]) -> None:
    print(f"\n  FAIL  {case.name}\n        {case.place}, pack {case.pack}, as at {case.as_at}")
    for found in mismatches:
        keys = list(found.expected) if found.expected else ["clause", "anchor", "due", "done", "status"]
        print(f"        {'':12}{'expected':<28}got")
        for key in keys:
            expected, got = _side(found.expected, key), _side(found.got, key)
            print(f"        {key:12}{expected:<28}{got}{'' if expected == got or not found.expected else '   <-'}")
    print()


def _side(row: Mapping[str, Any] | None, key: str) -> str:
    if row is None:
        return "no such row" if key == "clause" else ""
    return "none" if row.get(key) is None else str(row[key])
