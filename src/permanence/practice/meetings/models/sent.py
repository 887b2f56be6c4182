"""What goes out: letters, each kept until it is sent; and a person's actions to their own calendar."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from permanence.practice.children.models import Child
from permanence.practice.children.visibility import AboutChild
from permanence.practice.meetings.models.meeting import PERSON, Invitee, Meeting
from permanence.practice.meetings.models.written import Deed

LETTERS = [("request", "Invitation"), ("cancel", "Cancellation"), ("minutes", "Minutes"), ("soon", "Reminder"),
           ("late", "Reminder of what is late")]  # fmt: skip
TRIES = 6
"""After so many tries a letter is given up, and stands on the meeting's page as not delivered."""
FIRST_WAIT = timedelta(minutes=5)
"""After a first try that failed; each later wait is four times as long, so the last try is days after the first."""


class Letters(AboutChild):
    """The outbox."""

    def unsent(self) -> Any:
        """Those that nobody has and that still say what is so, given up or not."""
        return self.filter(sent_at=None, is_overtaken=False)

    def waiting(self) -> Any:
        """Those that are to be sent and not given up."""
        return self.unsent().filter(tries__lt=TRIES)

    def given_up(self) -> Any:
        """Those that nobody has, and that are tried no more."""
        return self.unsent().filter(tries__gte=TRIES)

    def perhaps_read(self) -> Any:
        """Those that went, or are going while one asks."""
        return self.filter(~models.Q(sent_at=None) | models.Q(tries__gt=0, wrong=""))

    def uncounted(self) -> Any:
        """Those about minutes that went, whose readers are not down as having them yet."""
        return self.filter(kind="minutes", invitee__sent_at=None).exclude(sent_at=None)


class Letter(models.Model):
    """A message to one person, kept until it is sent: an invitation, a change, a cancellation, minutes to read, or
    that an action of theirs is due (``deed``, on the day ``of``).

    No personal data stands in it: the record is behind the sign-in.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="letters")
    child = models.ForeignKey(Child, models.PROTECT, related_name="letters")
    invitee = models.ForeignKey(Invitee, models.CASCADE, null=True, related_name="letters")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=LETTERS)
    deed = models.ForeignKey(Deed, models.PROTECT, null=True, related_name="+")
    of = models.DateField(null=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    wrong = models.CharField("what went wrong", max_length=300, blank=True)
    is_overtaken = models.BooleanField(default=False)  # a later letter says what is so now, so this one is not sent

    objects = Letters.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["deed", "kind", "of", "to"], condition=models.Q(deed__isnull=False), name="reminded_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.to}"

    @property
    def is_given_up(self) -> bool:
        """Whether nobody has it, and it is tried no more."""
        return self.sent_at is None and not self.is_overtaken and self.tries >= TRIES

    def is_due(self, now: datetime) -> bool:
        """Whether it waits and it is time to try it: at once, and after a failure each time later."""
        if self.sent_at is not None or self.is_overtaken or self.tries >= TRIES:
            return False
        return self.tried_at is None or now >= self.tried_at + FIRST_WAIT * 4 ** max(self.tries - 1, 0)


class Feed(models.Model):
    """A private address at which a person's own calendar reads their actions. Only its digest is kept: who has lost the
    address makes a new one, which ends the one before.
    """

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person"], condition=models.Q(ended_at=None), name="one_feed_a_person"),
        )

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
