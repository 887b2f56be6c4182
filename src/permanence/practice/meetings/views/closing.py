"""Held, closed, approved and sent; and the minutes to read, as a page, a Word document and a PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.practice.children.opening import open_about
from permanence.practice.children.views.kept import Asked, posted
from permanence.practice.meetings import actions
from permanence.practice.meetings.forms import BackForm, SendForm, SureForm, TakeBackForm
from permanence.practice.meetings.minutes import minutes_of
from permanence.practice.meetings.models import Invitee, SiblingNote
from permanence.practice.meetings.opening import open_meeting, open_writing
from permanence.practice.meetings.paper import as_pdf, as_word
from permanence.practice.meetings.permissions import may_approve_minutes
from permanence.practice.meetings.presenters import crumbs
from permanence.practice.meetings.siblings import siblings_seen, wants_copies
from permanence.practice.meetings.views.steps import step, typed
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_write, sees_children

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@needs(may_write)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that the meeting was held."""
    found = open_meeting(request, pk)
    words = ("The meeting was held", "It was held", "The meeting is recorded as held. Write it up now.")
    return step(request, found, SureForm(posted(request)), actions.hold_meeting, words, meeting=found,
                version=found.version)  # fmt: skip


@needs(may_write)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes the meeting where the policy's gates are met."""
    found = open_meeting(request, pk)
    words = ("Close the meeting", "Close it", "The meeting is closed. The minutes wait for approval.")
    intro = "After this, what is written stays. The minutes go to whoever approves them."
    return step(request, found, SureForm(posted(request)), actions.close_meeting, words, {"intro": intro},
                meeting=found, version=found.version)  # fmt: skip


@needs(may_write)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approves the minutes."""
    found = open_meeting(request, pk)
    require(may_approve_minutes(request.user, found))
    words = ("Approve the minutes", "Approve them", "The minutes are approved. They can be sent.")
    return step(request, found, SureForm(posted(request)), actions.approve_minutes, words, meeting=found,
                version=found.version)  # fmt: skip


@needs(may_write)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the minutes back to be mended."""
    found = open_meeting(request, pk)
    require(may_approve_minutes(request.user, found))
    form = BackForm(posted(request))
    words = ("Send the minutes back", "Send them back", "The minutes can be mended now.")
    return step(request, found, form, actions.send_back, words, meeting=found, version=found.version, typed=typed(form))


@needs(may_write)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the approved minutes, and says how each who does not sign in here was given them."""
    found = open_meeting(request, pk)
    waiting = Invitee.objects.about(found.child).filter(meeting=found, invited=True, sent_at=None, person=None)
    siblings = siblings_seen(found.child, request.user) if wants_copies(found) else []
    form = SendForm(posted(request), by_hand=list(waiting), siblings=siblings)
    intro = "Those who sign in here get an e-mail that says the minutes can be read. It names no child."
    words = ("Send the minutes", "Send them", "The minutes are on their way.")
    return step(request, found, form, actions.send_minutes, words, {"intro": intro}, meeting=found,
                version=found.version, typed=lambda: form.given())  # fmt: skip


@needs(may_write)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what a meeting put on a brother's or sister's record."""
    note = open_about(request, SiblingNote.objects, pk=pk)
    asked = Asked(request, TakeBackForm(posted(request)), note.child, "Take the note back", "Take it back",
                  "The note was taken back.", more={"danger": True, "crumbs": crumbs(note.child)})  # fmt: skip
    back = reverse("meetings:of_child", args=[note.child_id])
    given = {"why": asked.form.cleaned_data["why"]} if asked.form.is_bound and asked.form.is_valid() else {}
    return redirect(back) if asked.sends(actions.take_back_note, note=note, **given) else asked.page(back)


@needs(sees_children)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes to read."""
    writing = open_writing(request, pk)
    context = {"minutes": minutes_of(writing), "meeting": writing.meeting, "title": "Minutes",
               "crumbs": crumbs(writing.meeting.child, writing.meeting)}  # fmt: skip
    return render(request, "meetings/minutes.html", context)


@needs(sees_children)
def document(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The minutes as a file to keep: docx or pdf."""
    makers = {"docx": (as_word, _WORD), "pdf": (as_pdf, "application/pdf")}
    if form not in makers:
        raise Http404
    make, kind = makers[form]
    answer = HttpResponse(make(minutes_of(open_writing(request, pk))), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="minutes-{pk}.{form}"'
    return answer
