"""YAML that remembers its lines, so that a mistake in a pack is refused with file, line and remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class PackMistake(ValueError):
    """A pack that cannot be used: says the file, the line, what is wrong and what to write instead."""

    def __init__(self, where: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{where}: {wrong} {remedy}")
        self.where, self.wrong, self.remedy = where, wrong, remedy


class Entry(dict[str, Any]):
    """A YAML mapping that knows where it stands ("rules.yaml line 12")."""

    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """File and line, for a message."""
        return f"{self.file} line {self.line}"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    file = ""


def _entry(loader: _Loader, node: yaml.MappingNode) -> Entry:
    entry = Entry()
    entry.file, entry.line = loader.file, node.start_mark.line + 1
    for key_node, value_node in node.value:
        place = f"{loader.file} line {key_node.start_mark.line + 1}"
        if not isinstance(key_node, yaml.ScalarNode):
            raise PackMistake(place, "this key is not a word.", "Write word: value.")
        key = loader.construct_object(key_node)
        if key in entry:
            raise PackMistake(place, f"'{key}' is written twice.", "Keep one.")
        try:
            entry[key] = loader.construct_object(value_node, deep=True)
        except ValueError as wrong:
            if isinstance(wrong, PackMistake):
                raise
            raise PackMistake(place, f"{key}: {wrong}.", "Check that dates are real days.") from wrong
    return entry


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _entry)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file, its mappings as ``Entry``. Raises PackMistake where it is not YAML or not there."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as wrong:
        raise PackMistake(
            path.name, "cannot be read.", f"Check the file is there and may be opened ({wrong.strerror})."
        ) from wrong
    except UnicodeDecodeError as wrong:
        raise PackMistake(path.name, "is not text in UTF-8.", "Save it as UTF-8 and try again.") from wrong
    return parse(text, f"{path.parent.name}/{path.name}".lstrip("/"))


def parse(text: str, file: str) -> Any:
    """The content of YAML text said to come from ``file``."""
    loader = _Loader(text)
    loader.file = file
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise PackMistake(
            f"{file} line {line}", f"this is not YAML: {wrong.problem}.", "Check the spaces and colons there."
        ) from wrong
    except yaml.YAMLError as wrong:
        raise PackMistake(file, f"this is not YAML: {wrong}.", "Check the file was saved as text.") from wrong
    except ValueError as wrong:
        if isinstance(wrong, PackMistake):
            raise
        raise PackMistake(file, f"a value cannot be read: {wrong}.", "Check the dates are real days.") from wrong
    finally:
        loader.dispose()
