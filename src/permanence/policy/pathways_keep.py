"""Which paragraphs of a policy its pathways keep, and by what, read off pathways.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .meetings_keep import clauses_named, entries_of


def kept_by_pathways(written: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each paragraph that pathways.yaml names: screen or gate, and where, in words."""
    for code, entry in entries_of(written, "pathways"):
        name = str(entry.get("name", code))
        steps = entry.get("steps")
        for step in [one for one in steps if isinstance(one, Mapping)] if isinstance(steps, list) else ():
            by = "gate" if step.get("takes") == "agree" else "screen"
            yield from ((clause, by, f"{name}: its steps") for clause in clauses_named(step))
        whole = {key: entry.get(key) for key in ("clause", "remember")}
        yield from ((clause, "screen", f"{name}: its page") for clause in clauses_named(whole))
