"""The fact that made a row due, for whole columns of rows: the contract's ``because``, as the number of its token."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from . import rules as r
from .history import History
from .spells import Keys
from .vocabulary import vocabulary

Tokens = NDArray[np.int16]


def because_of(opener: r.Event, rule: r.Rule, days: Keys, history: History) -> Tokens:
    """The fact behind each day on which ``opener`` opened the rule."""
    match opener:
        case r.Happened(token):
            return always(token, days)
        case r.Move():
            return began(vocabulary().tokens_of("placement"), days, history)
        case r.Edge(of) | r.Overrun(of):
            return began(tokens_of(of), days, history)
        case r.ReviewHeld():
            return always("review", days)
        case r.LastBeforeOrFirstIn(inner):
            return because_of(inner, rule, days, history)
        case r.Start():
            return began(tokens_of(rule.reason), days, history)


def because_done(owed: r.Owed, rule: r.Rule, days: Keys, history: History) -> Tokens:
    """The fact that did what was owed on each day, and so opens the next row; the first named where several did."""
    named = because_of(owed.met_by[0], rule, days, history)
    if len(owed.met_by) == 1:
        return named
    unsaid = ~history.happened_on(owed.met_by[0], days)
    for event in owed.met_by[1:]:
        here = unsaid & history.happened_on(event, days)
        named[here] = because_of(event, rule, days[here], history)
        unsaid &= ~here
    return named


def always(token: str, days: Keys) -> Tokens:
    """The same fact for every day."""
    return np.full(len(days), vocabulary().number(token), np.int16)


def began(tokens: tuple[str, ...], days: Keys, history: History) -> Tokens:
    """Of the facts a condition asks about, the first that began or happened on each day; else the first of them."""
    named = always(tokens[0], days)
    if len(tokens) == 1:
        return named
    unsaid = np.ones(len(days), bool)
    for token in tokens:
        if not len(history.events((token,))):
            continue
        here = unsaid & history.happened_on(token, days)
        named[here] = vocabulary().number(token)
        unsaid &= ~here
        if not unsaid.any():
            break
    return named


@cache
def tokens_of(condition: r.Condition) -> tuple[str, ...]:
    """The facts a condition asks about, in the order they are written; care itself last, as it says the least.

    After them those that may not hold: where another of their kind takes their place, it is what made the condition
    true (a plan with a second option, for one with a single option).
    """
    asked = list(_asked(condition))
    held = sorted((fact for fact, may_hold in asked if may_hold), key=lambda fact: fact == "in_care")
    denied = (fact for fact, may_hold in asked if not may_hold)
    return tuple(dict.fromkeys([*(held or ["in_care"]), *denied]))


def _asked(condition: r.Condition) -> Iterator[tuple[str, bool]]:
    """Each fact a condition names, and whether it may hold."""
    match condition:
        case r.Spans(tokens):
            yield from ((token, True) for token in tokens)
        case r.AllOf(parts) | r.AnyOf(parts):
            for part in parts:
                yield from _asked(part)
        case r.Since(events, within):
            yield from ((event.token, True) for event in events if isinstance(event, r.Happened))
            yield from _asked(within)
        case r.Outside(part):
            yield from ((fact, False) for fact, may_hold in _asked(part) if may_hold)
