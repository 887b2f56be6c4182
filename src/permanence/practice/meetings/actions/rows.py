"""Taking a row of a meeting in hand: locked, as it stands now, and only if the writer has seen it so."""

from __future__ import annotations

from typing import Any

from permanence.practice.meetings.models import Meeting
from permanence.practice.meetings.stages import is_open
from permanence.practice.record.snapshot import Snapshot, snapshot
from permanence.practice.record.writing import write
from permanence.practice.refusals import Refusal

SINCE = "Someone else has changed this since you opened it. What you typed is still in the form: look at theirs first."


def taken(meeting: Meeting, version: int | None = None) -> tuple[Meeting, Snapshot]:
    """The meeting as it stands, locked, and its snapshot. Raises Refusal where it is not the version the writer saw."""
    found: Meeting = (
        Meeting.objects.about(meeting.child).select_for_update(no_key=True).select_related(None).get(pk=meeting.pk)
    )
    if version is not None and found.version != version:
        raise Refusal(SINCE)
    return found, snapshot(found)


def kept(meeting: Meeting, before: Snapshot, why: str = "", **changes: Any) -> Meeting:
    """The meeting with these changes, one version on."""
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.save()
    write(meeting, children=[meeting.child_id], before=before, why=why)
    return meeting


def refuse_when_closed(meeting: Meeting) -> None:
    """Raises Refusal once the minutes are closed: what was believed then stays."""
    if not is_open(meeting.stage):
        raise Refusal("This meeting is closed, so what was written stays. Its minutes can be sent back to be mended.")
