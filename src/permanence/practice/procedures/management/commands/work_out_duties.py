"""manage.py work_out_duties: what is owed to every child, worked out anew where it holds no longer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from permanence.practice.tracker.actions import rebuild, stale


class Command(BaseCommand):
    """After an upgrade, so that the first person to open a board need not wait for it."""

    help = (
        "Works out what is owed to every child anew, where the policy or the day has changed since. Safe at any time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many children that were."""
        waiting = stale()
        with transaction.atomic():
            rebuild(waiting)
        self.stdout.write(f"Worked out anew: {len(waiting)} children.")
