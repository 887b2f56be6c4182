"""What opens a rule: the days on which it is anchored, and the reason each stands on.

Days are keys (``spells.py``): the reason first, then what opened the rule while it held, then the conditions on that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import rules as r
from .because import because_of
from .history import History
from .spells import SHIFT, Keys, Spells
from .timeline import Ints

NO_DAY = 0


@dataclass(frozen=True)
class Openings:
    """Rows opened by one rule. Days are day numbers, ``NO_DAY`` for none; ``because`` numbers the fact behind each.

    ``counts`` is the key from which facts count as doing it, ``about`` the key of the day a paper belongs to,
    ``reason`` and ``end`` the first and last key of the reason the row stands on.
    """

    anchor: Keys
    reason: Keys
    end: Keys
    due: Ints
    counts: Keys
    because: NDArray[np.int16]
    not_before: Ints | None = None
    basis: NDArray[np.int8] | None = None
    about: Keys | None = None

    def __len__(self) -> int:
        return len(self.anchor)

    def only(self, rows: Any) -> Openings:
        """These rows alone."""
        kept = {name: value[rows] for name, value in vars(self).items() if value is not None}
        return Openings(**kept)


def anchored(rule: r.Rule, history: History, reason: Spells) -> Openings | None:
    """A row for each thing that opens the rule while its reason holds; the due day is not set yet."""
    days, place, which = _openers(rule, history, reason)
    keep = _kept(rule, history, days, reason.start[place], place) if len(days) else None
    if keep is None or not keep.any():
        return None
    if not keep.all():
        days, place, which = days[keep], place[keep], which[keep]
    end = _last_end(reason, days) if rule.carried_by_last else reason.end[place]
    because = np.zeros(len(days), np.int16)
    for number, opener in enumerate(rule.opens):
        these = slice(None) if len(rule.opens) == 1 else np.flatnonzero(which == number)
        opened = days[these]
        if not len(opened):
            continue
        because[these] = because_of(opener, rule, opened, history)
        if isinstance(opener, r.Edge) and opener.side == "start":
            end[these] = np.minimum(end[these], _stretch_end(history.spells(opener.of), opened))
    return Openings(days, reason.start[place], end, np.zeros(len(days), np.int64), days, because)


def _kept(rule: r.Rule, history: History, days: Keys, since: Keys, place: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of the days meet the rule's conditions on what opens it; ``since``: when the reason of each began."""
    keep = np.ones(len(days), bool)
    if rule.holds is not None:
        keep &= history.spells(rule.holds).holding(days) >= 0
    if rule.needs_earlier:
        keep &= happened_earlier(history.events(rule.needs_earlier), days, since)
    if rule.none_earlier:
        keep &= ~happened_earlier(history.events(rule.none_earlier), days, since)
    if rule.only != "each":
        keep &= first_of(place if rule.only == "first in reason" else days >> SHIFT, keep)
    return keep


def _stretch_end(held: Spells, days: Keys) -> Keys:
    """The end of the stretch that began on each day: a row it opened ends with it."""
    return held.end[held.holding(days)]


def _openers(rule: r.Rule, history: History, reason: Spells) -> tuple[Keys, NDArray[np.intp], NDArray[np.int8]]:
    """The days that open the rule in order, their places in the reason, and which opener it was.

    A day on which several did opens one row, because of the first named; or, where the rule says so, a row for each.
    """
    if rule.opens == r.AT_START:
        return reason.start, np.arange(len(reason)), np.zeros(len(reason), np.int8)
    found = [_days_of(opener, rule, history, reason) for opener in rule.opens]
    if len(found) == 1:
        [(days, place)] = found
        return days, place, np.zeros(len(days), np.int8)
    if not any(len(one) for one, _ in found):
        return found[0][0], found[0][1], np.zeros(0, np.int8)
    days = np.concatenate([one for one, _ in found])
    place = np.concatenate([at for _, at in found])
    which = np.repeat(np.arange(len(found), dtype=np.int8), [len(one) for one, _ in found])
    order = np.argsort(days, kind="stable") if rule.row_for_each else np.unique(days, return_index=True)[1]
    return days[order], place[order], which[order]


def _days_of(opener: r.Event, rule: r.Rule, history: History, reason: Spells) -> tuple[Keys, NDArray[np.intp]]:
    if isinstance(opener, r.Start):
        return reason.start, np.arange(len(reason))
    if isinstance(opener, r.LastBeforeOrFirstIn):
        days = history.last_before_or_first_in(opener.event, reason)
        place = np.flatnonzero(days)
        return days[place], place
    days = history.events((opener,))
    if not len(days):
        return days, np.zeros(0, np.intp)
    place = reason.holding(days)
    keep = place >= 0
    if rule.not_at_start and isinstance(opener, r.Move):
        keep &= days != reason.start[place]
    return days[keep], place[keep]


def happened_earlier(happened: Keys, days: Keys, since: Keys) -> NDArray[np.bool_]:
    """Whether any of these happened from ``since`` on and before the day."""
    return happened.searchsorted(days, side="left") > happened.searchsorted(since, side="left")


def first_of(group: Ints, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Marks the first row of each group among these."""
    rows = np.flatnonzero(among)
    _, first = np.unique(group[rows], return_index=True)
    marked = np.zeros(len(group), bool)
    marked[rows[first]] = True
    return marked


def _last_end(reason: Spells, days: Keys) -> Keys:
    """The end of the last stretch of the reason in each child's life."""
    last = reason.start.searchsorted(((days >> SHIFT) + 1) << SHIFT, side="left") - 1
    return reason.end[last]
