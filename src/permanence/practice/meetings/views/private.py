"""Pages of private addresses: one's own calendar of actions, and the answer to an invitation without signing in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from permanence.practice.design.forms import posted
from permanence.practice.design.page import Link
from permanence.practice.meetings import actions
from permanence.practice.meetings.calendars import calendar_of_actions
from permanence.practice.meetings.forms.asked import AnswerForm
from permanence.practice.meetings.models import Deed, Feed, Invitee
from permanence.practice.meetings.policy import kind_of
from permanence.practice.meetings.private import WINDOW, counted, digest_of, is_address_of, number_in, too_often
from permanence.practice.record.writing import looked
from permanence.practice.refusals import Refusal
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import sees_children

READS_AN_HOUR = 12
"""A calendar asks a few times an hour; each time is a look that is kept in the record."""
TRIES = 30
"""From one place in ten minutes, at addresses that are none: these may be guesses."""


@needs(sees_children)
def calendar(request: HttpRequest) -> HttpResponse:
    """Makes the private address of one's own actions, which is shown this once, and says whether there is one."""
    address = ""
    if request.method == "POST":
        words = actions.make_feed(by=request.user)
        address = request.build_absolute_uri(reverse("meetings:feed", args=[words]))
    feed = Feed.objects.filter(person=request.user, ended_at=None).first()
    context = {"title": "Your actions in your own calendar", "address": address, "feed": feed,
               "crumbs": [Link(request.user.name, reverse("staff:me"))]}  # fmt: skip
    answer = render(request, "meetings/calendar.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@needs(sees_children)
def end_calendar(request: HttpRequest) -> HttpResponse:
    """Ends the private address."""
    try:
        actions.end_feed(by=request.user)
        messages.success(request, "The address is ended. A calendar that still asks gets nothing.")
    except Refusal as refusal:
        messages.info(request, refusal.wording)
    return redirect("meetings:calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, words: str) -> HttpResponse:
    """The open actions of whoever made this address, of the children they see today; each reading is recorded."""
    found = Feed.objects.filter(digest=digest_of(words), ended_at=None, person__is_active=True).first()
    if found is None:
        return _no_such_address(request)
    if counted(found.digest, 3600) > READS_AN_HOUR:
        return render(request, "429.html", status=429)
    mine = Deed.objects.visible_to(found.person).filter(owner=found.person, outcome="").select_related("child")
    deeds = list(mine)
    looked(by=found.person, children=[deed.child for deed in deeds], where="meetings:feed")
    answer = HttpResponse(calendar_of_actions(deeds), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_not_required
def answer(request: HttpRequest, words: str) -> HttpResponse:
    """Whether someone comes, from the link in their letter. The page names neither them nor the child."""
    found = Invitee.objects.select_related("meeting").filter(pk=number_in(words)).first()
    if found is None or not is_address_of(found, words):
        return _no_such_address(request)
    if request.method == "POST" and counted(f"answer {found.pk}", WINDOW) > TRIES:
        return render(request, "429.html", status=429)
    form = AnswerForm(posted(request), initial={"coming": found.coming})
    if form.is_valid() and form.accepts(actions.answer_invitation, by=None, invitee=found, **form.cleaned_data):
        messages.success(request, "Thank you. Your answer is kept. You can change it here until the meeting.")
        return redirect("meetings:answer", words)
    context = {
        "form": form, "meeting": found.meeting, "kind": kind_of(found.meeting).name, "waits": found.is_waited_for,
        "title": "Can you come?", "save": "Send my answer",
    }  # fmt: skip
    return render(request, "meetings/answer.html", context)


def _no_such_address(request: HttpRequest) -> HttpResponse:
    """Raises Http404 for an address that is none; whoever tries many is kept waiting."""
    if too_often(request, "guesses", TRIES):
        return render(request, "429.html", status=429)
    raise Http404
