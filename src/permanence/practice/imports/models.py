"""An import: the files as they were sent, and what they would change, child by child."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from permanence.practice.imports.states import IN_HAND, NAMES
from permanence.practice.imports.visibility import Imports, NamedInAFile


class Import(models.Model):
    """One bringing-in of files, from the upload to its undoing. ``folder`` names where its files are kept."""

    folder = models.UUIDField(default=uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    stage = models.CharField(max_length=12, choices=list(NAMES.items()), default="reading")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # for the stage it is at
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)  # how often a worker began the work in hand
    said = models.TextField(blank=True)  # why the last work could not be done
    as_at = models.DateField(null=True)  # the day on which the files were compared with what is recorded
    totals = models.JSONField(default=list)  # one a file: rows read = used + set aside
    not_shown = models.PositiveIntegerField(default=0)  # children of the files whom the importer may not see
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = Imports.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def in_hand(self) -> bool:
        """Whether a worker has it, or will."""
        return self.stage in IN_HAND


class SentFile(models.Model):
    """A file as it was sent. It is kept under ``kept_as``, a name of our own; its own name is only shown."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="files")
    name = models.CharField(max_length=150)
    kept_as = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()  # bytes
    digest = models.CharField(max_length=64)  # SHA-256, so that the same file is known when it comes again

    objects = models.Manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["digest"]),)

    def __str__(self) -> str:
        return self.name


class Listed(NamedInAFile):
    """Children of an import, by what it would do to them."""

    def showing(self, what: str) -> Any:
        """Those to whom a heading of the dry run applies (all, where it is none of them)."""
        return self.filter(SHOWN[what]) if what in SHOWN else self.all()

    def to_apply(self) -> Any:
        """Those for whom there is something to write."""
        return self.filter(Q(is_new=True) | Q(new__gt=0) | Q(changed__gt=0) | Q(conflicting__gt=0), left_out=False)


_NOTHING_TO_SAY = Q(is_new=False, new=0, changed=0, conflicting=0, set_aside=0)
SHOWN = {
    "new": Q(is_new=True),
    "changed": Q(is_new=False) & (Q(new__gt=0) | Q(changed__gt=0)),
    "conflicting": Q(conflicting__gt=0),
    "set_aside": Q(set_aside__gt=0),
    "unchanged": _NOTHING_TO_SAY,
    "left_out": Q(left_out=True),
    "moved_on": Q(outcome="moved_on"),
}
"""The headings of the dry run; a child may stand under several."""


class ImportedChild(models.Model):
    """A child of the files: what would be new, changed, conflicting or set aside, line by line (``lines.py``).

    ``stamp`` marks the child's record as it was when compared; where it differs later, the child has moved on.
    """

    source = models.ForeignKey(Import, models.CASCADE, related_name="children")
    return_id = models.CharField("child ID in the return", max_length=40)
    child = models.ForeignKey("children.Child", models.PROTECT, null=True, related_name="imported")
    is_new = models.BooleanField(default=False)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    conflicting = models.PositiveIntegerField(default=0)
    set_aside = models.PositiveIntegerField(default=0)
    details = models.JSONField(default=dict)  # date of birth, sex and ethnicity, as the files say
    lines = models.JSONField(default=list)
    stamp = models.CharField(max_length=64, blank=True)
    left_out = models.BooleanField(default=False)  # a person chose to leave the child as they are
    taken = models.JSONField(default=list)  # the places of conflicting lines for which a person chose the file
    outcome = models.CharField(max_length=12, blank=True)  # applied, moved_on or undone
    made = models.JSONField(
        default=list
    )  # of each line applied: the fact made (none: withdrawn only), and the one it took the place of

    objects = Listed.as_manager()

    class Meta:
        ordering = ("return_id",)
        constraints = (models.UniqueConstraint(fields=["source", "return_id"], name="a_child_once_an_import"),)

    def __str__(self) -> str:
        return f"{self.return_id} in {self.source}"


class Problem(models.Model):
    """Something wrong in a file, and what was done about it, as the reader says it."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="problems")
    child = models.ForeignKey("children.Child", models.PROTECT, null=True, related_name="+")
    return_id = models.CharField(max_length=40, blank=True)
    file = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(null=True)
    field = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=200, blank=True)
    wrong = models.TextField()
    done = models.TextField()

    objects = NamedInAFile.as_manager()

    class Meta:
        ordering = ("file", "line", "pk")
        indexes = (models.Index(fields=["source", "file", "line"]),)

    def __str__(self) -> str:
        return f"{self.file} line {self.line}: {self.wrong}"
