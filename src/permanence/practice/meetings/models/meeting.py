"""A meeting, and the people on its list."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from permanence.practice.children.models import Child
from permanence.practice.children.visibility import AboutChild
from permanence.practice.meetings.stages import STAGES
from permanence.practice.today import today

PERSON = settings.AUTH_USER_MODEL


class Meetings(AboutChild):
    """Meetings, found by those who see the child."""

    def ahead(self) -> Any:
        """Those asked for or booked, the nearest first."""
        return self.filter(stage__in=("asked", "booked")).order_by("day", "id")


class Meeting(models.Model):
    """One meeting. ``kind`` is a meeting of facts.yaml; ``pack`` and ``policy`` say whose rules it was held under.

    ``clause`` and ``because`` say what asked for it: the paragraph of a duty, or words.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=40)
    stage = models.CharField(max_length=12, choices=STAGES, default="asked")
    clause = models.CharField(max_length=40, blank=True)
    because = models.TextField(blank=True)
    day = models.DateField(null=True, blank=True)
    time = models.TimeField(null=True, blank=True)
    place = models.CharField("where, or the link to join", max_length=300, blank=True)
    chair = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    pack = models.CharField(max_length=20)
    policy = models.CharField(max_length=80, blank=True)  # its fingerprint, when the meeting closed
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    booking = models.ForeignKey("children.Fact", models.PROTECT, null=True, related_name="+")
    no_next = models.CharField("why no next meeting is booked", max_length=400, blank=True)
    every = models.CharField("how often from now on", max_length=40, blank=True)
    every_because = models.TextField("why that often", blank=True)
    enough = models.CharField(max_length=10, blank=True, choices=[("yes", "Yes"), ("no", "No")])
    recommendation = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    believed = models.JSONField(default=dict, blank=True)  # what was owed and why, when the meeting closed
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly

    objects = Meetings.as_manager()

    class Meta:
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=["child", "day"]), models.Index(fields=["stage", "day"]))

    def __str__(self) -> str:
        return f"{self.kind} {self.day or 'not booked'}"

    @property
    def is_past(self) -> bool:
        """Whether its day has come."""
        return self.day is not None and self.day <= today()


COMING = [("", "Not known yet"), ("yes", "Coming"), ("maybe", "Not sure yet"), ("no", "Cannot come")]
CAME = [("", "Not said"), ("came", "Came"), ("apologies", "Sent apologies"), ("absent", "Did not come")]


class Invitees(AboutChild):
    """Those on the lists of meetings."""

    def due_the_minutes(self) -> Any:
        """Those who are to have the minutes: all invited, and whom the policy names beside them."""
        return self.filter(models.Q(invited=True) | models.Q(is_sent_minutes=True))


class Invitee(models.Model):
    """Someone a meeting asks for, and why; or someone who was not asked, why not and who agreed.

    ``who`` is a word of meeting-words.yaml, or nothing for a post in the document's own words.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitees")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    who = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=160)
    post = models.CharField("as what", max_length=160, blank=True)
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField("e-mail", blank=True)
    clauses = models.CharField(max_length=200, blank=True)  # the paragraphs that ask for them
    strength = models.CharField(max_length=10, blank=True)
    has_parental_responsibility = models.BooleanField(default=False)
    invited = models.BooleanField(null=True)  # None: not decided
    is_sent_minutes = models.BooleanField(default=False)  # without being invited: the policy names them
    observes = models.BooleanField("as an observer", default=False)
    why_not = models.TextField(blank=True)
    agreed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    told_how = models.CharField("how they will be told", max_length=200, blank=True)
    told_by = models.DateField("when they will be told", null=True, blank=True)
    coming = models.CharField(max_length=5, blank=True, choices=COMING)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")  # None: by their private link
    came = models.CharField(max_length=10, blank=True, choices=CAME)
    why_absent = models.CharField("if they did not come, why", max_length=400, blank=True)
    views = models.TextField(blank=True)
    views_how = models.CharField("how their views were gathered", max_length=200, blank=True)
    withheld = models.JSONField(default=list, blank=True)  # sections left out of their minutes
    withheld_why = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_how = models.CharField(max_length=320, blank=True)  # an address may have 254 letters
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly

    objects = Invitees.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name

    @property
    def only_reads(self) -> bool:
        """Whether the minutes are all they were ever on the list for."""
        return self.is_sent_minutes and self.invited is None

    @property
    def reads_here(self) -> bool:
        """Whether they can sign in and read the minutes."""
        return self.person is not None and self.person.is_active

    @property
    def is_waited_for(self) -> bool:
        """Whether they are invited to a meeting that is booked and not over."""
        meeting = self.meeting
        return bool(self.invited and meeting.stage == "booked" and meeting.day and meeting.day >= today())
