"""Held, closed, approved and sent; and the minutes to read, as a page, a Word document and a PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.practice.children.opening import open_about, shown
from permanence.practice.design.forms import posted
from permanence.practice.design.numbers import row_number
from permanence.practice.meetings import actions
from permanence.practice.meetings.forms.asked import BackForm, CopyForm, SendForm, SureForm, TakeBackForm
from permanence.practice.meetings.minutes import for_reader
from permanence.practice.meetings.models import CaseNote, Deed, Invitee, Letter, Meeting
from permanence.practice.meetings.opening import open_meeting, open_writing
from permanence.practice.meetings.permissions import may_approve_minutes
from permanence.practice.meetings.presenters import crumbs
from permanence.practice.meetings.printed import answer_with
from permanence.practice.meetings.siblings import without_a_copy
from permanence.practice.meetings.views.steps import at_child, at_meeting, step
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_write, sees_children


def _sure(
    request: HttpRequest, found: Meeting, action: Callable[..., Any], words: tuple[str, str, str], intro: str = ""
) -> HttpResponse:
    """A step that asks for nothing but to be sure."""
    form = SureForm(posted(request), version=found.version)
    return step(request, at_meeting(found), form, action, words, {"intro": intro}, meeting=found)


@needs(may_write)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that the meeting was held."""
    found = open_meeting(request, pk)
    words = ("The meeting was held", "It was held", "The meeting is recorded as held. Write it up now.")
    return step(
        request,
        at_meeting(found),
        SureForm(posted(request), version=found.version),
        actions.hold_meeting,
        words,
        meeting=found,
    )


@needs(may_write)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes the meeting where the policy's gates are met."""
    found = open_meeting(request, pk)
    words = ("Close the meeting", "Close it", "The meeting is closed. The minutes wait for approval.")
    intro = "After this, what is written stays. The minutes go to whoever approves them."
    return _sure(request, found, actions.close_meeting, words, intro)


@needs(may_write)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approves the minutes."""
    found = open_meeting(request, pk)
    require(may_approve_minutes(request.user, found))
    words = ("Approve the minutes", "Approve them", "The minutes are approved. They can be sent.")
    return step(
        request,
        at_meeting(found),
        SureForm(posted(request), version=found.version),
        actions.approve_minutes,
        words,
        meeting=found,
    )


@needs(may_write)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the minutes back to be mended."""
    found = open_meeting(request, pk)
    require(may_approve_minutes(request.user, found))
    form = BackForm(posted(request), version=found.version)
    words = ("Send the minutes back", "Send them back", "The minutes can be mended now.")
    return step(request, at_meeting(found), form, actions.send_back, words, meeting=found)


@needs(may_write)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the approved minutes, and says how each who does not sign in here was given them."""
    found = open_meeting(request, pk)
    form = SendForm(posted(request), version=found.version, by_hand=_by_hand(found), **_to_copy(request, found))
    intro = "Those who sign in here get an e-mail that says the minutes can be read. It names no child."
    words = ("Send the minutes", "Send them", "The minutes are on their way.")
    return step(request, at_meeting(found), form, actions.send_minutes, words, {"intro": intro}, meeting=found)


def _by_hand(found: Meeting) -> list[Invitee]:
    """Who lacks the minutes and gets no e-mail: they cannot sign in, or the letter did not arrive."""
    waiting = Invitee.objects.about(found.child).filter(meeting=found, sent_at=None).due_the_minutes()
    lost = Letter.objects.about(found.child).given_up().filter(meeting=found, kind="minutes")
    return list(waiting.filter(Q(person=None) | Q(person__is_active=False) | Q(pk__in=lost.values("invitee"))))


def _to_copy(request: HttpRequest, found: Meeting) -> dict[str, Any]:
    """The brothers and sisters who have nothing of the meeting yet, and the actions that may be theirs too."""
    siblings = without_a_copy(found, request.user)
    shown(request, siblings)
    return {"siblings": siblings, "deeds": list(Deed.objects.about(found.child).filter(meeting=found))}


@needs(may_write)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts on the record of brothers and sisters what the meeting said of them, where that was not done at sending."""
    found = open_meeting(request, pk)
    form = CopyForm(posted(request), version=found.version, **_to_copy(request, found))
    words = ("Brothers and sisters", "Put it on their records", "It is on their records.")
    return step(request, at_meeting(found), form, actions.copy_to_siblings, words, meeting=found)


@needs(may_write)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what a meeting put on a record."""
    note = open_about(request, CaseNote, pk=pk)
    words = ("Take the note back", "Take it back", "The note was taken back.")
    return step(request, at_child(note.child), TakeBackForm(posted(request)), actions.take_back_note, words,
                {"danger": True}, note=note)  # fmt: skip


@needs(sees_children)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes to read."""
    writing = open_writing(request, pk)
    context = {
        "minutes": for_reader(writing, request.user, _number(request)), "meeting": writing.meeting,
        "title": "Minutes", "crumbs": crumbs(writing.meeting.child, writing.meeting),
    }  # fmt: skip
    return render(request, "meetings/minutes.html", context)


@needs(sees_children)
def document(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The minutes as a file to keep: docx or pdf."""
    minutes = for_reader(open_writing(request, pk), request.user, _number(request))
    return answer_with(minutes, form, f"minutes-{pk}")


def _number(request: HttpRequest) -> int | None:
    """Whose minutes are asked for: someone on the list, by number; nobody said means the reader's own."""
    return row_number(request.GET.get("for", ""))
