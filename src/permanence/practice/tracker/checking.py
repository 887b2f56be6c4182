"""The cache of duty rows against a fresh evaluation: says for which child they differ.

Both are laid out as columns of whole numbers and compared at once; row by row, only of children that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from permanence.policy.duties import STATUS, Duties, Evaluator
from permanence.policy.reviews import BASIS
from permanence.policy.timeline import FAR, day_number
from permanence.practice.children.day_numbers import columns_of
from permanence.practice.children.timeline import timeline_of
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.today import today
from permanence.practice.tracker.actions import stale
from permanence.practice.tracker.agreed import ByChild, agreed_about
from permanence.practice.tracker.models import Agreement, Duty, Reckoning
from permanence.practice.tracker.reckoning import SETTLED, duty_rows

WORDS = ("clause", "duty", "strength", "because", "basis", "settled")
DAYS = ("anchor", "not_before", "due", "done", "booked", "limit", "amber_from", "red_from")
NUMBERS = ("days_late_settled", "agreement_id")
KEPT = ("child_id", "place", *WORDS, *DAYS, *NUMBERS)
_AT = {name: place for place, name in enumerate(KEPT)}

Rows = NDArray[np.int64]
"""One row a duty: the child's number, its place, and what is kept of it, words and days as numbers."""


@dataclass(frozen=True)
class Difference:
    """A child whose kept rows are not those of a fresh evaluation: how many are missing or different, and too many."""

    child: int
    lost: int
    extra: int

    def __str__(self) -> str:
        if not self.lost and not self.extra:
            return f"Child {self.child}: the days from which it is amber or red do not follow from its rows."
        return f"Child {self.child}: {self.lost} rows are missing or different, {self.extra} rows should not be there."


def differences() -> Iterator[Difference]:
    """Every child whose kept rows differ, of those whose rows should hold today.

    Rows known to hold no longer are left out: they are rebuilt before anyone reads them.
    """
    timeline = timeline_of(for_the_machine())
    pks = [int(pk) for pk in timeline.ids]
    words = _Numbers()
    fresh = _fresh(current_evaluator(), pks, timeline, agreed_about(pks), words)
    kept = _kept(words)
    known = set(stale())
    for child in sorted({*_differing(fresh, kept), *_summed_wrongly(kept, words)} - known):
        was, now = _of(kept, child), _of(fresh, child)
        yield Difference(child, len(now - was), len(was - now))


def _differing(fresh: Rows, kept: Rows) -> set[int]:
    """The children whose rows are not the same: each row is boiled down to a number, and added up by child."""
    if fresh.shape == kept.shape and bool((fresh == kept).all()):
        return set()
    one, other = _sums(fresh), _sums(kept)
    return {child for child in one.keys() | other.keys() if one.get(child) != other.get(child)}


def _sums(rows: Rows) -> dict[int, int]:
    chance = np.random.default_rng(903)
    weights: Rows = np.asarray(chance.integers(1, 2**62, rows.shape[1], dtype=np.int64))
    mixed: Rows = (rows * weights).sum(axis=1)
    mixed ^= mixed >> 29
    mixed *= weights[0]
    children, where = np.unique(rows[:, 0], return_inverse=True)
    sums = np.zeros(len(children), np.int64)
    np.add.at(sums, where, mixed)
    return dict(zip(children.tolist(), sums.tolist(), strict=True))


def _of(rows: Rows, child: int) -> set[tuple[int, ...]]:
    return {tuple(row) for row in rows[rows[:, 0] == child].tolist()}


# --- what a fresh evaluation says --------------------------------------------------------------------------------


def _fresh(ready: Evaluator, pks: Sequence[int], timeline: Any, agreed: ByChild, words: _Numbers) -> Rows:
    duties = ready.duties(timeline, today())
    is_settled = np.isin(duties.status, [STATUS.index(status) for status in SETTLED])
    is_agreed = np.isin(duties.child, [place for place, pk in enumerate(pks) if pk in agreed])
    kinds = [(kind.clause, kind.duty, kind.strength) for kind in ready.kinds]
    columns = [
        np.array(pks, np.int64)[duties.child], _places(duties.child),
        *(words.of([kind[at] for kind in kinds])[duties.kind] for at in range(3)),
        words.of(ready.reasons)[duties.because], words.of(BASIS)[duties.basis],
        np.where(is_settled, words.of(STATUS)[duties.status], words[""]),
        *(_or_none(getattr(duties, name)) for name in ("anchor", "not_before", "due", "done", "booked")),
        _or_none(duties.due), np.zeros(len(duties)), np.zeros(len(duties)),
        np.where(is_settled, duties.days_late, 0), np.zeros(len(duties)),
    ]  # fmt: skip
    rows = np.stack(columns, axis=1).astype(np.int64)
    settled_later = [_AT[name] for name in ("limit", "amber_from", "red_from", "agreement_id")]
    for some, alike in ((is_agreed, _each), (~is_settled & ~is_agreed, _alike)):
        places = np.flatnonzero(some)
        first, which = alike(duties.only(places))
        limits = _limits(duty_rows(ready, pks, duties.only(places[first]), today(), agreed))
        rows[places[:, None], settled_later] = limits[which]
    return rows


