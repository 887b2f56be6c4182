"""What is written at a meeting or in a paper: words under prompts, options weighed, and actions agreed."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from permanence.practice.children.models import Child
from permanence.practice.children.visibility import AboutChild
from permanence.practice.meetings.models.meeting import PERSON, Meeting
from permanence.practice.today import today


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


class Passage(models.Model):
    """What was written under one prompt of a meeting's minutes or of a paper.

    A writer must know its ``version`` to change it, so that two people may write side by side.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="passages")
    paper = models.ForeignKey(Paper, models.CASCADE, null=True, related_name="passages")
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
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly

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


class Attached(models.Model):
    """A file that belongs to a meeting or a paper, such as an expert's report. The file itself lies in a folder of the
    data, under a name of our own; one put there by mistake is taken off, and the row tells of it.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="files")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="files")
    child = models.ForeignKey(Child, models.PROTECT, related_name="files")
    what = models.CharField("what it is", max_length=160)
    name = models.CharField(max_length=120)
    kept_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_off = models.TextField("why it was taken off", blank=True)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(meeting__isnull=True) ^ models.Q(paper__isnull=True), name="file_of_one_or_the_other"
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} ({self.name})"
