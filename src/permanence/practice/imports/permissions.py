"""Who may bring in files."""

from __future__ import annotations

from typing import Any

IMPORTERS = frozenset({"data_analyst", "permanence_team_manager"})
"""Roles that reach the whole service and answer for its data. Whoever holds neither finds no page of this app."""


def may_import(person: Any) -> bool:
    """Whether the person may bring in files, choose, apply and undo."""
    return bool(person.is_authenticated and person.is_active and any(r.code in IMPORTERS for r in person.roles))


def may_take_back(person: Any, source: Any) -> bool:
    """Whether the person may download the files as they were sent: only who sent them, since they hold every child."""
    return may_import(person) and source.by_id == person.pk
