"""What no pack may do: say a thing twice, displace in a circle, or be looser than the statute it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from . import rules as r
from .days import Span, published_calendar
from .lines import PackMistake

_YEARS = np.arange(19_358, 22_280, dtype=np.int32)
"""Every day of 2023 to 2030: a span is looser than another if it gives more time from any of them."""


def check_pack(rules: Sequence[r.Rule], no_rows: Sequence[r.NoRow]) -> None:
    """Refuses a duplicate clause, a clause displaced by one that is not there, and two that displace each other."""
    _check_once(rules, no_rows)
    by_clause = {rule.clause: rule for rule in rules}
    uncounted = {one.clause for one in no_rows if one.why == r.NOT_COUNTED}
    for rule in rules:
        _check_days(rule)
        for other in rule.unless:
            if other not in by_clause.keys() | uncounted:
                raise PackMistake(
                    rule.written,
                    f"{rule.clause} gives way to {other}, which is not a rule of this pack.",
                    "Name a rule of it.",
                )
            if other == rule.clause or _reaches(other, rule.clause, by_clause, set()):
                raise PackMistake(
                    rule.written,
                    f"{rule.clause} and {other} displace each other.",
                    "Keep one 'unless': the more specific rule leads.",
                )


def _check_days(rule: r.Rule) -> None:
    """Refuses a rule no day can satisfy: done before it may be, or opened by the start of a reason that has none."""
    limit = rule.limit
    if isinstance(limit, r.Within) and limit.not_before and _gives_more(limit.not_before, limit.span):
        raise PackMistake(
            rule.written, f"{rule.clause} may begin after it is due.", "Make not_before shorter than within."
        )
    if r.Start() in rule.opens and not isinstance(limit, r.ByReview | r.BetweenReviews) and not _begins(rule.reason):
        raise PackMistake(
            rule.written,
            f"the reason of {rule.clause} has no first day.",
            "Say what opens it, or name a fact that lasts.",
        )


def _begins(condition: r.Condition) -> bool:
    """Whether its stretches begin on a day in a child's life, as "not" and "case_open" alone do not."""
    match condition:
        case r.AllOf(parts):
            return any(map(_begins, parts))
        case r.AnyOf(parts):
            return all(map(_begins, parts))
        case r.Outside() | r.CaseOpen():
            return False
    return True


def _check_once(rules: Sequence[r.Rule], no_rows: Sequence[r.NoRow]) -> None:
    seen: dict[str, r.Rule | r.NoRow] = {}
    written: list[r.Rule | r.NoRow] = [*rules, *no_rows]
    for one in written:
        earlier = seen.setdefault(one.clause, one)
        if earlier is not one and earlier.written != one.written:
            raise PackMistake(
                one.written,
                f"{one.clause} is already written at {earlier.written}.",
                "Keep one, or give this one an id of its own.",
            )


def _reaches(start: str, wanted: str, rules: dict[str, r.Rule], seen: set[str]) -> bool:
    if start in seen or start not in rules:
        return False
    seen.add(start)
    return any(other == wanted or _reaches(other, wanted, rules, seen) for other in rules[start].unless)


def check_statute(rules: Iterable[r.Rule], statute: Sequence[r.Rule], settings: str) -> None:
    """Refuses a rule that gives more time than the statute for the same duty, opened by the same thing.

    ``settings`` is where the pack's settings stand: they are the mistake where the rule is the statute's own.
    """
    for rule in rules:
        for law in statute:
            if rule is not law and _same_duty(rule, law) and _looser(rule.limit, law.limit):
                raise PackMistake(
                    settings if rule.clause == law.clause else rule.written,
                    f"{rule.clause} allows {_time(rule.limit)}; the statute ({law.clause}) allows {_time(law.limit)}.",
                    "Set it to that or less.",
                )


def _same_duty(rule: r.Rule, law: r.Rule) -> bool:
    return (
        {one.duty for one in rule.owed} & {one.duty for one in law.owed} != set()
        and rule.opens == law.opens
        and rule.reason == law.reason
    )


def _looser(limit: r.Limit, law: r.Limit) -> bool:
    mine, theirs = _time(limit), _time(law)
    if mine is None or theirs is None:
        return theirs is not None
    return _gives_more(mine, theirs)


def _gives_more(mine: Span, theirs: Span) -> bool:
    """Whether one length of time ends later than the other from any day."""
    calendar = published_calendar()
    return bool((calendar.after(_YEARS, mine) > calendar.after(_YEARS, theirs)).any())


def _time(limit: r.Limit) -> Span | None:
    return limit.span if isinstance(limit, r.Within | r.Every) else None
