"""What one paragraph of a policy asks for, as data: conditions, events, limits and the rule that joins them.

These shapes are what ``packs/README.md`` describes in words and ``pack.py`` reads from YAML. They hold no
dates of any child; they are frozen and hashable, so that equal conditions are worked out once a run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar

from .days import Span

Kind = TypeVar("Kind")


def hash_once(kind: type[Kind]) -> type[Kind]:
    """Makes a frozen dataclass remember its hash: conditions are looked up many times in every run."""
    plain = kind.__hash__

    def remembered(self: Any) -> int:
        try:
            known: int = self._hash
        except AttributeError:
            known = self.__dict__["_hash"] = plain(self)
        return known

    setattr(kind, "__hash__", remembered)  # noqa: B010 - assigned so, a checker takes it for a method of one class
    return kind


# --- conditions: when a reason holds ----------------------------------------------------------------------


@hash_once
@dataclass(frozen=True)
class Spans:
    """While a span fact holds, with these details. A value of None in ``details`` means "not said"."""

    tokens: tuple[str, ...]
    details: tuple[tuple[str, tuple[int, ...]], ...] = ()


@hash_once
@dataclass(frozen=True)
class AllOf:
    """While every part holds."""

    parts: tuple[Condition, ...]


@hash_once
@dataclass(frozen=True)
class AnyOf:
    """While at least one part holds. Adjoining stretches are one."""

    parts: tuple[Condition, ...]


@hash_once
@dataclass(frozen=True)
class Outside:
    """While the part does not hold."""

    part: Condition


@hash_once
@dataclass(frozen=True)
class Since:
    """From the ``nth`` event inside each stretch of ``within`` to the end of that stretch.

    ``after_review`` counts only events strictly after that statutory review's day (held, booked or latest).
    """

    events: tuple[Event, ...]
    within: Condition
    nth: int = 1
    after_review: int = 0


@hash_once
@dataclass(frozen=True)
class CaseOpen:
    """All of a child's life, cut at each leaving of care (the day of leaving is in neither part)."""


Condition = Spans | AllOf | AnyOf | Outside | Since | CaseOpen

# --- events: days on which something happened ---------------------------------------------------------------


@hash_once
@dataclass(frozen=True)
class Happened:
    """A fact with these details happened, or, where ``during`` is set, happened while that held."""

    token: str
    details: tuple[tuple[str, tuple[int, ...]], ...] = ()
    during: Condition | None = None


@hash_once
@dataclass(frozen=True)
class Move:
    """A move to another home; to one of these placements if named, and from another kind of home if asked."""

    to: str | None = None
    from_another_kind: bool = False


@hash_once
@dataclass(frozen=True)
class Edge:
    """The first day of each stretch of a condition (``start``), or the day it no longer holds (``end``)."""

    of: Condition
    side: Literal["start", "end"]
    name: str


@hash_once
@dataclass(frozen=True)
class Overrun:
    """The first day beyond ``length`` counted from, and including, the first day of each stretch that lasts so long."""

    of: Condition
    length: Span
    name: str


@hash_once
@dataclass(frozen=True)
class ReviewHeld:
    """The first, second ... statutory review held in a period of care; ``onwards`` takes the later ones too."""

    number: int
    onwards: bool = False


@hash_once
@dataclass(frozen=True)
class LastBeforeOrFirstIn:
    """For each stretch of the reason: the last event before it began, else the first within it."""

    event: Event


@hash_once
@dataclass(frozen=True)
class Start:
    """The day the rule's reason began."""


Event = Happened | Move | Edge | Overrun | ReviewHeld | LastBeforeOrFirstIn | Start

AT_START: tuple[Event, ...] = (Start(),)
"""Opened by the start of the reason alone. One object for all, as it is asked of every rule for every child."""

# --- limits: by when -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Within:
    """Due ``span`` after the anchor, and not before ``not_before`` after it."""

    span: Span
    not_before: Span | None = None


@dataclass(frozen=True)
class Every:
    """Due ``span`` after the start and each time it is done; ``detail`` names the attribute that sets the days."""

    span: Span | None = None
    detail: str | None = None


@dataclass(frozen=True)
class ByReview:
    """Due on statutory review ``number``, or the day before it. ``number`` 0 is each review in turn."""

    number: int
    day_before: bool
    otherwise: Literal["untimed", "nothing"] = "untimed"


@dataclass(frozen=True)
class BetweenReviews:
    """Due after review ``first``'s day and before review ``second``'s.

    ``age_at_most`` limits it to children of that age in whole years, or younger, on entering care;
    ``any_age_in`` brings in every child for whom that began before review ``second``.
    """

    first: int
    second: int
    age_at_most: int | None = None
    any_age_in: Condition | None = None


@dataclass(frozen=True)
class ByKnown:
    """Due ``lead`` before a day that may be known ahead (a hearing, a booking), or on it where ``lead`` is None."""

    events: tuple[Event, ...]
    lead: Span | None


@dataclass(frozen=True)
class Untimed:
    """The policy sets no number."""


Limit = Within | Every | ByReview | BetweenReviews | ByKnown | Untimed

# --- rules -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owed:
    """What is to be done, as the duty's name, and the facts that do it. ``nth`` 2 asks for the second such fact."""

    duty: str
    met_by: tuple[Event, ...]


@dataclass(frozen=True)
class Rule:
    """One paragraph that makes something due. See ``packs/README.md`` for each part."""

    clause: str
    says: str
    where: str
    strength: str
    reading: str | None
    owed: tuple[Owed, ...]
    reason: Condition
    opens: tuple[Event, ...] = AT_START
    limit: Limit = Untimed()
    counts_from: Literal["opening", "reason", "care", "due"] | Event = "opening"
    strictly: bool = False
    nth: int = 1
    or_nth: int = 0
    about: bool = False
    not_about_earlier: bool = False
    only: Literal["each", "first in reason", "first for child"] = "each"
    carried_by_last: bool = False
    holds: Condition | None = None
    not_at_start: bool = False
    row_for_each: bool = False
    needs_earlier: tuple[Event, ...] = ()
    none_earlier: tuple[Event, ...] = ()
    unless_by_review: tuple[Event, ...] = ()
    leaving_is_no_excuse: bool = False
    in_force: tuple[date | None, date | None] = (None, None)
    unless: tuple[str, ...] = ()
    because: str = ""
    reason_words: str = ""
    written: str = field(default="", compare=False)


NOT_COUNTED = "The authority has not chosen to count this here."
"""Why a paragraph gives no row that a setting leaves uncounted."""


@dataclass(frozen=True)
class NoRow:
    """A timed paragraph that owes no child anything by a day, and why."""

    clause: str
    says: str
    where: str
    strength: str
    why: str
    reading: str | None = None
    written: str = field(default="", compare=False)
