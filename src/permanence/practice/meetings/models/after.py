"""What a meeting leaves on records: a note on each child's own, and one page for the child."""

from __future__ import annotations

from django.db import models

from permanence.practice.children.models import Child
from permanence.practice.children.visibility import AboutChild
from permanence.practice.meetings.models.meeting import PERSON, Meeting


class CaseNote(models.Model):
    """What a meeting puts on a child's own record: its actions in short; of a brother or sister their own part only.

    One that was put on the wrong record is taken back, and stays in the history.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="case_notes")
    child = models.ForeignKey(Child, models.PROTECT, related_name="case_notes")  # whose record it is on
    text = models.TextField(blank=True)
    actions = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back = models.TextField("why it was taken back", blank=True)

    objects = AboutChild.as_manager()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"note of meeting {self.meeting_id}"

    @property
    def is_of_a_sibling(self) -> bool:
        """Whether the meeting was about a brother or sister of the child."""
        return bool(self.child_id != self.meeting.child_id)


class ChildsMinutes(models.Model):
    """What a worker wrote for the child's own page of a meeting; the rest of the page comes from the minutes."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="childs_minutes")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)  # a form that knows an older one is refused kindly
    written_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    objects = AboutChild.as_manager()

    def __str__(self) -> str:
        return f"the child's page of meeting {self.meeting_id}"
