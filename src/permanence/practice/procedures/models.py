"""The authority's choice of policy and settings, from a day on, proposed by one person and approved by another."""

from __future__ import annotations

from django.conf import settings as site
from django.db import models


class Adoption(models.Model):
    """A pack the authority follows from a day, with its own settings. Once approved it never changes."""

    pack = models.CharField(max_length=20)  # AM, DG, SP, PG, PP or ENGLAND
    settings = models.JSONField(default=dict, blank=True)  # only those that differ from the document
    effective = models.DateField()
    proposed_by = models.ForeignKey(site.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    why = models.TextField(blank=True)
    approved_by = models.ForeignKey(site.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("effective", "id")

    def __str__(self) -> str:
        return f"{self.pack} from {self.effective:%d/%m/%Y}"
