"""Which paragraphs of a policy its list of homes keeps, read off homes.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .meetings_keep import clauses_named, entries_of


def kept_by_homes(written: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each paragraph that homes.yaml names, as a word list, and where it is chosen."""
    what = "homes.yaml: each setting can be chosen when a home is recorded"
    for _, entry in entries_of(written, "homes"):
        yield from ((clause, "term", what) for clause in clauses_named({"clause": entry.get("clause")}))
