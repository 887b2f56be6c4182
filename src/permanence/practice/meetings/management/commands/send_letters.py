"""Sends the letters that wait. Run it every few minutes: what is due is worked out each time from what is unsent."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from permanence.practice.meetings.actions.outbox import send_letter
from permanence.practice.meetings.actions.reminding import remind
from permanence.practice.meetings.models import Letter
from permanence.practice.meetings.reminders import due_reminders
from permanence.practice.refusals import Refusal


class Command(BaseCommand):
    """A week without it loses nothing, and running it twice sends nothing twice."""

    help = "Makes the reminders that are due, and sends what waits in the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tries each letter whose time it is, the oldest first. One that fails does not hold up the others."""
        for deed, kind in list(due_reminders()):
            _remind(deed, kind)
        now = timezone.now()
        waiting = [one for one in Letter.objects.waiting().select_related("child") if one.is_due(now)]
        sent = [send_letter(by=None, letter=letter).sent_at is not None for letter in waiting]
        self.stdout.write(f"{sum(sent)} sent, {len(sent) - sum(sent)} to be tried again.")


def _remind(deed: Any, kind: str) -> None:
    """Makes a reminder, unless another run of this command was quicker."""
    try:
        remind(by=None, deed=deed, kind=kind)
    except Refusal:
        return
