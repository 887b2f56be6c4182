"""What no pack may do: say what is no word or day, say a thing twice, displace in a circle, be looser than statute."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from . import rules as r
from .days import Span, published_calendar
from .grammar import mapping, refuse, text, unknown, within_reach
from .lines import Entry, PackMistake

STATUTE = "ENGLAND"

_WORDS = ("name", "version", "document")
_DAYS = ("effective", "checked")
_OTHERS = ("pack", "extends", "words", "settings", "conditions", "rules", "source", "cites", "agreements")

_YEARS = np.arange(19_358, 22_280, dtype=np.int32)
"""Every day of 2023 to 2030: a span is looser than another if it gives more time from any of them."""


def check_head(head: Entry, source: Iterable[str]) -> None:
    """Refuses what a pack says of itself in unknown keys, or in anything but words and days; and one that stands on no
    other, for it would lack the statute's rules."""
    unknown(head, {*_WORDS, *_DAYS, *_OTHERS})
    if not head.get("extends") and head["pack"] != STATUTE:
        refuse(head, "this pack extends no other.", f"Write extends: {STATUTE}, or the pack of the policy it follows.")
    mapping(head.get("source"), head, "source", set(source))
    mapping(head.get("cites"), head, "cites")
    for key in _WORDS:
        text(head, key)
    for key in _DAYS:
        if head.get(key) is not None and type(head[key]) is not date:
            raise PackMistake(head.place_of(key), f"{key}: '{head[key]}' is not a date.", "Write it as 2026-09-01.")
        within_reach(head, key)


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
                    f"{rule.clause} allows {_time(rule.limit) or 'any time'}; "
                    f"the statute ({law.clause}) allows {_time(law.limit)}.",
                    "Set it to that or less.",
                )


def _same_duty(rule: r.Rule, law: r.Rule) -> bool:
    """Whether both ask for the same, opened by the same for the same reason, in whatever words a pack puts it."""
    if rule.clause == law.clause:  # the statute's own, though a setting may have taken something out of its reason
        return True
    return (
        _plain(rule.reason) == _plain(law.reason)
        and any(_may_open_both(mine, theirs) for mine in _opened_by(rule) for theirs in _opened_by(law))
        and any(_asks_for(mine, theirs) for mine in rule.owed for theirs in law.owed)
    )


def _asks_for(mine: r.Owed, theirs: r.Owed) -> bool:
    """Whether one duty is the other by name, or nothing but the other's facts do it."""
    facts = [{_plain_event(event) for event in owed.met_by} for owed in (mine, theirs)]
    return mine.duty == theirs.duty or facts[0] <= facts[1]


def _may_open_both(mine: r.Event, theirs: r.Event) -> bool:
    if isinstance(mine, r.ReviewHeld) and isinstance(theirs, r.ReviewHeld):
        first, second = sorted((mine, theirs), key=lambda review: review.number)
        return first.onwards or first.number == second.number
    return mine == theirs


def _opened_by(rule: r.Rule) -> set[r.Event]:
    """What opens it; the first day of its own reason, however that is written, as the start of the reason."""
    reason = _plain(rule.reason)
    starts: set[r.Event] = {r.Edge(reason, "start", "")}
    if isinstance(reason, r.Spans) and not reason.details:
        starts |= {r.Happened(token) for token in reason.tokens}
    opened = {_plain_event(event) for event in rule.opens}
    return {r.Start() if event in starts else event for event in opened}


def _plain_event(event: r.Event) -> r.Event:
    """The event without what only narrows it, and without the words for its reason."""
    match event:
        case r.Happened(token):
            return r.Happened(token)
        case r.Edge(of, side):
            return r.Edge(_plain(of), side, "")
    return event


def _plain(condition: r.Condition) -> r.Condition:
    """The same condition in the fewest words: no all or any of one part, nothing said twice, nothing denied twice."""
    match condition:
        case r.AllOf(parts) | r.AnyOf(parts):
            kind = type(condition)
            flat = [one for part in map(_plain, parts) for one in (part.parts if isinstance(part, kind) else (part,))]
            once = tuple(dict.fromkeys(flat))
            return once[0] if len(once) == 1 else kind(once)
        case r.Outside(part):
            denied = _plain(part)
            return denied.part if isinstance(denied, r.Outside) else r.Outside(denied)
    return condition


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


def check_value(at: Entry, name: str, before: Any, value: Any) -> None:
    """Refuses a value of another kind than the one whose place it takes: if no rule uses it, nothing else would."""
    if isinstance(before, bool) and not isinstance(value, bool):
        refuse(at, f"{name} is yes or no, and '{value}' is neither.", "Write yes or no.")
    if before in tuple(day_name) and value not in tuple(day_name):
        refuse(at, f"{name} is a day of the week, and '{value}' is none.", f"Write one of {', '.join(day_name)}.")
    if isinstance(value, list) and not isinstance(before, list):
        refuse(at, f"{name} has several values.", "Write one; one for a later time goes in a pack that extends this.")
