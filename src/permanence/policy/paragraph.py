"""One paragraph of ``rules.yaml``, read into a ``Rule`` (something becomes due) or a ``NoRow`` (nothing does)."""

from __future__ import annotations

from datetime import date
from typing import Any

from . import rules as r
from .days import Span
from .grammar import Grammar, refuse, unknown
from .lines import Entry

_TOLD = {"id", "kind", "where", "says", "strength", "reading"}
_LIMITS = ("within", "every", "by", "before", "between")
_KEYS = (
    _TOLD
    | set(_LIMITS)
    | {
        "do",
        "met_by",
        "while",
        "unless",
        "opens",
        "only",
        "carried",
        "if",
        "not_at_start",
        "needs_earlier",
        "none_earlier",
        "not_before",
        "lead",
        "otherwise",
        "counts_from",
        "nth",
        "or_nth",
        "strictly",
        "about",
        "unless_by_review",
        "leaving_is_no_excuse",
        "in_force",
        "replaces",
    }
)
_ONLY = {"each": "each", "first in the reason": "first in reason", "first for the child": "first for child"}
_REVIEWS = {"review 1": 1, "review 2": 2, "review 3": 3, "each review": 0}
_NEXT_DAY = Span(1, "days")


def read_paragraph(entry: Entry, grammar: Grammar) -> r.Rule | r.NoRow:
    """The rule of one entry. Raises PackMistake with file, line and remedy where it cannot be read."""
    _told(entry)
    if "no_row" in entry:
        unknown(entry, _TOLD | {"no_row"})
        return r.NoRow(
            entry["id"],
            entry["says"],
            entry["where"],
            entry["strength"],
            entry["no_row"],
            entry.get("reading"),
            entry.place,
        )
    unknown(entry, _KEYS)
    _needed(entry, "do", "while")
    return r.Rule(
        clause=entry["id"],
        says=entry["says"],
        where=entry["where"],
        strength=entry["strength"],
        reading=entry.get("reading"),
        owed=_owed(entry, grammar),
        reason=grammar.condition(entry["while"], entry),
        limit=_limit(entry, grammar),
        unless=tuple(_several(entry.get("unless"))),
        in_force=_in_force(entry),
        because=_because(entry),
        written=entry.place,
        **_opening(entry, grammar),
        **_discharge(entry, grammar),
    )


def _told(entry: Entry) -> None:
    _needed(entry, "id", "where", "says", "strength")
    if entry["strength"] not in ("must", "should", "may", "info"):
        refuse(entry, f"strength '{entry['strength']}' is not known.", "Use must, should, may or info.")


def _needed(entry: Entry, *keys: str) -> None:
    for key in keys:
        if not entry.get(key):
            refuse(entry, f"this rule has no '{key}'.", f"Add {key}: ...")


def _owed(entry: Entry, grammar: Grammar) -> tuple[r.Owed, ...]:
    asked = entry["do"]
    if isinstance(asked, Entry):
        return tuple(r.Owed(duty, grammar.events(met_by, asked)) for duty, met_by in asked.items())
    met_by = entry.get("met_by", asked)
    return (r.Owed(asked, grammar.events(met_by, entry)),)


def _opening(entry: Entry, grammar: Grammar) -> dict[str, Any]:
    only = entry.get("only", "each")
    if only not in _ONLY:
        refuse(entry, f"only: '{only}' is not known.", f"Use one of: {', '.join(_ONLY)}.")
    return {
        "opens": grammar.events(entry.get("opens", "start"), entry),
        "only": _ONLY[only],
        "carried_by_last": entry.get("carried") == "by the last",
        "holds": grammar.condition(entry["if"], entry) if "if" in entry else None,
        "not_at_start": bool(entry.get("not_at_start")),
        "needs_earlier": _events(entry, "needs_earlier", grammar),
        "none_earlier": _events(entry, "none_earlier", grammar),
        "unless_by_review": _events(entry, "unless_by_review", grammar),
        "leaving_is_no_excuse": bool(entry.get("leaving_is_no_excuse")),
    }


