"""Which paragraphs of a policy its panels keep, and by what, read off panels.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .lines import read_yaml
from .meetings_keep import clauses_named

_PARTS = {
    "matters": ("screen", "what may be put to it"), "sits": ("screen", "when it sits"),
    "referral": ("screen", "how a child is referred"), "papers": ("document", "the papers it wants"),
    "members": ("screen", "who sits"), "decide": ("gate", "who decides"), "needs": ("gate", "before it ratifies"),
    "tell": ("screen", "who is told"), "follow": ("screen", "what follows the decision"),
    "watch": ("screen", "whom it keeps in view"), "remember": ("screen", "shown on its page"),
}  # fmt: skip


def kept_by_panels(folder: Path) -> Mapping[str, tuple[str, str]]:
    """For each paragraph that panels.yaml of a pack's folder names: screen, gate or document, and where, in words."""
    file = folder / "panels.yaml"
    kept: dict[str, tuple[str, str]] = {}
    for clause, by, what in _all(read_yaml(file)) if file.exists() else ():
        kept.setdefault(clause, (by, what))
    return kept


def _all(written: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for code, entry in (written.get("panels") or {}).items():
        name = entry.get("name", code)
        for part, given in entry.items():
            by, what = _PARTS.get(part, ("screen", "its page"))
            named = clauses_named(given, part in ("remember", "clause"))
            yield from ((clause, by, f"{name}: {what}") for clause in named)
