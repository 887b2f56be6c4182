"""How many children had a plan by their first statutory review: good practice (PG-179), and nobody is late by it.

The first on record in a time in care counts as its first; where care began before the record, it may be a later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from permanence.policy import rules as r
from permanence.policy.days import published_calendar
from permanence.policy.history import IN_CARE, History
from permanence.policy.spells import DAY, Keys, same_child
from permanence.policy.timeline import Ints, Timeline, day_number
from permanence.tracker.periods import Period

HEADING = "Had a plan at their first statutory review on record"
_PLAN = r.Spans(("plan",))


def shares(timeline: Timeline, periods: Iterable[Period], day: date) -> list[str]:
    """For each period in words: of the children whose first review in a time in care was then, how many had a plan."""
    history = History(timeline, day_number(day), published_calendar())
    firsts = _first_reviews(history)
    planned = _had_a_plan(firsts, history)
    return [_share(firsts & DAY, planned, period) for period in periods]


def _first_reviews(history: History) -> Keys:
    """The first review of each time in care, as a day of its child."""
    held, care = history.events(("review",)), history.spells(IN_CARE)
    if not len(held):
        return held
    first = held[held.searchsorted(care.start).clip(max=len(held) - 1)]
    found: Keys = first[(first >= care.start) & (first < care.end)]
    return found


def _had_a_plan(days: Keys, history: History) -> Ints:
    """Whether a plan was in force on each of these days of children; one settled that day is."""
    plans = history.spells(_PLAN)
    if not len(plans) or not len(days):
        return days < 0
    last = (plans.start.searchsorted(days, side="right") - 1).clip(min=0)
    found: Ints = (plans.start[last] <= days) & (days < plans.end[last]) & same_child(plans.start[last], days)
    return found


def _share(day: Keys, planned: Ints, period: Period) -> str:
    then = (day >= day_number(period.first)) & (day <= day_number(period.last))
    asked, had = int(then.sum()), int((then & planned).sum())
    return f"{had:,} of {asked:,} ({round(100 * had / asked)}%)" if asked else "No first review"
