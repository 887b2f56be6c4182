"""The app of procedures: what was approved refuses change from the first migrate on."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class ProceduresApp(AppConfig):
    """Puts the trigger back after every migrate: SQLite drops it in silence when a migration rebuilds the table."""

    name = "permanence.practice.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Listens for migrate."""
        post_migrate.connect(_guard, sender=self)


def _guard(using: str, **_: Any) -> None:
    from permanence.practice.procedures.triggers import install

    install(connections[using])
