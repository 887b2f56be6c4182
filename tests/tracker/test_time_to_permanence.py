"""Time to a home for good: hand-worked children, and random ones against a slow, plain count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permanence.policy.spells import SHIFT
from permanence.policy.timeline import Timeline, as_date, day_number, timeline_of
from permanence.tracker.periods import Period, periods
from permanence.tracker.time_sheets import begun_before
from permanence.tracker.time_to_permanence import ROUTES, in_a_sentence, report, stays
from tracker.council import ENTERED, in_care, reading

AS_AT = date(2026, 3, 31)
YEAR = periods("year", AS_AT, 1)[0]


def _lives(*children: Sequence[Mapping[str, Any]]) -> Timeline:
    told = [{"id": str(number), "facts": list(facts)} for number, facts in enumerate(children)]
    return timeline_of(told)


def _care(start: date, end: date | None = None) -> dict[str, Any]:
    return {"fact": "in_care", "from": start} | ({"to": end} if end else {})


def _home(code: str, start: date, end: date | None = None, **more: Any) -> dict[str, Any]:
    return {"fact": "placement", "code": code, "from": start} | ({"to": end} if end else {}) | more


def _achieved(route: str, day: date) -> dict[str, Any]:
    return {"fact": "permanence_achieved", "code": route, "date": day}


ADOPTED = [
    _care(date(2024, 4, 1), date(2025, 5, 6)), _home("foster", date(2024, 4, 1), date(2024, 9, 1)),
    _home("adoptive", date(2024, 9, 1), date(2025, 5, 6)), _achieved("adoption", date(2025, 5, 6)),
]  # fmt: skip
"""400 days, one move, on the day care ended."""

SETTLED = [
    _care(date(2025, 4, 1)), _home("foster", date(2025, 4, 1), date(2025, 5, 1)),
    _home("foster", date(2025, 5, 1), date(2025, 7, 10)), _home("foster", date(2025, 7, 10), long_term=True),
    _achieved("adoption", date(2025, 12, 1)),
]  # fmt: skip
"""100 days to a foster home the panel agreed, with two moves; what came later does not count."""

WAITING = [_care(date(2026, 1, 1)), _home("foster", date(2026, 1, 1))]
"""89 days so far, no move."""

LEFT = [_care(date(2025, 6, 1), date(2025, 6, 30)), _home("foster", date(2025, 6, 1), date(2025, 6, 30))]
"""Left care, and nothing tells of a home for good."""

AGAIN = [
    _care(date(2020, 1, 1), date(2020, 1, 11)), _achieved("reunification", date(2020, 1, 11)),
    _care(date(2025, 9, 1)), _home("residential", date(2025, 9, 1)),
]  # fmt: skip
"""Went home after 10 days in 2020; back in care, 211 days so far."""


def test_each_child_as_worked_by_hand() -> None:
    rows = stays(_lives(ADOPTED, SETTLED, WAITING, LEFT, AGAIN), AS_AT)
    way = [ROUTES[place] if place >= 0 else "" for place in rows.route.tolist()]
    assert list(zip(rows.child.tolist(), rows.days.tolist(), rows.moves.tolist(), way, strict=True)) == [
        (0, 400, 1, "adoption"), (1, 100, 2, "long_term_fostering"), (2, 89, 0, ""), (3, 29, 0, ""),
        (4, 10, 0, "reunification"), (4, 211, 0, ""),
    ]  # fmt: skip
    assert rows.is_waiting.tolist() == [False, False, True, False, False, True]


def test_the_year_as_worked_by_hand() -> None:
    year = report(_lives(ADOPTED, SETTLED, WAITING, LEFT, AGAIN), [YEAR], AS_AT).latest
    assert (year.reached, year.days, year.moves) == (2, 250, 1.5)
    assert (year.waiting, year.days_waiting, year.moves_waiting, year.left) == (2, 150, 0, 1)


def test_an_earlier_year_is_told_as_it_stood() -> None:
    """The adopted child still waited on 31 March 2025, 364 days in, and nobody had a home that year."""
    first, second = report(_lives(ADOPTED), periods("year", AS_AT, 2), AS_AT).everyone.measures
    assert (first.reached, first.waiting, first.days_waiting) == (0, 1, 364)
    assert (second.reached, second.waiting, second.days) == (1, 0, 400)


def test_an_order_after_the_child_went_home_ends_that_wait() -> None:
    rows = stays(_lives([_care(date(2025, 1, 1), date(2025, 2, 1)), _achieved("kinship", date(2025, 3, 2))]), AS_AT)
    assert (rows.days.tolist(), rows.left.tolist()) == ([60], [day_number(date(2025, 2, 1))])


def test_by_route_and_by_team_add_up() -> None:
    teams = {"North": np.array([True, False, True]), "South": np.array([False, True, False])}
    told = report(_lives(ADOPTED, SETTLED, WAITING), [YEAR], AS_AT, teams)
    assert {line.heading: line.measures[0].days for line in told.routes} == {
        "Adopted": 400, "Long-term fostering agreed": 100,
    }  # fmt: skip
    assert [(line.heading, line.measures[0].reached, line.measures[0].waiting) for line in told.teams] == [
        ("North", 1, 1), ("South", 1, 0),
    ]  # fmt: skip


def test_it_is_said_in_a_sentence() -> None:
    assert in_a_sentence(report(_lives(ADOPTED, SETTLED, WAITING), [YEAR], AS_AT)) == (
        "Time to permanence, April 2025 to March 2026: 2 came to a home for good, the middle one after 250 days; "
        "1 still waiting, the middle one for 89 days so far."
    )
    assert in_a_sentence(report(_lives(LEFT), [YEAR], AS_AT)).endswith(
        "2026: 1 left care with no home for good on record."
    )
    earlier = [_care(date(2023, 1, 1)), _home("foster", date(2023, 1, 1), long_term=True)]
    for nobody in ([], earlier):
        assert in_a_sentence(report(_lives(nobody), [YEAR], AS_AT)).endswith(
            "2026: nobody came to a home for good, and nobody waits for one."
        )


def test_a_wait_of_which_the_record_knows_only_the_end_is_counted_but_not_measured() -> None:
    """The return holds no first day for the child who settled, nor for the one who waits: 400 days are all it knows."""
    later = np.array(
        [(place << SHIFT) | day_number(date(*day)) for place, day in ((1, (2025, 4, 1)), (2, (2026, 1, 1)))]
    )
    told = report(_lives(ADOPTED, SETTLED, WAITING), [YEAR], AS_AT, begun_before=later)
    year = told.latest
    assert (year.reached, year.days, year.moves) == (2, 400, 1)
    assert (year.waiting, year.days_waiting, year.moves_waiting, year.not_whole) == (1, None, None, 2)
    assert (year.known, year.known_waiting, year.is_few) == (1, 0, True)
    assert told.each.is_whole.tolist() == [True, False, False]
    assert in_a_sentence(told).endswith(
        "2 came to a home for good, the middle one after 400 days; 1 still waiting; "
        "of 2 the record begins after they came into care, so their days are not known."
    )


def test_a_return_that_tells_no_first_day_says_so() -> None:
    facts = reading({"a": [*in_care()], "b": [{**in_care()[0], "basis": "RNE is not S"}, *in_care()[1:]]}).facts
    assert begun_before(facts).tolist() == [(1 << SHIFT) | day_number(ENTERED)]
    assert begun_before(facts.drop("basis")).tolist() == []


def test_nobody_at_all() -> None:
    nothing = report(_lives([]), [YEAR], AS_AT).latest
    assert (nothing.reached, nothing.days, nothing.waiting) == (0, None, 0)


@pytest.mark.parametrize(
    ("length", "day", "names"),
    [
        ("year", date(2026, 3, 31), ["April 2024 to March 2025", "April 2025 to March 2026"]),
        ("year", date(2026, 4, 1), ["April 2025 to March 2026", "April 2026 to March 2027"]),
        ("quarter", date(2026, 1, 1), ["October 2025 to December 2025", "January 2026 to March 2026"]),
    ],
)
def test_periods_follow_the_financial_year(length: str, day: date, names: list[str]) -> None:
    assert [one.name for one in periods(length, day, 2)] == names


# --- random lives ------------------------------------------------------------------------------------------------

_days = st.integers(day_number(date(2023, 1, 1)), day_number(AS_AT)).map(as_date)


@st.composite
def _lived(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to three times in care, apart from one another, each with homes end to end, and some homes for good."""
    edges = sorted(draw(st.sets(_days, min_size=1, max_size=6)))
    facts: list[dict[str, Any]] = []
    for at in range(0, len(edges), 2):
        start, end = edges[at], edges[at + 1] if at + 1 < len(edges) else None
        facts.append(_care(start, end))
        last = end or AS_AT
        inside = sorted(day for day in draw(st.sets(_days, max_size=4)) if start < day < last)
        homes = [start, *inside, end]
        facts += [_home("foster", *pair, same_carers=False) for pair in pairwise(homes)]
    achieved = draw(st.lists(st.tuples(st.sampled_from(ROUTES), _days), max_size=3))
    return facts + [_achieved(route, day) for route, day in achieved]


