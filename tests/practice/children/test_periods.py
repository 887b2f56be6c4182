"""How long something has lasted, where one period is told in two facts that adjoin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from permanence.practice.children.periods import began, last_began

FIRST, CHANGE, LAST = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)


@dataclass(frozen=True)
class _Told:
    start: date
    end: date | None
    token: str = "in_care"


TWO_RETURNS = [_Told(CHANGE, LAST), _Told(FIRST, CHANGE), _Told(FIRST - timedelta(days=90), None, "legal_status.s20")]


@pytest.mark.parametrize(
    ("day", "holds", "last"),
    [
        (FIRST - timedelta(days=1), None, None),
        (FIRST, FIRST, FIRST),
        (CHANGE, FIRST, FIRST),
        (LAST - timedelta(days=1), FIRST, FIRST),
        (LAST, None, FIRST),
    ],
)
def test_a_period_begins_with_the_first_of_its_facts(day: date, holds: date | None, last: date | None) -> None:
    assert (began(TWO_RETURNS, "in_care", day), last_began(TWO_RETURNS, "in_care", day)) == (holds, last)


def test_after_a_gap_it_begins_anew() -> None:
    apart = [_Told(FIRST, CHANGE - timedelta(days=1)), _Told(CHANGE, None)]
    assert began(apart, "in_care", LAST) == CHANGE
