"""What a return infers of a placement gives way to what is stated of the same placement, and to no more than that."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from permanence.returns.frames import Reading
from permanence.returns.merge import combine
from returns.test_merge import fact, reading

U4 = "long-term fostering told by placement code U4"
START = "2025-11-01"


def home(start: str = START, end: str | None = None, **cells: Any) -> dict[str, Any]:
    return fact("1", "placement.foster", start, end, **cells)


def lasting(start: str = START, end: str | None = None) -> list[dict[str, Any]]:
    """A foster home the return takes for long-term, and the permanence it takes to come of it."""
    event = fact("1", "permanence_achieved.long_term_fostering", start, basis=f"{U4}: taken as achieved")
    return [home(start, end, long_term=True, kin=False, basis=U4), event]


def both_ways(returned: Reading, sheet: Reading) -> list[Reading]:
    return [combine([returned, sheet]), combine([sheet, returned])]


def tokens(whole: Reading) -> list[str]:
    return sorted(whole.facts["token"].to_list())


def test_a_home_stated_not_to_be_long_term_is_not_and_no_permanence_came_of_it() -> None:
    for whole in both_ways(reading("return", *lasting()), reading("sheet", home(long_term=False))):
        assert whole.facts.select("token", "long_term", "kin", "basis").rows() == [
            ("placement.foster", False, False, None)
        ]


def test_the_problems_say_what_was_done() -> None:
    first, second = combine(
        [reading("return", *lasting()), reading("sheet", home(long_term=False))]
    ).problems.to_dicts()
    assert (first["file"], first["line"], first["child"], first["field"], first["value"]) == (
        "sheet",
        2,
        "1",
        "long_term",
        "no",
    )
    assert first["wrong"] == f"return (line 2) only implies yes for the same 'placement.foster': {U4}"
    assert first["done"] == "What is stated here was used."
    assert (second["file"], second["line"], second["field"], second["value"]) == (
        "return",
        3,
        "permanence_achieved",
        "01/11/2025",
    )
    assert "was only implied here" in second["wrong"]
    assert second["done"] == "It was left out, because the placement it came of is stated not to be long-term."


def test_where_the_sheet_is_read_first_the_problem_is_the_returns() -> None:
    whole = combine([reading("sheet", home(long_term=False)), reading("return", home(long_term=True, basis=U4))])
    problem = whole.problems.row(0, named=True)
    assert (problem["file"], problem["value"]) == ("return", "yes")
    assert problem["wrong"].endswith(f"says no for the same 'placement.foster', and here it is only implied: {U4}")
    assert problem["done"] == "What is stated there was used."


def test_an_approval_that_was_told_by_a_code_gives_way_too() -> None:
    told = fact("1", "placement.residential", START, approval="unregistered", basis="told by Z12")
    stated = fact("1", "placement.residential", START, approval="regulated")
    for whole in both_ways(reading("return", told), reading("sheet", stated)):
        assert whole.facts.select("approval", "basis").rows() == [("regulated", None)]
        assert whole.problems["field"].to_list() == ["approval"]


def test_what_the_return_states_itself_stands_whatever_else_it_infers() -> None:
    whole = combine([reading("return", *lasting()), reading("sheet", home(kin=True))])
    assert whole.facts.select("kin", "basis").row(0) == (False, U4)
    assert whole.problems["done"].to_list() == ["The first was kept. Check which is right."]
    assert whole.facts.height == 2


def test_another_detail_leaves_the_inferred_one_marked() -> None:
    told = home(long_term=True, same_carers=True, basis=U4)
    whole = combine([reading("return", told), reading("sheet", home(same_carers=False))])
    assert whole.facts.select("long_term", "same_carers", "basis").rows() == [(True, False, U4)]
    guess = home(long_term=False, same_carers=True, basis="the same postcode")
    whole = combine([reading("return", guess), reading("sheet", home(same_carers=False))])
    assert whole.facts.select("same_carers", "basis").rows() == [(False, None)]


def test_two_rows_of_the_sheet_for_one_home_are_both_used() -> None:
    sheet = reading("sheet", home(provider="agency"), home(long_term=False))
    whole = combine([reading("return", *lasting()), sheet])
    assert whole.facts.select("token", "long_term", "provider", "basis").rows() == [
        ("placement.foster", False, "agency", None)
    ]


@pytest.mark.parametrize(("stated", "gone"), [(False, True), (True, False), (None, False)])
def test_a_home_that_took_the_place_of_the_inferred_one_decides(stated: bool | None, gone: bool) -> None:
    """Its first day differs by a week, so the inferred home was left out; a home before it is not asked."""
    before = home("2025-10-20", START, long_term=False)
    whole = combine([reading("return", before, *lasting()), reading("sheet", home("2025-11-08", long_term=stated))])
    assert ("permanence_achieved.long_term_fostering" not in tokens(whole)) is gone


def test_permanence_of_another_home_stays() -> None:
    returned = reading("return", *lasting(end="2026-02-01"), *lasting("2026-02-01"))
    whole = combine([returned, reading("sheet", home("2026-02-01", long_term=False))])
    achieved = whole.facts.filter(pl.col("token") == "permanence_achieved.long_term_fostering")
    assert achieved["start"].to_list() == [date(2025, 11, 1)]
