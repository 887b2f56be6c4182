"""The cache of duty rows against a fresh evaluation: says for which child they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from permanence.practice.children.timeline import timeline_of
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.today import today
from permanence.practice.tracker.actions import stale
from permanence.practice.tracker.models import Duty
from permanence.practice.tracker.reckoning import work_out

KEPT = (
    "place", "clause", "duty", "because", "anchor", "not_before", "due", "done", "booked", "basis", "strength",
    "settled", "days_late_settled",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A child whose kept rows are not those of a fresh evaluation."""

    child: int
    kept: tuple[Any, ...]
    fresh: tuple[Any, ...]

    def __str__(self) -> str:
        lost, extra = len(set(self.fresh) - set(self.kept)), len(set(self.kept) - set(self.fresh))
        return f"Child {self.child}: {lost} rows are missing or different, {extra} rows should not be there."


def differences() -> Iterator[Difference]:
    """Every child whose kept rows differ, of those whose rows should hold today.

    Rows known to hold no longer are left out: they are rebuilt before anyone reads them.
    """
    everyone = for_the_machine()
    fresh = _by_child(work_out(current_evaluator(), timeline_of(everyone), today()).duties)
    kept: dict[int, list[Any]] = defaultdict(list)
    for child, *row in (
        Duty.objects.order_by("child", "place").values_list("child_id", *KEPT).iterator(chunk_size=5_000)
    ):
        kept[child].append(tuple(row))
    due_for_rebuild = set(stale())
    for child in sorted((fresh.keys() | kept.keys()) - due_for_rebuild):
        if fresh[child] != kept[child]:
            yield Difference(child, tuple(kept[child]), tuple(fresh[child]))


def _by_child(duties: list[Duty]) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = defaultdict(list)
    for duty in duties:
        rows[duty.child_id].append(tuple(getattr(duty, name) for name in KEPT))
    return rows
