"""What goes out: letters, each kept until it is sent; and a person's actions to their own calendar."""

from __future__ import annotations

import uuid

from django.db import models

from permanence.practice.children.models import Child
from permanence.practice.children.visibility import AboutChild
from permanence.practice.meetings.models.meeting import PERSON, Invitee, Meeting

TRIES = 6
"""After so many tries a letter is given up, and stands on the meeting's page as not delivered."""


class Letter(models.Model):
    """A message to one person, kept until it is sent: an invitation, a change, a cancellation or minutes ready to read.

    No personal data stands in it: the record is behind the sign-in.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="letters")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    invitee = models.ForeignKey(Invitee, models.CASCADE, null=True, related_name="letters")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=[("request", "Invitation"), ("cancel", "Cancellation"),
                                                    ("minutes", "Minutes")])  # fmt: skip
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    wrong = models.CharField("what went wrong", max_length=300, blank=True)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.to}"


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
