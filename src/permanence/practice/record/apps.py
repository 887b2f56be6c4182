"""The record's setting up: its tables refuse change from the first migrate on."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class RecordApp(AppConfig):
    """Puts the triggers back after every migrate: SQLite drops them in silence when a migration rebuilds a table."""

    name = "permanence.practice.record"
    label = "record"

    def ready(self) -> None:
        """Listens for migrate."""
        post_migrate.connect(_guard, sender=self)


def _guard(using: str, **_: Any) -> None:
    from permanence.practice.record.triggers import install

    install(connections[using])
