"""Kept duty rows of one child as the engine's own columns, so that ``policy.explain`` can say them in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np

from permanence.policy.duties import STATUS, Duties, Evaluator, Kind
from permanence.policy.explain import Explainer
from permanence.policy.reviews import BASIS
from permanence.policy.timeline import Timeline, day_number
from permanence.practice.tracker.models import Duty


def explainer_of(
    rows: Sequence[Duty], timeline: Timeline, ready: Evaluator, day: date, local: Callable[[str], str] = str
) -> Explainer:
    """What says these rows of one child, in their order, as at a day. ``timeline`` is that child's alone."""
    return Explainer(ready, timeline, _columns(rows, ready, day), day, local)


def _columns(rows: Sequence[Duty], ready: Evaluator, day: date) -> Duties:
    reasons = {reason: place for place, reason in enumerate(ready.reasons)}
    kinds = _by_name([(kind.clause, kind.duty) for kind in ready.kinds])
    return Duties(
        child=np.zeros(len(rows), np.int32),
        kind=np.array([_kind_of(row, ready, kinds[row.clause, row.duty]) for row in rows], np.int16),
        because=np.array([reasons[row.because] for row in rows], np.int16),
        anchor=_days(rows, "anchor"), not_before=_days(rows, "not_before"), due=_days(rows, "due"),
        done=_days(rows, "done"), booked=_days(rows, "booked"),
        basis=np.array([BASIS.index(row.basis) for row in rows], np.int8),
        status=np.array([STATUS.index(row.status(day)) for row in rows], np.int8),
        days_late=np.array([row.days_late(day) for row in rows], np.int32),
    )  # fmt: skip


def _days(rows: Sequence[Duty], name: str) -> Any:
    return np.array([day_number(day) if (day := getattr(row, name)) else 0 for row in rows], np.int32)


def _kind_of(row: Duty, ready: Evaluator, numbers: Sequence[int]) -> int:
    """The number of the row's rule; where a setting has changed there are several, of which one held on its day."""
    return next((number for number in numbers if _was_in_force(ready.kinds[number], row.anchor)), numbers[0])


def _was_in_force(kind: Kind, day: date | None) -> bool:
    since, until = kind.rule.in_force
    return day is None or ((since is None or since <= day) and (until is None or day < until))


def _by_name(pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    numbers: dict[tuple[str, str], list[int]] = {}
    for number, pair in enumerate(pairs):
        numbers.setdefault(pair, []).append(number)
    return numbers
