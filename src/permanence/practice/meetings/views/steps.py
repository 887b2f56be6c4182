"""A form about a meeting on its way: kept while it is written, sent once, and then back to the meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.children.views.kept import Asked
from permanence.practice.meetings.models import Meeting
from permanence.practice.meetings.presenters import crumbs


def step(
    request: HttpRequest, about: Meeting, form: KeptForm, action: Callable[..., Any], words: tuple[str, str, str],
    more: dict[str, Any] | None = None, **given: Any,
) -> HttpResponse:  # fmt: skip
    """Sends the form to the action and goes back to the meeting, or shows it.

    ``words``: title, button, what was done. ``typed``: a function that gives the form's answers as the action's words.
    """
    title, save, done = words
    asked = Asked(request, form, about.child, title, save, done,
                  more={"crumbs": crumbs(about.child, about), **(more or {})})  # fmt: skip
    back = reverse("meetings:meeting", args=[about.pk])
    return redirect(back) if asked.sends(action, **_ready(form, given)) else asked.page(back)


def _ready(form: KeptForm, given: dict[str, Any]) -> dict[str, Any]:
    """What the action is given. A callable is asked only of a form that is right, as what was typed may be nothing."""
    if not form.is_bound or not form.is_valid():
        return {}
    ready: dict[str, Any] = {}
    for name, value in given.items():
        ready |= value() if name == "typed" else {name: value}
    return ready


def typed(form: KeptForm) -> Callable[[], dict[str, Any]]:
    """The form's answers as an action's words."""
    return lambda: {name: value for name, value in form.cleaned_data.items() if name != "once"}
