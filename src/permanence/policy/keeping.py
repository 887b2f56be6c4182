"""Which paragraphs of a policy the files about its work keep: meetings, plans, panels and pathways, each read off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .flags_keep import kept_by_flags
from .homes_keep import kept_by_homes
from .lines import read_yaml
from .meetings_keep import kept_by_meetings
from .panels_keep import kept_by_panels
from .pathways_keep import kept_by_pathways
from .plans_keep import kept_by_plans

Kept = Iterator[tuple[str, str, str]]
"""A paragraph; what keeps it (screen, gate, document or term); and where, in words."""

FILES: Mapping[str, Callable[[Mapping[str, Any]], Kept]] = {
    "meetings.yaml": kept_by_meetings, "plans.yaml": kept_by_plans, "panels.yaml": kept_by_panels,
    "pathways.yaml": kept_by_pathways, "flags.yaml": kept_by_flags,
    "homes.yaml": kept_by_homes,
}  # fmt: skip
"""What reads each file. Where several name a paragraph, the first that does more than show it says where it is kept."""

SHOWN = ("shown at its step", "shown on its page", "to have in mind", "what to weigh")
"""How the words end of what only shows a paragraph."""


def kept_in(folder: Path) -> Mapping[str, tuple[str, str]]:
    """For each paragraph that these files of a pack's folder name: by what it is kept, and where, in words."""
    kept: dict[str, tuple[str, str]] = {}
    for name, keeps in FILES.items():
        if (folder / name).exists():
            for clause, by, what in keeps(read_yaml(folder / name)):
                if clause not in kept or (_only_shows(kept[clause][1]) and not _only_shows(what)):
                    kept[clause] = by, what
    return kept


def _only_shows(what: str) -> bool:
    return what.endswith(SHOWN)
