"""The facts of a reading as versions that could be recorded, child by child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from permanence.practice.children.models import Fact
from permanence.returns.frames import ATTRIBUTES, Reading


def stated_by_child(reading: Reading) -> dict[int, list[Fact]]:
    """The facts of each child, by the child's place in the reading."""
    facts = reading.facts
    details = [name for name in ATTRIBUTES if name in facts.columns and facts[name].null_count() < facts.height]
    others = [name for name in facts.columns if name not in ATTRIBUTES]
    found: dict[int, list[Fact]] = defaultdict(list)
    for row in facts.select(others + details).iter_rows(named=True):
        found[row["child"]].append(version(
            token=row["token"], start=row["start"], end=row["end"], attributes=_attributes(row, details),
            basis=(row.get("basis") or "")[:300], file=(row.get("file") or "")[:200], line=row.get("line"),
        ))  # fmt: skip
    return found


def version(**says: Any) -> Fact:
    """A version of a fact that says this and no more, of no child yet. TypeError for what no fact has."""
    cells = {**_NOTHING_SAID, "attributes": {}, **says}
    if not cells.keys() <= _COLUMNS.keys():
        raise TypeError(f"A fact has no {', '.join(sorted(cells.keys() - _COLUMNS.keys()))}.")
    return Fact(*map(cells.get, _COLUMNS))  # by place: Django takes several times as long by name


_COLUMNS = dict.fromkeys(field.attname for field in Fact._meta.concrete_fields)
_NOTHING_SAID: dict[str, Any] = {
    field.attname: "" for field in Fact._meta.concrete_fields if field.empty_strings_allowed and not field.null
}


def _attributes(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The details as they are kept: days as text, nothing for what is not said."""
    said = ((name, value) for name in names if (value := row[name]) not in (None, "", []))
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said}
