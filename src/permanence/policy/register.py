"""Every paragraph of every policy document, in the document's order: the ones with a time and the ones without.

``rules.yaml`` of a pack holds the paragraphs with a time in them, ``clauses.yaml`` all the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from .keeping import kept_in
from .lineage import folders_of, lineage, place_of
from .lines import Entry, PackMistake, read_yaml

DOCUMENTS = ("AM", "DG", "SP", "PG", "PP")
"""The five policy documents, in the order they are always shown."""

HONOURED_BY = ("rule", "setting", "screen", "gate", "document", "term", "note")
"""What can keep a paragraph: a rule that gives a row, ... or a note that says why there is none."""

_NEEDED = ("id", "where", "says", "strength")
_LIMITS = ("within", "every", "by", "before", "between")
_TOLD_AFTER = ("not_before", "lead")


@dataclass(frozen=True)
class Honoured:
    """What keeps a paragraph today: one of ``HONOURED_BY``, and which one it is, in words."""

    by: str
    what: str


@dataclass(frozen=True)
class Clause:
    """One paragraph of a policy document, in our words.

    ``timed`` is whether it has a time in it. ``asks`` is what the product must do for it and ``proof`` how to see
    that it does; ``honoured`` is None while nothing keeps it yet; ``written`` is the file and line it is read from.
    """

    id: str
    pack: str
    where: str
    kind: str
    says: str
    strength: str
    written: str
    timed: bool
    group: str | None = None
    condition: str | None = None
    subject: str | None = None
    reading: str | None = None
    items: tuple[str, ...] = ()
    asks: str | None = None
    proof: str | None = None
    honoured: Honoured | None = None


@dataclass(frozen=True)
class Register:
    """The paragraphs of some documents, document by document, each in its own order."""

    clauses: tuple[Clause, ...]

    def of(self, pack: str) -> tuple[Clause, ...]:
        """The paragraphs of one document."""
        return tuple(clause for clause in self.clauses if clause.pack == pack)


@cache
def read_register(packs: tuple[str, ...] = DOCUMENTS) -> Register:
    """The register of these packs (codes, or paths of a council's own folders).

    Raises PackMistake with file, line and remedy where an entry is not whole or a paragraph is written twice.
    """
    return Register(tuple(clause for pack in packs for clause in _clauses(pack)))


@cache
def clauses_of(pack: str) -> Mapping[str, Clause]:
    """Every paragraph a pack may name, by id: its own and those of the packs it extends. Raises PackMistake."""
    furthest_first = reversed(folders_of(pack))  # so that what a council says of a paragraph prevails
    return {clause.id: clause for place in furthest_first for clause in read_register((str(place),)).clauses}


def _clauses(pack: str) -> list[Clause]:
    folder = place_of(pack)
    code = str(read_yaml(folder / "pack.yaml")["pack"])
    settings = _settings(pack)
    timed = [_timed(entry, code, settings) for entry in _entries(folder / "rules.yaml", "rules")]
    kept = {clause: Honoured(*how) for clause, how in kept_in(folder).items()}
    others = [_or_kept(_other(entry, code), kept) for entry in _entries(folder / "clauses.yaml", "clauses")]
    _check_once([*timed, *others])
    return sorted([*timed, *others], key=_place_in_document)


def _place_in_document(clause: Clause) -> int:
    """Paragraphs are numbered in the document's order (AM-01); those with names for ids stay in the file's order."""
    number = re.fullmatch(r"[A-Z]+-(\d+)", clause.id)
    return int(number[1]) if number else 0


def _entries(file: Path, key: str) -> list[Entry]:
    entries = (read_yaml(file).get(key) or []) if file.exists() else []
    for entry in entries:
        missing = [name for name in _NEEDED if not entry.get(name)]
        if missing:
            raise PackMistake(entry.place, f"this paragraph has no '{missing[0]}'.", f"Add {missing[0]}: ...")
    return entries


def _check_once(clauses: Sequence[Clause]) -> None:
    seen: dict[str, str] = {}
    for clause in clauses:
        if clause.id in seen:
            raise PackMistake(clause.written, f"{clause.id} is already written at {seen[clause.id]}.", "Keep one.")
        seen[clause.id] = clause.written


def _settings(pack: str) -> dict[str, Any]:
    """The values the settings start with, those of the packs it extends first."""
    heads = [read_yaml(place / "pack.yaml") for place in reversed(lineage(pack)) if place.is_dir()]
    given = [item for head in heads for item in (head.get("settings") or {}).items()]
    return {name: entry["value"] if isinstance(entry, Entry) else entry for name, entry in given}


def _told(entry: Entry, code: str) -> dict[str, Any]:
    words = {name: entry.get(name) for name in (*_NEEDED, "group", "condition", "subject", "reading", "asks", "proof")}
    return {**words, "pack": code, "items": tuple(entry.get("items") or ()), "written": entry.place}


def _other(entry: Entry, code: str) -> Clause:
    given = entry.get("honoured")
    if given and (set(given) != {"by", "what"} or given["by"] not in HONOURED_BY):
        remedy = f"Write honoured: {{by: ..., what: ...}} with by one of {', '.join(HONOURED_BY)}."
        raise PackMistake(given.place, f"{entry['id']}: 'honoured' cannot be read.", remedy)
    honoured = Honoured(given["by"], given["what"]) if given else None
    return Clause(**_told(entry, code), kind=entry.get("kind", "guidance"), timed=False, honoured=honoured)


def _or_kept(clause: Clause, kept: Mapping[str, Honoured]) -> Clause:
    """What its own entry says keeps it, or else what a file about meetings, plans, panels or pathways does."""
    return replace(clause, honoured=kept[clause.id]) if clause.honoured is None and clause.id in kept else clause


def _timed(entry: Entry, code: str, settings: dict[str, Any]) -> Clause:
    no_row = entry.get("no_row")
    honoured = Honoured("note", no_row) if no_row else Honoured("rule", _rule_in_words(entry, settings))
    return Clause(**_told(entry, code), kind=entry.get("kind", "deadline"), timed=True, honoured=honoured)


def _rule_in_words(entry: Entry, settings: dict[str, Any]) -> str:
    """What is owed and by when, with the values the settings start with: "meeting.permanence within 4 weeks"."""
    duties = " and ".join(entry["do"]) if isinstance(entry["do"], Entry) else entry["do"]
    limits = [f"{_limit_name(key)} {_value(entry[key], settings)}" for key in (*_LIMITS, *_TOLD_AFTER) if key in entry]
    return ", ".join([" ".join([duties, *limits[:1]]), *limits[1:]])


def _limit_name(key: str) -> str:
    return {"not_before": "not before", "lead": "by at least"}.get(key, key)


def _value(words: Any, settings: dict[str, Any]) -> str:
    if isinstance(words, list):
        return " or ".join(_value(word, settings) for word in words)
    if isinstance(words, Entry):
        if "reviews" in words:
            return f"reviews {' and '.join(map(str, words['reviews']))}"
        return _value(next(iter(words.values())), settings)
    if isinstance(words, str) and words.startswith("$"):
        return str(settings.get(words[1:], words))
    return str(words)
