"""Sends the letters that wait. Run it every few minutes: what is due is worked out each time from what is unsent."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from permanence.practice.meetings.actions.letters import send_letter
from permanence.practice.meetings.models import TRIES, Letter


class Command(BaseCommand):
    """A week without it loses nothing, and running it twice sends nothing twice."""

    help = "Sends invitations, cancellations and notices of minutes that wait in the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tries each letter once, the oldest first. One that fails does not hold up the others."""
        waiting = Letter.objects.filter(sent_at=None, tries__lt=TRIES).select_related("child")
        sent = [send_letter(by=None, letter=letter).sent_at is not None for letter in waiting]
        self.stdout.write(f"{sum(sent)} sent, {len(sent) - sum(sent)} to be tried again.")
