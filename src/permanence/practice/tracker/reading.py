"""Children and facts of the database as the tables readers of files produce, for what is made from those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.models import Fact
from permanence.returns.frames import ATTRIBUTES, FACTS, PROBLEMS, TOTALS, Reading


@dataclass(frozen=True)
class Children:
    """A reading of the database, and the row of each child in it by the child's number there."""

    reading: Reading
    place: Mapping[int, int]


def reading_of(children: Any) -> Children:
    """The reading of these children, each under the case number, else the number in the return, else the record's."""
    rows = children.order_by().values_list("pk", "case_number", "return_id", "born")
    named = sorted((case or given or f"Record {pk}", pk, born) for pk, case, given, born in rows)
    place = {pk: number for number, (_, pk, _) in enumerate(named)}
    table = pl.DataFrame(
        {"id": [name for name, *_ in named], "born": [born for *_, born in named]}, {"id": pl.String, "born": pl.Date}
    )
    return Children(
        Reading(table, _facts(children, place), pl.DataFrame([], PROBLEMS), pl.DataFrame([], TOTALS)), place
    )


def _facts(children: Any, place: Mapping[int, int]) -> pl.DataFrame:
    counting = Fact.objects.filter(child__in=children.order_by().values("pk")).counting()
    rows = list(
        counting.order_by("child_id", "start", "id").values_list(
            "child_id", "token", "start", "end", "attributes", "basis", "file", "line"
        )
    )
    columns: dict[str, list[Any]] = {
        "child": [place[row[0]] for row in rows], "token": [row[1] for row in rows], "start": [row[2] for row in rows],
        "end": [row[3] for row in rows], "basis": [row[5] or None for row in rows], "file": [row[6] for row in rows],
        "line": [row[7] for row in rows],
    }  # fmt: skip
    said = {name for row in rows for name in row[4]}
    columns |= {name: [_value(name, row[4].get(name)) for row in rows] for name in ATTRIBUTES if name in said}
    return pl.DataFrame(columns, {name: FACTS[name] for name in columns})


def _value(name: str, value: Any) -> Any:
    if value and vocabulary().attributes[name].kind == "date":
        return date.fromisoformat(value)
    return value
