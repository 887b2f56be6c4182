"""Which paragraphs of a policy its flags keep, read off flags.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .meetings_keep import clauses_named, entries_of


def kept_by_flags(written: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each paragraph that flags.yaml names, as a screen, and what is flagged, in words."""
    for code, entry in entries_of(written, "flags"):
        what = f"Missing from the record: {entry.get('says', code)}"
        yield from ((clause, "screen", what) for clause in clauses_named({"clause": entry.get("clause")}))
