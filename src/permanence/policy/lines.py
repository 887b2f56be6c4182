"""YAML that remembers its lines, so that a mistake in a pack is refused with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not allow: nobody sees them, and an editor may hide them."""

_UNREADABLE = (ValueError, ArithmeticError, LookupError, AttributeError)
"""What PyYAML raises on a value that is not what it looks like or is marked as: 2026-02-30, !!bool maybe."""


class PackMistake(ValueError):
    """A pack that cannot be used: says the file, the line, what is wrong and what to write instead."""

    def __init__(self, where: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{where}: {wrong} {remedy}")
        self.where, self.wrong, self.remedy = where, wrong, remedy


def perhaps(word: Any, known: Iterable[str]) -> str:
    """A question after the known word most like this one; empty where none is."""
    near = get_close_matches(str(word), list(known), 1)
    return f"Did you mean '{near[0]}'?" if near else ""


class Entry(dict[str, Any]):
    """A YAML mapping that knows where it stands ("rules.yaml line 12")."""

    file: str = ""
    line: int = 0
    lines: Mapping[str, int] = {}

    @property
    def place(self) -> str:
        """File and line, for a message."""
        return f"{self.file} line {self.line}"

    def place_of(self, key: str) -> str:
        """File and line of a key; where it is not written, those of the mapping."""
        return f"{self.file} line {self.lines.get(key, self.line)}"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    file = ""


def _entry(loader: _Loader, node: yaml.MappingNode) -> Entry:
    entry = Entry()
    entry.file, entry.line = loader.file, node.start_mark.line + 1
    entry.lines = lines = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        place = f"{loader.file} line {line}"
        if not isinstance(key_node, yaml.ScalarNode):
            raise PackMistake(place, "this key is not a word.", "Write word: value.")
        key = loader.construct_object(key_node)
        if key in entry:
            raise PackMistake(place, f"'{key}' is written twice.", "Keep one.")
        entry[key], lines[key] = _value(loader, value_node, key, place), line
    return entry


def _value(loader: _Loader, node: yaml.Node, key: Any, place: str) -> Any:
    try:
        return loader.construct_object(node, deep=True)
    except PackMistake:
        raise
    except _UNREADABLE as wrong:
        raise PackMistake(place, f"{key}: {wrong}.", "Check that dates are real days.") from wrong


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _entry)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file, its mappings as ``Entry``. Raises PackMistake where it is not YAML or not there."""
    file = f"{path.parent.name}/{path.name}".lstrip("/")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as wrong:
        raise PackMistake(
            path.name, "cannot be read.", f"Check the file is there and may be opened ({wrong.strerror})."
        ) from wrong
    except UnicodeDecodeError as wrong:
        line = wrong.object.count(b"\n", 0, wrong.start) + 1
        raise PackMistake(f"{file} line {line}", "is not text in UTF-8.", "Save it as UTF-8 and try again.") from wrong
    return parse(text, file)


def parse(text: str, file: str) -> Any:
    """The content of YAML text said to come from ``file``. Raises PackMistake, with the line, where it is not YAML."""
    _refuse_control(text, file)
    loader = _Loader(text)
    loader.file = file
    try:
        return loader.get_single_data()
    except PackMistake:
        raise
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise PackMistake(
            f"{file} line {line}", f"this is not YAML: {wrong.problem}.", "Check the spaces and colons there."
        ) from wrong
    except yaml.YAMLError as wrong:
        raise PackMistake(
            f"{file} line 1", f"this is not YAML: {wrong}.", "Check the file was saved as text."
        ) from wrong
    except _UNREADABLE as wrong:
        raise PackMistake(
            f"{file} line 1", f"a value cannot be read: {wrong}.", "Check the dates are real days."
        ) from wrong
    finally:
        loader.dispose()


def _refuse_control(text: str, file: str) -> None:
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise PackMistake(
            f"{file} line {line}",
            f"there is a character that no text has (U+{ord(found[0]):04X}).",
            "Take it out, or type that line again.",
        )
