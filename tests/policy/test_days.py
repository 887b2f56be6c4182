"""Days are counted as the law counts them: bank holidays, working days, months by the corresponding date, birthdays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import holidays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permanence.policy.days import (
    Calendar,
    CannotCount,
    Span,
    as_date,
    birthday,
    calendar_with,
    day_number,
    published_calendar,
    published_holidays,
    span,
)
from permanence.policy.late_holidays import read_holidays
from policy.life import counted

YEARS = range(1990, 2061)
ANY_DAY = st.dates(date(1990, 1, 1), date(2059, 12, 31))
ANY_SPAN = st.builds(Span, st.integers(1, 60), st.sampled_from(["days", "working days", "weeks", "months"]))
SETTINGS = settings(max_examples=300, deadline=None, derandomize=True, database=None)


def after(day: date, length: str, calendar: Calendar | None = None) -> date:
    return as_date((calendar or published_calendar()).after(np.array([day_number(day)], np.int32), span(length))[0])


def before(day: date, length: str) -> date:
    return as_date(published_calendar().before(np.array([day_number(day)], np.int32), span(length))[0])


# --- bank holidays -------------------------------------------------------------------------------------------


def test_the_bank_holidays_are_those_of_the_holidays_library() -> None:
    """Weekday holidays of England, 1990 to 2060: a new release of the library that knows more fails here."""
    library = {day for day in holidays.country_holidays("GB", subdiv="ENG", years=YEARS) if day.weekday() < 5}
    assert {day for day in published_holidays() if day.weekday() < 5} == library


def test_the_bank_holidays_stand_in_order_and_once() -> None:
    days = [str(day) for day in published_holidays()]
    assert days == sorted(set(days))


@pytest.mark.parametrize("day", ["2011-04-29", "2012-06-05", "2020-05-08", "2022-06-03", "2022-09-19", "2023-05-08"])
def test_proclaimed_days_are_among_them(day: str) -> None:
    assert date.fromisoformat(day) in published_holidays()


# --- working days --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "length", "last_good_day"),
    [
        (date(2026, 2, 2), "5 working days", date(2026, 2, 9)),  # Monday to Monday
        (date(2026, 2, 6), "1 working day", date(2026, 2, 9)),  # Friday to Monday
        (date(2026, 2, 7), "1 working day", date(2026, 2, 9)),  # Saturday
        (date(2026, 2, 8), "1 working day", date(2026, 2, 9)),  # Sunday
        (date(2026, 4, 2), "1 working day", date(2026, 4, 7)),  # over Good Friday and Easter Monday
        (date(2026, 4, 3), "1 working day", date(2026, 4, 7)),  # on Good Friday
        (date(2026, 12, 24), "3 working days", date(2026, 12, 31)),  # Christmas Day, and Boxing Day on a Monday
        (date(2026, 2, 2), "20 working days", date(2026, 3, 2)),
    ],
)
def test_working_days_forward(day: date, length: str, last_good_day: date) -> None:
    assert after(day, length) == last_good_day


@pytest.mark.parametrize(
    ("day", "length", "last_good_day"),
    [
        (date(2026, 6, 5), "3 working days", date(2026, 6, 2)),  # Friday's papers are in on Tuesday
        (date(2026, 2, 9), "1 working day", date(2026, 2, 6)),
        (date(2026, 2, 8), "1 working day", date(2026, 2, 6)),  # from a Sunday
        (date(2026, 2, 7), "1 working day", date(2026, 2, 6)),  # from a Saturday
        (date(2026, 4, 7), "1 working day", date(2026, 4, 2)),  # over Easter
        (date(2026, 4, 6), "1 working day", date(2026, 4, 2)),  # from Easter Monday
    ],
)
def test_working_days_back(day: date, length: str, last_good_day: date) -> None:
    assert before(day, length) == last_good_day


@SETTINGS
@given(ANY_DAY, ANY_SPAN)
def test_counting_forward_and_back_is_what_a_plain_loop_gives(day: date, length: Span) -> None:
    number = np.array([day_number(day)], np.int32)
    assert as_date(published_calendar().after(number, length)[0]) == counted(day, length)
    assert as_date(published_calendar().before(number, length)[0]) == counted(day, length, -1)


@SETTINGS
@given(ANY_DAY, ANY_SPAN)
def test_a_day_later_is_never_due_earlier(day: date, length: Span) -> None:
    pair = np.array([day_number(day), day_number(day) + 1], np.int32)
    first, second = published_calendar().after(pair, length)
    assert first <= second


# --- months: the corresponding date rule ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "length", "last_good_day"),
    [
        (date(1978, 9, 30), "4 months", date(1979, 1, 30)),  # Dodds v Walker [1981] 1 WLR 1027
        (date(2026, 1, 31), "1 month", date(2026, 2, 28)),
        (date(2024, 1, 31), "1 month", date(2024, 2, 29)),
        (date(2024, 2, 29), "12 months", date(2025, 2, 28)),
        (date(2023, 2, 28), "12 months", date(2024, 2, 28)),  # the same-numbered day, not the month's last
        (date(2026, 2, 28), "6 months", date(2026, 8, 28)),
        (date(2025, 8, 31), "6 months", date(2026, 2, 28)),
        (date(2025, 11, 30), "3 months", date(2026, 2, 28)),
        (date(2025, 12, 31), "3 months", date(2026, 3, 31)),
    ],
)
def test_months(day: date, length: str, last_good_day: date) -> None:
    assert after(day, length) == last_good_day


def test_weeks_are_seven_days_and_day_0_is_the_day_of_the_fact() -> None:
    assert after(date(2026, 2, 2), "4 weeks") == after(date(2026, 2, 2), "28 days") == date(2026, 3, 2)


# --- how a length is written ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("1 day", Span(1, "days")),
        ("10 days", Span(10, "days")),
        ("10 calendar days", Span(10, "days")),
        ("1 working day", Span(1, "working days")),
        ("20 working days", Span(20, "working days")),
        (" 4 weeks ", Span(4, "weeks")),
        ("12 months", Span(12, "months")),
    ],
)
def test_a_length_in_words(words: str, length: Span) -> None:
    assert span(words) == length
    assert span(str(length)) == length


@pytest.mark.parametrize(
    "words",
    [
        "0 weeks",
        "-1 days",
        "400000 days",
        "1.5 weeks",
        "4",
        "weeks",
        "four weeks",
        "4 fortnights",
        "",
        "4 weeks 2 days",
    ],
)
def test_what_is_no_length_is_refused(words: str) -> None:
    with pytest.raises(CannotCount, match="not a length of time; write a number above 0"):
        span(words)


# --- birthdays -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(2012, 2, 29), 14, date(2026, 3, 1)),
        (date(2012, 2, 29), 16, date(2028, 2, 29)),
        (date(2011, 2, 28), 15, date(2026, 2, 28)),
        (date(2010, 12, 31), 15, date(2025, 12, 31)),
    ],
)
def test_birthday(born: date, age: int, day: date) -> None:
    assert as_date(birthday(np.array([day_number(born)], np.int32), age)[0]) == day


# --- holidays declared late ----------------------------------------------------------------------------------


def test_a_late_holiday_moves_what_is_due(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_text("\ufeffdate,name\n2026-02-04, A day of thanks \n2026-02-05,\n", encoding="utf-8")
    late = read_holidays(path)
    assert late == {date(2026, 2, 4): "A day of thanks", date(2026, 2, 5): "bank holiday"}
    calendar = calendar_with(late)
    assert after(date(2026, 2, 2), "5 working days", calendar) == date(2026, 2, 11)
    assert after(date(2026, 2, 2), "5 working days") == date(2026, 2, 9)
    assert calendar.skipped(date(2026, 2, 2), date(2026, 2, 11)) == sorted(late.items())


def test_no_late_holidays_leave_the_published_calendar() -> None:
    assert calendar_with({}) is published_calendar()


def test_skipped_leaves_out_the_first_day_and_weekends() -> None:
    names = published_calendar().skipped(date(2026, 4, 3), date(2026, 4, 6))
    assert [day for day, _ in names] == [date(2026, 4, 6)]
    assert published_calendar().skipped(date(2021, 12, 24), date(2021, 12, 26)) == []  # Christmas on a weekend


# --- day numbers ---------------------------------------------------------------------------------------------


@SETTINGS
@given(st.dates(date(1970, 1, 2), date(2147, 12, 31)))
def test_a_day_number_and_its_date_are_one(day: date) -> None:
    assert as_date(day_number(day)) == day
    assert as_date(day_number(day) + 1) == day + timedelta(days=1)


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(1900, 1, 1), date(2148, 7, 1), date(9999, 12, 31)])
def test_a_day_out_of_reach_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="is not a day between 1970 and 2148"):
        day_number(day)
