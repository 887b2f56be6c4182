"""Meetings about a child: who is asked, what is written, what is agreed, and who has the minutes."""

from __future__ import annotations

import uuid
from datetime import date
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

    def underway(self) -> Any:
        """Those held whose minutes have not reached everyone."""
        return self.filter(stage__in=("held", "closed", "approved")).order_by("day", "id")


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


COMING = [("", "Not known yet"), ("yes", "Coming"), ("no", "Cannot come")]
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
    coming = models.CharField(max_length=4, blank=True, choices=COMING)
    came = models.CharField(max_length=10, blank=True, choices=CAME)
    why_absent = models.CharField("if they did not come, why", max_length=400, blank=True)
    views = models.TextField(blank=True)
    views_how = models.CharField("how their views were gathered", max_length=200, blank=True)
    withheld = models.JSONField(default=list, blank=True)  # sections left out of their minutes
    withheld_why = models.CharField(max_length=400, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_how = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly

    objects = Invitees.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name


class Passage(models.Model):
    """What was written under one prompt of a meeting's minutes or of a paper.

    A writer must know its ``version`` to change it, so that two people may write side by side.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="passages")
    paper = models.ForeignKey("Paper", models.CASCADE, null=True, related_name="passages")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    prompt = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    objects = AboutChild.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "prompt"], name="one_passage_a_prompt"),
            models.UniqueConstraint(fields=["paper", "prompt"], name="one_passage_a_prompt_of_a_paper"),
            models.CheckConstraint(
                condition=models.Q(meeting__isnull=True) ^ models.Q(paper__isnull=True), name="of_a_meeting_or_a_paper"
            ),
        )

    def __str__(self) -> str:
        return f"{self.prompt} of {self.meeting or self.paper}"


VERDICTS = [("primary", "Leads"), ("parallel", "Kept open beside it"), ("contingency", "Stands by if it fails"),
            ("ruled_out", "Ruled out")]  # fmt: skip


class Appraisal(models.Model):
    """What a meeting thought of one option of permanence (an option of facts.yaml), and why."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="appraisals")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    option = models.CharField(max_length=40)
    verdict = models.CharField(max_length=12, choices=VERDICTS)
    why = models.TextField()

    objects = AboutChild.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "option"], name="an_option_once_a_meeting"),)

    def __str__(self) -> str:
        return f"{self.option}: {self.get_verdict_display()}"


OUTCOMES = [("", "Open"), ("done", "Done"), ("dropped", "No longer needed")]


class Deed(models.Model):
    """An action agreed at a meeting: what, by whom and by when, what done looks like, and what became of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="deeds")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    what = models.CharField(max_length=400)
    looks_like = models.CharField("what done looks like", max_length=400, blank=True)
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField("or someone who does not work here", max_length=160, blank=True)
    due = models.DateField()
    outcome = models.CharField(max_length=10, blank=True, choices=OUTCOMES)
    evidence = models.TextField(blank=True)
    settled_at = models.DateField(null=True)
    settled_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("due", "id")

    def __str__(self) -> str:
        return self.what

    @property
    def who(self) -> str:
        """The name of the owner."""
        return self.owner.name if self.owner else self.owner_name

    def is_late(self, day: date | None = None) -> bool:
        """Whether it is open after its day."""
        return not self.outcome and self.due < (day or today())


class SiblingNote(models.Model):
    """What a meeting said about a brother or sister of its child: their own part only, kept on their own record."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sibling_notes")
    child = models.ForeignKey(Child, models.PROTECT, related_name="notes_of_siblings")  # the brother or sister
    text = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back = models.CharField("why it was taken back", max_length=400, blank=True)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"note of meeting {self.meeting_id}"


class Paper(models.Model):
    """A paper that a policy asks for, such as a permanence plan or a referral. ``kind`` is a paper of meetings.yaml.

    A finished paper stays; the next is a new row.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=40)
    pack = models.CharField(max_length=20)
    begun_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    finished_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    finished_on = models.DateField(null=True)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.kind} of {self.begun_at:%d/%m/%Y}"


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
