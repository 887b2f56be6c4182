"""One paragraph of ``rules.yaml``, read into a ``Rule`` (something becomes due) or a ``NoRow`` (nothing does)."""

from __future__ import annotations

from datetime import date
from typing import Any

from . import rules as r
from .days import Span
from .grammar import Grammar, flag, mapping, refuse, text, unknown, whole, within_reach
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
        "row_for_each",
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
        "not_about_earlier",
        "unless_by_review",
        "leaving_is_no_excuse",
        "in_force",
        "counted",
    }
)
_ONLY_BESIDE = {"not_before": ("within",), "lead": ("before",), "otherwise": ("by", "before")}
_ONLY = {"each": "each", "first in the reason": "first in reason", "first for the child": "first for child"}
_REVIEWS = {"review 1": 1, "review 2": 2, "review 3": 3, "each review": 0}
_NEXT_DAY = Span(1, "days")


def read_paragraph(entry: Entry, grammar: Grammar) -> r.Rule | r.NoRow:
    """The rule of one entry. Raises PackMistake with file, line and remedy where it cannot be read."""
    _told(entry)
    if "no_row" in entry:
        unknown(entry, _TOLD | {"no_row"})
        return _no_row(entry, text(entry, "no_row"))
    unknown(entry, _KEYS)
    _needed(entry, "do", "while")
    _beside(entry)
    if not _is_counted(entry, grammar):
        return _no_row(entry, r.NOT_COUNTED)
    return r.Rule(
        **_words(entry),
        owed=_owed(entry, grammar),
        reason=grammar.condition(entry["while"], entry),
        limit=_limit(entry, grammar),
        unless=_gives_way_to(entry),
        in_force=_in_force(entry),
        because=_because(entry),
        written=entry.place,
        **_opening(entry, grammar),
        **_discharge(entry, grammar),
    )


def _words(entry: Entry) -> dict[str, Any]:
    reading = None if entry.get("reading") is None else text(entry, "reading")
    told = {name: text(entry, name) for name in ("says", "where", "strength")}
    return {"clause": entry["id"], **told, "reading": reading}


def _no_row(entry: Entry, why: str) -> r.NoRow:
    return r.NoRow(**_words(entry), why=why, written=entry.place)


def _is_counted(entry: Entry, grammar: Grammar) -> bool:
    """Whether the authority counts this paragraph: ``counted: $setting`` leaves that to a setting of yes or no."""
    counted = grammar.value(entry.get("counted", True), entry)
    if not isinstance(counted, bool):
        refuse(
            entry, f"counted: '{counted}' is neither yes nor no.", "Write yes, no, or a setting that is one of them."
        )
    return counted


def _told(entry: Entry) -> None:
    _needed(entry, "id", "where", "says", "strength")
    if not isinstance(entry["id"], str):
        refuse(entry, f"id: '{entry['id']}' is not a name.", "Write letters and a number, such as N-7.")
    if entry["strength"] not in ("must", "should", "may", "info"):
        refuse(entry, f"strength '{entry['strength']}' is not known.", "Use must, should, may or info.")


def _needed(entry: Entry, *keys: str) -> None:
    for key in keys:
        if not entry.get(key):
            refuse(entry, f"this rule has no '{key}'.", f"Add {key}: ...")


def _beside(entry: Entry) -> None:
    """Refuses a word that means nothing without another."""
    for key, others in _ONLY_BESIDE.items():
        if key in entry and not any(other in entry for other in others):
            refuse(entry, f"'{key}' says nothing without {' or '.join(others)}.", "Add that, or take it out.")


def _owed(entry: Entry, grammar: Grammar) -> tuple[r.Owed, ...]:
    asked = entry["do"]
    if isinstance(asked, list):
        refuse(entry, f"do: {asked} is a list.", "Write do: {duty: fact, duty: fact} for several duties.")
    if isinstance(asked, Entry):
        duties = mapping(asked, entry, "do")
        return tuple(r.Owed(duty, grammar.events(met_by, duties)) for duty, met_by in duties.items())
    met_by = entry.get("met_by", asked)
    if not isinstance(asked, str):
        refuse(entry, f"do: '{asked}' is not a duty.", "Name one, such as meeting.permanence.")
    return (r.Owed(asked, grammar.events(met_by, entry)),)


