"""Entries of the record, in one chain: each seal covers its entry and the seal before it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One look or one change. ``number`` is its place in the chain, from 1, with no gap."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    did = models.CharField(max_length=80)  # the action, as in children.record_fact, or "looked"
    where = models.CharField(max_length=200, blank=True)  # for a look, the page, search, export or answer
    about = models.CharField(max_length=80, blank=True)  # the row it changed, as in children.Fact 12
    before = models.JSONField(null=True)  # the fields that changed, as they were; null for something new
    after = models.JSONField(null=True)  # ... and as they are
    why = models.TextField(blank=True)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=["about"]),
            models.Index(fields=["by", "at"]),
            models.Index(fields=["number"], name="changes_alone", condition=~models.Q(did="looked")),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.did} {self.about}"


class Concern(models.Model):
    """A child an entry is about. A list shown, a search answered or an export made concerns each child in it."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="concerns")
    child = models.ForeignKey("children.Child", models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["child", "entry"], name="a_child_once_an_entry"),)

    def __str__(self) -> str:
        return f"entry {self.entry_id} about child {self.child_id}"
