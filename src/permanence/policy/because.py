"""The fact that made a row due, for whole columns of rows: the contract's ``because``, as the number of its token."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import rules as r
from .history import IN_CARE, History
from .spells import Keys
from .vocabulary import vocabulary

Tokens = NDArray[np.int16]


def because_of(opener: r.Event, rule: r.Rule, days: Keys, history: History) -> Tokens:
    """The fact behind each day on which ``opener`` opened the rule."""
    match opener:
        case r.Happened(token):
            return always(token, days)
        case r.Move():
            return began(r.Spans(vocabulary().tokens_of("placement")), days, history)
        case r.Edge(of) | r.Overrun(of):
            return began(of, days, history)
        case r.ReviewHeld():
            return always("review", days)
        case r.LastBeforeOrFirstIn(inner):
            return because_of(inner, rule, days, history)
        case r.Start():
            return began(rule.reason, days, history)


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


def began(condition: r.Condition, days: Keys, history: History) -> Tokens:
    """Of the facts a condition asks about, the first that changed on each day; else the first of them."""
    signs = signs_of(condition)
    named = always(signs[0].token, days)
    if len({sign.token for sign in signs}) == 1:
        return named
    unsaid = np.ones(len(days), bool)
    for sign in signs:
        if not len(history.events((sign.event,))):
            continue
        here = unsaid & history.happened_on(sign.event, days)
        named[here] = vocabulary().number(sign.token)
        unsaid &= ~here
        if not unsaid.any():
            break
    return named


class Sign(NamedTuple):
    """What may have happened on the day a condition began, and the fact it happened to."""

    token: str
    event: r.Event | str


@cache
def signs_of(condition: r.Condition) -> tuple[Sign, ...]:
    """What may have made a condition true, the most telling first.

    First that one of its facts began, as they are written; care itself last, as it says the least. Then that one that
    may not hold began: another of its kind takes its place (a plan with a second option, for one with a single option).
    Then that a fact ended: first those that may not hold.
    """
    asked = list(_asked(condition))
    held = sorted((fact for fact, may_hold in asked if may_hold), key=lambda fact: token_of(fact) == "in_care")
    denied = [fact for fact, may_hold in asked if not may_hold]
    starts = dict.fromkeys([*map(token_of, held or [IN_CARE]), *map(token_of, denied), *_left_by(condition)])
    lasting = dict.fromkeys(fact for fact in (*denied, *held) if isinstance(fact, r.Spans))
    ends = (Sign(token_of(fact), r.Edge(fact, "end", "")) for fact in lasting)
    return (*(Sign(token, token) for token in starts), *ends)


def tokens_of(condition: r.Condition) -> set[str]:
    """The facts a condition asks about."""
    return {sign.token for sign in signs_of(condition)}


def ended(token: str, days: Keys, history: History) -> bool:
    """Whether a fact of this token ended on the first of these days of the only child there is."""
    if not vocabulary().fact_of(token).is_span:
        return False
    as_recorded = history.timeline.end[history.rows(token)] == days[0]
    return bool(as_recorded.any() or history.happened_on(r.Edge(r.Spans((token,)), "end", ""), days)[0])


def token_of(fact: r.Spans | r.Happened) -> str:
    """The token of one fact that a condition asks about."""
    return fact.tokens[0] if isinstance(fact, r.Spans) else fact.token


def _asked(condition: r.Condition) -> Iterator[tuple[r.Spans | r.Happened, bool]]:
    """Each fact a condition names, one token at a time, and whether it may hold."""
    match condition:
        case r.Spans(tokens, details):
            yield from ((r.Spans((token,), details), True) for token in tokens)
        case r.AllOf(parts) | r.AnyOf(parts):
            for part in parts:
                yield from _asked(part)
        case r.Since(events, within):
            for event in events:
                yield from _asked_by(event)
            yield from _asked(within)
        case r.Outside(part):
            yield from ((fact, not may_hold) for fact, may_hold in _asked(part))


def _asked_by(event: r.Event) -> Iterator[tuple[r.Spans | r.Happened, bool]]:
    """Each fact an event is about; what ends there may not hold from then on."""
    match event:
        case r.Happened():
            yield event, True
        case r.Edge(of, side):
            yield from ((fact, may_hold == (side == "start")) for fact, may_hold in _asked(of))


def _left_by(condition: r.Condition) -> Iterator[str]:
    """Where none of several kinds of a fact may hold, all its kinds: what is left is the one that took their place."""
    match condition:
        case r.AllOf(parts) | r.AnyOf(parts):
            for part in parts:
                yield from _left_by(part)
        case r.Outside(r.AnyOf(parts)):
            tokens = (token for part in parts if isinstance(part, r.Spans) for token in part.tokens)
            kinds = Counter(vocabulary().fact_of(token).name for token in tokens)
            for fact in (fact for fact, number in kinds.items() if number > 1):
                yield from vocabulary().tokens_of(fact)
