"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.practice.children.opening import shown
from permanence.practice.home.sections import sections_for
from permanence.practice.staff.permissions import sees_children
from permanence.practice.today import today


def home(request: HttpRequest) -> HttpResponse:
    """What the person should do today, in order; the record tells which children it showed."""
    sections = sections_for(request.user, today())
    shown(request, {child for section in sections for task in section.tasks for child in task.children})
    return render(request, "home/today.html", {
        "sections": sections, "is_clear": not any(section.count for section in sections),
        "works_with_children": sees_children(request.user), "title": "What to do today",
    })  # fmt: skip
