"""Who is invited, what they answered, whether they came and what they think."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from permanence.practice.design.forms import posted
from permanence.practice.meetings import actions
from permanence.practice.meetings.forms.asked import AddForm, BackAgainForm, DecideForm, HearForm, WithholdForm
from permanence.practice.meetings.minutes import parts_of
from permanence.practice.meetings.models import Invitee
from permanence.practice.meetings.opening import open_invitee, open_letter, open_meeting
from permanence.practice.meetings.views.steps import at_meeting, step
from permanence.practice.refusals import Refusal
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write


@needs(may_write)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Invites someone whom the policy does not name."""
    found = open_meeting(request, pk)
    form = AddForm(posted(request))
    words = ("Invite someone else", "Invite them", "They are on the list.")
    return step(request, at_meeting(found), form, actions.add_invitee, words, meeting=found)


@needs(may_write)
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Invites someone on the list, or says why not."""
    found = open_invitee(request, pk, number)
    stands = _stands(found, "email", "observes", "why_not", "agreed_by", "told_how", "told_by")
    stands["invited"] = {None: "", True: "yes", False: "no"}[found.invited]
    form = DecideForm(posted(request), version=found.version, invitee=found, initial=stands)
    asked_by = f"Asked for by {found.clauses} ({found.strength})." if found.clauses else ""
    words = (f"Invite {found}?", "Save", "It is kept.")
    return step(
        request, at_meeting(found.meeting), form, actions.decide_invitee, words, {"intro": asked_by}, invitee=found
    )


@needs(may_write)
def hear(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Keeps someone's answer, whether they came, and their views."""
    found = open_invitee(request, pk, number)
    names = ("coming", "came", "why_absent", "views", "views_how")
    form = HearForm(posted(request), version=found.version, initial={name: getattr(found, name) for name in names})
    words = (f"What {found} said", "Save", "It is kept.")
    return step(request, at_meeting(found.meeting), form, actions.hear_invitee, words, invitee=found)


@needs(may_write)
def withhold(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Says which sections someone does not get to see, and why."""
    found = open_invitee(request, pk, number)
    form = WithholdForm(
        posted(request), version=found.version, parts=parts_of(found.meeting),
        initial={"withheld": found.withheld, "withheld_why": found.withheld_why},
    )  # fmt: skip
    words = (f"What {found.name} does not get to see", "Save", "It is kept.")
    more = {"intro": "It is left out of the minutes they are given, and of any minutes they open here. Those who see "
                     "the record can still open what is written in it."}  # fmt: skip
    return step(request, at_meeting(found.meeting), form, actions.withhold_parts, words, more, invitee=found)


@require_POST
@needs(may_write)
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Has a letter that was given up sent after all."""
    letter = open_letter(request, pk)
    try:
        actions.try_again(by=request.user, letter=letter)
        messages.success(request, "The letter is tried again in a few minutes.")
    except Refusal as refusal:
        messages.info(request, refusal.wording)
    return redirect("meetings:meeting", letter.meeting_id)


@needs(may_write)
def came_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that a letter came back, so that someone reaches them another way."""
    letter = open_letter(request, pk)
    words = (f"It came back: {letter}", "It did not arrive", "The letter is kept as not delivered.")
    return step(request, at_meeting(letter.meeting), BackAgainForm(posted(request)), actions.came_back, words,
                letter=letter)  # fmt: skip


def _stands(found: Invitee, *names: str) -> dict[str, Any]:
    """What stands in these fields now."""
    return {name: getattr(found, name) for name in names}
