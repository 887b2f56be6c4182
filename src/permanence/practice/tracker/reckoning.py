"""From a timeline to duty rows as they are kept, and the day until which they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from permanence.policy import rules as r
from permanence.policy.duties import STATUS, Duties, Evaluator
from permanence.policy.history import History
from permanence.policy.reviews import BASIS
from permanence.policy.spells import SHIFT
from permanence.policy.timeline import FAR, Timeline, as_date, day_number
from permanence.policy.vocabulary import vocabulary
from permanence.practice.kept import Kept
from permanence.practice.procedures.policy import policy_name
from permanence.practice.tracker.agreed import NOTHING_AGREED, ByChild, changes_next, settle_limit
from permanence.practice.tracker.models import Duty, Reckoning

_COLUMNS = [field.attname for field in Duty._meta.concrete_fields]
SETTLED = frozenset({"met", "late", "lapsed", "missed"})
"""Statuses that only a new fact or an arriving day can change; the others depend on which day it is."""


@dataclass(frozen=True)
class Worked:
    """What is kept of one run."""

    duties: list[Duty]
    reckonings: list[Reckoning]


def work_out(ready: Evaluator, timeline: Timeline, day: date, agreed: ByChild = NOTHING_AGREED) -> Worked:
    """The duty rows of a timeline, whose ids are the numbers of children, as at a day, and what was agreed."""
    pks = [int(pk) for pk in timeline.ids]
    duties = list(duty_rows(ready, pks, ready.duties(timeline, day), day, agreed))
    until = good_until(ready, timeline, day)
    days = {
        pk: _first(_date(last), changes_next(agreed.get(pk, ()), day))
        for pk, last in zip(pks, until.tolist(), strict=True)
    }
    reckonings = {
        pk: Reckoning(child_id=pk, as_at=day, policy=policy_name(ready.pack), **about)
        for pk, about in zip(pks, _about(timeline, days, day), strict=True)
    }
    _add_up(reckonings, duties)
    return Worked(duties, list(reckonings.values()))


def _about(timeline: Timeline, until: Mapping[int, date | None], day: date) -> Iterator[dict[str, Any]]:
    """For each child the day until which its rows hold, and the codes of what it is looked after under and lives in."""
    held = (_held(timeline, day, "legal_status"), _held(timeline, day, "placement"))
    for last, status, placement in zip(until.values(), *held, strict=True):
        yield {"good_until": last, "legal_status": status, "placement": placement}


def _held(timeline: Timeline, day: date, fact: str) -> list[str]:
    """The code of the span of this fact that holds for each child; the last to begin, where several do."""
    codes = {vocabulary().number(token): token.partition(".")[2] for token in vocabulary().tokens_of(fact)}
    as_at = day_number(day)
    holds = np.isin(timeline.token, list(codes)) & (timeline.start <= as_at) & (timeline.end > as_at)
    tokens = np.full(len(timeline.ids), -1)
    tokens[timeline.child[holds]] = timeline.token[holds]
    return [codes.get(token, "") for token in tokens.tolist()]


def _add_up(reckonings: Mapping[int, Reckoning], duties: Iterable[Duty]) -> None:
    """Sets the days from which each child is amber and red, and its earliest limit."""
    for duty in duties:
        child = reckonings[duty.child_id]
        if duty.sets_a_colour:
            child.is_owed = True
            child.amber_from = _first(child.amber_from, duty.amber_from)
            child.red_from = _first(child.red_from, duty.red_from)
            child.first_limit = _first(child.first_limit, duty.limit)


def _first(one: date | None, other: date | None) -> date | None:
    """The earlier of two days, of which either may be none."""
    return min(one, other) if one and other else one or other


def duty_rows(ready: Evaluator, pks: Sequence[int], duties: Duties, day: date, agreed: ByChild) -> Iterator[Duty]:
    """These duties as they are kept, each with the limit that counts; ``pks`` are the numbers of the run's children."""
    columns = [getattr(duties, column.name).tolist() for column in fields(duties)]
    child_before, place = -1, 0
    for child, *row in zip(*columns, strict=True):
        place = place + 1 if child == child_before else 0
        child_before = child
        duty = _row(ready, pks[child], place, *row)
        settle_limit(duty, agreed.get(duty.child_id, ()), ready.calendar, day)
        yield duty


def _row(ready: Evaluator, pk: int, place: int, kind: int, because: int, *days: int) -> Duty:
    anchor, not_before, due, done, booked, basis, status, days_late = days
    about, settled = ready.kinds[kind], STATUS[status] if STATUS[status] in SETTLED else ""
    cells = {
        "child_id": pk, "place": place, "clause": about.clause, "duty": about.duty, "because": ready.reasons[because],
        "anchor": _date(anchor), "not_before": _date(not_before), "due": _date(due), "done": _date(done),
        "booked": _date(booked), "basis": BASIS[basis], "strength": about.strength, "settled": settled,
        "days_late_settled": days_late if settled else 0,
    }  # fmt: skip
    return Duty(*map(cells.get, _COLUMNS))  # by place: Django takes several times as long by name


def _date(day: int) -> date | None:
    return as_date(day) if day and day != FAR else None


# --- how long they hold ------------------------------------------------------------------------------------------


def good_until(ready: Evaluator, timeline: Timeline, day: date) -> NDArray[np.int32]:
    """For each child the first day after this one on which rows may differ in more than due and overdue; FAR for none.

    Only three things come with the days alone: a fact dated ahead arrives (and, the day after, a booking not kept
    no longer counts), a span ends, and a reason has lasted so long that it counts as overrun.
    """
    as_at = day_number(day)
    until = np.full(len(timeline.ids), FAR, np.int32)
    for child, days in (*_arriving(timeline), *_overruns(ready, timeline, as_at)):
        ahead = days > as_at
        np.minimum.at(until, child[ahead], days[ahead].astype(np.int32))
    return until


def _arriving(timeline: Timeline) -> Iterator[tuple[Any, Any]]:
    yield timeline.child, timeline.start
    yield timeline.child, timeline.start + 1
    yield timeline.child, timeline.end


def _overruns(ready: Evaluator, timeline: Timeline, as_at: int) -> Iterator[tuple[Any, Any]]:
    waits = _waits(ready)
    if waits:
        history = History(timeline, as_at, ready.calendar)
        for wait in waits:
            began = history.spells(wait.of).start
            yield began >> SHIFT, ready.calendar.after(began & 0xFFFF, wait.length)


def _waits(ready: Evaluator) -> frozenset[r.Overrun]:
    """The long times a policy waits for. Looked for once in each policy: that takes longer than a child's duties."""
    rules = ready.pack.rules
    return _kept.get(policy_name(ready.pack), lambda: frozenset(wait for rule in rules for wait in _overruns_in(rule)))


_kept: Kept[frozenset[r.Overrun]] = Kept(32)
"""By the name of the policy: one that says something else has another."""


def _overruns_in(rule: r.Rule) -> Iterator[r.Overrun]:
    """Every one a rule names, however deep."""
    stack: list[Any] = [rule]
    while stack:
        part = stack.pop()
        if isinstance(part, r.Overrun):
            yield part
        if isinstance(part, tuple):
            stack.extend(part)
        elif hasattr(part, "__dataclass_fields__"):
            stack.extend(getattr(part, name) for name in part.__dataclass_fields__)
