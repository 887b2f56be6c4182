"""Which paragraphs of a policy its meetings and papers keep, and by what, read off meetings.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_PARTS = {
    "chair": "who chairs", "people": "whom to invite", "sections": "what is talked about and written",
    "papers": "papers before it", "gates": "before it closes", "approve": "who approves the minutes",
    "minutes_by": "who writes the minutes", "send": "who gets the minutes", "tell": "who is told of it",
    "remember": "shown at its step", "held": "how often the service holds it",
}  # fmt: skip


def kept_by_meetings(written: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each paragraph that meetings.yaml names: screen, gate or document, and where, in words."""
    for code, entry in entries_of(written, "meetings"):
        for part, given in entry.items():
            by = "gate" if part in ("gates", "approve") else "screen"
            what = f"{entry.get('name', code)}: {_PARTS.get(part, part)}"
            yield from ((clause, by, what) for clause in clauses_named(given, part == "remember"))
    for code, entry in entries_of(written, "papers"):
        hints = clauses_named(entry.get("hints"))
        yield from ((clause, "screen", f"{entry.get('name', code)}: advice while it is written") for clause in hints)
        yield from ((clause, "document", str(entry.get("name", code))) for clause in clauses_named(entry))


def entries_of(written: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
    """What stands under a key, by name. What is no entry is refused where the file is read, not here."""
    found = written.get(key)
    pairs = found.items() if isinstance(found, Mapping) else ()
    return [(str(name), one) for name, one in pairs if isinstance(one, Mapping)]


def clauses_named(part: Any, is_named: bool = False) -> Iterator[str]:
    """The paragraphs named anywhere inside: what stands under clause or remember."""
    if isinstance(part, Mapping):
        for key, inner in part.items():
            yield from clauses_named(inner, is_named or key in ("clause", "remember"))
    elif isinstance(part, list):
        for inner in part:
            yield from clauses_named(inner, is_named)
    elif is_named and isinstance(part, str):
        yield part
