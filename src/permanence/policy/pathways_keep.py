"""Which paragraphs of a policy its pathways keep, and by what, read off pathways.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .lines import read_yaml
from .meetings_keep import clauses_named


def kept_by_pathways(folder: Path) -> Mapping[str, tuple[str, str]]:
    """For each paragraph that pathways.yaml of a pack's folder names: screen, gate or document, and where, in words."""
    file = folder / "pathways.yaml"
    kept: dict[str, tuple[str, str]] = {}
    for clause, by, what in _named(read_yaml(file)) if file.exists() else ():
        kept.setdefault(clause, (by, what))
    return kept


def _named(written: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for code, entry in (written.get("pathways") or {}).items():
        name = str(entry.get("name", code))
        for step in entry.get("steps") or ():
            by = "gate" if step.get("takes") == "agree" else "screen"
            yield from ((clause, by, f"{name}: its steps") for clause in clauses_named(step))
        whole = {key: entry.get(key) for key in ("clause", "remember")}
        yield from ((clause, "screen", f"{name}: its page") for clause in clauses_named(whole))
