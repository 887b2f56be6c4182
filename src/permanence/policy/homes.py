"""The settings a child may live in, as a policy calls them: ``homes.yaml`` of a pack and of those it extends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .grammar import refuse, unknown
from .lines import Entry, read_yaml
from .meetings import entries_in, folders_of, text_in
from .register import read_register
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
    folders = folders_of(pack)
    clauses = {clause.id for place in folders for clause in read_register((str(place),)).clauses}
    found: dict[str, Home] = {}
    for place in reversed(folders):
        if (place / FILE).exists():
            written = read_yaml(place / FILE)
            unknown(written, {"homes"})
            found.update({str(code): _home(str(code), one, clauses) for code, one in entries_in(written, "homes")})
    return found


def _home(setting: str, entry: Entry, clauses: set[str]) -> Home:
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
