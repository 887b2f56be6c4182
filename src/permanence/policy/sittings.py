"""The days on which a panel sits by rule, and by when a referral and the meeting before it must be there.

Every day is counted by ``days.py``. A week or fortnight is counted from one fixed Monday, so that a fortnight never
depends on when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .days import Calendar, Span, span
from .pack import Setting
from .panel_kinds import PanelKind, Sits

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST_MONDAY = date(1970, 1, 5)
_WORKING_DAY = Span(1, "working days")


@dataclass(frozen=True)
class SittingDay:
    """A day by the rule, and the day it is held on: None where a bank holiday drops it, with the holiday's name."""

    by_rule: date
    day: date | None
    holiday: str = ""


def sitting_days(
    sits: Sits, settings: Mapping[str, Setting], calendar: Calendar, first: date, last: date
) -> Iterator[SittingDay]:
    """The sittings whose day by the rule lies from ``first`` to ``last``, both included."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() == WEEKDAYS.index(value_of(sits.weekday, settings, day)) and _falls_on(sits.every, day):
            yield _held(sits, calendar, day)


def _falls_on(every: str, day: date) -> bool:
    if every == "month":
        return day.day <= 7
    return every == "week" or (day - _FIRST_MONDAY).days // 7 % 2 == 0


def _held(sits: Sits, calendar: Calendar, day: date) -> SittingDay:
    holiday = calendar.holidays.get(day, "")
    if not holiday:
        return SittingDay(day, day)
    return SittingDay(day, calendar.day_after(day, _WORKING_DAY) if sits.holiday == "moves" else None, holiday)


@dataclass(frozen=True)
class Plan:
    """By when things must be there to make a sitting: the referral, and the meeting it comes from. None: not set."""

    sitting: date
    referral_by: date | None
    meeting_by: date | None


def plan_for(
    panel: PanelKind, settings: Mapping[str, Setting], calendar: Calendar, sitting: date, by: date | None = None
) -> Plan:
    """The plan to make a sitting, by the panel's lead and the time its policy gives for writing up a meeting.

    ``by`` is the last day for referrals where one was set for this sitting.
    """
    lead, minutes = (value_of(words, settings, sitting) for words in (panel.referral.lead, panel.referral.minutes))
    referral = by or (calendar.day_before(sitting, span(lead)) if lead else None)
    meeting = calendar.day_before(referral or sitting, span(minutes)) if minutes else None
    return Plan(sitting, referral, meeting)


def value_of(words: str, settings: Mapping[str, Setting], day: date | None) -> Any:
    """The words themselves, or the value on a day of the setting they name ($name)."""
    return settings[words[1:]].on(day) if words.startswith("$") else words
