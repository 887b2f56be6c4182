"""The page of a plan, settling it, taking over what a meeting recommends, and what was settled before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from permanence.policy.plan_options import Option
from permanence.policy.register import clauses_of
from permanence.practice.children.models import Child
from permanence.practice.children.opening import open_about, open_child
from permanence.practice.children.views.kept import TWICE
from permanence.practice.design.forms import posted
from permanence.practice.design.numbers import row_number
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.models import Meeting
from permanence.practice.meetings.policy import kind_of
from permanence.practice.meetings.views.steps import step
from permanence.practice.plans import actions
from permanence.practice.plans.choices import Choices, now_chosen, recommended
from permanence.practice.plans.forms.asked import AchievedForm, TrackForm
from permanence.practice.plans.forms.settle import SettleForm
from permanence.practice.plans.models import PLACED, Mark
from permanence.practice.plans.opening import open_plan, open_track
from permanence.practice.plans.policy import known_options, way_name
from permanence.practice.plans.presenters.disagreement import crumbs
from permanence.practice.plans.presenters.marks import MarkLine, mark_title, need_lines, said_words
from permanence.practice.plans.presenters.plan import plan_page
from permanence.practice.plans.standing import Standing, all_needs, standing_of
from permanence.practice.plans.views.steps import at_plan
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write, sees_children
from permanence.practice.today import today

WORDS = ("The plan", "Settle the plan", "The plan is settled. What is owed follows it.")


@needs(sees_children)
def of_child(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of one child: its tracks, how it narrowed, and what it is marked by."""
    child = open_child(request, pk)
    return render(request, "plans/of_child.html", plan_page(child, request.user))


@needs(may_write)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settles the plan, with what stands filled in."""
    child = open_child(request, pk)
    standing = standing_of(child, request.user)
    form = _form(request, standing, now_chosen(standing), today())
    return step(request, at_plan(child), form, actions.settle_plan, WORDS, child=child)


@needs(may_write)
def settle_from(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Settles the plan, with what a meeting recommends filled in."""
    child, meeting = open_child(request, pk), _meeting(request, number, pk)
    standing = standing_of(child, request.user)
    form = _form(request, standing, recommended(standing, meeting), meeting.day, _because(meeting))
    return step(request, at_plan(child), form, actions.settle_plan, WORDS, child=child, meeting=meeting)


@require_POST
@needs(may_write)
def take_over(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Settles what a meeting recommends with one press; where something is missing or odd, the form asks it."""
    child, meeting = open_child(request, pk), _meeting(request, number, pk)
    standing = standing_of(child, request.user)
    if standing.plan is not None and standing.plan.meeting_id == meeting.pk:
        messages.info(request, TWICE)  # pressed twice: the second press finds it done
        return redirect("plans:of_child", pk)
    sent = row_number(request.POST.get("version", ""))
    version = -1 if sent is None else sent
    try:
        actions.settle_plan(
            by=request.user, child=child, day=meeting.day or today(), because=_because(meeting), version=version,
            choices=recommended(standing, meeting), meeting=meeting,
            in_court=standing.is_in_court and standing.court_agreed,
        )  # fmt: skip
    except Refusal as refusal:
        messages.warning(request, f"{refusal.wording} Look at it here, then settle the plan.")
        return redirect("plans:settle_from", pk, number)
    messages.success(request, WORDS[2])
    return redirect("plans:of_child", pk)


def _meeting(request: HttpRequest, number: int, child: int) -> Meeting:
    return open_about(request, Meeting, pk=number, child=child)


def _because(meeting: Meeting) -> str:
    said = " ".join(part for part in (meeting.recommendation, meeting.reasons) if part)
    return f"The {kind_of(meeting).name.lower()} of {day_words(meeting.day)} recommended it. {said}".strip()


def _form(request: HttpRequest, standing: Standing, now: Choices, day: Any, because: str = "") -> SettleForm:
    asked = standing.asked
    says = {clause: one.says for clause, one in clauses_of(asked.pack).items()}
    options = known_options(asked, list(now))
    return SettleForm(
        posted(request), options=options, so=standing.so, now=now, says=says, day=day,
        needs={option.id: _needs(standing, option, request.user) for option in options},
        asks_of_court=standing.is_in_court, version=standing.plan.pk if standing.plan else 0,
        initial={"because": because, "in_court": standing.court_agreed},
    )  # fmt: skip


def _needs(standing: Standing, option: Option, user: Person) -> list[MarkLine]:
    """What an option needs by any of its ways, each once."""
    ways = ("", *(one.id for one in option.variants))
    found = {(need.says, need.condition.before): need for way in ways for need in all_needs(standing, option.id, way)}
    return need_lines(standing, option.id, found.values(), user)


@needs(may_write)
def track(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of one option, and what will decide."""
    found = open_track(request, pk)
    names = ("rules_out", "evidence", "decides", "decides_on")
    form = TrackForm(posted(request), version=found.version, initial={name: getattr(found, name) for name in names})
    words = (way_name(found.option, found.variant), "Save", "What is known of this option is kept.")
    return step(request, at_plan(found.child), form, actions.write_track, words, track=found)


@needs(may_write)
def achieved(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that the plan which leads was achieved."""
    child = open_child(request, pk)
    standing = standing_of(child, request.user)
    lead = standing.leading
    if lead is None or standing.plan is None:
        raise Http404
    form = AchievedForm(posted(request), version=standing.plan.pk)
    words = ("The plan is achieved", "It is achieved", "It is recorded. What is owed follows it.")
    intro = (
        f"{standing.name(lead.option, lead.variant)} is the plan that leads. Say this once the child has it for good."
    )
    return step(request, at_plan(child), form, actions.achieve_plan, words, {"intro": intro}, child=child)


@needs(sees_children)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan as it was settled: each option with its place and reason, and what was owed then."""
    found = open_plan(request, pk)
    child: Child = found.child
    places = dict(PLACED)
    options = [{**one, "place": places[one["role"]]} for one in found.believed["options"]]
    marks = [f"{mark_title(mark)}: {said_words(mark)}" for mark in Mark.objects.about(child).filter(plan=found)]
    context = {"child": child, "title": f"The plan of {day_words(found.day)}", "crumbs": crumbs(child), "plan": found,
               "options": options, "marks": marks}  # fmt: skip
    return render(request, "plans/plan.html", context)