def _opening(entry: Entry, grammar: Grammar) -> dict[str, Any]:
    only = entry.get("only", "each")
    if not isinstance(only, str) or only not in _ONLY:
        refuse(entry, f"only: '{only}' is not known.", f"Use one of: {', '.join(_ONLY)}.")
    if entry.get("carried", "by the last") != "by the last":
        refuse(entry, f"carried: '{entry['carried']}' is not known.", "Write by the last, or leave it out.")
    return {
        "opens": grammar.events(entry.get("opens", "start"), entry, opening=True),
        "only": _ONLY[only],
        "carried_by_last": "carried" in entry,
        "holds": grammar.condition(entry["if"], entry) if "if" in entry else None,
        "not_at_start": flag(entry, "not_at_start"),
        "row_for_each": flag(entry, "row_for_each"),
        "needs_earlier": _events(entry, "needs_earlier", grammar),
        "none_earlier": _events(entry, "none_earlier", grammar),
        "unless_by_review": _events(entry, "unless_by_review", grammar),
        "leaving_is_no_excuse": flag(entry, "leaving_is_no_excuse"),
    }


def _discharge(entry: Entry, grammar: Grammar) -> dict[str, Any]:
    return {
        "counts_from": _counts_from(entry, grammar),
        "strictly": flag(entry, "strictly"),
        "about": flag(entry, "about"),
        "not_about_earlier": flag(entry, "not_about_earlier"),
        "nth": whole(entry, "nth", 1),
        "or_nth": whole(entry, "or_nth", 0),
    }


def _counts_from(entry: Entry, grammar: Grammar) -> Any:
    source = entry.get("counts_from", "opening")
    if source in ("opening", "reason", "care", "due"):
        return source
    event = grammar.events(source, entry, opening=True)[0]
    if not isinstance(event, r.LastBeforeOrFirstIn):
        refuse(entry, f"counts_from: '{source}' is not known.", "Use reason, care or due.")
    return event


def _events(entry: Entry, key: str, grammar: Grammar) -> tuple[r.Event, ...]:
    return grammar.events(entry[key], entry) if key in entry else ()


def _gives_way_to(entry: Entry) -> tuple[str, ...]:
    """The clauses under ``unless``: one, or a list of them."""
    unless = entry.get("unless")
    clauses = [] if unless is None else unless if isinstance(unless, list) else [unless]
    for clause in clauses:
        if not isinstance(clause, str):
            refuse(entry, f"unless: '{clause}' is not the id of a rule.", "Write unless: PG-095, or a list of ids.")
    return tuple(clauses)


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
    between = mapping(entry["between"], entry, "between", {"reviews", "age_at_most", "any_age_in"})
    reviews = between.get("reviews")
    if reviews not in ([1, 2], [2, 3], [1, 3]):
        refuse(entry, f"between: reviews: '{reviews}' are not two reviews.", "Write reviews: [1, 2].")
    age = grammar.value(between.get("age_at_most"), between)
    if age is not None and not (type(age) is int and 0 <= age <= 25):
        refuse(between, f"age_at_most: '{age}' is not an age in whole years.", "Write a number from 0 to 25.")
    any_age = grammar.condition(between["any_age_in"], between) if "any_age_in" in between else None
    return r.BetweenReviews(reviews[0], reviews[1], age, any_age)


def _in_force(entry: Entry) -> tuple[date | None, date | None]:
    window = mapping(entry.get("in_force"), entry, "in_force", {"from", "to"})
    since, until = window.get("from"), window.get("to")
    if any(day is not None and type(day) is not date for day in (since, until)):
        refuse(entry, "in_force needs dates.", "Write them as 2026-09-01.")
    for key in window:
        within_reach(window, key, f"in_force {key}")
    if since and until and since >= until:
        refuse(entry, f"in_force ends ({until}) before it begins ({since}).", "Put the earlier day in from.")
    return since, until


def _because(entry: Entry) -> str:
    reason = entry["while"]
    return reason if isinstance(reason, str) else str(reason.get("fact", "reason"))
