"""Matching of one child: the search, the carers thought of, and introductions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.practice.children.models import Child
from permanence.practice.children.opening import open_about, open_child
from permanence.practice.children.views.kept import sent_before
from permanence.practice.design.forms import posted
from permanence.practice.matching import actions
from permanence.practice.matching.forms import (
    BeginForm,
    CarersForm,
    EndForm,
    IntroductionForm,
    LogForm,
    WeighForm,
    WentForm,
)
from permanence.practice.matching.models import Carers, Introduction, Search
from permanence.practice.matching.presenters import crumbs, matching_page
from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.meetings.views.steps import Place, step
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write, sees_children
from permanence.practice.today import today


def _at(child: Child) -> Place:
    return Place(child, crumbs(child), reverse("matching:of_child", args=[child.pk]))


def _search(child: Child) -> Search:
    """The search that goes on. Raises Http404 where there is none."""
    search: Search | None = Search.objects.about(child).open().first()
    if search is None:
        raise Http404
    return search


@needs(sees_children)
def of_child(request: HttpRequest, pk: int) -> HttpResponse:
    """The child's matching."""
    child = open_child(request, pk)
    return render(request, "matching/matching.html", matching_page(child, request.user))


@needs(may_write)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins the search for a family."""
    child = open_child(request, pk)
    finder = next(iter(workers_who_are("family_finder", child)), None)
    form = BeginForm(posted(request), initial={"finder": finder})
    words = ("Look for a family", "Begin the search", "The search is begun.")
    return step(request, _at(child), form, actions.begin_search, words, child=child)


@needs(may_write)
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes down a step of the search."""
    child = open_child(request, pk)
    form = LogForm(posted(request), initial={"day": today()})
    words = ("Where you looked", "Save", "It is in the log.")
    return step(request, _at(child), form, actions.log_search, words, search=_search(child))


@needs(may_write)
def add_carers(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts carers on the list."""
    child = open_child(request, pk)
    words = ("Carers to think of", "Put them on the list", "They are on the list.")
    return step(request, _at(child), CarersForm(posted(request)), actions.link_carers, words, search=_search(child))


@needs(may_write)
def weigh(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Says how carers fit."""
    found = _carers(request, pk, number)
    names = ("state", "why", "strengths", "worries", "visited_on")
    form = WeighForm(posted(request), version=found.version, initial={name: getattr(found, name) for name in names})
    words = (f"How {found.name} fit", "Save", "It is kept.")
    return step(request, _at(found.child), form, actions.weigh_carers, words, carers=found)


@needs(may_write)
def introduce(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Plans a step of getting to know each other."""
    found = _carers(request, pk, number)
    words = (f"Getting to know {found.name}", "Plan it", "The step is planned.")
    form = IntroductionForm(posted(request))
    return step(request, _at(found.child), form, actions.plan_introduction, words, carers=found)


@needs(may_write)
def went(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Writes down how a step went."""
    found = open_about(request, Introduction, pk=number, child=pk)
    form = WentForm(posted(request), initial={"went": found.went})
    words = (f"{found.what}: how it went", "Save", "It is kept how it went.")
    return step(request, _at(found.child), form, actions.tell_introduction, words, introduction=found)


@needs(may_write)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends the search."""
    child = open_child(request, pk)
    if sent_before(request):
        return redirect("matching:of_child", pk)
    words = ("End the search", "End it", "The search has ended.")
    form = EndForm(posted(request))
    return step(request, _at(child), form, actions.end_search, words, {"danger": True}, search=_search(child))


def _carers(request: HttpRequest, pk: int, number: int) -> Carers:
    return open_about(request, Carers, pk=number, child=pk)
