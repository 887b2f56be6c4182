"""By when a meeting must be: the nearest limit that a meeting of its kind would meet, and a safe day before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from permanence.policy.days import Span, published_calendar
from permanence.policy.timeline import as_date, day_number
from permanence.practice.meetings.models import Meeting
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty

SPARE = Span(3, "working days")
"""What is left between the day proposed and the limit, for a chair who falls ill."""


@dataclass(frozen=True)
class Limit:
    """A limit the meeting would meet: the paragraph, and the last good day."""

    clause: str
    duty: str
    day: date


def limits_of(meeting: Meeting) -> Iterator[Limit]:
    """Every open limit of the child's that a meeting of this kind would meet, the nearest first."""
    rows = Duty.objects.about(meeting.child).open().filter(duty=f"meeting.{meeting.kind}").exclude(limit=None)
    for row in rows.order_by("limit", "place"):
        yield Limit(row.clause, row.duty, row.limit)


def limit_of(meeting: Meeting) -> Limit | None:
    """The nearest of them."""
    return next(limits_of(meeting), None)


def safe_day(limit: date) -> date:
    """The latest working day that leaves three working days to spare before the limit; today, if that has passed."""
    number = np.array([day_number(limit)], np.int32)
    return max(as_date(int(published_calendar().before(number, SPARE)[0])), today())
