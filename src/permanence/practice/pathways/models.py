"""A pathway of one child, and each time one of its steps was taken. What was taken is never changed, only added to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.visibility import AboutChild
from permanence.practice.today import today

PERSON = settings.AUTH_USER_MODEL


class Courses(AboutChild):
    """Pathways of children, found by those who see the child."""

    def open(self) -> Any:
        """Those that go on."""
        return self.filter(closed_on=None)


class Course(models.Model):
    """A pathway that a child is on: why it began and how it ended. ``pack`` is the policy it follows to its end."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="pathways")
    kind = models.CharField(max_length=40)
    pack = models.CharField(max_length=20)
    why = models.TextField("why it began")
    began_on = models.DateField(default=today)
    begun_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ended = models.TextField("how it ended", blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = Courses.as_manager()

    class Meta:
        ordering = ("closed_on", "-began_on", "-id")

    def __str__(self) -> str:
        return f"{self.kind} from {self.began_on:%d/%m/%Y}"


class StepTaken(models.Model):
    """A step taken: on which day, what was chosen or answered, in whose words, and the fact it was recorded as.

    ``was_there``: the fact was on record already, from elsewhere, so putting the step right leaves it as it is.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="taken")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    day = models.DateField(default=today)
    answer = models.CharField(max_length=40, blank=True)  # yes or no, or the choice
    words = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    fact = models.ForeignKey(Fact, models.PROTECT, null=True, related_name="+")
    was_there = models.BooleanField(default=False)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "steps taken"

    def __str__(self) -> str:
        return f"{self.step} on {self.day:%d/%m/%Y}"
