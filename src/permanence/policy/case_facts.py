"""The facts of a golden case, checked one by one, so that a slip is told with its line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NoReturn

from .grammar import detail_number
from .lines import Entry, perhaps
from .timeline import day_number
from .vocabulary import Attribute, Fact, vocabulary

_DATES = ("from", "to", "date", "about")


class CaseMistake(ValueError):
    """A case file that cannot be used: says the file and line, the case, what is wrong and what to write."""

    def __init__(self, where: str, wrong: str, remedy: str, case: str = "") -> None:
        super().__init__(f"{where}{f', {case}' if case else ''}: {wrong} {remedy}")
        self.where, self.wrong, self.remedy, self.case = where, wrong, remedy, case

    def of(self, case: str) -> CaseMistake:
        """The same, which says what the case is called."""
        return CaseMistake(self.where, self.wrong, self.remedy, case)


def checked_child(child: Any, told: Entry) -> dict[str, Any]:
    """A child and the facts ``told`` of it, as ``timeline_of`` takes them. Raises CaseMistake on the first slip."""
    if not isinstance(child, Entry) or child.get("id") is None:
        at = child if isinstance(child, Entry) else told
        raise CaseMistake(at.place, "this child has no id.", "Write {id: c1, born: 2015-06-01}.")
    only_keys(child, ("id", "born", "facts") if child is told else ("id", "born"), "a child")
    born = _day(child.get("born"), "born", child.place)
    facts = a_list(told, "facts", "Start each fact on its own line with '- {fact: ...}'.")
    return {"id": str(child["id"]), "born": born, "facts": [_checked(fact, told.place_of("facts")) for fact in facts]}


def a_list(entry: Entry, key: str, remedy: str) -> list[Any]:
    """The list under this key, empty where there is none. Raises CaseMistake where it is no list."""
    found = entry.get(key)
    if found is not None and not isinstance(found, list):
        raise CaseMistake(entry.place_of(key), f"{key}: '{found}' is not a list.", remedy)
    return found or []


def only_keys(entry: Entry, known: Sequence[str], of: str) -> None:
    """Refuses a key that is none of those known. Raises CaseMistake, which lists the ones there are."""
    for key in entry:
        if key not in known:
            remedy = f"{perhaps(key, known)} Use one of: {', '.join(known)}.".lstrip()
            raise CaseMistake(entry.place_of(key), f"'{key}' is not a key of {of}.", remedy)


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
        at = fact.place if isinstance(fact, Entry) else place
        _refuse(at, f"'{fact}' is not a fact.", "Write {fact: in_care, from: 2026-02-02}.")
    kind = _kind(fact)
    _check_details(fact, kind)
    dated = {**fact, **{name: _day(fact[name], name, fact.place_of(name)) for name in _DATES if name in fact}}
    _check_days(dated, kind, fact.place)
    return dated


def _kind(fact: Entry) -> Fact:
    words = vocabulary()
    name, code = fact["fact"], fact.get("code")
    if not isinstance(name, str) or name not in words.facts:
        _refuse(fact.place, f"there is no fact '{name}'.", nearest(name, words.facts))
    kind = words.facts[name]
    if kind.codes and code not in kind.codes:
        _refuse(
            fact.place,
            f"'{name}' has the code '{code or ''}', which is not one of its codes.",
            nearest(code, kind.codes),
        )
    if code is not None and not kind.codes:
        _refuse(fact.place, f"'{name}' takes no code; it has '{code}'.", "Leave the code out.")
    return kind


def _check_details(fact: Entry, kind: Fact) -> None:
    known = (*(("code",) if kind.codes else ()), *(("from", "to") if kind.is_span else ("date",)), *kind.takes)
    attributes = vocabulary().attributes
    for name, value in fact.items():
        if name not in ("fact", "code", "from", *known):  # an event may say from for its date
            _refuse(fact.place_of(name), f"'{name}' is not a detail of '{kind.name}'.", nearest(name, known))
        if name in attributes and attributes[name].kind != "date" and value is not None:
            _check_detail(attributes[name], value, fact.place_of(name))


def _check_detail(attribute: Attribute, value: Any, place: str) -> None:
    try:
        detail_number(attribute, value)
    except ValueError as wrong:
        _refuse(place, f"{attribute.name}: {wrong}.", _choices(attribute))


def _choices(attribute: Attribute) -> str:
    if attribute.kind == "choices":
        return f"Write a list in brackets, such as [{attribute.choices[0]}]."
    if attribute.choices:
        return f"Use one of: {', '.join(attribute.choices)}."
    return "Write true or false." if attribute.kind == "bool" else "Write it as 28."


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


def nearest(word: Any, known: Iterable[str]) -> str:
    """What to write instead: the word most like this one or, where there is none, those there are."""
    return perhaps(word, known) or f"Use one of: {', '.join(known)}."


def _refuse(place: str, wrong: str, remedy: str) -> NoReturn:
    raise CaseMistake(place, wrong, remedy)
