"""What a record must hold while something is so: ``flags.yaml`` of a pack and of those it extends.

A flag has no day by which it is due. It is raised for a child while its reason holds and what it wants is missing, and
it goes by itself once that is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from . import rules as r
from .days import Span, birthday, published_calendar
from .grammar import Grammar, refuse, unknown, whole
from .grammar import flag as yes
from .history import IN_CARE, History
from .lineage import written_in
from .lines import Entry
from .meeting_kinds import Reason
from .meetings import Reading, entries_in, text_in
from .pack import read_pack
from .register import clauses_of
from .spells import DAY, SHIFT, Keys, Spells, on_day, same_child
from .timeline import Ints, Timeline, day_number

FILE = "flags.yaml"


@dataclass(frozen=True)
class Flag:
    """One thing a record must hold. ``says`` is what is wrong while it does not, ``do`` what puts it right.

    It is raised while ``reason`` holds and none of ``lacks`` happened since that began, or, with ``before``, in the
    time of that length up to the day it began; ``also_before`` lets that time count too, ``ever`` all of the child's
    life. A flag that lacks nothing is raised by its reason alone. ``anew`` are events from which it is asked once more.
    ``from_age`` is the age, in whole years, from which it is asked.
    """

    code: str
    says: str
    do: str
    reason: r.Condition
    lacks: tuple[r.Event, ...]
    before: Span | None
    because: Reason
    from_age: int = 0
    also_before: Span | None = None
    ever: bool = False
    anew: tuple[r.Event, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """The tokens of the facts that put it right."""
        return tuple(event.token for event in self.lacks if isinstance(event, r.Happened))

    @property
    def begins_with(self) -> tuple[str, ...]:
        """The facts that begin its reason, where a fact alone, or one of a child in care, does."""
        parts = self.reason.parts if isinstance(self.reason, r.AllOf) else (self.reason,)
        others = [part for part in parts if part != IN_CARE]
        return others[0].tokens if len(others) == 1 and isinstance(others[0], r.Spans) else ()


@cache
def flags_of(pack: str) -> Mapping[str, Flag]:
    """The flags a pack has, its own in place of those it extends. Raises PackMistake with file, line and remedy."""
    found: dict[str, Flag] = {}
    for place, written in written_in(pack, FILE):
        unknown(written, {"flags"})
        policy = read_pack(str(place))
        grammar = Grammar(policy.conditions, {name: one.on(None) for name, one in policy.settings.items()})
        read = _FlagReading(clauses_of(pack), grammar)
        found.update({code: read.flag(code, one) for code, one in entries_in(written, "flags")})
    return found


@dataclass(frozen=True)
class _FlagReading(Reading):
    """Reads the flags of one file, knowing the paragraphs and the conditions of the policy."""

    grammar: Grammar

    def flag(self, code: str, entry: Entry) -> Flag:
        """One flag."""
        unknown(entry, {"says", "do", "while", "lacks", "before", "also_before", "ever", "anew", "from_age", "clause",
                        "reading"})  # fmt: skip
        if "while" not in entry:
            refuse(entry, "this flag has no 'while'.", "Say for how long it may be raised, such as while: in_care.")
        when = [key for key in ("before", "also_before", "ever", "anew") if key in entry]
        if when and "lacks" not in entry:
            refuse(entry, f"'{when[0]}' says nothing without lacks.", "Add lacks, or take it out.")
        return Flag(
            code, text_in(entry, "says"), text_in(entry, "do"), self.grammar.condition(entry["while"], entry),
            self._events(entry, "lacks"), self._span(entry, "before"), self._reason(entry), whole(entry, "from_age", 0),
            self._span(entry, "also_before"), yes(entry, "ever"), self._events(entry, "anew"),
        )  # fmt: skip

    def _events(self, entry: Entry, key: str) -> tuple[r.Event, ...]:
        return self.grammar.events(entry[key], entry) if key in entry else ()

    def _span(self, entry: Entry, key: str) -> Span | None:
        return self.grammar.span(entry[key], entry) if key in entry else None


# --- who is flagged ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Raised:
    """A flag, and the children of a timeline for whom it is raised on a day: their places, and since which day."""

    flag: Flag
    child: Ints
    since: Ints


def raised(flags: Mapping[str, Flag], timeline: Timeline, day: date) -> Iterator[Raised]:
    """Each flag with the children it is raised for. What is listed or booked for a day to come counts as there."""
    history = History(timeline, day_number(day), published_calendar())
    for flag in flags.values():
        held = history.spells(flag.reason)
        still = (held.end & DAY) > history.as_at
        start = _lacking(flag, Spells(held.start[still], held.end[still]), history) if still.any() else held.start[:0]
        yield Raised(flag, start >> SHIFT, start & DAY)


def _lacking(flag: Flag, holds: Spells, history: History) -> Keys:
    """Of the reasons that hold, the beginnings of those for which what is wanted is not there."""
    now = _at_the_age(flag, _anew(flag, holds, history), history)
    lacking: Keys = now.start[~_is_there(flag, now, history)]
    return lacking


def _anew(flag: Flag, now: Spells, history: History) -> Spells:
    """The reasons, each from the last day in it from which it is asked once more."""
    happened = history.events(flag.anew) if flag.anew else history.events(())
    if not len(happened) or not len(now):
        return now
    last = happened[np.maximum(happened.searchsorted(now.end, side="right") - 1, 0)]
    return Spells(np.where(same_child(last, now.start), np.maximum(last, now.start), now.start), now.end)


def _at_the_age(flag: Flag, now: Spells, history: History) -> Spells:
    """The reasons of children who have reached the age, from that day on. With no date of birth it is not asked."""
    if not flag.from_age or not len(now):
        return now
    child = now.start >> SHIFT
    born = history.timeline.born[child]
    reached = birthday(born.astype(np.int32), flag.from_age).astype(np.int64)
    old = (born > 0) & (reached <= history.as_at)
    return Spells(np.maximum(now.start, (child << SHIFT) + np.maximum(reached, 0))[old], now.end[old])


def _is_there(flag: Flag, now: Spells, history: History) -> Any:
    if not flag.lacks or not len(now):
        return np.zeros(len(now), bool)
    first = on_day(now.start, 0) if flag.ever else now.start
    if length := flag.before or flag.also_before:
        first = on_day(first, history.calendar.before((first & DAY).astype(np.int32), length))
    return _any_between(history.known(flag.lacks), first, now.start if flag.before else now.end)


def _any_between(happened: Keys, first: Keys, last: Keys) -> Any:
    """Whether anything happened from one day to another of the same child, both days in it."""
    if not len(happened):
        return np.zeros(len(first), bool)
    place = np.minimum(happened.searchsorted(first), len(happened) - 1)
    return (happened[place] >= first) & (happened[place] <= last) & same_child(happened[place], first)
