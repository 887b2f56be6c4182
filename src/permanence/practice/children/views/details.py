"""Adding a child, and changing their details."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.practice.children import actions
from permanence.practice.children.forms.child import DETAILS, ChildForm, DetailsForm, details_of, mark_of
from permanence.practice.children.models import Child
from permanence.practice.children.opening import open_child, shown
from permanence.practice.children.presenters.head import head
from permanence.practice.children.presenters.stale import stale_details
from permanence.practice.children.views.kept import Asked, sent_before
from permanence.practice.design.forms import posted
from permanence.practice.design.wording import age_words
from permanence.practice.refusals import Question, ask
from permanence.practice.staff.models import Person
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_open_a_record, may_write


@needs(may_open_a_record)
def new(request: HttpRequest) -> HttpResponse:
    """The form to add a child."""
    form = ChildForm(posted(request))
    asked = Asked(request, form, None, "Add a child", "Add the child", "The child was added.")
    given = {name: form.cleaned_data[name] for name in DETAILS} if form.is_bound and form.is_valid() else {}
    twin = _of_the_same_name(request, given)

    def create(*, by: Person, confirmed: Collection[str] = (), **details: Any) -> Child:
        ask(twin, confirmed)
        return actions.create_child(by=by, **details)

    if asked.sends(create, **given):
        added: Child | None = form.result
        if added and Child.objects.visible_to(request.user).filter(pk=added.pk).exists():
            return redirect("children:child", added.pk)
        return redirect("children:list")
    return asked.page(reverse("children:list"))


def _of_the_same_name(request: HttpRequest, given: Mapping[str, Any]) -> Question | None:
    """Asks whether the child is on record already, going by those this person may see. To be told so is a look."""
    if not given:
        return None
    names = {f"{name}__iexact": given[name].strip() for name in ("first_name", "last_name")}
    twin = Child.objects.visible_to(request.user).filter(**names).first()
    if twin is None:
        return None
    shown(request, [twin])
    number = f", case {twin.case_number}" if twin.case_number else ""
    words = f"{twin.name} is on record already: {age_words(twin.age())}{number}. Is this another child?"
    return Question("same_name", words, "first_name")


@needs(may_write)
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to change a child's details. Who comes second is shown what the first has changed."""
    child = open_child(request, pk)
    form = DetailsForm(posted(request), initial={**details_of(child), "seen": mark_of(child)})
    if form.is_bound and form.is_valid() and form.cleaned_data["seen"] != mark_of(child):
        if sent_before(request):
            return redirect("children:people", pk)
        context = {**head(child, request.user, "people"), **stale_details(child, form, mark_of(child))}
        return render(request, "children/stale_details.html", context, status=409)
    asked = Asked(request, form, child, "Change the child's details", "Save", "The details were changed.")
    ready = form.is_bound and form.is_valid()
    given = {"changes": form.changes(), "why": form.cleaned_data["why"]} if ready else {}
    if asked.sends(actions.change_details, child=child, **given):
        return redirect("children:people", pk)
    return asked.page(reverse("children:people", args=[pk]))
