"""Sends the letters that wait. Run it every few minutes: what is due is worked out each time from what is unsent."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from permanence.practice.meetings.actions.reminding import remind
from permanence.practice.meetings.models import Letter
from permanence.practice.meetings.reminders import due_reminders
from permanence.practice.meetings.sending import count_each, send_each
from permanence.practice.refusals import Refusal


class Command(BaseCommand):
    """A week without it loses nothing, and running it twice sends nothing twice."""

    help = "Makes the reminders that are due, and sends what waits in the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes the reminders, then sends."""
        for deed, kind in list(due_reminders()):
            _remind(deed, kind)
        went = send_each(list(Letter.objects.waiting().select_related("child")))
        count_each(list(Letter.objects.uncounted().select_related("child")))
        self.stdout.write(f"{went} sent, {Letter.objects.waiting().count()} to be tried again.")


def _remind(deed: Any, kind: str) -> None:
    """Makes a reminder, unless another run of this command was quicker."""
    try:
        remind(by=None, deed=deed, kind=kind)
    except Refusal:
        return
