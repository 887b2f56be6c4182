"""Whoever is in care is asked for a next review, whichever regulations say so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from permanence.policy.contract import work_out
from permanence.policy.pack import read_pack
from permanence.policy.timeline import as_date, day_number, timeline_of

ADOPTS = str(Path(__file__).parent / "adopts.yaml")
BEGAN, AS_AT = day_number(date(2024, 1, 8)), date(2026, 12, 1)
WAITS = ("due", "overdue", "untimed")
STATUSES, HOMES = ("s20", "care_order", "placement_order"), ("foster", "adoptive", "residential")


def _spans(chance: Random, fact: str, codes: tuple[str, ...]) -> list[dict[str, Any]]:
    """Spans from coming into care to now, each where the one before ends, some of them begun again at once."""
    days = [BEGAN, *sorted(chance.sample(range(BEGAN + 1, day_number(AS_AT)), chance.randrange(5)))]
    ends = [*days[1:], None]
    return [
        {"fact": fact, "code": chance.choice(codes), "from": as_date(day), **({"to": as_date(end)} if end else {})}
        for day, end in zip(days, ends, strict=True)
    ]


def _life(seed: int) -> dict[str, Any]:
    chance = Random(seed)  # noqa: S311 - the same lives every time
    reviews = sorted(chance.sample(range(BEGAN, day_number(AS_AT)), chance.randrange(9)))
    return {"id": str(seed), "born": date(2023, 6, 1), "facts": [
        {"fact": "in_care", "from": as_date(BEGAN)}, *_spans(chance, "legal_status", STATUSES),
        *_spans(chance, "placement", HOMES), *({"fact": "review", "date": as_date(day)} for day in reviews),
    ]}  # fmt: skip


@pytest.mark.parametrize("pack", ["ENGLAND", ADOPTS])
def test_every_child_in_care_has_a_review_to_come_or_overdue(pack: str) -> None:
    lives = [_life(seed) for seed in range(600)]
    rows = work_out(read_pack(pack), timeline_of(lives), AS_AT)
    waits = {row["child"] for row in rows if row["duty"] == "review" and row["status"] in WAITS}
    assert {life["id"] for life in lives} - waits == set()
