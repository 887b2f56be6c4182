"""The app's own setting up: the table of the shared cache, and how often Python looks for garbage."""

from __future__ import annotations

import gc
from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class Config(AppConfig):
    """Makes the cache table after every migrate, so that nobody has to remember a second command.

    Looks for garbage rarely, and never in what is loaded with the app: that took a sixth of a page, a check or a test.
    """

    name = "permanence.practice.config"
    label = "config"

    def ready(self) -> None:
        """Listens for migrate; leaves what is loaded by now out of the search for garbage."""
        post_migrate.connect(_make_cache_table, sender=self)
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)


def _make_cache_table(using: str, **_: Any) -> None:
    call_command("createcachetable", database=using, verbosity=0)
