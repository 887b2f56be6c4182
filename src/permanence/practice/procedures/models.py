"""The authority's choice of policy and settings, from a day on, proposed by one person and approved by another."""

from __future__ import annotations

from typing import Any

from django.conf import settings as site
from django.db import models

from permanence.practice.refusals import Refusal


def file_name(pk: int) -> str:
    """The name of the pack file of an adoption with this number."""
    return f"adoption-{pk}.yaml"


class Adoption(models.Model):
    """A pack the authority follows from a day, with its own settings. Once approved it never changes.

    ``text`` is the authority's own pack as it was approved: a file that extends the one before it. ``fingerprint`` is
    what that pack was worth that day, so that a later change of the program's own packs can be seen.
    """

    pack = models.CharField(max_length=20)  # AM, DG, SP, PG, PP or ENGLAND
    settings = models.JSONField(default=dict, blank=True)  # only those that differ from the document
    effective = models.DateField()
    proposed_by = models.ForeignKey(site.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    why = models.TextField(blank=True)
    approved_by = models.ForeignKey(site.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ("effective", "id")

    def __str__(self) -> str:
        return f"{self.pack} from {self.effective:%d/%m/%Y}"

    @property
    def is_waiting(self) -> bool:
        """Whether it was neither approved nor withdrawn."""
        return self.approved_at is None and self.withdrawn_at is None

    @property
    def file_name(self) -> str:
        """The name under which a later pack extends this one."""
        return file_name(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps it, unless it was approved before. The database refuses that too (triggers.py)."""
        self._refuse_if_approved()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Removes it, unless it was approved."""
        self._refuse_if_approved()
        return super().delete(*args, **kwargs)

    def _refuse_if_approved(self) -> None:
        if self.pk and Adoption.objects.filter(pk=self.pk, approved_at__isnull=False).exists():
            raise Refusal("This policy was approved already, and does not change. Propose a new one instead.")
