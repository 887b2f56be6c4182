"""A search for a family for one child: its log, the carers linked with the child, and introductions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from permanence.practice.children.models import Child
from permanence.practice.children.visibility import AboutChild
from permanence.practice.today import today

PERSON = settings.AUTH_USER_MODEL


class Searches(AboutChild):
    """Searches, found by those who see the child."""

    def open(self) -> Any:
        """Those that go on."""
        return self.filter(closed_on=None)


class Search(models.Model):
    """The search for a family for a child: who looks, for what kind of family, and how it ended."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="searches")
    finder = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    wanted = models.TextField("what kind of family")
    began_on = models.DateField(default=today)
    begun_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    ended = models.CharField("how it ended", max_length=400, blank=True)

    objects = Searches.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["child"], condition=models.Q(closed_on=None), name="one_search_at_a_time"),
        )

    def __str__(self) -> str:
        return f"search of {self.began_on:%d/%m/%Y}"


class LogEntry(models.Model):
    """A step of a search: where someone looked, and what came of it."""

    search = models.ForeignKey(Search, models.PROTECT, related_name="log")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    day = models.DateField()
    where = models.CharField("where they looked", max_length=160)
    found = models.TextField("what came of it")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("-day", "-id")

    def __str__(self) -> str:
        return f"{self.where}, {self.day:%d/%m/%Y}"


STATES = [
    ("thought_of", "Thought of"),
    ("linked", "Linked: being looked at closely"),
    ("chosen", "Chosen: put forward for the match"),
    ("ruled_out", "Ruled out"),
]


class Carers(models.Model):
    """Carers who were thought of for a child, how they fit, and where that stands.

    ``are_present`` marks the carers with whom the child lives now: they are assessed and visited jointly first.
    ``identified`` is the fact that suitable carers are found, while these are the ones chosen.
    """

    search = models.ForeignKey(Search, models.PROTECT, related_name="carers")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    name = models.CharField("who they are", max_length=160)
    are_present = models.BooleanField("the child lives with them now", default=False)
    agency = models.CharField("their agency, if they are not the council's own", max_length=160, blank=True)
    state = models.CharField(max_length=12, choices=STATES, default="thought_of")
    strengths = models.TextField("how they would meet the child's needs", blank=True)
    worries = models.TextField("what stands against it, or needs support", blank=True)
    visited_on = models.DateField("when they were visited together", null=True, blank=True)
    why = models.TextField("why it stands so", blank=True)
    identified = models.ForeignKey("children.Fact", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Introduction(models.Model):
    """A step of getting to know each other, planned for a day, and how it went."""

    carers = models.ForeignKey(Carers, models.PROTECT, related_name="introductions")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    day = models.DateField()
    what = models.CharField("what happens", max_length=300)
    went = models.TextField("how it went, and what the child said", blank=True)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("day", "id")

    def __str__(self) -> str:
        return f"{self.what}, {self.day:%d/%m/%Y}"