def _discharge(entry: Entry, grammar: Grammar) -> dict[str, Any]:
    source = entry.get("counts_from", "opening")
    counts_from = source if source in ("opening", "reason", "care", "due") else grammar.events(source, entry)[0]
    numbers = {key: _whole(entry, key, default) for key, default in (("nth", 1), ("or_nth", 0))}
    return {
        "counts_from": counts_from,
        "strictly": bool(entry.get("strictly")),
        "about": bool(entry.get("about")),
        **numbers,
    }


def _whole(entry: Entry, key: str, default: int) -> int:
    value = entry.get(key, default)
    if not isinstance(value, int) or not 0 <= value <= 20:
        refuse(entry, f"{key}: '{value}' is not a whole number from 1 to 20.", "Write 2 for the second.")
    return value


def _events(entry: Entry, key: str, grammar: Grammar) -> tuple[r.Event, ...]:
    return grammar.events(entry[key], entry) if key in entry else ()


def _several(value: Any) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _limit(entry: Entry, grammar: Grammar) -> r.Limit:
    given = [key for key in _LIMITS if key in entry]
    if len(given) > 1:
        refuse(entry, f"this rule has {' and '.join(given)}.", "Keep one limit; write a second rule for the other.")
    if not given:
        return r.Untimed()
    read = {"within": _within, "every": _every, "by": _by, "before": _by, "between": _between}[given[0]]
    return read(entry, grammar)


def _within(entry: Entry, grammar: Grammar) -> r.Limit:
    if entry["within"] == "the same day":
        return r.Within(Span(0, "days"))
    earliest = grammar.span(entry["not_before"], entry) if "not_before" in entry else None
    return r.Within(grammar.span(entry["within"], entry), earliest)


def _every(entry: Entry, grammar: Grammar) -> r.Limit:
    if entry["every"] == "review_every_days":
        return r.Every(detail="review_every_days")
    return r.Every(grammar.span(entry["every"], entry))


def _by(entry: Entry, grammar: Grammar) -> r.Limit:
    day_before = "before" in entry
    wanted = entry["before" if day_before else "by"]
    if isinstance(wanted, str) and wanted in _REVIEWS:
        otherwise = entry.get("otherwise", "untimed")
        if otherwise not in ("untimed", "nothing"):
            refuse(entry, f"otherwise: '{otherwise}' is not known.", "Use untimed or nothing.")
        return r.ByReview(_REVIEWS[wanted], day_before, otherwise)
    lead = grammar.span(entry["lead"], entry) if "lead" in entry else _NEXT_DAY
    return r.ByKnown(grammar.events(wanted, entry), lead if day_before else None)


def _between(entry: Entry, grammar: Grammar) -> r.Limit:
    between = entry["between"]
    unknown(between, {"reviews", "age_at_most", "any_age_in"})
    first, second = between["reviews"]
    age = grammar.value(between.get("age_at_most"), between)
    if age is not None and not (isinstance(age, int) and 0 <= age <= 25):
        refuse(between, f"age_at_most: '{age}' is not an age in whole years.", "Write a number from 0 to 25.")
    any_age = grammar.condition(between["any_age_in"], between) if "any_age_in" in between else None
    return r.BetweenReviews(int(first), int(second), age, any_age)


def _in_force(entry: Entry) -> tuple[date | None, date | None]:
    window: Entry = entry.get("in_force") or Entry()
    unknown(window, {"from", "to"})
    dates = (window.get("from"), window.get("to"))
    if any(day is not None and not isinstance(day, date) for day in dates):
        refuse(entry, "in_force needs dates.", "Write them as 2026-09-01.")
    return dates


def _because(entry: Entry) -> str:
    reason = entry["while"]
    return reason if isinstance(reason, str) else str(reason.get("fact", "reason"))
