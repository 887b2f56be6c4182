"""What a policy would come to for today's children: who gains a duty, who loses one, and whose moves to another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from permanence.policy.compare import Change, compare_children, meetings_a_month
from permanence.policy.pack import Pack
from permanence.policy.terms import terms
from permanence.policy.timeline import Timeline
from permanence.practice.children.timeline import timeline_of
from permanence.tracker.names import title

KINDS = {"gains": "Gain it", "loses": "Lose it", "moves": "Another day"}


@dataclass(frozen=True)
class Effect:
    """One duty: how many children gain it, lose it or have it on another day."""

    duty: str
    name: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Workload:
    """Meetings, reviews and panels a month, as the policy in force asks for them and as the other would."""

    name: str
    now: float
    then: float


@dataclass(frozen=True)
class Preview:
    """Today's children under another policy. ``touched`` of them have at least one change.

    ``workload`` is reckoned from one child in ``one_in``: looking a year ahead takes long.
    """

    children: int
    touched: int
    effects: tuple[Effect, ...]
    workload: tuple[Workload, ...]
    one_in: int


LOOKED_AHEAD_FOR = 300
"""Children whose year ahead is reckoned with, drawn evenly from all; the rest are taken to be like them."""


def changes(now: Pack, then: Pack, children: Any, day: date) -> list[Change]:
    """Each change of an open duty of these children, whose numbers are its ``child``."""
    return compare_children(now, then, timeline_of(children), day)


def preview(now: Pack, then: Pack, children: Any, day: date) -> Preview:
    """The whole of it, in numbers. ``children`` are those the reader may see."""
    found = changes(now, then, children, day)
    pks = list(children.order_by("pk").values_list("pk", flat=True))
    touched = len({change.child for change in found})
    one_in = max(1, -(-len(pks) // LOOKED_AHEAD_FOR))
    ahead = timeline_of(children.filter(pk__in=pks[::one_in]))
    return Preview(len(pks), touched, _effects(found, then), _workload(now, then, ahead, day, one_in), one_in)


def _effects(found: Sequence[Change], then: Pack) -> tuple[Effect, ...]:
    tally = Counter((change.duty, change.kind) for change in found)
    local = terms(then.code).local
    duties = dict.fromkeys(sorted(change.duty for change in found))
    return tuple(
        Effect(duty, title(duty, local), tuple((kind, tally[duty, kind]) for kind in KINDS)) for duty in duties
    )


def _workload(now: Pack, then: Pack, timeline: Timeline, day: date, one_in: int) -> tuple[Workload, ...]:
    before, after = (
        {duty: number * one_in for duty, number in meetings_a_month(pack, timeline, day).items()}
        for pack in (now, then)
    )
    local = terms(then.code).local
    each = [
        Workload(title(duty, local), before.get(duty, 0.0), after.get(duty, 0.0)) for duty in sorted({*before, *after})
    ]
    return (*each, Workload("All together", sum(before.values()), sum(after.values()))) if each else ()
