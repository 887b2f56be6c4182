"""Keeping duty rows in step with the facts: rebuilt in the transaction of a fact, and brought up to a day when read.

No nightly job is needed. A child's rows hold until ``good_until``; whoever reads them later has them rebuilt first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, Q

from permanence.policy.duties import Evaluator
from permanence.policy.timeline import Timeline
from permanence.practice.children.timeline import timeline_of, timeline_of_child
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.filling import insert
from permanence.practice.prepared import prepared
from permanence.practice.procedures.policy import current_evaluator, policy_name
from permanence.practice.record.remembering import remembered
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.staff.models import Person
from permanence.practice.staff.sight import Sight
from permanence.practice.today import today
from permanence.practice.tracker.agreed import agreed_about
from permanence.practice.tracker.models import DONE, Duty, Reckoning
from permanence.practice.tracker.reckoning import work_out

AT_A_TIME = 2_000
"""Children rebuilt at a time, which keeps memory flat."""


def rebuild(children: Iterable[Any]) -> None:
    """Works out the duty rows of these children as at today, and keeps them. Part of the transaction around it."""
    pks = [child if isinstance(child, int) else child.pk for child in children]
    for first in range(0, len(pks), AT_A_TIME):
        _rebuild(pks[first : first + AT_A_TIME], today())


def bring_up_to_date(children: Any = None) -> None:
    """Rebuilds the rows that no longer hold, of these children or of all. Call it before rows are read.

    For all it is looked into once after each change on record and once a day: until then, rows that hold go on to.
    """
    if children is None:
        _bring_all_up_to_date()
    else:
        _rebuild_at_once(stale(children))


@remembered
def _bring_all_up_to_date() -> None:
    _rebuild_at_once(stale())


def _rebuild_at_once(pks: Sequence[int]) -> None:
    if pks:
        with transaction.atomic():
            rebuild(pks)


@action
def mend_duties(*, by: Person | None, children: Sequence[int]) -> None:
    """Works out anew the rows of children whose kept rows are not what the policy says, and leaves a trace of it."""
    before = {row.child_id: snapshot(row) for row in Reckoning.objects.filter(child__in=children)}
    rebuild(children)
    for row in Reckoning.objects.filter(child__in=children).order_by("child"):
        was = before.get(row.child_id)
        write(row, children=[row.child_id], before=was, why="What was kept was not what the policy says.")


def duties_now(child: Any, ready: Evaluator, sight: Sight, *, done_too: bool = True) -> list[Duty]:
    """The duty rows of one child, as far as someone with this sight may see them; rebuilt first if they hold no more.

    Each row says with ``holds`` whether they do, so that it is asked for by itself only where there is none. Without
    ``done_too``, those done in time or no longer needed are left out: of a long time in care they are most.
    """
    policy = policy_name(ready.pack)
    found = _with_holds(child.pk, today(), policy, by=sight, done_too=done_too)
    if found[0].holds if found else _reckoned(child.pk, today(), policy):
        return found
    _rebuild_at_once([child.pk])
    return _with_holds(child.pk, today(), policy, by=sight, done_too=done_too)


@prepared
def _with_holds(child: int, day: date, policy: str, *, by: Sight, done_too: bool) -> Any:
    holds = Exists(Reckoning.objects.filter(_holds(day, policy), child=child))
    rows = Duty.objects.seen_by(by, among=[child]).annotate(holds=holds).order_by()
    return rows if done_too else rows.exclude(settled__in=DONE)


@prepared
def _reckoned(child: int, day: date, policy: str) -> Any:
    return Reckoning.objects.filter(_holds(day, policy), child=child).order_by().values_list("pk")


def stale(children: Any = None) -> list[int]:
    """The children (of these, or of all) whose rows were worked out by another policy or hold no longer."""
    day = today()
    held = Reckoning.objects.filter(_holds(day, policy_name(current_evaluator(day).pack)))
    everyone = for_the_machine() if children is None else children
    if children is None and held.count() == everyone.count():
        return []
    return list(everyone.exclude(pk__in=held.order_by().values("child")).order_by().values_list("pk", flat=True))


def _holds(day: date, policy: str) -> Q:
    """That a child's rows were worked out by the policy of this name and hold on this day."""
    return Q(policy=policy, as_at__lte=day) & (Q(good_until__isnull=True) | Q(good_until__gt=day))


def _timeline_of(pks: Sequence[int]) -> Timeline:
    """The timeline of these children; of one alone, as after nearly every change, by questions written once."""
    alone = _alone(pks[0]) if len(pks) == 1 else []
    return timeline_of_child(alone[0]) if alone else timeline_of(for_the_machine().filter(pk__in=pks))


@prepared
def _alone(child: int) -> Any:
    return for_the_machine().filter(pk=child).order_by()


def _rebuild(pks: Sequence[int], day: date) -> None:
    timeline = _timeline_of(pks)
    worked = work_out(current_evaluator(day), timeline, day, agreed_about(pks))
    Duty.objects.filter(child__in=pks).delete()
    insert(worked.duties)
    Reckoning.objects.bulk_create(
        worked.reckonings, update_conflicts=True, unique_fields=["child"],
        update_fields=[field.name for field in Reckoning._meta.fields if field.name not in ("id", "child")],
        batch_size=2_000,
    )  # fmt: skip
