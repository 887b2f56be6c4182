"""What a rule cannot do without: the facts of which a child must have at least one before the rule can give a row.

Most rules of a pack are about lives the child in hand does not lead. Asked this first, they cost a web page next to
nothing. Facts are bits of one whole number, by their token's place in the vocabulary, so that "any of these" is ``&``.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import rules as r
from .vocabulary import vocabulary

Needs = tuple[int, ...]
"""Sets of facts; of each set a child must have at least one."""


def facts_in(numbers: Iterable[int]) -> int:
    """The set of these facts, by the numbers of their tokens."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def may_give_rows(needs: Needs, present: int) -> bool:
    """Whether, with these facts present, a rule with these needs could give a row. True does not say it will."""
    return all(map(present.__and__, needs))  # of every rule, for every child a page shows: a generator would be felt


def needs_of(rule: r.Rule) -> Needs:
    """What the rule's reason needs and, where the limit counts from what opens the rule, what its openers need."""
    needs = _to_hold(rule.reason)
    if isinstance(rule.limit, r.Within | r.Untimed):
        needs += _any_of(_to_happen(event) for event in rule.opens)
    return tuple(dict.fromkeys(needs))


def _to_hold(condition: r.Condition) -> Needs:
    match condition:
        case r.Spans(tokens):
            return (_tokens(*tokens),)
        case r.AllOf(parts):
            return tuple(needed for part in parts for needed in _to_hold(part))
        case r.AnyOf(parts):
            return _any_of(_to_hold(part) for part in parts)
        case r.Since(events, within):
            return _to_hold(within) + _any_of(_to_happen(event) for event in events)
    return ()  # to be outside something, or an open case, needs no fact


def _to_happen(event: r.Event) -> Needs:
    match event:
        case r.Happened(token):
            return (_tokens(token),)
        case r.Move():
            return (_tokens(*vocabulary().tokens_of("placement")),)
        case r.Edge(of) | r.Overrun(of):
            return _to_hold(of)
        case r.ReviewHeld():
            return (_tokens("review"),)
        case r.LastBeforeOrFirstIn(inner):
            return _to_happen(inner)
    return ()  # the start of the reason needs nothing more


def _any_of(ways: Iterable[Needs]) -> Needs:
    """One set in which every way has a fact it needs; none at all if some way needs nothing."""
    found = list(ways)
    if not all(found):
        return ()
    together = 0
    for needs in found:
        together |= needs[0]
    return (together,)


def _tokens(*tokens: str) -> int:
    return facts_in(vocabulary().number(token) for token in tokens)
