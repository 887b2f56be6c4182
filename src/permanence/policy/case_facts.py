"""The facts of a golden case, checked one by one, so that a slip is told with its line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any, NoReturn

from .lines import Entry
from .timeline import day_number
from .vocabulary import Fact, vocabulary

_DATES = ("from", "to", "date", "about")
_KEYS = {"fact", "code", *_DATES}


class CaseMistake(ValueError):
    """A case file that cannot be used: says the file and line, what is wrong and what to write."""


def checked_child(child: Any, facts: Any, place: str) -> dict[str, Any]:
    """A child with facts as ``timeline_of`` takes them. Raises CaseMistake on the first slip."""
    at = child.place if isinstance(child, Entry) else place
    if not isinstance(child, Entry) or child.get("id") is None:
        _refuse(at, "this child has no id.", "Write child: {id: c1, born: 2015-06-01}.")
    if not isinstance(facts or [], list):
        _refuse(at, "facts is not a list.", "Start each fact on its own line with '- {fact: ...}'.")
    born = _day(child.get("born"), "born", at)
    return {"id": str(child["id"]), "born": born, "facts": [_checked(fact, at) for fact in facts or []]}


def as_day(value: Any, name: str, place: str) -> date:
    """A date as YAML gives it or as text, 2026-03-31. Raises CaseMistake where it is none, or outside 1970 to 2148."""
    day = _day(value, name, place)
    return _refuse(place, f"there is no {name}.", f"Add {name}: 2026-03-31.") if day is None else day


def _day(value: Any, name: str, place: str) -> date | None:
    if value is None or type(value) is date:
        day = value
    else:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            _refuse(place, f"{name} '{value}' is not a date.", "Write it as 2026-03-31.")
    if day is not None:
        try:
            day_number(day)
        except ValueError as wrong:
            _refuse(place, f"{name}: {wrong}.", "Check the year.")
    return day


def _checked(fact: Any, place: str) -> dict[str, Any]:
    if not isinstance(fact, Entry) or "fact" not in fact:
        _refuse(place, f"'{fact}' is not a fact.", "Write {fact: in_care, from: 2026-02-02}.")
    kind = _kind(fact)
    _check_keys(fact)
    dated = {**fact, **{name: _day(fact[name], name, fact.place) for name in _DATES if name in fact}}
    _check_days(dated, kind, fact.place)
    return dated


def _kind(fact: Entry) -> Fact:
    words = vocabulary()
    name, code = fact["fact"], fact.get("code")
    if name not in words.facts:
        _refuse(fact.place, f"there is no fact '{name}'.", _nearest(name, words.facts))
    kind = words.facts[name]
    if kind.codes and code not in kind.codes:
        _refuse(
            fact.place,
            f"'{name}' has the code '{code or ''}', which is not one of its codes.",
            _nearest(code, kind.codes),
        )
    if code is not None and not kind.codes:
        _refuse(fact.place, f"'{name}' takes no code; it has '{code}'.", "Leave the code out.")
    return kind


def _check_keys(fact: Entry) -> None:
    attributes = vocabulary().attributes
    for name, value in fact.items():
        if name not in _KEYS and name not in attributes:
            _refuse(fact.place, f"'{name}' is not a detail of a fact.", _nearest(name, [*_KEYS, *attributes]))
        if name in attributes and attributes[name].kind != "date":
            try:
                attributes[name].number(value)
            except (ValueError, TypeError):
                _refuse(fact.place, f"{name}: '{value}' will not do.", _choices(name))


def _choices(name: str) -> str:
    attribute = vocabulary().attributes[name]
    if attribute.choices:
        return f"Use one of: {', '.join(attribute.choices)}."
    return "Write true or false." if attribute.kind == "bool" else "Write a whole number."


def _check_days(fact: dict[str, Any], kind: Fact, place: str) -> None:
    start = fact.get("from") if kind.is_span else fact.get("date") or fact.get("from")
    if start is None:
        _refuse(
            place, f"'{kind.name}' has no {'from' if kind.is_span else 'date'}.", "Add the day it began or happened."
        )
    if kind.is_span and fact.get("to") is not None and fact["to"] < start:
        _refuse(place, f"'{kind.name}' ends on {fact['to']}, before it begins on {start}.", "Check both days.")
    if not kind.is_span:
        fact["date"] = start


def _nearest(word: Any, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(str(word), names, 1)
    return f"Did you mean '{near[0]}'?" if near else f"Use one of: {', '.join(names)}."


def _refuse(place: str, wrong: str, remedy: str) -> NoReturn:
    raise CaseMistake(f"{place}: {wrong} {remedy}")
