"""Oneself: one's roles, how one signs in, and who stands in for one. And opening a record in an emergency."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from permanence.practice.design.forms import AskingForm, posted
from permanence.practice.record.writing import looked
from permanence.practice.staff import actions, forms, presenters
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_break_glass, sees_children


def me(request: HttpRequest) -> HttpResponse:
    """What one is here, and what one may set for oneself."""
    return render(request, "staff/me.html", {"title": request.user.name, **presenters.my_page(request.user)})


@needs(sees_children)
def stand_in(request: HttpRequest) -> HttpResponse:
    """Arranges who stands in while one is away."""
    form = forms.DelegationForm(posted(request))
    if form.is_valid() and form.accepts(actions.delegate, by=request.user, away=request.user, **form.cleaned_data):
        messages.success(request, f"{form.result.to.name} stands in for you until {form.result.end:%d/%m/%Y}.")
        return redirect("staff:me")
    intro = "They see the children you see, by your posts and allocations. Restricted records stay closed to them."
    return _form(request, form, "While you are away", "Arrange", intro)


def end_stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends what one arranged oneself, today."""
    delegation = get_object_or_404(request.user.delegations_given, pk=pk)
    if request.method == "POST":
        actions.end_delegation(by=request.user, delegation=delegation)
        messages.success(request, f"{delegation.to.name} no longer stands in for you.")
    return redirect("staff:me")


@needs(may_break_glass)
def break_glass(request: HttpRequest) -> HttpResponse:
    """Opens a record in an emergency."""
    form = forms.GlassForm(posted(request))
    if form.is_valid() and form.accepts(actions.break_glass, by=request.user, **form.cleaned_data):
        messages.success(request, "The record is open to you until tomorrow night. Your managers have been told.")
        return redirect(f"/children/{form.result.pk}/")
    intro = (
        "For a child whose record is closed to you and who needs you now. It opens at once, and managers look into it."
    )
    return _form(request, form, "Open a record in an emergency", "Open the record", intro, danger=True)


def review_glass(request: HttpRequest, pk: int) -> HttpResponse:
    """A manager who was told looks into it."""
    glass = request.user.told_of_broken_glass.select_related("child", "person").filter(pk=pk).first()
    if glass is None:
        raise Http404
    looked(by=request.user, children=[glass.child], where="staff:review_glass")
    form = forms.GlassReviewForm(posted(request))
    if form.is_valid() and form.accepts(actions.review_broken_glass, by=request.user, glass=glass, **form.cleaned_data):
        messages.success(request, "Thank you. What you found is kept in the record.")
        return redirect("staff:me")
    context = {
        "form": form,
        "glass": glass,
        "title": "A record opened in an emergency",
        "save": "Save",
        "back": reverse("staff:me"),
    }
    return render(request, "staff/glass.html", context)


def _form(
    request: HttpRequest, form: AskingForm, title: str, save: str, intro: str, danger: bool = False
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "save": save,
        "intro": intro,
        "danger": danger,
        "back": reverse("staff:me"),
    }
    return render(request, "design/form_page.html", context)
