"""The cache of duty rows against a fresh evaluation: says for which child they differ.

Both are gone through side by side, child by child, as bare rows of words and day numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from permanence.policy.contract import DAYS
from permanence.policy.duties import STATUS, Duties, Evaluator
from permanence.policy.reviews import BASIS
from permanence.policy.timeline import FAR, Timeline, day_number
from permanence.practice.children.day_numbers import rows_of
from permanence.practice.children.timeline import timeline_of
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.today import today
from permanence.practice.tracker.actions import stale
from permanence.practice.tracker.agreed import agreed_about
from permanence.practice.tracker.models import Agreement, Duty, Reckoning
from permanence.practice.tracker.reckoning import SETTLED, duty_rows
from permanence.tracker.rag import ASKED

KEPT_DAYS = (*DAYS, "limit", "amber_from", "red_from")
KEPT = (
    "child_id", "place", "clause", "duty", "strength", "because", "basis", "settled", *KEPT_DAYS, "days_late_settled",
    "agreement_id",
)  # fmt: skip
_STRENGTH, _SETTLED, _AGREED = (KEPT.index(name) for name in ("strength", "settled", "agreement_id"))
_LIMITS = [KEPT.index(name) for name in ("amber_from", "red_from", "limit")]

Row = tuple[Any, ...]
"""What is kept of one duty, in the order of KEPT: days as numbers, 0 for none."""

Sum = tuple[Any, ...]
"""Whether anything is owed to a child, and its first days of amber, of red, and that are a limit."""

NOTHING: Sum = (False, 0, 0, 0)


@dataclass(frozen=True)
class Difference:
    """A child whose kept rows are not those of a fresh evaluation: how many are missing or different, and too many."""

    child: int
    lost: int = 0
    extra: int = 0

    def __str__(self) -> str:
        if not self.lost and not self.extra:
            return f"Child {self.child}: the days from which it is amber or red do not follow from its rows."
        return f"Child {self.child}: {self.lost} rows are missing or different, {self.extra} rows should not be there."


def differences() -> Iterator[Difference]:
    """Every child whose kept rows differ, of those whose rows should hold today; last, children with no row at all.

    Rows known to hold no longer are left out: they are rebuilt before anyone reads them.
    """
    timeline = timeline_of(for_the_machine())
    known, said = set(stale()), _said()
    exempt = frozenset(Agreement.objects.exemptions().values_list("pk", flat=True))
    for child, now, was in _side_by_side(_fresh(current_evaluator(), timeline), _kept()):
        summed_rightly = said.pop(child, NOTHING) == _sum_of(was, exempt)
        if (now != was or not summed_rightly) and child not in known:
            yield Difference(child, len({*now} - {*was}), len({*was} - {*now}))
    yield from (Difference(child) for child, told in said.items() if told != NOTHING and child not in known)


ByOne = Iterator[tuple[int, list[Row]]]
"""Children in order of their numbers, each with its rows."""


def _side_by_side(one: ByOne, other: ByOne) -> Iterator[tuple[int, list[Row], list[Row]]]:
    """Every child that either has rows of, with the rows of both."""
    mine, its = next(one, None), next(other, None)
    while mine or its:
        child = min(found[0] for found in (mine, its) if found)
        of_mine = mine[1] if mine and mine[0] == child else []
        of_its = its[1] if its and its[0] == child else []
        yield child, of_mine, of_its
        mine = next(one, None) if of_mine else mine
        its = next(other, None) if of_its else its


def _by_child(rows: Iterable[Row]) -> ByOne:
    return ((child, list(some)) for child, some in groupby(rows, itemgetter(0)))


# --- what is kept ------------------------------------------------------------------------------------------------


def _kept() -> ByOne:
    return _by_child(rows_of(Duty.objects.order_by("child_id", "place"), KEPT, KEPT_DAYS))


def _said() -> dict[int, Sum]:
    """What is kept of each child itself."""
    days = ("amber_from", "red_from", "first_limit")
    rows = rows_of(Reckoning.objects.order_by("child_id"), ("child_id", "is_owed", *days), days)
    return {child: (bool(is_owed), *first) for child, is_owed, *first in rows}


def _sum_of(rows: Iterable[Row], exempt: Collection[int]) -> Sum:
    """What should be kept of a child by its rows."""
    counting = [row for row in rows if not row[_SETTLED] and row[_STRENGTH] in ASKED and row[_AGREED] not in exempt]
    first = (min((row[at] for row in counting if row[at]), default=0) for at in _LIMITS)
    return (True, *first) if counting else NOTHING


# --- what a fresh evaluation says --------------------------------------------------------------------------------


def _fresh(ready: Evaluator, timeline: Timeline) -> ByOne:
    pks = [int(pk) for pk in timeline.ids]
    duties = ready.duties(timeline, today())
    is_settled = np.isin(duties.status, [STATUS.index(status) for status in SETTLED])
    kinds = [(kind.clause, kind.duty, kind.strength) for kind in ready.kinds]
    limit, amber, red, agreement = _limits(ready, pks, duties, is_settled).T
    columns = [
        np.array(pks, np.int64)[duties.child], _places(duties.child),
        *(_words([kind[at] for kind in kinds])[duties.kind] for at in range(3)),
        _words(ready.reasons)[duties.because], _words(BASIS)[duties.basis],
        np.where(is_settled, _words(STATUS)[duties.status], ""),
        *(_or_none(getattr(duties, name)) for name in DAYS),
        limit, amber, red, np.where(is_settled, duties.days_late, 0), agreement,
    ]  # fmt: skip
    return _by_child(zip(*(column.tolist() for column in columns), strict=True))


def _limits(ready: Evaluator, pks: Sequence[int], duties: Duties, is_settled: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Of each row the limit that counts, the days from which it is amber and red, and its agreement.

    They are worked out as when rows are kept, for what is open or agreed about; of open rows alike only for one.
    """
    told = np.zeros((len(duties), 4), object)
    told[:, 0], told[:, 3] = _or_none(duties.due), None
    agreed = agreed_about(pks)
    is_agreed = np.isin(duties.child, [place for place, pk in enumerate(pks) if pk in agreed])
    for some, alike in ((is_agreed, _each), (~is_settled & ~is_agreed, _alike)):
        places = np.flatnonzero(some)
        first, which = alike(duties.only(places))
        found = duty_rows(ready, pks, duties.only(places[first]), today(), agreed)
        said = [(*map(_day, (one.limit, one.amber_from, one.red_from)), one.agreement_id) for one in found]
        told[places] = np.array(said, object).reshape(-1, 4)[which]
    return told


def _each(duties: Duties) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every row for itself: what was agreed about a child may be about any of its rows."""
    return np.arange(len(duties)), np.arange(len(duties))


def _alike(duties: Duties) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first of the open rows of one kind that are due, and booked, on the same days; and which of them each is.

    Of a row without an agreement ``agreed.turns`` looks at nothing else.
    """
    told = np.stack([duties.kind, duties.due, duties.booked], axis=1).astype(np.int64)
    _, first, which = np.unique(told, axis=0, return_index=True, return_inverse=True)
    return first, which.reshape(-1)


def _places(child: NDArray[np.int32]) -> NDArray[np.int64]:
    """Each row's place among its child's."""
    row = np.arange(len(child))
    starts = np.diff(child, prepend=-1) > 0
    return row - np.maximum.accumulate(np.where(starts, row, 0))


def _words(words: Sequence[str]) -> NDArray[np.object_]:
    return np.array(words, object)


def _or_none(days: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.where(days == FAR, 0, days)


def _day(day: date | None) -> int:
    return day_number(day) if day else 0
