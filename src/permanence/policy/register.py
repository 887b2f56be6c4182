"""Every paragraph of every policy document, in the document's order: the ones with a time and the ones without.

``rules.yaml`` of a pack holds the paragraphs with a time in them, ``clauses.yaml`` all the others; there it also says,
under ``without_a_row``, what keeps a paragraph of ``rules.yaml`` that owes nobody anything by a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from .keeping import FILES, kept_in
from .lineage import folders_of, lineage, place_of
from .lines import Entry, PackMistake, read_yaml

DOCUMENTS = ("AM", "DG", "SP", "PG", "PP")
"""The five policy documents, in the order they are always shown."""

HONOURED_BY = ("rule", "setting", "screen", "gate", "document", "term")
"""What can keep a paragraph: a rule that gives a row, a setting, a screen, ..."""

NOT_YET = "not yet"
"""What is said of a paragraph in their place while nothing keeps it."""

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
    ``no_row`` is why a paragraph with a time owes no child anything by a day; ``named_in`` are the files of its pack
    by which something is done with it: rules.yaml where it is a rule, clauses.yaml where that says what keeps it.
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
    no_row: str | None = None
    named_in: tuple[str, ...] = ()


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
    others = [_other(entry, code) for entry in _entries(folder / "clauses.yaml", "clauses")]
    _check_once([*timed, *others])
    keepers = _keepers(folder)
    _check_known(keepers.said, timed, folder)
    return sorted(map(keepers.of, (*timed, *others)), key=_place_in_document)


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
    if given:
        _check_honoured(entry["id"], given, entry, HONOURED_BY)
    honoured = Honoured(given["by"], given["what"]) if given else None
    return Clause(**_told(entry, code), kind=entry.get("kind", "guidance"), timed=False, honoured=honoured)


def _timed(entry: Entry, code: str, settings: dict[str, Any]) -> Clause:
    no_row = entry.get("no_row")
    honoured = None if no_row else Honoured("rule", _rule_in_words(entry, settings))
    kind = entry.get("kind", "deadline")
    return Clause(**_told(entry, code), kind=kind, timed=True, honoured=honoured, no_row=no_row)


# --- what keeps a paragraph beside the rules ------------------------------------------------------------------


@dataclass(frozen=True)
class _Keepers:
    """What keeps the paragraphs of a folder: ``said`` outright of those without a row; ``kept`` by the files about
    meetings, plans and so on, and ``named`` by which of them.
    """

    said: Mapping[str, Honoured]
    kept: Mapping[str, Honoured]
    named: Mapping[str, Sequence[str]]

    def of(self, clause: Clause) -> Clause:
        """A paragraph with what keeps it, where its own entry does not say."""
        named, said = tuple(self.named.get(clause.id, ())), self.said.get(clause.id)
        if said and said.by == NOT_YET:
            return replace(clause, asks=said.what, named_in=named)
        if found := clause.honoured or said:
            own = "rules.yaml" if clause.timed and not said else "clauses.yaml"
            return replace(clause, honoured=found, named_in=(own, *named))
        return replace(clause, honoured=self.kept.get(clause.id), named_in=named)


def _keepers(folder: Path) -> _Keepers:
    kept = {clause: Honoured(*how) for clause, how in kept_in(folder).items()}
    named: dict[str, list[str]] = {}
    for name, keeps in FILES.items():
        if (folder / name).exists():
            for clause in dict.fromkeys(clause for clause, _, _ in keeps(read_yaml(folder / name))):
                named.setdefault(clause, []).append(name)
    return _Keepers(_without_a_row(folder / "clauses.yaml"), kept, named)


def _without_a_row(file: Path) -> Mapping[str, Honoured]:
    """What clauses.yaml says of paragraphs of rules.yaml that give no row. Raises PackMistake."""
    given = (read_yaml(file).get("without_a_row") or Entry()) if file.exists() else Entry()
    for clause, how in given.items():
        _check_honoured(clause, how, given, (*HONOURED_BY, NOT_YET))
    return {clause: Honoured(how["by"], how["what"]) for clause, how in given.items()}


def _check_known(said: Mapping[str, Honoured], timed: Sequence[Clause], folder: Path) -> None:
    without = {clause.id for clause in timed if clause.no_row}
    for clause in said.keys() - without:
        remedy = "Take it out of without_a_row, or give the paragraph a no_row there."
        raise PackMistake(f"{folder.name}/clauses.yaml", f"{clause} is no paragraph of rules.yaml with no_row.", remedy)


def _check_honoured(clause: str, given: Any, place: Entry, by: tuple[str, ...]) -> None:
    if not isinstance(given, Entry) or set(given) != {"by", "what"} or given["by"] not in by:
        remedy = f"Write {{by: ..., what: ...}} with by one of {', '.join(by)}."
        raise PackMistake(place.place, f"{clause}: what keeps it cannot be read.", remedy)


# --- a rule in words ------------------------------------------------------------------------------------------


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
