"""The settings a child may live in, as a policy calls them: ``homes.yaml`` of a pack and of those it extends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from .grammar import refuse, unknown
from .lineage import written_in
from .lines import Entry
from .meetings import entries_in, text_in
from .register import clauses_of
from .vocabulary import vocabulary

FILE = "homes.yaml"


@dataclass(frozen=True)
class Home:
    """A setting: the policy's own name for it, the kinds of placement it can be, and the paragraph that names it."""

    setting: str
    name: str
    placements: tuple[str, ...]
    clause: str


@cache
def homes_of(pack: str) -> Mapping[str, Home]:
    """The settings by their word in facts.yaml, a pack's own names in place of those it extends. Raises PackMistake."""
    found: dict[str, Home] = {}
    for _, written in written_in(pack, FILE):
        unknown(written, {"homes"})
        homes = entries_in(written, "homes")
        found.update({str(code): _home(str(code), one, clauses_of(pack)) for code, one in homes})
    return found


def _home(setting: str, entry: Entry, clauses: Collection[str]) -> Home:
    unknown(entry, {"name", "is", "clause"})
    if setting not in vocabulary().attributes["setting"].choices:
        refuse(entry, f"'{setting}' is no setting of facts.yaml.", "Use one of its choices.")
    given = entry.get("is") or []
    placements = tuple(given if isinstance(given, list) else [given])
    if not placements or not set(placements) <= set(vocabulary().facts["placement"].codes):
        refuse(entry, f"is: {given} is no kind of placement.", "Use codes of placement in facts.yaml.")
    clause = str(entry.get("clause") or "")
    if clause and clause not in clauses:
        refuse(entry, f"'{clause}' is no paragraph of this policy.", "Correct it, or write it in clauses.yaml.")
    return Home(setting, text_in(entry, "name"), placements, clause)