def _slowly(facts: list[dict[str, Any]], period: Period) -> dict[str, list[int]]:
    """A child's waits by hand: days to homes for good in the period, days so far of those who wait, and days moved."""
    found: dict[str, list[int]] = {"reached": [], "moves": [], "waiting": []}
    care = [fact for fact in facts if fact["fact"] == "in_care" and fact["from"] <= period.last]
    for number, time in enumerate(care):
        following = care[number + 1]["from"] if number + 1 < len(care) else date.max
        good = [f["date"] for f in facts if f["fact"] == "permanence_achieved"]
        days = [day for day in good if time["from"] <= day < following and day <= period.last]
        if days and min(days) >= period.first:
            found["reached"].append((min(days) - time["from"]).days)
            ends = min(time.get("to") or date.max, min(days))
            found["moves"].append(sum(f["fact"] == "placement" and time["from"] < f["from"] <= ends for f in facts))
        elif not days and not (time.get("to") and time["to"] <= period.last):
            found["waiting"].append((period.last - time["from"]).days)
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(_lived(), min_size=1, max_size=5))
def test_the_report_is_what_a_slow_count_says(lives: list[list[dict[str, Any]]]) -> None:
    spans = periods("year", AS_AT, 3)
    told = report(_lives(*lives), spans, AS_AT)
    for place, span in enumerate(spans):
        by_hand = [_slowly(facts, span) for facts in lives]
        reached, moves, waiting = ([n for one in by_hand for n in one[key]] for key in ("reached", "moves", "waiting"))
        found = told.everyone.measures[place]
        assert (found.reached, found.days) == (len(reached), median(reached) if reached else None)
        assert found.moves == (median(moves) if moves else None)
        assert (found.waiting, found.days_waiting) == (len(waiting), median(waiting) if waiting else None)
        assert found.reached == sum(line.measures[place].reached for line in told.routes)


@pytest.mark.parametrize(("day", "names"), [
    (date(1970, 2, 1), ["January 1970 to March 1970"]),
    (date(1972, 3, 1), ["January 1970 to March 1970", "April 1970 to March 1971", "April 1971 to March 1972"]),
])  # fmt: skip
def test_no_period_lies_before_days_are_counted(day: date, names: list[str]) -> None:
    assert [one.name for one in periods("year", day, 4)] == names
