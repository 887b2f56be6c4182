"""Who sees a child: allocations, and restriction with its grants. For those who manage and see the child."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.practice.children.actions import lift_restriction, restrict
from permanence.practice.children.models import Child
from permanence.practice.children.opening import open_about, open_child
from permanence.practice.design.forms import AskingForm, posted
from permanence.practice.design.page import Link
from permanence.practice.staff import actions, forms, presenters
from permanence.practice.staff.models import Allocation, Grant
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import manages


@needs(manages)
def access(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works with the child, who may see the record, and by which tie."""
    child = open_child(request, pk)
    context = {
        "title": f"Who sees {child.name}",
        "child": child,
        "crumbs": [_to_child(child)],
        **presenters.access_page(child),
    }
    return render(request, "staff/access.html", context)


@needs(manages)
def allocate(request: HttpRequest, pk: int) -> HttpResponse:
    """Allocates a person to the child."""
    child = open_child(request, pk)
    form = forms.AllocationForm(posted(request))
    if form.is_valid() and form.accepts(actions.allocate, by=request.user, child=child, **form.cleaned_data):
        messages.success(request, f"{form.result.person.name} is allocated to {child.name}.")
        return redirect("staff:access", pk)
    return _form(request, child, form, f"Allocate someone to {child.name}", "Allocate")


@needs(manages)
def end_allocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends an allocation."""
    allocation = open_about(request, Allocation, pk=pk)
    form = forms.EndForm(posted(request))
    if form.is_valid() and form.accepts(
        actions.end_allocation, by=request.user, allocation=allocation, **form.cleaned_data
    ):
        return redirect("staff:access", allocation.child_id)
    return _form(request, allocation.child, form, f"End the allocation of {allocation}", "End the allocation")


@needs(manages)
def restrict_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Restricts the record."""
    child = open_child(request, pk)
    form = forms.RestrictForm(posted(request))
    if form.is_valid() and form.accepts(restrict, by=request.user, child=child, **form.cleaned_data):
        messages.success(
            request, "The record is restricted. You keep sight of it for four weeks: now say who else needs it."
        )
        return redirect("staff:access", pk)
    intro = (
        "From now on only people with a grant see this record: not its workers, nor their managers. Give grants next."
    )
    return _form(request, child, form, f"Restrict the record of {child.name}", "Restrict", intro=intro, danger=True)


@needs(manages)
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lifts the restriction."""
    child = open_child(request, pk)
    form = forms.WhyForm(posted(request))
    if form.is_valid() and form.accepts(lift_restriction, by=request.user, child=child, **form.cleaned_data):
        return redirect("staff:access", pk)
    return _form(request, child, form, f"Lift the restriction of {child.name}", "Lift the restriction")


@needs(manages)
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets a person see the restricted record."""
    child = open_child(request, pk)
    form = forms.GrantForm(posted(request))
    if form.is_valid() and form.accepts(actions.grant, by=request.user, child=child, **form.cleaned_data):
        return redirect("staff:access", pk)
    return _form(request, child, form, f"Let someone see the record of {child.name}", "Give the grant")


@needs(manages)
def end_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a grant today."""
    found = open_about(request, Grant, pk=pk)
    form = forms.WhyForm(posted(request))
    if form.is_valid() and form.accepts(actions.end_grant, by=request.user, grant=found, **form.cleaned_data):
        return redirect(_after_ending(request, found))
    return _form(request, found.child, form, f"End the grant of {found}", "End the grant")


def _after_ending(request: HttpRequest, ended: Grant) -> str:
    """Back to the child; who ended their own grant no longer sees one."""
    still = Child.objects.visible_to(request.user).filter(pk=ended.child_id).exists()
    return reverse("staff:access", args=[ended.child_id]) if still else reverse("staff:me")


def _to_child(child: Child) -> Link:
    return Link(child.name, f"/children/{child.pk}/")


def _form(request: HttpRequest, child: Child, form: AskingForm, title: str, save: str, **more: Any) -> HttpResponse:
    back = reverse("staff:access", args=[child.pk])
    return render(request, "design/form_page.html", {"form": form, "title": title, "save": save, "back": back, **more})
