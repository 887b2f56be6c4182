"""A policy document, read, layered and checked.

A pack is a folder (``packs/pg``) of ``pack.yaml`` (who it is, its settings and conditions) and ``rules.yaml`` (what
makes something due, in the document's order), or one YAML file of a council's own that extends another. A pack
that extends another has its rules, and may set its settings anew from an effective date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from . import rules as r
from .checks import check_head, check_pack, check_statute, check_value
from .displacing import both, displaced
from .grammar import Grammar, mapping, refuse, text, unknown, within_reach
from .lines import Entry, PackMistake, read_yaml
from .paragraph import read_paragraph

PACKS = Path(__file__).parent.parent / "packs"
BUILT_IN = ("ENGLAND", "AM", "DG", "SP", "PG", "PP")
SOURCE = ("part_of", "chapter", "dated")  # where a document comes from, as it says itself


@dataclass(frozen=True)
class Setting:
    """A value an authority may choose: what it means, which clause it comes from, and its values by effective date."""

    name: str
    means: str
    clause: str
    values: tuple[tuple[date | None, Any], ...]

    def on(self, day: date | None) -> Any:
        """The value in force on a day (None: from the beginning)."""
        current = self.values[0][1]
        for since, value in self.values:
            if since is None or (day is not None and since <= day):
                current = value
        return current


def value_words(value: Any) -> str:
    """A setting's value as it is read: yes or no for what is one of them, a list as words with commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@dataclass(frozen=True)
class Pack:
    """A policy, ready to be worked with. ``rules`` are in the document's order, the statute's first."""

    code: str
    name: str
    version: str
    rules: tuple[r.Rule, ...]
    no_rows: tuple[r.NoRow, ...]
    settings: Mapping[str, Setting]
    extends: Pack | None = None
    conditions: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    fingerprint: str = ""
    about: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def chain(self) -> tuple[str, ...]:
        """This pack's code and those it extends, nearest first."""
        return (self.code, *(self.extends.chain if self.extends else ()))


@cache
def read_pack(name: str) -> Pack:
    """The pack of this name (AM, DG, SP, PG, PP, ENGLAND) or in this YAML file or folder.

    Raises PackMistake with file, line and remedy where the pack has a mistake or there is no such pack.
    """
    if name.upper() in BUILT_IN:
        return _read_folder(PACKS / name.lower())
    path = Path(name)
    if not path.exists():
        ways = f"Use one of {', '.join(BUILT_IN)}, or the path of a pack file."
        raise PackMistake(path.name or name, "there is no such pack.", ways)
    _refuse_circle(path.resolve())
    return _read_folder(path) if path.is_dir() else _build(_head(path), [], path.parent, _digest(path))


def _read_folder(folder: Path) -> Pack:
    rules = folder / "rules.yaml"
    paragraphs = _rules_in(_mapping_in(rules, "rules")) if rules.exists() else []
    return _build(_head(folder), paragraphs, folder.parent, _digest(folder / "pack.yaml", rules))


def _refuse_circle(place: Path) -> None:
    """Refuses a pack that extends itself, straight away or by way of others."""
    seen: list[Path] = []
    while place not in seen:
        seen.append(place)
        name = str(_head(place).get("extends") or "")
        following = (place.parent / name).resolve()
        if not name or name.upper() in BUILT_IN or not following.exists():
            return
        place = following
    raise PackMistake(_head(place).place_of("extends"), "this pack extends itself.", "Take out one 'extends'.")


def _head(place: Path) -> Entry:
    """What a pack's file, or the pack.yaml of its folder, says."""
    head = _mapping_in(place / "pack.yaml" if place.is_dir() else place, "pack")
    if not isinstance(head.get("pack"), str):
        refuse(head, "this file has no 'pack'.", "Start it with pack: and a short code.")
    return head


def _mapping_in(path: Path, word: str) -> Entry:
    content = read_yaml(path)
    if not isinstance(content, Entry):
        raise PackMistake(f"{path.name} line 1", f"this file has no '{word}'.", f"Start it with {word}: ...")
    return content


def _rules_in(words: Entry) -> list[Entry]:
    rules = words.get("rules") or []
    if not isinstance(rules, list) or not all(isinstance(one, Entry) for one in rules):
        refuse(words, "rules is not a list of rules.", "Write rules: and, below it, - id: for each rule.")
    return rules


