"""manage.py check_duties: compares every kept duty row with a fresh evaluation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from permanence.practice.tracker.actions import stale
from permanence.practice.tracker.checking import differences


class Command(BaseCommand):
    """Says for which children kept duties differ; the exit code is 1 where any do."""

    help = "Compares the duties that are kept with what the policy says of the facts today."

    def handle(self, *_: Any, **__: Any) -> None:
        """Prints one line a child, then the sum."""
        found = list(differences())
        for difference in found:
            self.stdout.write(str(difference))
        waiting = len(stale())
        if waiting:
            self.stdout.write(f"{waiting} children will be worked out anew when next looked at.")
        if found:
            raise CommandError(f"The duties of {len(found)} children differ. Tell whoever keeps the program.", returncode=1)
        self.stdout.write("Every duty is as the policy says today.")
