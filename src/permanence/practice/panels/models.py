"""Sittings of panels, who sits, the children before them, their papers, and what was decided."""

from __future__ import annotations

import datetime as dt
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models

from permanence.practice.children.models import Child
from permanence.practice.children.visibility import AboutChild
from permanence.practice.panels.stages import STAGES
from permanence.practice.panels.visibility import Items
from permanence.practice.today import today

PERSON = settings.AUTH_USER_MODEL


class Sitting(models.Model):
    """One sitting of a panel. ``rule_day`` is its day by the rule, or the day it was first set for; it never changes.

    ``panel`` is a panel of panels.yaml under ``pack``; ``day`` is when it is held, None where it is not.
    ``papers_by`` is the last good day for a referral, where one is set.
    """

    panel = models.CharField(max_length=40)
    pack = models.CharField(max_length=20)
    rule_day = models.DateField()
    day = models.DateField(null=True, blank=True)
    why = models.CharField("why it was moved or is not held", max_length=300, blank=True)
    time = models.TimeField(default=dt.time(9, 30))
    place = models.CharField("where, or the link to join", max_length=300, blank=True)
    places = models.PositiveSmallIntegerField("how many children fit", default=8)
    minutes_each = models.PositiveSmallIntegerField("minutes for each", default=30)
    quorum = models.PositiveSmallIntegerField("how many members must be there", default=3)
    papers_by = models.DateField("last day for referrals", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly

    objects = models.Manager()

    class Meta:
        ordering = ("day", "time")
        constraints = (models.UniqueConstraint(fields=["pack", "panel", "rule_day"], name="a_sitting_once"),)

    def __str__(self) -> str:
        return f"{self.panel} {self.day or 'not held'}"

    def time_of(self, place: int) -> dt.time:
        """When the item with this place on the agenda is heard (the first is 0)."""
        start = datetime.combine(self.rule_day, self.time)
        return (start + timedelta(minutes=place * self.minutes_each)).time()


CAME = [("", "Not said yet"), ("came", "Came"), ("apologies", "Sent apologies"), ("absent", "Did not come")]


class Seat(models.Model):
    """Someone who sits at one sitting, as what, and whether they came."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="seats")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    post = models.CharField("as what", max_length=160, blank=True)
    is_chair = models.BooleanField("chairs", default=False)
    came = models.CharField(max_length=10, blank=True, choices=CAME)

    objects = models.Manager()

    class Meta:
        ordering = ("-is_chair", "person__name")
        constraints = (models.UniqueConstraint(fields=["sitting", "person"], name="a_seat_once_a_sitting"),)

    def __str__(self) -> str:
        return f"{self.person.name}, {self.post}" if self.post else self.person.name


OUTCOMES = [("ratified", "Agreed"), ("deferred", "Put off"), ("declined", "Not agreed")]
"""The outcomes of facts.yaml, in the words of the pages."""


class Item(models.Model):
    """A child put before a panel: what about, at which sitting, what was decided and why.

    ``matter`` is a word of panel-words.yaml; ``exception`` says why the panel may decide though a condition of the
    policy is not met; ``late_...`` who took the referral after its last day, and why. ``listing`` and ``referral`` are
    the facts that the child is heard there, and that the referral was sent in.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="panel_items")
    panel = models.CharField(max_length=40)
    pack = models.CharField(max_length=20)
    matter = models.CharField(max_length=40)
    stage = models.CharField(max_length=12, choices=STAGES, default="preparing")
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)  # on the agenda, the first is 0
    clause = models.CharField(max_length=40, blank=True)  # of the duty it comes from
    because = models.TextField("what the panel is asked, and why", blank=True)
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey("meetings.Paper", models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    referred_on = models.DateField(null=True)
    referred_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    late_why = models.CharField("why it is late", max_length=400, blank=True)
    late_agreed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    exception = models.TextField(blank=True)
    listing = models.ForeignKey("children.Fact", models.PROTECT, null=True, related_name="+")
    referral = models.ForeignKey("children.Fact", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, blank=True, choices=OUTCOMES)
    reasons = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # the item that was put off
    why_withdrawn = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly

    objects = Items.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["sitting", "stage"]),)

    def __str__(self) -> str:
        return f"{self.matter} before {self.panel}"


class Enclosure(models.Model):
    """A paper the panel wants for one child: when it came and what shows it, or why it is not needed."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="enclosures")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    by = models.CharField("who writes it", max_length=40, blank=True)
    clauses = models.CharField(max_length=200, blank=True)
    strength = models.CharField(max_length=10, blank=True)
    judged = models.CharField("wanted where", max_length=200, blank=True)
    came_on = models.DateField("when it came", null=True, blank=True)
    source = models.CharField("where it is, or what shows it", max_length=300, blank=True)
    not_needed = models.CharField("why it is not needed", max_length=300, blank=True)
    late_agreed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    late_why = models.CharField("why it was taken late", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_there(self) -> bool:
        """Whether it came, or is said not to be needed."""
        return self.came_on is not None or bool(self.not_needed)


class Aside(models.Model):
    """A member who leaves one item to the others, because of an interest of their own. They do not see the child."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="asides")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)

    objects = AboutChild.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "person"], name="an_aside_once_an_item"),)

    def __str__(self) -> str:
        return f"{self.person.name} stands aside"


class Told(models.Model):
    """Someone who is to hear of a decision, and when and how they did."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="told")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    post = models.CharField("as what", max_length=160, blank=True)
    clauses = models.CharField(max_length=200, blank=True)
    told_on = models.DateField("when they were told", null=True)
    how = models.CharField("how they were told", max_length=200, blank=True)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name


class Task(models.Model):
    """What is to be done because of a decision: by whom, by when, and what became of it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="tasks")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    what = models.CharField(max_length=400)
    clauses = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField("or who, where the record knows nobody", max_length=160, blank=True)
    due = models.DateField()
    done_on = models.DateField(null=True)
    became = models.TextField("what became of it", blank=True)
    wishes = models.TextField("what the child would like", blank=True)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("due", "id")

    def __str__(self) -> str:
        return self.what

    @property
    def who(self) -> str:
        """The name of who does it."""
        return self.owner.name if self.owner else self.owner_name

    def is_late(self, day: date | None = None) -> bool:
        """Whether it is open after its day."""
        return self.done_on is None and self.due < (day or today())
