"""The child's own page of the plan, and the worker's words on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.practice.children.opening import open_child
from permanence.practice.design.forms import posted
from permanence.practice.meetings.views.steps import step
from permanence.practice.plans import actions
from permanence.practice.plans.forms.asked import ForChildForm
from permanence.practice.plans.models import ForChild
from permanence.practice.plans.presenters.for_child import for_child_page
from permanence.practice.plans.views.steps import at_page_for_child
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write, sees_children


@needs(sees_children)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, in words for the child's age or for another."""
    child = open_child(request, pk)
    return render(request, "plans/for_child.html", for_child_page(child, request.user, request.GET.get("age", "")))


@needs(may_write)
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The worker's words on the page."""
    child = open_child(request, pk)
    found = ForChild.objects.about(child).first()
    said = {name: getattr(found, name) for name in ("happening", "said", "talk_to")} if found else {}
    form = ForChildForm(posted(request), version=found.version if found else 0, initial=said)
    words = (f"What the page says to {child.known_as or child.first_name}", "Save", "The page says it now.")
    return step(request, at_page_for_child(child), form, actions.write_for_child, words, child=child)
