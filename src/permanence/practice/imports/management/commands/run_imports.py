"""manage.py run_imports: the worker of imports. May be stopped at any time; what it was at is taken up again."""

from __future__ import annotations

import time
from itertools import count
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from permanence.practice.imports.working import let_files_go, work_through

PAUSE = 3
"""Seconds between looks for work."""
AN_HOUR = 3600 // PAUSE
"""Looks for work between looks for files that were kept long enough."""


class Command(BaseCommand):
    """Does the work that imports wait for, again and again, and lets go of files that were kept long enough."""

    help = (
        "Reads, applies and undoes the imports that wait for it. Runs until stopped; with --once, until nothing waits."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """--once."""
        parser.add_argument("--once", action="store_true", help="stop when nothing waits")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Looks for work until stopped."""
        for look in count():
            if look % AN_HOUR == 0:
                let_files_go()
            done = work_through()
            if once:
                self.stdout.write(f"Worked on {done} imports.")
                return
            time.sleep(PAUSE)
