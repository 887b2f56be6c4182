"""How many children had a plan by their first statutory review: good practice (PG-179), and nobody is late by it.

The first on record in a time in care counts as its first; where care began before the record, it may be a later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from permanence.policy import rules as r
from permanence.policy.days import published_calendar
from permanence.policy.history import History
from permanence.policy.reviews import HELD
from permanence.policy.spells import DAY, SHIFT, Keys
from permanence.policy.timeline import Ints, Timeline, day_number
from permanence.tracker.periods import Period

HEADING = "Had a plan at their first statutory review on record"
_PLAN = r.Spans(("plan",))


def shares(timeline: Timeline, periods: Iterable[Period], day: date) -> list[str]:
    """For each period in words: of the children whose first review in a time in care was then, how many had a plan, and
    of how many the record holds none at all (a return holds no plans)."""
    history = History(timeline, day_number(day), published_calendar())
    days, basis = history.reviews.day(1)
    firsts = days[basis == HELD]
    plans = history.spells(_PLAN)
    planned, on_record = plans.holding(firsts) >= 0, np.isin(firsts >> SHIFT, plans.start >> SHIFT)
    return [_share(firsts & DAY, planned, on_record, period) for period in periods]


def _share(day: Keys, planned: Ints, on_record: Ints, period: Period) -> str:
    then = (day >= day_number(period.first)) & (day <= day_number(period.last))
    asked, had, unknown = (int(some.sum()) for some in (then, then & planned, then & ~on_record))
    if not asked:
        return "No first review"
    blank = f"; {unknown:,} with no plan on record at all" if unknown else ""
    return f"{had:,} of {asked:,} ({round(100 * had / asked)}%){blank}"
