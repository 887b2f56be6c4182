"""A child's plan for permanence: each settled plan, the tracks it is made of, what it was marked by, disagreements."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from permanence.practice.children.models import Child
from permanence.practice.children.visibility import AboutChild
from permanence.practice.meetings.models import Meeting
from permanence.practice.today import today

PERSON = settings.AUTH_USER_MODEL

LEADS, BESIDE, STANDS_BY, RULED_OUT = "primary", "parallel", "contingency", "ruled_out"
ROLES = [(LEADS, "Leads"), (BESIDE, "Kept open beside it"), (STANDS_BY, "Stands by if it fails"),
         (RULED_OUT, "Ruled out")]  # fmt: skip
"""The places an option may have in a plan; the words of the meetings' verdicts."""

PLACED = [("", "No place in the plan"), *ROLES]


class Plans(AboutChild):
    """Settled plans."""

    def standing(self) -> Any:
        """Those in force: for each child the last one settled."""
        return self.filter(stands=True)


class Plan(models.Model):
    """A plan as it was settled on a day; the next is a new row, and this one stays as it was.

    ``changed`` is whether another option leads than before. ``fact`` is the plan in the contract's words; ``pack`` and
    ``policy`` (its fingerprint) whose rules it was settled under; ``believed`` the tracks and what was owed then.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="plans")
    day = models.DateField()
    because = models.TextField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="plans")
    primary = models.CharField(max_length=40)
    changed = models.BooleanField(default=False)
    stands = models.BooleanField(default=True)
    fact = models.ForeignKey("children.Fact", models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey("meetings.Paper", models.PROTECT, null=True, related_name="+")  # the written plan then
    pack = models.CharField(max_length=20)
    policy = models.CharField(max_length=80)
    believed = models.JSONField(default=dict, blank=True)
    settled_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(auto_now_add=True)

    objects = Plans.as_manager()

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.UniqueConstraint(fields=["child"], condition=models.Q(stands=True), name="one_plan_stands"),
        )

    def __str__(self) -> str:
        return f"plan of {self.day}"


class Tracks(AboutChild):
    """Tracks of plans."""

    def live(self) -> Any:
        """Those in the plan now."""
        return self.filter(end=None).exclude(role=RULED_OUT)


ENDS = [("", "Goes on"), ("moved", "Given another place in the plan"), ("ruled_out", "Ruled out")]


class Track(models.Model):
    """A stretch of time in which an option (of facts.yaml) had one place in the plan, by one way (a variant).

    Another place, or another way, is a new row. ``ended_at`` is the meeting that ruled it out; ``decides`` is what will
    decide, by the day ``decides_on``. A track of the role "ruled_out" was never live: it was looked at and ruled out.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="tracks")
    option = models.CharField(max_length=40)
    variant = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=12, choices=ROLES)
    why = models.TextField("why it is live")
    rules_out = models.TextField("what would rule it out", blank=True)
    evidence = models.TextField("what is known so far", blank=True)
    decides = models.CharField("what will decide", max_length=400, blank=True)
    decides_on = models.DateField("by which day", null=True, blank=True)
    start = models.DateField()
    end = models.DateField(null=True)
    ended = models.CharField(max_length=10, blank=True, choices=ENDS)
    ended_because = models.TextField(blank=True)
    ended_at = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly

    objects = Tracks.as_manager()

    class Meta:
        ordering = ("start", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["child", "option"], condition=models.Q(end=None), name="an_option_has_one_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.option}, {self.role}, from {self.start}"


class Marks(AboutChild):
    """Marks of plans."""

    def standing(self) -> Any:
        """Those that were not taken back."""
        return self.filter(taken_back="")


class Mark(models.Model):
    """Something that was said of a plan or of an option: who was told, agreed or knows it; when and how.

    ``kind`` is "change" or "several" (told), "reviewed" (the statutory review), "court" (the court agreed it), or
    a word of plan-words.yaml, said. ``fact`` is what it was recorded as; ``taken_back`` why it turned out to be wrong.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="plan_marks")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="marks")
    option = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40)
    who = models.CharField(max_length=200)
    on = models.DateField()
    how = models.CharField(max_length=200, blank=True)
    agreed = models.BooleanField(null=True)
    in_time = models.BooleanField("meets the child's needs in a realistic time", null=True)
    note = models.TextField(blank=True)
    fact = models.ForeignKey("children.Fact", models.PROTECT, null=True, related_name="+")
    taken_back = models.CharField("why it was taken back", max_length=400, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = Marks.as_manager()

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.kind}: {self.who}, {self.on}"


WHOSE = [("worker", "A worker's"), ("child", "The child's")]
OUTCOMES = [("", "Not settled yet"), ("changed", "The plan was changed"), ("stays", "The plan stays, and why was said"),
            ("withdrawn", "It was taken back")]  # fmt: skip


class Disagreement(models.Model):
    """Someone is unhappy with the plan, or with how it is made: a worker, or the child."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="disagreements")
    whose = models.CharField(max_length=10, choices=WHOSE)
    pack = models.CharField(max_length=20)
    on = models.DateField()
    about = models.TextField("what they are unhappy with")
    wants = models.TextField("what they want instead", blank=True)
    outcome = models.CharField(max_length=10, blank=True, choices=OUTCOMES)
    outcome_why = models.TextField(blank=True)
    settled_on = models.DateField(null=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.get_whose_display()} disagreement of {self.on}"


class Step(models.Model):
    """One step of a disagreement: who (a word of meeting-words.yaml) does what, by when, and what they answered.

    ``is_ours`` is whether the time is our proposal and not the policy's.
    """

    disagreement = models.ForeignKey(Disagreement, models.PROTECT, related_name="steps")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=40)
    do = models.CharField(max_length=300)
    clauses = models.CharField(max_length=100, blank=True)
    within = models.CharField(max_length=40)
    is_ours = models.BooleanField(default=True)
    due = models.DateField()
    answer = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=["disagreement", "place"], name="a_step_once"),)

    def __str__(self) -> str:
        return f"{self.who}: {self.do}"

    def is_late(self, day: date | None = None) -> bool:
        """Whether it waits after its day."""
        return self.done_on is None and self.due < (day or today())


class ForChild(models.Model):
    """The worker's own words on the child's page of the plan. ``plan`` is the one they were written for."""

    child = models.OneToOneField(Child, models.PROTECT, related_name="plan_page")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    happening = models.TextField("what is happening", blank=True)
    said = models.TextField("what I said", blank=True)
    talk_to = models.TextField("who to talk to", blank=True)
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly

    objects = AboutChild.as_manager()

    class Meta:
        verbose_name_plural = "pages for children"

    def __str__(self) -> str:
        return f"page for child {self.child_id}"
