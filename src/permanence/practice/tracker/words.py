"""Small pieces of wording that several pages share: the tag of a duty, when it is due, what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from permanence.policy.days import span
from permanence.policy.explain import long_day, short_day, span_words
from permanence.practice.tracker.models import Agreement, Duty
from permanence.tracker.rag import COLOURS, SOON


@dataclass(frozen=True)
class Tag:
    """A word in a coloured box. The word says it all; the colour only helps."""

    text: str
    colour: str


_TAGS = {
    "met": Tag("Done", "green"), "late": Tag("Done late", "orange"), "missed": Tag("Missed", "red"),
    "lapsed": Tag("No longer needed", "grey"), "untimed": Tag("No date set", "blue"),
    "agreed": Tag("Agreed: not needed", "purple"), "overdue": Tag("Overdue", "red"), "due": Tag("Due", "blue"),
}  # fmt: skip
_SOON = Tag("Due soon", "yellow")
COLOUR_TAGS = dict(zip(COLOURS, ("grey", "green", "yellow", "red"), strict=True))
"""How the tag of each colour is drawn."""


def tag_of(row: Duty, day: date) -> Tag:
    """The tag of a duty row on a day, by the limit that counts."""
    standing = row.standing(day)
    if standing == "due" and row.limit and (row.limit - day).days <= SOON:
        return _SOON
    return _TAGS[standing]


def colour_tag(colour: int) -> Tag:
    """The tag of a child's colour."""
    return Tag(COLOURS[colour], COLOUR_TAGS[COLOURS[colour]])


def when(row: Duty, day: date) -> str:
    """By when, and how far off that is: "Due by Monday 2 March 2026, in 3 days"."""
    if row.done:
        return f"Done on {long_day(row.done)}"
    if row.limit is None:
        return "No date set"
    if row.settled:
        return f"Was due by {long_day(row.limit)}"
    return f"Due by {long_day(row.limit)}, {how_far(row.limit, day)}"


def how_far(limit: date, day: date) -> str:
    """Today; in 3 days; 12 days ago; over 2 years ago."""
    days = (limit - day).days
    if days == 0:
        return "today"
    if days < -2 * 365:
        return f"over {-days // 366} years ago"
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def count(number: int, what: str, several: str = "") -> str:
    """1 day; 3 days; 2 children."""
    return f"{number:,} {what if number == 1 else several or what + 's'}"


def agreed_words(agreement: Agreement, limit: date | None) -> str:
    """What was agreed, by whom and under which paragraph."""
    who = agreement.decider.capitalize() if agreement.decider else "Someone"
    name = f" ({agreement.decided_by.name})" if agreement.decided_by else ""
    on = f" on {short_day(agreement.agreed_on)}" if agreement.agreed_on else ""
    return f"{who}{name} agreed{on}, under {agreement.under}: {new_limit_words(agreement, limit)}."


def new_limit_words(agreement: Agreement, limit: date | None) -> str:
    """The agreed limit: "every 9 months, so by Friday 1 May 2026"."""
    by = f"by {long_day(limit)}" if limit else ""
    match agreement.kind:
        case "frequency":
            return f"every {span_words(span(agreement.every))}{f', so {by}' if by else ''}"
        case "extend":
            return f"more time, {by}" if by else "more time"
        case "stop":
            stopped = f"the clock stopped from {short_day(agreement.start)} to {short_day(agreement.end)}"
            return f"{stopped}{f', so {by}' if by else ''}"
    return f"not needed until {short_day(agreement.end)}"


def paragraph(clause: str) -> str:
    """The address of a clause's paragraph in the procedures."""
    return f"/procedures/{clause.partition('-')[0]}/#{clause}"


_DECIDERS = {
    "team manager": "case-holding team manager", "permanence panel": "permanence panel",
    "agency decision-maker": "agency decision maker",
}  # fmt: skip
"""Deciders whom documents have a word of their own for, by their neutral word."""


def decider_words(decider: str, local: Callable[[str], str] = str) -> str:
    """A decider in the authority's own word, with a capital."""
    word = local(_DECIDERS[decider]) if decider in _DECIDERS else decider
    return word[:1].upper() + word[1:]
