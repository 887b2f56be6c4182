"""What is owed to one child, as a page of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.practice.children.opening import open_child
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import sees_children
from permanence.practice.tracker.links import child_crumbs
from permanence.practice.tracker.presenters import owed_for


@needs(sees_children)
def owed(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is owed to a child, with what was done in time and what is no longer needed."""
    child = open_child(request, pk)
    said = owed_for(child, request.user)
    return render(request, "tracker/owed.html", {
        "child": child, "owed": said, "is_whole": True, "title": f"What is owed to {child.name}",
        "crumbs": child_crumbs(child),
    })  # fmt: skip
