"""Who is invited, what they answered, whether they came and what they think."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from permanence.practice.children.views.kept import posted
from permanence.practice.meetings import actions
from permanence.practice.meetings.forms import AddForm, DecideForm, HearForm
from permanence.practice.meetings.opening import open_invitee, open_meeting
from permanence.practice.meetings.views.steps import step, typed
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write


@needs(may_write)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Invites someone whom the policy does not name."""
    found = open_meeting(request, pk)
    form = AddForm(posted(request))
    words = ("Invite someone else", "Invite them", "They are on the list.")
    return step(request, found, form, actions.add_invitee, words, meeting=found, typed=typed(form))


@needs(may_write)
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Invites someone on the list, or says why not."""
    found = open_invitee(request, pk, number)
    initial = {name: getattr(found, name) for name in
               ("email", "observes", "why_not", "agreed_by", "told_how", "told_by")}  # fmt: skip
    chosen = {None: "", True: "yes", False: "no"}[found.invited]
    form = DecideForm(posted(request), invitee=found, initial={**initial, "invited": chosen})
    asked_by = f"Asked for by {found.clauses} ({found.strength})." if found.clauses else ""
    words = (f"Invite {found}?", "Save", "It is kept.")
    return step(request, found.meeting, form, actions.decide_invitee, words, {"intro": asked_by}, invitee=found,
                typed=lambda: form.decided())  # fmt: skip


@needs(may_write)
def hear(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Keeps someone's answer, whether they came, and their views."""
    found = open_invitee(request, pk, number)
    names = ("coming", "came", "why_absent", "views", "views_how")
    form = HearForm(posted(request), initial={name: getattr(found, name) for name in names})
    words = (f"What {found} said", "Save", "It is kept.")
    return step(request, found.meeting, form, actions.hear_invitee, words, invitee=found, typed=typed(form))
