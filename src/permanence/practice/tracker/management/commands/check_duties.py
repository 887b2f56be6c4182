"""manage.py check_duties: compares every kept duty row with a fresh evaluation; --mend puts right what differs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from permanence.practice.tracker.actions import mend_duties, stale
from permanence.practice.tracker.checking import differences


class Command(BaseCommand):
    """Says for which children kept duties differ; the exit code is 1 where any do and they were not mended."""

    help = "Compares the duties that are kept with what the policy says of the facts today."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--mend``."""
        parser.add_argument("--mend", action="store_true", help="work out anew the duties of the children that differ")

    def handle(self, *_: Any, mend: bool, **__: Any) -> None:
        """Prints one line a child, then the sum."""
        found = list(differences())
        for difference in found:
            self.stdout.write(str(difference))
        waiting = len(stale())
        if waiting:
            self.stdout.write(f"{waiting} children will be worked out anew when next looked at.")
        if found and not mend:
            raise CommandError(
                f"The duties of {len(found)} children differ. Add --mend, and tell whoever keeps the program.",
                returncode=1,
            )
        if found:
            mend_duties(by=None, children=[difference.child for difference in found])
        mended = f" {len(found)} children were worked out anew." if found else ""
        self.stdout.write(f"Every duty is as the policy says today.{mended}")
