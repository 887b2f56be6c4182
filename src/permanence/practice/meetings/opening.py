"""Opening a meeting: found among those about children the person may see, and the look recorded."""

from __future__ import annotations

from django.http import HttpRequest

from permanence.practice.children.opening import open_about
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.gates import Writing, writing_of
from permanence.practice.meetings.models import Attached, Deed, Invitee, Letter, Meeting, Paper
from permanence.practice.meetings.policy import day_of
from permanence.practice.today import today

_WITH = ("child__team", "chair", "closed_by", "approved_by", "booking", "follows")


def open_meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting. Raises Http404 where there is none, or it is about a child whom the person may not see."""
    return open_about(request, Meeting, *_WITH, pk=pk)


def open_writing(request: HttpRequest, pk: int) -> Writing:
    """The meeting with all that is written in it."""
    meeting = open_meeting(request, pk)
    so = circumstances(meeting.child, meeting.kind, day_of(meeting, today()), request.user, meeting)
    return writing_of(meeting, so)


def open_invitee(request: HttpRequest, meeting: int, pk: int) -> Invitee:
    """Someone on the list of a meeting."""
    return open_about(request, Invitee, "meeting", "person", pk=pk, meeting=meeting)


def open_deed(request: HttpRequest, pk: int) -> Deed:
    """An action of a meeting."""
    return open_about(request, Deed, "meeting", "owner", pk=pk)


def open_paper(request: HttpRequest, pk: int) -> Paper:
    """A paper of a child."""
    return open_about(request, Paper, "begun_by", "finished_by", pk=pk)


def open_letter(request: HttpRequest, pk: int) -> Letter:
    """A letter about a meeting."""
    return open_about(request, Letter, "meeting", pk=pk)


def open_attached(request: HttpRequest, pk: int) -> Attached:
    """A file of a meeting or a paper."""
    return open_about(request, Attached, "meeting", "paper", pk=pk)
