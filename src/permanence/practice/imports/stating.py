"""The facts of a reading as versions that could be recorded, child by child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from permanence.practice.children.models import Fact
from permanence.returns.frames import ATTRIBUTES, Reading


def stated_by_child(reading: Reading) -> dict[int, list[Fact]]:
    """The facts of each child, by the child's place in the reading."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for row in _rows(reading):
        found[row["child"]].append(
            Fact(
                token=row["token"], start=row["start"], end=row["end"], attributes=_attributes(row),
                basis=(row.get("basis") or "")[:300], file=(row.get("file") or "")[:200], line=row.get("line"),
            )
        )  # fmt: skip
    return found


def _rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """The rows, without the columns in which nobody says anything."""
    facts = reading.facts
    said = [name for name in facts.columns if name not in ATTRIBUTES or facts[name].null_count() < facts.height]
    yield from facts.select(said).iter_rows(named=True)


def _attributes(row: dict[str, Any]) -> dict[str, Any]:
    """The details as they are kept: days as text, nothing for what is not said."""
    said = ((name, row[name]) for name in ATTRIBUTES if row.get(name) not in (None, "", []))
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said}
