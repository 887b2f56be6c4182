"""Keeping duty rows in step with the facts: rebuilt in the transaction of a fact, and brought up to a day when read.

No nightly job is needed. A child's rows hold until ``good_until``; whoever reads them later has them rebuilt first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from permanence.practice.children.timeline import timeline_of
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.procedures.policy import current_evaluator, policy_name
from permanence.practice.today import today
from permanence.practice.tracker.agreed import agreed_about
from permanence.practice.tracker.models import Duty, Reckoning
from permanence.practice.tracker.reckoning import work_out

AT_A_TIME = 2_000
"""Children rebuilt at a time, which keeps memory flat."""


def rebuild(children: Iterable[Any]) -> None:
    """Works out the duty rows of these children as at today, and keeps them. Part of the transaction around it."""
    pks = [child if isinstance(child, int) else child.pk for child in children]
    for first in range(0, len(pks), AT_A_TIME):
        _rebuild(pks[first : first + AT_A_TIME], today())


def bring_up_to_date(children: Any = None) -> int:
    """Rebuilds the rows that no longer hold, of these children (all), and says how many children that were.

    Call it before rows are read: it costs one query where nothing has changed, as on most calls of a day.
    """
    wanted = stale(children)
    if not wanted:
        return 0
    with transaction.atomic():
        rebuild(wanted)
    return len(wanted)


def stale(children: Any = None) -> list[int]:
    """The children (of these, or of all) whose rows were worked out by another policy or hold no longer."""
    day = today()
    holds = Q(policy=policy_name(current_evaluator(day).pack), as_at__lte=day) & (
        Q(good_until__isnull=True) | Q(good_until__gt=day)
    )
    everyone = for_the_machine() if children is None else children
    return list(everyone.exclude(pk__in=Reckoning.objects.filter(holds).values("child")).values_list("pk", flat=True))


def _rebuild(pks: Sequence[int], day: date) -> None:
    timeline = timeline_of(for_the_machine().filter(pk__in=pks))
    worked = work_out(current_evaluator(day), timeline, day, agreed_about(pks))
    Duty.objects.filter(child__in=pks).delete()
    Duty.objects.bulk_create(worked.duties, batch_size=2_000)
    Reckoning.objects.bulk_create(
        worked.reckonings, update_conflicts=True, unique_fields=["child"],
        update_fields=["as_at", "good_until", "policy", "is_owed", "amber_from", "red_from", "first_limit"],
        batch_size=2_000,
    )  # fmt: skip
