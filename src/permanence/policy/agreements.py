"""Who may agree that a limit is another one for one child: what a pack says of it under ``agreements`` in pack.yaml.

A limit the pack lets nobody change cannot be changed, and the statute's own only by whom it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .days import Span
from .grammar import Grammar, refuse, unknown
from .lines import Entry, PackMistake
from .pack import Pack

KINDS = {
    "frequency": "another gap between one meeting and the next",
    "extend": "more time, this once",
    "stop": "the clock stopped for a while",
    "exempt": "not needed for this child",
}
"""What may be agreed, and what each means."""

DECIDERS = (
    "team manager", "permanence team manager", "service manager", "head of service", "assistant director",
    "agency decision-maker", "permanence panel", "court",
)  # fmt: skip
"""Who a pack may name: a post that agrees, or a panel or court whose agreement is recorded."""

_KEYS = {"clause", "also", "changes", "kinds", "at_most", "each_at_most", "by"}


@dataclass(frozen=True)
class MayAgree:
    """One paragraph that lets someone agree another limit.

    ``changes`` are the clauses whose limit it may change, ``also`` other paragraphs on the same thing; ``by`` is who
    may agree; ``at_most`` is the longest gap they may agree to, and ``each_at_most`` the longest that one agreement
    may add to the limit in force (None: any).
    """

    clause: str
    changes: tuple[str, ...]
    kinds: tuple[str, ...]
    by: tuple[str, ...]
    at_most: Span | None = None
    each_at_most: Span | None = None
    also: tuple[str, ...] = ()


def agreements(pack: Pack) -> tuple[MayAgree, ...]:
    """What this pack, and those it extends, let someone agree. Raises PackMistake with file, line and remedy.

    What an extended pack says is read by the settings of this one: who sets a shorter gap allows no longer one either.
    """
    return tuple(_read(entry, pack) for entry in _written(pack))


def agreements_for(pack: Pack, clause: str) -> tuple[MayAgree, ...]:
    """What may be agreed about the limit of one clause."""
    return tuple(one for one in agreements(pack) if clause in one.changes)


def _read(entry: Entry, pack: Pack) -> MayAgree:
    unknown(entry, _KEYS)
    clause = entry.get("clause")
    if not clause:
        refuse(entry, "this agreement has no 'clause'.", "Name the paragraph that lets someone agree.")
    rules = {rule.clause for rule in pack.rules}
    return MayAgree(
        clause=str(clause),
        changes=_each_of(entry, "changes", rules, "a rule of this pack"),
        kinds=_each_of(entry, "kinds", set(KINDS), f"one of {', '.join(KINDS)}"),
        by=_each_of(entry, "by", set(DECIDERS), f"one of {', '.join(DECIDERS)}"),
        at_most=_longest(entry.get("at_most"), entry, pack),
        each_at_most=_longest(entry.get("each_at_most"), entry, pack),
        also=tuple(entry.get("also") or ()),
    )


def _each_of(entry: Entry, key: str, known: set[str], what: str) -> tuple[str, ...]:
    given = entry.get(key)
    if not isinstance(given, list) or not given:
        refuse(entry, f"this agreement has no '{key}'.", f"Write {key}: and a list in brackets.")
    for word in given:
        if word not in known:
            refuse(entry, f"{key}: '{word}' is not {what}.", "Correct it, or take it out.")
    return tuple(given)


def _longest(words: Any, entry: Entry, pack: Pack) -> Span | None:
    if words is None:
        return None
    values = {name: setting.values[-1][1] for name, setting in pack.settings.items()}
    return Grammar(pack.conditions, values).span(words, entry)


def _written(pack: Pack) -> list[Entry]:
    """The entries of the packs this one extends, then its own."""
    own = pack.about.get("agreements") or []
    if not isinstance(own, list) or not all(isinstance(one, Entry) for one in own):
        raise PackMistake(pack.code, "agreements is not a list.", "Write - clause: and the rest below it.")
    return [*(_written(pack.extends) if pack.extends else []), *own]
