"""The child's own page of a meeting: to read, to write for, and as a file to print or send."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.practice.design.forms import posted
from permanence.practice.meetings import actions
from permanence.practice.meetings.childs_minutes import band_of, page_for_child
from permanence.practice.meetings.forms.asked import ForChildForm
from permanence.practice.meetings.gates import Writing
from permanence.practice.meetings.models import ChildsMinutes
from permanence.practice.meetings.opening import open_writing
from permanence.practice.meetings.presenters import crumbs
from permanence.practice.meetings.printed import answer_with
from permanence.practice.meetings.views.steps import at_meeting, step
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write, sees_children


def _told(writing: Writing) -> ChildsMinutes | None:
    """What was written for the child. Raises Http404 before the minutes are approved: there is no page yet."""
    if writing.meeting.approved_at is None:
        raise Http404
    found: ChildsMinutes | None = (
        ChildsMinutes.objects.about(writing.meeting.child).filter(meeting=writing.meeting).first()
    )
    return found


@needs(sees_children)
def for_child(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as the child gets it."""
    writing = open_writing(request, pk)
    told = _told(writing)
    context = {
        "minutes": page_for_child(writing, told, request.user), "meeting": writing.meeting, "told": told,
        "title": "For the child",
        "crumbs": crumbs(writing.meeting.child, writing.meeting), "may_write": may_write(request.user),
    }  # fmt: skip
    return render(request, "meetings/for_child.html", context)


@needs(may_write)
def write_for_child(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes why it was decided and what happens next, in words for the child."""
    writing = open_writing(request, pk)
    told, meeting = _told(writing), writing.meeting
    stands = {"why": told.why, "next_steps": told.next_steps} if told else {}
    form = ForChildForm(posted(request), version=told.version if told else 0, initial=stands)
    words = ("In words for the child", "Save", "The page for the child is ready. Read it once more before you give it.")
    intro = f"At this age a sentence of up to {band_of(meeting)['longest']} words fits. Use words the child knows."
    return step(request, at_meeting(meeting), form, actions.write_for_child, words, {"intro": intro}, meeting=meeting)


@needs(sees_children)
def document(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The page as a file, docx or pdf, once somebody has written for the child."""
    writing = open_writing(request, pk)
    told = _told(writing)
    if told is None:
        raise Http404
    return answer_with(page_for_child(writing, told, request.user), form, f"your-meeting-{pk}")
