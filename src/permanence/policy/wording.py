"""A rule's limit, opening and reason in plain words: for lists of rules, comparisons and the generated manual."""

from __future__ import annotations

from . import rules as r
from .days import Span
from .vocabulary import vocabulary

_ORDINALS = ("each", "the first", "the second", "the third")


def limit_in_words(rule: r.Rule) -> str:
    """By when, in a few words: "within 4 weeks", "every 3 months", "before the second review"."""
    match rule.limit:
        case r.Within(Span(number=0)):
            return "the same day"
        case r.Within(span, not_before):
            return f"within {span}" + (f", not before {not_before}" if not_before else "")
        case r.Every(span):
            return f"every {span}" if span else "as often as set at sign-off"
        case r.ByReview(number, day_before):
            return f"{'before' if day_before else 'by'} {_ORDINALS[number]} review"
        case r.BetweenReviews(first, second, age):
            young = f", aged {age} or under" if age is not None else ""
            return f"between {_ORDINALS[first]} and {_ORDINALS[second]} review{young}"
        case r.ByKnown(events, lead):
            when = "by" if lead is None else "before" if lead == Span(1, "days") else f"{lead} before"
            return f"{when} {_listed(events)}"
        case r.Untimed():
            return "no number set"


def opening_in_words(rule: r.Rule) -> str:
    """What starts the clock: an event, or the start of the reason."""
    if isinstance(rule.limit, r.ByReview | r.BetweenReviews | r.ByKnown) and rule.opens == (r.Start(),):
        return _reason(rule)
    if rule.opens == (r.Start(),):
        return f"from the start of: {_reason(rule)}"
    return f"{_listed(rule.opens)}, while {_reason(rule)}"


def _reason(rule: r.Rule) -> str:
    return rule.reason_words or reason_in_words(rule.reason)


def reason_in_words(condition: r.Condition) -> str:
    """The condition, in the words of the facts."""
    match condition:
        case r.Spans(tokens, details):
            named = tokens[0].partition(".")[0] if len(tokens) > 1 else _plain(tokens[0])
            return named + "".join(_detail(name, numbers) for name, numbers in details)
        case r.AllOf(parts):
            return ", ".join(reason_in_words(part) for part in parts)
        case r.AnyOf(parts):
            return f"({' or '.join(reason_in_words(part) for part in parts)})"
        case r.Outside(part):
            words = reason_in_words(part)
            return f"not ({words})" if isinstance(part, r.AllOf) else f"not {words}"
        case r.Since(events, _, nth):
            return f"since {'' if nth == 1 else 'the second '}{_listed(events)}"
        case r.CaseOpen():
            return "case open"


def _detail(name: str, numbers: tuple[int, ...]) -> str:
    attribute = vocabulary().attributes[name]
    label = name.replace("_", " ")
    if attribute.kind == "bool":
        return f", {label}" if numbers == (1,) else f", not {label}"
    if attribute.kind == "choices":
        return f", no {label} option" if numbers == (0,) else f", {label}"
    return f", {label} {' or '.join(attribute.choices[number - 1].replace('_', ' ') for number in numbers if number)}"


def _listed(events: tuple[r.Event, ...]) -> str:
    return " or ".join(_event(event) for event in events)


def _event(event: r.Event) -> str:
    match event:
        case r.Happened(token, details):
            return _plain(token) + "".join(_detail(name, numbers) for name, numbers in details)
        case r.Move(to):
            return f"move to {_plain(to)}" if to else "move"
        case r.Edge(of, side):
            return f"{side} of {reason_in_words(of)}"
        case r.Overrun(of, length):
            return f"{reason_in_words(of)} lasting beyond {length}"
        case r.ReviewHeld(number):
            return f"{_ORDINALS[min(number, 3)]} review held"
        case r.LastBeforeOrFirstIn(inner):
            return _event(inner)
        case r.Start():
            return "start"


def _plain(token: str) -> str:
    fact, _, code = token.partition(".")
    words = (
        code.replace("_", " ")
        if fact in ("legal_status", "change", "document", "proceedings")
        else f"{fact} {code}".strip()
    )
    if fact == "meeting":
        words = f"{code} meeting"
    return (
        {"s20": "section 20", "care": "care proceedings"}.get(words, words.replace("_", " "))
        if code
        else fact.replace("_", " ")
    )
