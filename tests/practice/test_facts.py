"""Recording facts: nothing is overwritten, the impossible is refused in words, and the odd is asked about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from permanence.practice.children.actions import (
    change_details,
    correct_fact,
    create_child,
    end_fact,
    record_fact,
    withdraw_fact,
)
from permanence.practice.children.models import Child, Fact
from permanence.practice.refusals import Question, Refusal
from permanence.practice.today import today
from practice.made import a_child, a_fact, a_person, child_in_care, days_ago

pytestmark = pytest.mark.django_db


def _standing(child: Child) -> list[tuple[str, date, date | None]]:
    return list(Fact.objects.filter(child=child).current().values_list("token", "start", "end"))


# --- versions ----------------------------------------------------------------------------------------------------


def test_a_correction_stands_in_place_of_the_old_version_which_stays() -> None:
    child, worker = a_child(), a_person()
    old = a_fact(child, "review", days_ago(9), by=worker)
    new = correct_fact(by=worker, fact=old, why="The minutes say the 8th", changes={"start": days_ago(8)})
    old.refresh_from_db()
    assert _standing(child) == [("review", days_ago(8), None)]
    assert (old.replaced_by, old.start, old.why) == (new, days_ago(9), "The minutes say the 8th")


def test_a_span_is_ended_by_a_new_version() -> None:
    child = child_in_care()
    end_fact(by=None, fact=Fact.objects.get(child=child, token="placement.foster"), end=days_ago(2))
    assert ("placement.foster", days_ago(30), days_ago(2)) in _standing(child)
    assert Fact.objects.filter(child=child, token="placement.foster").count() == 2


def test_what_is_withdrawn_counts_no_more_and_stays_in_the_history() -> None:
    child = a_child()
    fact = withdraw_fact(by=a_person(), fact=a_fact(child, "visit", days_ago(3)), why="Another child's visit")
    assert _standing(child) == []
    assert (fact.stands, Fact.objects.filter(child=child).count()) == (False, 1)


def test_one_span_takes_over_from_another() -> None:
    child = child_in_care()
    a_fact(child, "legal_status.interim_care_order", days_ago(4), ends_previous=True)
    statuses = [row for row in _standing(child) if row[0].startswith("legal_status")]
    assert statuses == [
        ("legal_status.s20", days_ago(30), days_ago(4)),
        ("legal_status.interim_care_order", days_ago(4), None),
    ]


def test_two_people_cannot_both_correct_one_version() -> None:
    fact = a_fact(a_child(), "visit", days_ago(3))
    stale = Fact.objects.get(pk=fact.pk)
    correct_fact(by=None, fact=fact, why="Wrong day", changes={"start": days_ago(4)})
    with pytest.raises(Refusal, match="has changed since"):
        correct_fact(by=None, fact=stale, why="Wrong day", changes={"start": days_ago(5)})


@pytest.mark.parametrize("change", [{}, {"start": days_ago(3)}, {"child": None}])
def test_a_correction_changes_something_it_may(change: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        correct_fact(by=None, fact=a_fact(a_child(), "visit", days_ago(3)), why="Because", changes=change)


def test_a_correction_and_a_withdrawal_need_a_reason() -> None:
    fact = a_fact(a_child(), "visit", days_ago(3))
    with pytest.raises(Refusal, match="Say why"):
        correct_fact(by=None, fact=fact, why=" ", changes={"start": days_ago(4)})
    with pytest.raises(Refusal, match="Say why"):
        withdraw_fact(by=None, fact=fact, why="")


def test_where_a_fact_came_from_is_kept_and_a_person_who_changes_it_states_it() -> None:
    fact = a_fact(a_child(), "visit", days_ago(3), file="episodes.csv", line=7, basis="read from a visit code")
    assert (fact.file, fact.line, fact.basis) == ("episodes.csv", 7, "read from a visit code")
    corrected = correct_fact(by=a_person(), fact=fact, why="Wrong", changes={"start": days_ago(4)})
    assert (corrected.file, corrected.basis) == ("", "")


# --- the impossible ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("token", "start", "end", "words"), [
    ("nonsense", 1, None, "no fact called"),
    ("placement.foster", 9_999, None, "before the child was born"),
    ("legal_status.care_order", 10, None, "one legal status at a time"),
    ("placement.residential", 10, None, "one placement at a time"),
    ("in_care", 40, 20, "one period of care at a time"),
    ("visit", 3, 2, "no end"),
    ("placement.temporary", 3, 4, "end must be after"),
    ("visit", -1, None, "after today"),
    ("visit", 25_000, None, "too far away"),
])  # fmt: skip
def test_the_impossible_is_refused_in_words(token: str, start: int, end: int | None, words: str) -> None:
    child = child_in_care()
    with pytest.raises(Refusal, match=words):
        a_fact(child, token, days_ago(start), days_ago(end) if end else None)


def test_a_temporary_stay_lies_within_another_home() -> None:
    child = child_in_care()
    a_fact(child, "placement.temporary", days_ago(10), days_ago(8))
    assert len(_standing(child)) == 4


@pytest.mark.parametrize("token", ["proceedings.pre_proceedings", "meeting.permanence", "adoption_considered"])
def test_planning_may_begin_before_birth(token: str) -> None:
    child = a_child(born=days_ago(5))
    assert a_fact(child, token, days_ago(40))


def test_a_booking_may_lie_ahead() -> None:
    assert a_fact(a_child(), "booked.permanence", today() + timedelta(days=20))


@pytest.mark.parametrize(("attributes", "field"), [
    ({"long_term": "maybe"}, "long_term"), ({"primary": "adoption"}, "primary"), ({"provider": "someone"}, "provider"),
    ({"review_every_days": 0}, "review_every_days"), ({"about": "soon"}, "about"),
])  # fmt: skip
def test_details_are_those_of_the_vocabulary(attributes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        a_fact(a_child(), "placement.foster", days_ago(3), attributes=attributes)
    assert refused.value.field == field


def test_details_are_kept_as_plain_values() -> None:
    child = a_child()
    plan = a_fact(
        child, "plan", days_ago(3), attributes={"primary": "adoption", "parallel": ("kinship", "reunification")}
    )
    paper = a_fact(child, "document.minutes", days_ago(1), attributes={"about": days_ago(3), "stage": None})
    assert plan.attributes == {"primary": "adoption", "parallel": ["reunification", "kinship"]}
    assert paper.attributes == {"about": days_ago(3).isoformat()}


# --- the odd -----------------------------------------------------------------------------------------------------


def test_what_was_confirmed_of_one_version_is_not_asked_again_of_the_next() -> None:
    child = child_in_care(500)
    placement = Fact.objects.get(child=child, token="placement.foster")
    assert end_fact(by=None, fact=placement, end=days_ago(1)).start == days_ago(500)


@pytest.mark.parametrize(("token", "start", "code"), [
    ("visit", 3, "twice"), ("review", 40, "not_in_care"), ("visit", 400, "long_ago"),
    ("contact_suspended", -9, "ahead"),
])  # fmt: skip
def test_the_odd_is_asked_about_and_goes_through_once_confirmed(token: str, start: int, code: str) -> None:
    child = child_in_care()
    a_fact(child, "visit", days_ago(3))
    with pytest.raises(Question) as asked:
        record_fact(by=None, child=child, token=token, start=days_ago(start))
    assert asked.value.code == code
    assert record_fact(by=None, child=child, token=token, start=days_ago(start), confirmed={code})


def test_a_booking_on_a_day_off_is_asked_about() -> None:
    saturday = today() + timedelta(days=14 + (5 - today().weekday()) % 7)
    with pytest.raises(Question, match="not a working day"):
        record_fact(by=None, child=a_child(), token="booked.review", start=saturday)


def test_care_after_eighteen_is_asked_about() -> None:
    with pytest.raises(Question, match="18"):
        record_fact(by=None, child=a_child(born=date(2004, 2, 29)), token="in_care", start=days_ago(3))


# --- the child ---------------------------------------------------------------------------------------------------


def test_a_number_belongs_to_one_child() -> None:
    child = a_child()
    with pytest.raises(Refusal, match="in use already"):
        create_child(by=None, first_name="Sam", last_name="Other", case_number=child.case_number)


def test_a_birthday_after_coming_into_care_is_refused() -> None:
    with pytest.raises(Refusal, match="before that birthday"):
        change_details(by=None, child=child_in_care(), changes={"born": days_ago(3)})


@pytest.mark.parametrize(("born", "day", "age"), [
    (date(2020, 5, 10), date(2026, 5, 9), (5, 11)), (date(2020, 5, 10), date(2026, 5, 10), (6, 0)),
    (date(2020, 5, 31), date(2020, 6, 30), (0, 0)), (None, date(2026, 1, 1), None),
    (date(2026, 2, 1), date(2026, 1, 1), None),
])  # fmt: skip
def test_age_in_years_and_months(born: date | None, day: date, age: tuple[int, int] | None) -> None:
    assert Child(born=born).age(day) == age
