"""The board: one row a child, the worst first, with what is owed next."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from permanence.policy.terms import terms
from permanence.returns.frames import Reading, timeline
from permanence.tracker.board import BOARD, board
from permanence.tracker.children import standing
from tracker.council import AS_AT, CHILDREN, ENTERED, MET, PLANNED, REVIEWED, in_care, pg, reading


def _board(read: Reading, as_at: date = AS_AT) -> pl.DataFrame:
    ready = pg()
    return board(read, ready, ready.duties(timeline(read.children, read.facts), as_at), as_at, terms("PG").local)


def _of(rows: pl.DataFrame, child: str) -> dict[str, Any]:
    return rows.row(by_predicate=pl.col("id") == child, named=True)


def _standing(*facts: Any, as_at: date = AS_AT) -> dict[str, Any]:
    return standing(reading({"c": list(facts)}), as_at).row(0, named=True)


def test_every_child_once_and_the_worst_first() -> None:
    rows = _board(reading())
    assert rows.columns == list(BOARD)
    assert sorted(rows["id"]) == sorted(CHILDREN)
    assert rows["id"].to_list()[:2] == ["long overdue", "=1+1"]
    assert rows["id"].to_list()[-1] == "left"
    order = ["Red", "Amber", "Green", "Nothing owed"]
    assert rows["rag"].to_list() == sorted(rows["rag"], key=order.index)


def test_the_next_duty_is_the_first_of_those_that_give_the_colour() -> None:
    row = _of(_board(reading()), "=1+1")
    assert (row["rag"], row["clause"], row["due"], row["days_overdue"]) == ("Red", "PG-096", date(2026, 2, 26), 33)
    assert row["next_duty"] == "Permanency Planning Meeting"
    assert row["nothing_booked"] is True
    assert row["overdue"] >= 1


def test_booked_in_time_is_green() -> None:
    row = _of(_board(reading()), "booked")
    assert (row["rag"], row["overdue"], row["days_overdue"], row["nothing_booked"]) == ("Green", 0, 0, False)
    assert (row["next_meeting"], row["next_review"]) == (date(2026, 4, 20), date(2026, 5, 20))


def test_a_child_owed_nothing_has_no_colour() -> None:
    row = _of(_board(reading()), "left")
    assert (row["rag"], row["next_duty"], row["due"], row["overdue"]) == ("Nothing owed", None, None, 0)
    assert (row["legal_status"], row["placement"], row["in_care_since"]) == ("Not in care", "Not in care", None)


def test_no_children_no_rows() -> None:
    assert _board(reading({})).height == 0


def test_age_is_in_whole_years_and_a_leap_day_child_waits_for_march() -> None:
    born_on_29_february_2016 = in_care()
    assert _standing(*born_on_29_february_2016, as_at=date(2026, 2, 28))["age"] == 9
    assert _standing(*born_on_29_february_2016, as_at=date(2026, 3, 1))["age"] == 10


def test_time_in_care_runs_over_adjoining_periods() -> None:
    first = {"fact": "in_care", "from": date(2025, 1, 15), "to": ENTERED}
    row = _standing(first, {"fact": "in_care", "from": ENTERED})
    assert (row["in_care_since"], row["months_in_care"]) == (date(2025, 1, 15), 14)


def test_a_gap_starts_time_in_care_anew() -> None:
    first = {"fact": "in_care", "from": date(2025, 1, 15), "to": ENTERED - timedelta(days=1)}
    assert _standing(first, {"fact": "in_care", "from": ENTERED})["in_care_since"] == ENTERED


@pytest.mark.parametrize(("as_at", "months"), [(date(2026, 3, 1), 0), (date(2026, 3, 2), 1), (date(2027, 2, 2), 12)])
def test_months_are_whole(as_at: date, months: int) -> None:
    assert _standing(*in_care(), as_at=as_at)["months_in_care"] == months


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Foster home"),
        ({"long_term": True, "kin": True}, "Foster home, long-term, with family or friends"),
        ({"approval": "unregistered"}, "Foster home, unregistered"),
        ({"approval": "unapproved"}, "Foster home, not approved"),
    ],
)
def test_placement_in_words(more: dict[str, Any], said: str) -> None:
    assert _standing(*in_care(**more))["placement"] == said


def test_the_plan_and_what_is_kept_open_beside_it() -> None:
    assert _standing(*in_care(), PLANNED)["plan"] == "Adoption; in parallel: family or friends, long-term fostering"
    assert _standing({"fact": "plan", "from": ENTERED, "primary": "adoption"})["plan"] == "Adoption"
    assert _standing({"fact": "plan", "from": ENTERED})["plan"] == "Plan not named"


def test_what_no_file_says_is_not_known() -> None:
    row = _standing({"fact": "in_care", "from": ENTERED})
    assert (row["legal_status"], row["placement"], row["plan"]) == ("Not known", "Not known", None)


def test_the_last_and_next_meeting_and_review() -> None:
    booked = {"fact": "booked", "code": "tracking", "date": AS_AT}
    row = _standing(*in_care(), MET, REVIEWED, booked)
    assert (row["last_meeting"], row["last_meeting_kind"]) == (MET["date"], "Permanence planning meeting")
    assert (row["next_meeting"], row["next_meeting_kind"]) == (AS_AT, "Tracking meeting")
    assert (row["last_review"], row["next_review"]) == (REVIEWED["date"], None)


def test_a_meeting_held_today_is_no_longer_to_come() -> None:
    booked = {"fact": "booked", "code": "permanence", "date": AS_AT}
    assert _standing(booked, {"fact": "meeting", "code": "permanence", "date": AS_AT})["next_meeting"] is None


def test_what_lies_after_the_day_is_not_known_yet() -> None:
    moved = {"fact": "placement", "code": "residential", "from": AS_AT + timedelta(days=1)}
    assert _standing(*in_care(), moved)["placement"] == "Foster home"


def test_an_inferred_fact_is_shown_as_such() -> None:
    row = _of(_board(reading()), "guessed")
    assert (row["proceedings"], row["inferred"]) == (
        "Care proceedings", "proceedings: interim care order in the return",
    )  # fmt: skip


def test_the_cell_says_what_each_inferred_fact_that_holds_was_worked_out_from() -> None:
    over = {"fact": "proceedings", "code": "care", "from": ENTERED, "to": AS_AT, "basis": "over by now"}
    ahead = {"fact": "remaining_in_care_plan", "from": AS_AT + timedelta(days=1), "basis": "not yet"}
    event = {"fact": "breakdown", "date": ENTERED, "basis": "of a day, not of today"}
    u4 = "long-term fostering told by placement code U4; the return holds no date of agreement"
    care = {"fact": "in_care", "from": ENTERED, "basis": "no first episode"}
    row = _of(_board(reading({"c": [*in_care(basis=u4)[1:], care, over, ahead, event], "d": in_care()})), "c")
    assert row["inferred"] == "placement: long-term fostering told by placement code U4; time in care: no first episode"
    assert _of(_board(reading({"d": in_care()})), "d")["inferred"] is None


def test_a_reader_may_leave_columns_out() -> None:
    read = reading({"c": in_care()})
    bare = Reading(read.children, read.facts.select("child", "token", "start", "end"), read.problems, read.totals)
    assert _of(_board(bare), "c")["placement"] == "Foster home"
