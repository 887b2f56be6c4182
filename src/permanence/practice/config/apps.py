"""The app's own setting up: the table of the shared cache, made with the others."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class Config(AppConfig):
    """Makes the cache table after every migrate, so that nobody has to remember a second command."""

    name = "permanence.practice.config"
    label = "config"

    def ready(self) -> None:
        """Listens for migrate."""
        post_migrate.connect(_make_cache_table, sender=self)


def _make_cache_table(using: str, **_: Any) -> None:
    call_command("createcachetable", database=using, verbosity=0)
