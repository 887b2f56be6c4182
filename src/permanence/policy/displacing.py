"""Rules that give way to others (``unless``): the more specific rule leads, for as long as it is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from . import rules as r

Time = tuple[date | None, date | None]
"""The first day a rule is in force, and the first day it no longer is. None: from the beginning; for good."""


def displaced(rules: Sequence[r.Rule]) -> list[r.Rule]:
    """The rules with the reasons of those they give way to taken out of their own.

    A rule that gives way to one in force only from a day is there twice: as it was before, and as it is from then.
    """
    return [one for rule in rules for one in _giving_way(rule, [to for to in rules if to.clause in rule.unless])]


def both(a: Time, b: Time) -> Time:
    """The time that lies in both."""
    start = max((day for day in (a[0], b[0]) if day), default=None)
    end = min((day for day in (a[1], b[1]) if day), default=None)
    return start, end


def _giving_way(rule: r.Rule, others: Sequence[r.Rule]) -> list[r.Rule]:
    days = sorted({day for other in others for day in other.in_force if day})
    parts: list[r.Rule] = []
    for start, end in pairwise([None, *days, None]):
        reason, time = _reason(rule, others, start), both(rule.in_force, (start, end))
        if parts and parts[-1].reason == reason:
            parts[-1] = replace(parts[-1], in_force=(parts[-1].in_force[0], time[1]))
        elif not _is_empty(time):
            parts.append(replace(rule, reason=reason, in_force=time))
    return parts


def _reason(rule: r.Rule, others: Sequence[r.Rule], day: date | None) -> r.Condition:
    """The rule's reason without those of the others that are in force on this day (None: before every day)."""
    away = dict.fromkeys(r.Outside(to.reason) for to in others if _holds_on(to.in_force, day))
    return r.AllOf((rule.reason, *away)) if away else rule.reason


def _holds_on(time: Time, day: date | None) -> bool:
    start, end = time
    if day is None:
        return start is None
    return (start is None or start <= day) and (end is None or day < end)


def _is_empty(time: Time) -> bool:
    start, end = time
    return start is not None and end is not None and start >= end
