"""Which paragraphs of a policy its plans keep, and by what, read off plans.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .meetings_keep import clauses_named, entries_of

PARTS = {
    "only_these": ("gate", "the list of options is closed"), "leads": ("gate", "one plan leads"),
    "stands_by": ("gate", "another plan stands by"), "tell": ("screen", "who is told"),
    "review": ("screen", "what the statutory review says"), "ratify": ("screen", "which panel ratifies it"),
    "court": ("screen", "whether the court agreed it"),
    "notes": ("screen", "to have in mind"), "ladders": ("screen", "a disagreement and who answers it"),
}  # fmt: skip
"""The parts of plans.yaml beside its options: what keeps their paragraphs, screen or gate, and where, in words."""


def kept_by_plans(written: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each paragraph that plans.yaml names: screen or gate, and where, in words."""
    for _, option in entries_of(written, "options"):
        for way in (option, *(variant for _, variant in entries_of(option, "variants"))):
            yield from _of_way(way)
    for part, (by, what) in PARTS.items():
        yield from ((clause, by, f"Plan: {what}") for clause in clauses_named(written.get(part)))


def _of_way(way: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    name = way.get("name", "")
    yield from ((clause, "gate", f"Plan: {name}, what it needs") for clause in clauses_named(way.get("needs")))
    yield from ((clause, "screen", f"Plan: the option {name}") for clause in _listed(way.get("clause")))
    yield from ((clause, "screen", f"Plan: {name}, what to weigh") for clause in _listed(way.get("weigh")))


def _listed(given: Any) -> list[str]:
    return list(given) if isinstance(given, list) else [given] if given else []
