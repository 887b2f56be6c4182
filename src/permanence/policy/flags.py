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
from .history import History
from .lines import Entry, read_yaml
from .meeting_kinds import Reason
from .meetings import Reading, entries_in, folders_of, text_in
from .pack import read_pack
from .register import read_register
from .spells import DAY, SHIFT, Keys, Spells, same_child
from .timeline import Ints, Timeline, day_number

FILE = "flags.yaml"


@dataclass(frozen=True)
class Flag:
    """One thing a record must hold. ``says`` is what is wrong while it does not, ``do`` what puts it right.

    It is raised while ``reason`` holds and none of ``lacks`` happened since that began, or, with ``before``, in the
    time of that length up to the day it began. A flag that lacks nothing is raised by its reason alone. ``from_age``
    is the age, in whole years on the day one looks, from which it is raised.
    """

    code: str
    says: str
    do: str
    reason: r.Condition
    lacks: tuple[r.Event, ...]
    before: Span | None
    because: Reason
    from_age: int = 0

    @property
    def wanted(self) -> tuple[str, ...]:
        """The tokens of the facts that put it right."""
        return tuple(event.token for event in self.lacks if isinstance(event, r.Happened))

    @property
    def begins_with(self) -> tuple[str, ...]:
        """The facts that begin its reason, where a fact alone does."""
        return self.reason.tokens if isinstance(self.reason, r.Spans) else ()


@cache
def flags_of(pack: str) -> Mapping[str, Flag]:
    """The flags a pack has, its own in place of those it extends. Raises PackMistake with file, line and remedy."""
    folders = folders_of(pack)
    clauses = {clause.id: clause for place in folders for clause in read_register((str(place),)).clauses}
    found: dict[str, Flag] = {}
    for place in reversed(folders):
        if (place / FILE).exists():
            written = read_yaml(place / FILE)
            unknown(written, {"flags"})
            whole = read_pack(str(place))
            grammar = Grammar(whole.conditions, {name: one.on(None) for name, one in whole.settings.items()})
            read = _FlagReading(clauses, grammar)
            found.update({code: read.flag(code, one) for code, one in entries_in(written, "flags")})
    return found


@dataclass(frozen=True)
class _FlagReading(Reading):
    """Reads the flags of one file, knowing the paragraphs and the conditions of the policy."""

    grammar: Grammar

    def flag(self, code: str, entry: Entry) -> Flag:
        """One flag."""
        unknown(entry, {"says", "do", "while", "lacks", "before", "from_age", "clause", "reading"})
        if "while" not in entry:
            refuse(entry, "this flag has no 'while'.", "Say for how long it may be raised, such as while: in_care.")
        if "before" in entry and "lacks" not in entry:
            refuse(entry, "'before' says nothing without lacks.", "Add lacks, or take it out.")
        return Flag(
            code, text_in(entry, "says"), text_in(entry, "do"), self.grammar.condition(entry["while"], entry),
            self.grammar.events(entry["lacks"], entry) if "lacks" in entry else (),
            self.grammar.span(entry["before"], entry) if "before" in entry else None, self._reason(entry),
            whole(entry, "from_age", 0),
        )  # fmt: skip


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
        now = Spells(held.start[still], held.end[still])
        start = now.start[~_is_there(flag, now, history) & _is_old_enough(flag, now, timeline, history.as_at)]
        yield Raised(flag, start >> SHIFT, start & DAY)


def _is_old_enough(flag: Flag, now: Spells, timeline: Timeline, as_at: int) -> Any:
    """Whether each child has reached the age. Of whom no date of birth is known, it is not asked."""
    if not flag.from_age:
        return np.ones(len(now), bool)
    born = timeline.born[now.start >> SHIFT]
    return (born > 0) & (birthday(born.astype(np.int32), flag.from_age) <= as_at)


def _is_there(flag: Flag, now: Spells, history: History) -> Any:
    if not flag.lacks or not len(now):
        return np.zeros(len(now), bool)
    happened = history.known(flag.lacks)
    if flag.before:
        first = (now.start & ~np.int64(DAY)) + history.calendar.before((now.start & DAY).astype(np.int32), flag.before)
        return _any_between(happened, first, now.start)
    return _any_between(happened, now.start, now.end)


def _any_between(happened: Keys, first: Keys, last: Keys) -> Any:
    """Whether anything happened from one day to another of the same child, both days in it."""
    if not len(happened):
        return np.zeros(len(first), bool)
    place = np.minimum(happened.searchsorted(first), len(happened) - 1)
    return (happened[place] >= first) & (happened[place] <= last) & same_child(happened[place], first)