def _digest(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def _build(head: Entry, paragraphs: list[Entry], beside: Path, fingerprint: str) -> Pack:
    check_head(head, SOURCE)
    parent = _parent(head, beside)
    settings = _settings(head, parent)
    conditions = _conditions(head, parent, settings)
    own = [*paragraphs, *_rules_in(head)]
    read = _paragraphs(own, Grammar(conditions, {}), settings)
    inherited = _with_settings(parent, head, settings)
    words = {**(parent.about["words"] if parent else {}), **_words_fit(_words_of(head), conditions, head)}
    rules = [replace(rule, reason_words=words.get(rule.because, "")) for rule in displaced([*inherited, *_rules(read)])]
    pack = Pack(
        code=str(head["pack"]),
        name=str(head.get("name", head["pack"])),
        version=str(head.get("version", "1")),
        rules=tuple(rules),
        no_rows=(*(parent.no_rows if parent else ()), *(one for one in read if isinstance(one, r.NoRow))),
        settings=settings,
        extends=parent,
        conditions=conditions,
        fingerprint=hashlib.sha256((fingerprint + (parent.fingerprint if parent else "")).encode()).hexdigest()[:12],
        about={**head, "paragraphs": tuple(own), "words": words},
    )
    check_pack(pack.rules, pack.no_rows)
    if parent:
        check_statute(pack.rules, _statute(parent).rules, _settings_of(head).place)
    return pack


def _parent(head: Entry, beside: Path) -> Pack | None:
    if not head.get("extends"):
        return None
    name = str(head["extends"])
    if name.upper() in BUILT_IN:
        return read_pack(name)
    if not (beside / name).exists():
        refuse(head, f"there is no such pack as '{name}'.", f"Extend one of {', '.join(BUILT_IN)}, or a path.")
    return read_pack(str(beside / name))


def _statute(pack: Pack) -> Pack:
    return _statute(pack.extends) if pack.extends else pack


def _settings_of(head: Entry) -> Entry:
    found = mapping(head.get("settings"), head, "settings")
    return found if found else head


def _words_of(head: Entry) -> dict[str, str]:
    """What the pack calls its conditions, for a sentence."""
    words = mapping(head.get("words"), head, "words")
    return {name: text(words, name) for name in words}


def _words_fit(words: Mapping[str, str], conditions: Mapping[str, Any], head: Entry) -> Mapping[str, str]:
    strange = [name for name in words if name not in conditions]
    if strange:
        ways = f"Name one of {', '.join(sorted(conditions))}."
        refuse(mapping(head.get("words"), head, "words"), f"words: there is no condition '{strange[0]}'.", ways)
    return words


def _settings(head: Entry, parent: Pack | None) -> dict[str, Setting]:
    settings = dict(parent.settings) if parent else {}
    entries = mapping(head.get("settings"), head, "settings")
    for name, written in entries.items():
        at = written if isinstance(written, Entry) else entries
        given = written if isinstance(written, Entry) else Entry(value=written)
        unknown(given, {"value", "means", "clause", "from"})
        value, since = given.get("value"), given.get("from")
        if value is None or not (since is None or type(since) is date):
            refuse(at, f"{name} has no value, or 'from' is not a date.", "Write {value: 4 weeks, from: 2026-09-01}.")
        within_reach(given, "from", f"{name} from")
        if name in settings:
            check_value(at, name, settings[name].values[0][1], value)
            settings[name] = replace(settings[name], values=_later(settings[name].values, since, value))
        elif not given.get("means"):
            refuse(at, f"there is no setting '{name}' to set anew.", f"Use one of: {', '.join(sorted(settings))}.")
        else:
            settings[name] = Setting(name, text(given, "means"), str(given.get("clause", "")), ((None, value),))
    return settings


def _conditions(head: Entry, parent: Pack | None, settings: Mapping[str, Setting]) -> dict[str, Any]:
    """The conditions rules may name: this pack's, each read once to see that it can be, and those it extends."""
    own = mapping(head.get("conditions"), head, "conditions")
    conditions = {**(parent.conditions if parent else {}), **own}
    grammar = Grammar(conditions, {name: setting.on(None) for name, setting in settings.items()})
    for name in own:
        grammar.condition(name, own)
    return conditions


def _with_settings(parent: Pack | None, head: Entry, settings: Mapping[str, Setting]) -> list[r.Rule]:
    """The rules of the packs this one extends, with its settings. A setting that does not fit is refused as its own."""
    try:
        return _inherited(parent, head, settings)
    except PackMistake as wrong:
        told = f"{wrong.wrong} It is asked for at {wrong.where}."
        raise PackMistake(_settings_of(head).place, told, wrong.remedy) from wrong


def _later(
    values: tuple[tuple[date | None, Any], ...], since: date | None, value: Any
) -> tuple[tuple[date | None, Any], ...]:
    if since is None:
        return ((None, value),)
    return tuple(sorted((*values, (since, value)), key=lambda one: one[0] or date.min))


def _paragraphs(entries: list[Entry], grammar: Grammar, settings: Mapping[str, Setting]) -> list[r.Rule | r.NoRow]:
    return [rule for entry in entries for rule in _in_each_time(entry, grammar, settings)]


def _in_each_time(entry: Entry, grammar: Grammar, settings: Mapping[str, Setting]) -> list[r.Rule | r.NoRow]:
    """The paragraph once, or, where a setting it uses changes on a date, once for each time, in force only then."""
    used = [settings[name] for name in _names_used(entry) if name in settings]
    changes = sorted({since for setting in used for since, _ in setting.values if since is not None})
    starts: list[date | None] = [None, *changes]
    read = []
    for start, end in zip(starts, [*changes, None], strict=True):
        values = Grammar(grammar.conditions, {name: setting.on(start) for name, setting in settings.items()})
        rule = read_paragraph(entry, values)
        read.append(replace(rule, in_force=both(rule.in_force, (start, end))) if isinstance(rule, r.Rule) else rule)
    return [rule for rule in read if isinstance(rule, r.Rule)] or read[:1]


def _names_used(entry: Any) -> set[str]:
    if isinstance(entry, dict):
        return set().union(*(_names_used(value) for value in entry.values())) if entry else set()
    if isinstance(entry, list):
        return set().union(*(_names_used(value) for value in entry)) if entry else set()
    return {entry[1:]} if isinstance(entry, str) and entry.startswith("$") else set()


def _inherited(parent: Pack | None, head: Entry, settings: Mapping[str, Setting]) -> list[r.Rule]:
    if parent is None:
        return []
    # Whatever layer between set a setting of the statute anew, the statute's rules are read again with it.
    unchanged = all(settings[name] == setting for name, setting in parent.settings.items())
    if not head.get("settings") or (parent.extends is None and unchanged):
        return list(parent.rules)
    grandparent = _inherited(parent.extends, head, settings)
    again = _paragraphs(list(parent.about["paragraphs"]), Grammar(parent.conditions, {}), settings)
    return [*grandparent, *_rules(again)]


def _rules(read: list[r.Rule | r.NoRow]) -> list[r.Rule]:
    return [rule for rule in read if isinstance(rule, r.Rule)]
