"""Duty rows: a cache of what the engine says. Whether one is due or overdue is asked of today, never stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from permanence.practice.children.visibility import AboutChild
from permanence.practice.today import today


class Duties(AboutChild):
    """Duty rows, with their status on a day."""

    def open(self) -> Any:
        """Those still owed."""
        return self.filter(settled="")

    def overdue(self, day: date | None = None) -> Any:
        """Those not done whose last good day has passed."""
        return self.open().filter(due__lt=day or today())

    def due_within(self, days: int, day: date | None = None) -> Any:
        """Those not done that are due today or in so many days."""
        first = (day or today()).toordinal()
        return self.open().filter(due__gte=date.fromordinal(first), due__lte=date.fromordinal(first + days))


class Duty(models.Model):
    """One duty row of the contract. ``place`` is its place among the child's rows, in the document's order."""

    child = models.ForeignKey("children.Child", models.CASCADE, related_name="duties")
    place = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=40)
    duty = models.CharField(max_length=60)
    because = models.CharField(max_length=80)
    anchor = models.DateField(null=True)
    not_before = models.DateField(null=True)
    due = models.DateField(null=True)
    done = models.DateField(null=True)
    booked = models.DateField(null=True)
    basis = models.CharField(max_length=10)
    strength = models.CharField(max_length=10)
    settled = models.CharField(max_length=10, blank=True)  # met, late, lapsed or missed; nothing while it is open
    days_late_settled = models.PositiveIntegerField(default=0)

    objects = Duties.as_manager()

    class Meta:
        ordering = ("child", "place")
        verbose_name_plural = "duties"
        indexes = (models.Index(fields=["settled", "due"]), models.Index(fields=["clause"]))
        constraints = (models.UniqueConstraint(fields=["child", "place"], name="a_place_once_a_child"),)

    def __str__(self) -> str:
        return f"{self.clause} {self.duty} by {self.due}"

    def status(self, day: date | None = None) -> str:
        """The contract's status as at the end of a day (today)."""
        if self.settled:
            return self.settled
        if self.due is None:
            return "untimed"
        return "overdue" if self.due < (day or today()) else "due"

    def days_late(self, day: date | None = None) -> int:
        """Whole days past due."""
        if self.status(day) != "overdue" or self.due is None:
            return self.days_late_settled
        return ((day or today()) - self.due).days


class Reckoning(models.Model):
    """When a child's duty rows were worked out, by which policy, and the first day they may no longer hold.

    Until ``good_until`` no planned day arrives, no span ends and no long time runs out, so the rows stand as they are.
    """

    child = models.OneToOneField("children.Child", models.CASCADE, related_name="reckoning")
    as_at = models.DateField()
    good_until = models.DateField(null=True)
    policy = models.CharField(max_length=40)  # code and fingerprint of the pack

    objects = AboutChild.as_manager()

    class Meta:
        indexes = (models.Index(fields=["policy", "good_until"]),)

    def __str__(self) -> str:
        return f"child {self.child_id} as at {self.as_at}"
