"""What the picture tells: every fact that stands once, reviews numbered, and each limit once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.journey.lanes import LANES, lane_of_duty, lane_of_fact, shape_of
from permanence.practice.children.periods import periods
from practice.children.journey.told import Owed, Told, a_story, in_care

DAY = date(2025, 6, 2)


@pytest.mark.parametrize("token", vocabulary().tokens)
def test_every_fact_has_a_lane_and_a_name(token: str) -> None:
    story = a_story(Told(token, DAY))
    (told,) = story.stretches or story.marks or [None]
    if token.startswith("booked."):
        assert told is None  # its day has passed
    else:
        assert told.label
    assert lane_of_fact(token) in {lane.code for lane in LANES}
    assert shape_of(token)


def test_reviews_are_numbered_from_the_start_of_each_time_in_care() -> None:
    story = a_story(
        Told("in_care", date(2024, 1, 1), date(2024, 9, 1)), Told("review", date(2024, 1, 20)),
        Told("review", date(2024, 4, 20)), Told("in_care", date(2025, 1, 1)), Told("review", date(2025, 1, 20)),
    )  # fmt: skip
    assert [mark.short for mark in story.marks] == ["1", "2", "1"]


def test_two_returns_that_tell_one_time_in_care_are_one_stretch_and_reviews_go_on_counting() -> None:
    joins = date(2024, 9, 1)
    story = a_story(
        Told("in_care", date(2024, 1, 1), joins), Told("in_care", joins),
        Told("legal_status.care_order", date(2024, 1, 1), joins), Told("legal_status.care_order", joins),
        Told("placement.foster", date(2024, 1, 1), joins), Told("placement.foster", joins),
        Told("review", date(2024, 1, 20)), Told("review", joins), Told("review", date(2024, 12, 20)),
    )  # fmt: skip
    assert [mark.short for mark in story.marks] == ["1", "2", "3"]
    assert [(one.lane, one.start, one.end) for one in story.stretches] == [
        ("care", date(2024, 1, 1), None), ("legal", date(2024, 1, 1), None),
        ("home", date(2024, 1, 1), joins), ("home", joins, None),
    ]  # fmt: skip


@pytest.mark.parametrize(("gap", "number"), [(-1, 1), (0, 1), (1, 2)])
def test_spans_that_overlap_or_adjoin_are_one_period(gap: int, number: int) -> None:
    met = date(2024, 9, 1)
    found = periods([(met + timedelta(gap), None), (date(2024, 1, 1), met)])
    assert len(found) == number
    assert found[-1][1] is None


def test_a_span_within_another_ends_nothing() -> None:
    outer = (date(2024, 1, 1), date(2024, 9, 1))
    assert periods([outer, (date(2024, 2, 1), date(2024, 3, 1))]) == [outer]
    assert periods([]) == []


def test_a_plan_is_called_by_the_option_that_leads() -> None:
    story = a_story(Told("plan", DAY, attributes={"primary": "adoption", "parallel": ["kinship"]}))
    assert story.stretches[0].label == "Adoption"
    assert story.stretches[0].details == ("adoption", "kept open beside it: family or friends")


def test_what_a_home_is_not_is_not_drawn() -> None:
    story = a_story(Told("placement.foster", DAY, attributes={"kin": False, "long_term": True}))
    assert story.stretches[0].details == ("long term",)


def test_a_booking_ahead_is_shown_and_one_that_passed_is_not() -> None:
    story = a_story(Told("booked.review", date(2027, 1, 4)), Told("booked.review", date(2026, 1, 5)))
    assert [(mark.day, mark.ahead) for mark in story.marks] == [(date(2027, 1, 4), True)]


def test_several_paragraphs_with_one_limit_are_one_ring() -> None:
    duties = (
        Owed("review", DAY, "overdue", "A-1"),
        Owed("review", DAY, "overdue", "A-2"),
        Owed("visit", DAY, "overdue"),
    )
    assert [limit.clauses for limit in a_story(duties=duties).limits] == [("A-1", "A-2"), ("PG-1",)]


def test_what_lapsed_is_no_limit() -> None:
    assert a_story(duties=(Owed("review", DAY, "lapsed"),)).limits == ()


def test_each_thing_overdue_is_said_once_and_the_longest_overdue_first() -> None:
    duties = (
        Owed("review", date(2026, 11, 1), "overdue"), Owed("review", date(2026, 10, 1), "overdue"),
        Owed("visit", date(2026, 9, 1), "overdue"), Owed("visit", date(2027, 1, 1)),
    )  # fmt: skip
    assert [(one.duty, one.due) for one in a_story(duties=duties).overdue] == [
        ("visit", date(2026, 9, 1)), ("review", date(2026, 10, 1)),
    ]  # fmt: skip


def test_a_limit_stands_in_the_lane_that_names_it_most_closely() -> None:
    assert lane_of_duty("document.minutes") == "meeting"
    assert lane_of_duty("document.later_life_letter") == "paper"
    assert lane_of_duty("something.new") == "more"


def test_a_child_with_nothing_recorded_has_a_story() -> None:
    assert a_story(born=None).stretches == ()
    assert len(a_story(*in_care()).stretches) == 4
