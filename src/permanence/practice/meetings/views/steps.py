"""A form on its way: kept while it is written, sent once, and then back to where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.children.models import Child
from permanence.practice.children.views.kept import Asked
from permanence.practice.design.page import Link
from permanence.practice.meetings.forms.seen import SectionForm, SeenForm
from permanence.practice.meetings.models import Meeting, Paper
from permanence.practice.meetings.papers import paper_crumbs
from permanence.practice.meetings.presenters import crumbs


@dataclass(frozen=True)
class Place:
    """Where a form stands: its child, the way to it, and the page to go back to."""

    child: Child
    crumbs: list[Link]
    back: str


def at_meeting(meeting: Meeting) -> Place:
    """The page of a meeting."""
    back = reverse("meetings:meeting", args=[meeting.pk])
    return Place(meeting.child, crumbs(meeting.child, meeting), back)


def at_paper(paper: Paper) -> Place:
    """The page of a paper."""
    return Place(paper.child, paper_crumbs(paper), reverse("meetings:paper", args=[paper.pk]))


def at_child(child: Child) -> Place:
    """The meetings of a child."""
    return Place(child, crumbs(child), reverse("meetings:of_child", args=[child.pk]))


def step(
    request: HttpRequest, place: Place, form: KeptForm, action: Callable[..., Any], words: tuple[str, str, str],
    more: dict[str, Any] | None = None, **given: Any,
) -> HttpResponse:  # fmt: skip
    """Sends the form's answers to the action and goes back, or shows the form. ``words``: title, button, what was done.

    Where someone else was quicker, theirs is shown beside what was written, and may be written over from then on.
    """
    title, save, done = words
    asked = Asked(request, form, place.child, title, save, done, "meetings/form.html", {"crumbs": place.crumbs})
    answers = form.answers() if form.is_ready else {}
    if asked.sends(action, **given, **answers):
        return redirect(place.back)
    theirs = form.theirs() if isinstance(form, SeenForm) else []
    if isinstance(form, SeenForm) and form.is_bound:
        form.see_now()
    places = form.places if isinstance(form, SectionForm) else []
    asked.more.update({"theirs": theirs, "places": places, **(more or {})})
    return asked.page(place.back)