def _each(duties: Duties) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every row for itself: what was agreed about a child may be about any of its rows."""
    return np.arange(len(duties)), np.arange(len(duties))


def _alike(duties: Duties) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first of the open rows of one kind that are due, and booked, on the same days; and which of them each is."""
    told = np.stack([duties.kind, duties.due, duties.booked], axis=1).astype(np.int64)
    _, first, which = np.unique(told, axis=0, return_index=True, return_inverse=True)
    return first, which.reshape(-1)


def _limits(duties: Iterable[Duty]) -> Rows:
    """Of each of these rows the limit that counts, the days from which it is amber and red, and its agreement."""
    told = [(_day(duty.limit), _day(duty.amber_from), _day(duty.red_from), duty.agreement_id or 0) for duty in duties]
    return np.array(told, np.int64).reshape(-1, 4)


def _places(child: NDArray[np.int32]) -> NDArray[np.int64]:
    """Each row's place among its child's."""
    row = np.arange(len(child))
    starts = np.diff(child, prepend=-1) > 0
    return row - np.maximum.accumulate(np.where(starts, row, 0))


def _or_none(days: NDArray[np.int32]) -> NDArray[np.int64]:
    return np.where(days == FAR, 0, days).astype(np.int64)


# --- what is kept ------------------------------------------------------------------------------------------------


def _kept(words: _Numbers) -> Rows:
    columns = dict(zip(KEPT, columns_of(Duty.objects.order_by("child_id", "place"), KEPT, DAYS), strict=True))
    return np.stack(
        [
            *(np.array(columns[name], np.int64) for name in ("child_id", "place")),
            *(words.of(columns[name]) for name in WORDS),
            *(np.array(columns[name], np.int64) for name in DAYS),
            *(np.array([number or 0 for number in columns[name]], np.int64) for name in NUMBERS),
        ],
        axis=1,
    )


class _Numbers(dict[Any, int]):
    """Numbers words as they come; a word met again has the number it got."""

    def __missing__(self, word: Any) -> int:
        self[word] = number = len(self) + 1
        return number

    def of(self, column: Sequence[Any]) -> NDArray[np.int64]:
        """The numbers of these words."""
        return np.fromiter(map(self.__getitem__, column), np.int64, len(column))


def _day(day: date | None) -> int:
    return day_number(day) if day else 0


# --- what is kept of each child ----------------------------------------------------------------------------------


def _summed_wrongly(kept: Rows, words: _Numbers) -> set[int]:
    """The children whose own days of amber and red, and earliest limit, do not follow from their kept rows."""
    should: dict[int, list[int]] = {}
    columns = [0, *(_AT[name] for name in ("amber_from", "red_from", "limit"))]
    for child, *days in kept[_sets_a_colour(kept, words)][:, columns].tolist():
        first = should.setdefault(child, [0, 0, 0])
        first[:] = [min(one, other) if one and other else one or other for one, other in zip(first, days, strict=True)]
    nothing = [0, 0, 0]
    return {
        child for child, is_owed, *days in _said() if (child in should) != is_owed or should.get(child, nothing) != days
    }


def _sets_a_colour(kept: Rows, words: _Numbers) -> NDArray[np.bool_]:
    exempt = list(Agreement.objects.exemptions().values_list("pk", flat=True))
    asked = [words["must"], words["should"]]
    is_open = kept[:, _AT["settled"]] == words[""]
    sets: NDArray[np.bool_] = (
        is_open & np.isin(kept[:, _AT["strength"]], asked) & ~np.isin(kept[:, _AT["agreement_id"]], exempt)
    )
    return sets


def _said() -> Iterator[tuple[Any, ...]]:
    days = ("amber_from", "red_from", "first_limit")
    child, is_owed, *first = columns_of(Reckoning.objects.order_by("child_id"), ("child_id", "is_owed", *days), days)
    yield from zip(child, map(bool, is_owed), *first, strict=True)
