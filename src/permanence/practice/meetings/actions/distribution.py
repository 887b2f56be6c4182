"""When minutes have reached everyone: a fact of its own, which closes what is owed about them."""

from __future__ import annotations

from permanence.practice.children.actions import record_fact
from permanence.practice.children.actions.versions import kept, taken
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.meetings.stages import after
from permanence.practice.staff.models import Person
from permanence.practice.today import today

_PAPERS = {"adoption_planning": "document.adoption_minutes", "adoption_discussion": "document.adoption_minutes"}


def record_minutes(by: Person | None, meeting: Meeting, stage: str) -> None:
    """The minutes as a fact, in the stage they have come to (of facts.yaml)."""
    token = _PAPERS.get(meeting.kind, "document.minutes")
    record_fact(by=by, child=meeting.child, token=token, start=today(), confirmed=QUESTIONS,
                attributes={"stage": stage, "about": meeting.day})  # fmt: skip


def distribute(by: Person | None, meeting: Meeting) -> None:
    """Counts the minutes as distributed, from today on, once everyone has them; nothing while someone does not."""
    found, before = taken(meeting)
    due = Invitee.objects.about(found.child).filter(meeting=found).due_the_minutes()
    if found.stage == "approved" and not due.filter(sent_at=None).exists():
        record_minutes(by, found, "distributed")
        kept(found, before, stage=after("send", found.stage))
