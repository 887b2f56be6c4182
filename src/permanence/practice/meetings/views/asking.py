"""Lists of meetings; asking for one, booking it and calling it off."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from permanence.practice.children.opening import open_child, shown
from permanence.practice.children.presenters.head import head
from permanence.practice.design.forms import posted
from permanence.practice.design.numbers import row_number
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings import actions
from permanence.practice.meetings.forms.asked import AskForm, BookForm, CancelForm
from permanence.practice.meetings.limits import limit_of, safe_day
from permanence.practice.meetings.models import CaseNote, Meeting
from permanence.practice.meetings.opening import open_meeting, open_writing
from permanence.practice.meetings.presenters import kinds_to_ask, lines, meeting_page, safe_words
from permanence.practice.meetings.rhythm import rhythms
from permanence.practice.meetings.views.steps import at_child, at_meeting, step
from permanence.practice.panels.sittings import panel_words_for_meeting
from permanence.practice.pathways.waiting import waiting_for_a_meeting
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write, sees_children
from permanence.practice.tracker.models import Duty

PAGE = 25
FIRST_FEW = 60
"""Of the work that waits for a meeting, what is listed; how much more there is, is said."""


@needs(sees_children)
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings of the children one sees: those being written up, those ahead, and the work that waits for one."""
    seen = Meeting.objects.visible_to(request.user).select_related("child", "chair")
    page = Paginator(
        seen.filter(stage__in=("asked", "booked", "held", "closed", "approved")).order_by("day", "id"), PAGE
    )
    shown_page = page.get_page(request.GET.get("page"))
    waiting = waiting_for_a_meeting(request.user) if shown_page.number == 1 else []
    first = waiting[:FIRST_FEW]
    shown(request, [*(meeting.child_id for meeting in shown_page), *(one.child.pk for one in first)])
    context = {"title": "Meetings", "page": shown_page, "lines": lines(shown_page), "waiting": first,
               "more": len(waiting) - len(first), "rhythms": rhythms(request.user)}  # fmt: skip
    return render(request, "meetings/meetings.html", context)


@needs(sees_children)
def of_child(request: HttpRequest, pk: int) -> HttpResponse:
    """The meetings of one child."""
    child = open_child(request, pk)
    found = Meeting.objects.about(child).select_related("chair")
    notes = CaseNote.objects.about(child).select_related("by", "meeting")
    context = {**head(child, request.user, "meetings"), "lines": lines(found), "notes": notes}
    return render(request, "meetings/of_child.html", context)


@needs(may_write)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for a meeting; from a duty, with what asks for it filled in."""
    child = open_child(request, pk)
    last = _last(request, child)
    asked_for = {"kind": last.kind, "because": f"It follows the meeting of {day_words(last.day)}."} if last else {}
    asked_for = asked_for or _from_duty(request, child)
    form = AskForm(posted(request), kinds=kinds_to_ask(), initial=asked_for)
    words = ("Ask for a meeting", "Ask for it", "The meeting is asked for.")
    answer = step(request, at_child(child), form, actions.ask_for_meeting, words, child=child, follows=last,
                  clause=asked_for.get("clause", ""))  # fmt: skip
    return redirect("meetings:meeting", form.result.pk) if form.result else answer


def _last(request: HttpRequest, child: Any) -> Meeting | None:
    """The meeting that this one is to follow, where it is asked for from there."""
    number = row_number(request.GET.get("after", ""))
    found: Meeting | None = Meeting.objects.about(child).filter(pk=number).first()
    return found


def _from_duty(request: HttpRequest, child: Any) -> dict[str, str]:
    """What a duty fills in: its kind, paragraph and reason. An address that names none fills in nothing."""
    clause = request.GET.get("clause", "")
    row = (
        Duty.objects.about(child).open().filter(clause=clause, duty__startswith="meeting.").first() if clause else None
    )
    if row is None:
        return {"kind": request.GET.get("kind", "")}
    return {"kind": row.duty.removeprefix("meeting."), "clause": row.clause, "because": _because(row)}


def _because(row: Duty) -> str:
    return f"{row.clause} asks for it by {day_words(row.limit)}." if row.limit else f"{row.clause} asks for it."


@needs(sees_children)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: where it stands, what is written, and what is still to do."""
    page = meeting_page(open_writing(request, pk), request.user)
    shown(request, page["to_copy"])
    return render(request, "meetings/meeting.html", page)


@needs(may_write)
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Books the meeting, or moves it."""
    found = open_meeting(request, pk)
    limit = limit_of(found)
    proposed = found.day or (safe_day(limit.day) if limit else None)
    stands = {"day": proposed, "time": found.time, "place": found.place, "chair": found.chair}
    form = BookForm(posted(request), version=found.version, initial=stands)
    words = ("Move the meeting" if found.day else "Book the meeting", "Book it", "The meeting is booked.")
    return step(
        request, at_meeting(found), form, actions.book_meeting, words, {"intro": _by_when(found)}, meeting=found
    )


def _by_when(found: Meeting) -> str:
    """By when it must be: for what is owed, and to make the next sitting of a panel it leads to."""
    return " ".join([safe_words(found), *panel_words_for_meeting(found.kind)])


@needs(may_write)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Calls the meeting off."""
    found = open_meeting(request, pk)
    form = CancelForm(posted(request), version=found.version)
    words = ("Cancel the meeting", "Cancel the meeting", "The meeting is cancelled, and those invited will be told.")
    return step(request, at_meeting(found), form, actions.cancel_meeting, words, {"danger": True}, meeting=found)
