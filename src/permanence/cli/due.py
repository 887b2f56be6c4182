"""``permanence due FILE``: the contract's rows for the cases of a file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from permanence.policy.cases import read_cases

from . import DONE
from .council import calendar_of

_SHOWN = ("child", "clause", "duty", "anchor", "due", "done", "booked", "status", "days_late")


def run(given: argparse.Namespace) -> int:
    """Prints the rows, as a table or as JSON."""
    calendar = calendar_of(given)
    answers = [(case, case.rows(calendar)) for case in read_cases(given.file, given.pack)]
    if given.json:
        print(
            json.dumps(
                [{"name": case.name, "rows": [as_json(row) for row in rows]} for case, rows in answers], indent=1
            )
        )
        return DONE
    for case, rows in answers:
        print(f"{case.name}\n{case.pack}, as at {case.as_at}")
        _table([{key: _text(row[key]) for key in _SHOWN} for row in rows])
    return DONE


def as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """A duty row with its dates as YYYY-MM-DD."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _table(rows: list[dict[str, str]]) -> None:
    if not rows:
        print("  nothing is owed\n")
        return
    widths = {key: max(len(key), *(len(row[key]) for row in rows)) for key in _SHOWN}
    for row in ({key: key for key in _SHOWN}, *rows):
        print("  " + "  ".join(row[key].ljust(widths[key]) for key in _SHOWN).rstrip())
    print()
