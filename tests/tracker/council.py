"""A small made-up council: hand-written children, each there for a reason told by its id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from permanence.policy.duties import Evaluator, evaluator
from permanence.policy.pack import read_pack
from permanence.returns.frames import FACTS, PROBLEMS, TOTALS, Reading

AS_AT = date(2026, 3, 31)
ENTERED = date(2026, 2, 2)
REVIEWED = {"fact": "review", "date": date(2026, 2, 27)}
MET = {"fact": "meeting", "code": "permanence", "date": date(2026, 2, 20)}
PLANNED = {
    "fact": "plan",
    "from": date(2026, 2, 27),
    "primary": "adoption",
    "parallel": ["kinship", "long_term_fostering"],
}

Facts = list[Mapping[str, Any]]


def in_care(status: str = "care_order", placement: str = "foster", since: date = ENTERED, **more: Any) -> Facts:
    """In care, under this status, in this home, from one day on."""
    return [
        {"fact": "in_care", "from": since},
        {"fact": "legal_status", "code": status, "from": since},
        {"fact": "placement", "code": placement, "from": since, **more},
    ]


CHILDREN: dict[str, Facts] = {
    "=1+1": [*in_care("s20"), REVIEWED],  # the first meeting is overdue, and the id looks like a formula
    "booked": [
        *in_care(long_term=True, kin=True), REVIEWED, MET, PLANNED,
        {"fact": "booked", "code": "review", "date": date(2026, 5, 20)},
        {"fact": "booked", "code": "permanence", "date": date(2026, 4, 20)},
    ],
    "guessed": [
        *in_care("interim_care_order"), REVIEWED, MET, PLANNED,
        {"fact": "proceedings", "code": "care", "from": ENTERED, "basis": "interim care order in the return"},
    ],
    "left": [
        {"fact": "in_care", "from": date(2024, 1, 10), "to": date(2024, 2, 1)},
        {"fact": "legal_status", "code": "s20", "from": date(2024, 1, 10), "to": date(2024, 2, 1)},
    ],
    "long overdue": [*in_care(since=date(2024, 6, 3)), {"fact": "review", "date": date(2024, 6, 28)}],
}  # fmt: skip


def reading(children: Mapping[str, Facts] | None = None) -> Reading:
    """The reading of these children (all of ``CHILDREN`` if not given), with a problem and a total."""
    given = dict(sorted((CHILDREN if children is None else children).items()))
    born = pl.DataFrame(
        {"id": list(given), "born": [date(2016, 2, 29)] * len(given)}, schema={"id": pl.String, "born": pl.Date}
    )
    rows = [_row(place, line, fact) for place, facts in enumerate(given.values()) for line, fact in enumerate(facts, 2)]
    problem = dict.fromkeys(PROBLEMS) | {
        "file": "episodes.csv",
        "line": 7,
        "value": "@SUM(A1)",
        "wrong": "No date.",
    }
    totals = [{"file": "episodes.csv", "table": "episodes", "read": 9, "used": 8, "set_aside": 1}]
    return Reading(born, pl.DataFrame(rows, FACTS), pl.DataFrame([problem], PROBLEMS), pl.DataFrame(totals, TOTALS))


def _row(child: int, line: int, fact: Mapping[str, Any]) -> dict[str, Any]:
    code = fact.get("code")
    details = {name: value for name, value in fact.items() if name in FACTS}
    where = {
        "child": child,
        "token": f"{fact['fact']}.{code}" if code else fact["fact"],
        "file": "facts.csv",
        "line": line,
    }
    return {
        **dict.fromkeys(FACTS), **details, **where, "start": fact.get("date") or fact["from"], "end": fact.get("to"),
    }  # fmt: skip


def pg() -> Evaluator:
    """The evaluator of the PG pack."""
    return evaluator(read_pack("PG"))
