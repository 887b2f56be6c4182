"""Who was told of a plan, what the statutory review says, and what somebody knows to be so."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from permanence.policy.plans import plan_words
from permanence.practice.children.opening import open_child
from permanence.practice.design.forms import posted
from permanence.practice.meetings.views.steps import step
from permanence.practice.meetings.words import local_sentence
from permanence.practice.plans import actions
from permanence.practice.plans.forms.asked import CourtForm, ReviewForm, SayForm, TakeBackForm, TellForm
from permanence.practice.plans.opening import open_mark, open_plan
from permanence.practice.plans.permissions import may_review, may_take_back
from permanence.practice.plans.policy import asked_now, way_name
from permanence.practice.plans.presenters.marks import mark_title, said_words
from permanence.practice.plans.views.steps import at_plan
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_write


@needs(may_write)
def tell(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """Says who was told: that another plan leads, or why there is more than one."""
    found = open_plan(request, pk)
    if of not in plan_words("of"):
        raise Http404
    title = {
        "change": "Who was told that another plan leads?",
        "several": "Who was told why there is more than one plan?",
    }
    words = (title[of], "Save", "It is kept who was told.")
    return step(request, at_plan(found.child), TellForm(posted(request)), actions.tell, words, plan=found, of=of)


@needs(may_write)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what the statutory review thought of the plan, and whether it is endorsed."""
    found = open_plan(request, pk)
    require(may_review(request.user, found.child))
    words = ("What the statutory review thought of the plan", "Save", "What the review thought is kept.")
    return step(request, at_plan(found.child), ReviewForm(posted(request)), actions.review_plan, words, plan=found)


@needs(may_write)
def court(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that a court agreed the plan."""
    found = open_plan(request, pk)
    words = (
        "The court agreed the plan",
        "Save",
        "It is kept. If another plan leads later, that is a move away from it.",
    )
    return step(request, at_plan(found.child), CourtForm(posted(request)), actions.court_agreed, words, plan=found)


@needs(may_write)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what was said by mistake."""
    found = open_mark(request, pk)
    require(may_take_back(request.user, found))
    words = ("Take back what was said", "Take it back", "It was taken back.")
    more = {"intro": f"{mark_title(found)}: {said_words(found)}", "danger": True}
    return step(request, at_plan(found.child), TakeBackForm(posted(request)), actions.take_back_mark, words, more,
                mark=found)  # fmt: skip


@needs(may_write)
def say(request: HttpRequest, pk: int, option: str, word: str) -> HttpResponse:
    """Says that something an option needs is so."""
    child = open_child(request, pk)
    if word not in plan_words("said") or option not in asked_now().options:
        raise Http404
    says = plan_words("said")[word]
    words = (local_sentence(says), "Save", "It is kept.")
    intro = f"For {way_name(option)}."
    return step(request, at_plan(child), SayForm(posted(request)), actions.say_so, words, {"intro": intro},
                child=child, option=option, word=word)  # fmt: skip
