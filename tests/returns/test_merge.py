"""Readings as one: who is kept, what is stated once, and what a return only implies giving way."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permanence.returns.frames import CHILDREN, FACTS, PROBLEMS, TOTALS, Reading, timeline
from permanence.returns.merge import combine
from permanence.returns.spreadsheet import read_facts

DAY = date(2026, 2, 2)


def day(text: str) -> date:
    return date.fromisoformat(text)


def fact(child: str, token: str, start: str, end: str | None = None, **cells: Any) -> dict[str, Any]:
    return {"child": child, "token": token, "start": day(start), "end": end and day(end), **cells}


def reading(file: str, *facts: dict[str, Any], born: dict[str, date | None] | None = None) -> Reading:
    """A reading of these facts, its children those named, its lines counted from 2."""
    born = {fact["child"]: None for fact in facts} | (born or {})
    ids = sorted(born)
    rows = [
        {**fact, "child": ids.index(fact["child"]), "file": file, "line": line} for line, fact in enumerate(facts, 2)
    ]
    names = [
        "child",
        "token",
        "start",
        "end",
        *sorted({name for fact in facts for name in fact} - {"child", "token", "start", "end", "basis"}),
    ]
    schema = {name: FACTS[name] for name in [*names, "basis", "file", "line"]}
    children = pl.DataFrame({"id": ids, "born": [born[name] for name in ids]}, schema=CHILDREN)
    totals = pl.DataFrame([(file, "facts", len(facts), len(facts), 0)], schema=TOTALS, orient="row")
    return Reading(children, pl.DataFrame(rows, schema=schema), pl.DataFrame(schema=PROBLEMS), totals)


def kept(*readings: Reading) -> list[tuple[str, str, str]]:
    """The facts of the readings combined: child, token and the file each came from."""
    whole = combine(readings)
    ids = whole.children["id"]
    return [
        (ids[child], token, file) for child, token, file in whole.facts.select("child", "token", "file").iter_rows()
    ]


IN_CARE = fact("1", "in_care", "2026-01-01")


def implied(child: str, token: str, start: str, end: str | None = None) -> dict[str, Any]:
    return fact(child, token, start, end, basis="a guess")


def test_children_of_every_reading_are_kept_in_order_of_id() -> None:
    whole = combine(
        [
            reading("a", fact("2", "review", "2026-02-02")),
            reading("b", fact("1", "review", "2026-02-03"), fact("3", "visit", "2026-02-04")),
        ]
    )
    assert whole.children["id"].to_list() == ["1", "2", "3"]
    assert whole.facts.select("child", "token").rows() == [(0, "review"), (1, "review"), (2, "visit")]
    assert whole.problems.is_empty()
    assert whole.totals["read"].to_list() == [1, 2]
    assert timeline(whole.children, whole.facts).child.tolist() == [0, 1, 2]


def test_the_first_date_of_birth_stands_and_another_is_a_problem() -> None:
    readings = [
        reading("a", born={"1": None, "2": DAY}),
        reading("b", born={"1": DAY, "2": DAY}),
        reading("c", born={"1": day("2015-01-01")}),
    ]
    whole = combine(readings)
    assert whole.children.rows() == [("1", DAY), ("2", DAY)]
    problem = whole.problems.row(0, named=True)
    assert whole.problems.height == 1
    assert (problem["file"], problem["child"], problem["field"], problem["value"]) == ("c", "1", "born", "01/01/2015")
    assert "another date of birth, 02/02/2026" in problem["wrong"]


def test_columns_of_one_reader_alone_are_kept() -> None:
    first = reading("a", born={"1": DAY})
    first = Reading(first.children.with_columns(sex=pl.lit("F")), first.facts, first.problems, first.totals)
    assert combine([first, reading("b", born={"2": DAY})]).children["sex"].to_list() == ["F", None]


def test_nothing_and_one() -> None:
    assert combine([]).facts.is_empty()
    assert combine([]).children.is_empty()
    one = reading("a", IN_CARE, fact("1", "review", "2026-02-02"))
    assert combine([one]).facts.equals(one.facts.select(combine([one]).facts.columns))


def test_an_event_stated_twice_is_one() -> None:
    review = fact("1", "review", "2026-02-02")
    assert kept(reading("a", review), reading("b", review, fact("1", "review", "2026-02-03"))) == [
        ("1", "review", "a"),
        ("1", "review", "b"),
    ]


def test_papers_of_one_day_in_different_stages_are_two() -> None:
    sent, approved = (fact("1", "document.minutes", "2026-02-02", stage=stage) for stage in ("sent", "approved"))
    assert combine([reading("a", sent), reading("b", approved, sent)]).facts["stage"].to_list() == ["sent", "approved"]


def test_the_sheet_fills_in_a_span_of_the_return() -> None:
    home = fact("1", "placement.residential", "2026-01-01", provider="agency")
    more = fact(
        "1",
        "placement.residential",
        "2026-01-01",
        "2026-03-01",
        approval="unapproved",
        review_every_days=28,
        provider="in_house",
    )
    whole = combine([reading("return", home), reading("sheet", more)])
    row = whole.facts.row(0, named=True)
    assert whole.facts.height == 1
    assert (row["end"], row["approval"], row["review_every_days"], row["provider"]) == (
        day("2026-03-01"),
        "unapproved",
        28,
        "agency",
    )
    problem = whole.problems.row(0, named=True)
    assert (problem["file"], problem["line"], problem["field"], problem["value"]) == (
        "sheet",
        2,
        "provider",
        "in_house",
    )
    assert problem["wrong"] == "return (line 2) says agency for the same 'placement.residential'"


def test_a_placement_inferred_in_part_is_filled_in_and_stays_marked() -> None:
    home = fact("1", "placement.foster", "2026-01-01", long_term=True, basis="a guess")
    more = fact("1", "placement.foster", "2026-01-01", approval="regulated")
    for readings in (
        [reading("return", home), reading("sheet", more)],
        [reading("sheet", more), reading("return", home)],
    ):
        whole = combine(readings)
        assert whole.facts.select("long_term", "approval", "basis").rows() == [(True, "regulated", "a guess")]
        assert whole.problems.is_empty()


def test_two_ends_of_one_span_are_a_problem() -> None:
    whole = combine(
        [
            reading("a", fact("1", "in_care", "2026-01-01", "2026-02-01")),
            reading("b", fact("1", "in_care", "2026-01-01", "2026-03-01")),
        ]
    )
    assert whole.facts["end"].to_list() == [day("2026-02-01")]
    assert whole.problems.select("field", "value").rows() == [("to", "01/03/2026")]


def test_plans_that_differ_are_told_in_words() -> None:
    plans = [fact("1", "plan", "2026-01-01", parallel=parallel) for parallel in (["kinship"], ["kinship", "adoption"])]
    whole = combine([reading("a", plans[0]), reading("b", plans[1])])
    assert whole.problems.select("field", "value").rows() == [("parallel", "kinship; adoption")]


def test_spans_that_overlap_are_a_question_and_both_are_kept() -> None:
    whole = combine(
        [
            reading("a", IN_CARE),
            reading("b", fact("1", "in_care", "2026-01-03"), fact("1", "in_care", "2025-01-03", "2026-01-01")),
        ]
    )
    assert whole.facts.height == 3
    assert whole.problems.select("field", "value", "line").rows() == [("from", "03/01/2026", 2)]


def test_an_implied_span_gives_way_to_a_stated_one_of_its_kind() -> None:
    returned = reading(
        "return", implied("1", "proceedings.care", "2026-01-10"), implied("2", "proceedings.care", "2026-01-10")
    )
    sheet = reading(
        "sheet", fact("1", "proceedings.care", "2025-06-01"), fact("2", "proceedings.pre_proceedings", "2025-06-01")
    )
    whole = combine([returned, sheet])
    assert kept(returned, sheet) == [
        ("1", "proceedings.care", "sheet"),
        ("2", "proceedings.pre_proceedings", "sheet"),
        ("2", "proceedings.care", "return"),
    ]
    note = whole.problems.row(0, named=True)
    assert whole.problems.height == 1
    assert (note["file"], note["line"], note["child"], note["field"], note["value"]) == (
        "return",
        2,
        "1",
        "proceedings",
        "10/01/2026",
    )
    assert note["wrong"] == "'proceedings.care' was only implied here: a guess"
    assert note["done"] == "It was left out, because it is stated in sheet (line 2), from 01/06/2025"


@pytest.mark.parametrize(
    ("stated", "gone"),
    [("2026-03-02", False), ("2026-03-03", True), ("2026-04-03", True), ("2026-05-04", True), ("2026-05-05", False)],
)
def test_an_implied_event_gives_way_within_31_days(stated: str, gone: bool) -> None:
    whole = combine(
        [
            reading("return", IN_CARE, implied("1", "breakdown", "2026-04-03")),
            reading("sheet", fact("1", "breakdown", stated)),
        ]
    )
    assert (whole.facts["basis"].null_count() == whole.facts.height) is gone
    assert whole.problems.height == gone


def test_an_implied_placement_gives_way_only_to_the_same_placement() -> None:
    homes = [
        implied("1", "placement.foster", "2026-01-01", "2026-01-20"),
        fact("1", "placement.foster", "2026-01-20", "2026-06-01"),
        implied("1", "placement.foster", "2026-06-01"),
    ]
    assert len(kept(reading("return", *homes))) == 3
    sheet = reading("sheet", fact("1", "placement.foster", "2026-06-08"))
    assert [file for _, _, file in kept(reading("return", *homes), sheet)] == ["return", "return", "sheet"]


def test_what_happens_once_a_stay_gives_way_however_far() -> None:
    stays = [fact("1", "in_care", "2020-01-01", "2021-01-01"), fact("1", "in_care", "2024-01-01")]
    returned = reading(
        "return", *stays, implied("1", "match.adoptive", "2020-06-01"), implied("1", "match.adoptive", "2026-06-01")
    )
    whole = combine([returned, reading("sheet", fact("1", "match.adoptive", "2025-01-01"))])
    matches = whole.facts.filter(pl.col("token") == "match.adoptive")
    assert matches["start"].to_list() == [day("2020-06-01"), day("2025-01-01")]


def test_permanence_stated_by_another_route_replaces_the_implied_one() -> None:
    returned = reading("return", IN_CARE, implied("1", "permanence_achieved.kinship", "2026-05-01"))
    sheet = reading("sheet", fact("1", "permanence_achieved.special_guardianship", "2026-05-10"))
    assert ("1", "permanence_achieved.kinship", "return") not in kept(returned, sheet)
    other = reading("sheet", fact("1", "permanence_achieved.special_guardianship", "2026-09-10"))
    assert ("1", "permanence_achieved.kinship", "return") in kept(returned, other)


def test_an_implied_fact_gives_way_within_its_own_reading_too() -> None:
    both = reading(
        "return",
        fact("1", "decision.should_be_placed", "2026-01-01"),
        implied("1", "decision.should_be_placed", "2026-01-20"),
    )
    assert kept(both) == [("1", "decision.should_be_placed", "return")]


def test_with_a_sheet_as_a_user_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(
        "child,fact,code,from,date,born\n1.0,proceedings,care,2026-01-05,,2015-06-01\n7,review,,,2026-02-02,\nx,oops,,,,\n",
        encoding="utf-8",
    )
    whole = combine([reading("return", IN_CARE, implied("1", "proceedings.care", "2026-01-10")), read_facts(path)])
    assert whole.children.rows() == [("1", day("2015-06-01")), ("7", None)]
    assert whole.facts["token"].to_list() == ["in_care", "proceedings.care", "review"]
    assert whole.problems["file"].to_list() == ["facts.csv", "return"]
    assert whole.totals["set_aside"].to_list() == [0, 1]


TOKENS = st.sampled_from(["in_care", "proceedings.care", "review", "match.adoptive", "permanence_achieved.kinship"])
SOME_DAYS = st.sampled_from(["2026-01-01", "2026-01-20", "2026-03-01", "2027-01-01"])
SOME_FACTS = st.lists(
    st.builds(fact, st.sampled_from("123"), TOKENS, SOME_DAYS, basis=st.sampled_from([None, "a guess"])), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(first=SOME_FACTS, second=SOME_FACTS)
def test_nothing_stated_is_lost_and_all_left_out_is_noted(
    first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    whole = combine([reading("a", *first), reading("b", *second)])
    ids = whole.children["id"]
    stated = {(f["child"], f["token"], f["start"]) for f in first + second if f["basis"] is None}
    left = {
        (ids[child], token, start) for child, token, start in whole.facts.select("child", "token", "start").iter_rows()
    }
    assert stated <= left
    guesses = sum(f["basis"] is not None and f["token"] != "in_care" for f in first + second)
    gone = whole.problems.filter(pl.col("done").str.starts_with("It was left out")).height
    assert whole.facts.filter(pl.col("basis").is_not_null(), pl.col("token") != "in_care").height + gone == guesses


def test_care_whose_first_day_was_inferred_keeps_its_end_and_is_known_once_stated() -> None:
    care = fact("1", "in_care", "2025-05-01", "2025-12-01", basis="taken from the first episode")
    sheet = fact("1", "in_care", "2025-05-01")
    for readings in (
        (reading("return", care), reading("sheet", sheet)),
        (reading("sheet", sheet), reading("return", care)),
    ):
        assert combine(readings).facts.select("end", "basis").rows() == [(day("2025-12-01"), None)]


def test_care_stated_from_another_day_is_a_question_whatever_was_inferred() -> None:
    care = fact("1", "in_care", "2025-05-01", "2025-12-01", basis="taken from the first episode")
    whole = combine([reading("return", care), reading("sheet", fact("1", "in_care", "2023-01-09", "2025-12-01"))])
    assert len(whole.facts) == 2
    assert whole.problems["done"].to_list() == ["Both were kept. If they are one, give them the same first day."]


@pytest.mark.parametrize(
    ("until", "is_known"), [("2025-05-01", True), (None, True), ("2025-08-01", True), ("2025-04-30", False)]
)
def test_care_is_known_where_the_time_in_care_that_led_up_to_it_is_stated(until: str | None, is_known: bool) -> None:
    care = fact("1", "in_care", "2025-05-01", "2025-12-01", basis="taken from the first episode")
    whole = combine([reading("return", care), reading("sheet", fact("1", "in_care", "2023-01-09", until))])
    assert whole.facts.filter(pl.col("start") == day("2025-05-01"))["basis"].is_null().to_list() == [is_known]
