"""How many children had a plan by their first statutory review: good practice (PG-179), and nobody is late by it.

The first on record in a time in care counts as its first; where care began before the record, it may be a later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from permanence.policy import rules as r
from permanence.policy.days import published_calendar
from permanence.policy.history import History
from permanence.policy.reviews import HELD
from permanence.policy.spells import DAY, Keys
from permanence.policy.timeline import Ints, Timeline, day_number
from permanence.tracker.periods import Period

HEADING = "Had a plan at their first statutory review on record"
_PLAN = r.Spans(("plan",))


def shares(timeline: Timeline, periods: Iterable[Period], day: date) -> list[str]:
    """For each period in words: of the children whose first review in a time in care was then, how many had a plan."""
    history = History(timeline, day_number(day), published_calendar())
    days, basis = history.reviews.day(1)
    firsts = days[basis == HELD]
    planned = history.spells(_PLAN).holding(firsts) >= 0
    return [_share(firsts & DAY, planned, period) for period in periods]


def _share(day: Keys, planned: Ints, period: Period) -> str:
    then = (day >= day_number(period.first)) & (day <= day_number(period.last))
    asked, had = int(then.sum()), int((then & planned).sum())
    return f"{had:,} of {asked:,} ({round(100 * had / asked)}%)" if asked else "No first review"
