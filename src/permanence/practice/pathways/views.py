"""The pages of pathways: those of a child, one of them with its steps, taking a step, and ending it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.practice.children.opening import open_child
from permanence.practice.children.presenters.head import head
from permanence.practice.design.forms import posted
from permanence.practice.meetings.views.steps import Place, step
from permanence.practice.meetings.words import own_words, reason_words
from permanence.practice.pathways import actions
from permanence.practice.pathways.forms import BeginForm, CloseForm, StepForm
from permanence.practice.pathways.models import Course
from permanence.practice.pathways.opening import open_course, step_or_404
from permanence.practice.pathways.permissions import may_take
from permanence.practice.pathways.presenters import crumbs, kinds_for, page, rows
from permanence.practice.pathways.walking import said_last
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_write, sees_children


@needs(sees_children)
def of_child(request: HttpRequest, pk: int) -> HttpResponse:
    """The pieces of work of one child."""
    child = open_child(request, pk)
    kinds = kinds_for(child, request.user)
    context = {
        **head(child, request.user, "pathways"), "rows": rows(child, request.user),
        "kinds": [one.name for one, _ in kinds], "wanted": [one.name for one, is_called in kinds if is_called],
    }  # fmt: skip
    return render(request, "pathways/of_child.html", context)


@needs(may_write)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a piece of work."""
    child = open_child(request, pk)
    choices = [(one.code, f"{one.name}{': called for now' if is_called else ''}") for one, is_called in
               kinds_for(child, request.user)]  # fmt: skip
    form = BeginForm(posted(request), kinds=choices)
    place = Place(child, crumbs(child), reverse("pathways:of_child", args=[pk]))
    words = ("Begin a piece of work", "Begin it", "It has begun. Its steps are below.")
    answer = step(request, place, form, actions.begin_pathway, words, child=child)
    return redirect("pathways:course", form.result.pk) if form.result else answer


@needs(sees_children)
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of work: its steps, what was done, and what comes next."""
    found = open_course(request, pk)
    context = {**head(found.child, request.user, "pathways"), **page(found, request.user)}
    return render(request, "pathways/course.html", context)


@needs(may_write)
def take(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Takes a step."""
    found = open_course(request, pk)
    asked = step_or_404(found, step)
    require(may_take(request.user, asked, found.child))
    form = StepForm(posted(request), step=asked, version=found.version, initial=said_last(found, asked))
    words = (own_words(asked.ask, found.pack), "Save", "It is kept.")
    intro = f"Asked for by {reason_words(asked.because, asked.only)}"
    return _sent(request, found, form, actions.take_step, words, intro, step=step)


@needs(may_write)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a piece of work."""
    found = open_course(request, pk)
    form = CloseForm(posted(request), version=found.version)
    words = ("End this piece of work", "End it", "It has ended. What was done stays on its page.")
    return _sent(request, found, form, actions.close_pathway, words, "")


def _sent(
    request: HttpRequest, course: Course, form: StepForm | CloseForm, action: object, words: tuple[str, str, str],
    intro: str, **given: str,
) -> HttpResponse:  # fmt: skip
    place = Place(course.child, crumbs(course.child, course), reverse("pathways:course", args=[course.pk]))
    return step(request, place, form, action, words, {"intro": intro}, course=course, **given)  # type: ignore[arg-type]
