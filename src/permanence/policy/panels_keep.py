"""Which paragraphs of a policy its panels keep, and by what, read off panels.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .meetings_keep import clauses_named, entries_of

_PARTS = {
    "matters": ("screen", "what may be put to it"), "sits": ("screen", "when it sits"),
    "referral": ("screen", "how a child is referred"), "papers": ("document", "the papers it wants"),
    "members": ("screen", "who sits"), "decide": ("gate", "who decides"), "needs": ("gate", "before it ratifies"),
    "tell": ("screen", "who is told"), "follow": ("screen", "what follows the decision"),
    "watch": ("screen", "whom it keeps in view"), "remember": ("screen", "shown on its page"),
}  # fmt: skip


def kept_by_panels(written: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each paragraph that panels.yaml names: screen, gate or document, and where, in words."""
    for code, entry in entries_of(written, "panels"):
        name = entry.get("name", code)
        for part, given in entry.items():
            by, what = _PARTS.get(part, ("screen", "its page"))
            named = clauses_named(given, part in ("remember", "clause"))
            yield from ((clause, by, f"{name}: {what}") for clause in named)
