"""People and teams: pages of the system administrator, who sees no child."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from permanence.practice.design.forms import AskingForm, posted
from permanence.practice.design.page import Link
from permanence.practice.staff import actions, forms, presenters
from permanence.practice.staff.letters import send_first_letter
from permanence.practice.staff.models import Delegation, Person, Post, Team
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_manage_accounts

A_PAGE = 50


@needs(may_manage_accounts)
def people(request: HttpRequest) -> HttpResponse:
    """Everyone who works or worked here, found by name or e-mail."""
    asked = request.GET.get("q", "").strip()
    found = Person.objects.filter(Q(name__icontains=asked) | Q(email__icontains=asked)).prefetch_related("posts__team")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [presenters.person_row(person) for person in page]
    return render(request, "staff/people.html", {"title": "People", "page": page, "rows": rows, "asked": asked})


@needs(may_manage_accounts)
def new(request: HttpRequest) -> HttpResponse:
    """A new starter, who gets a letter."""
    form = forms.StarterForm(posted(request))
    if form.is_valid() and form.accepts(actions.new_starter, by=request.user, **form.cleaned_data):
        send_first_letter(request, form.result)
        messages.success(request, f"{form.result.name} can now set a password: a letter is on its way.")
        return redirect("staff:person", form.result.pk)
    return _form(request, form, "Add a new starter", "Add", reverse("staff:people"))


@needs(may_manage_accounts)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: how they sign in, their posts, and who stands in for them."""
    found = get_object_or_404(Person, pk=pk)
    context = {"title": found.name, "person": found, "crumbs": [_to_people()], **presenters.person_page(found)}
    return render(request, "staff/person.html", context)


@needs(may_manage_accounts)
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's name and e-mail."""
    found = get_object_or_404(Person, pk=pk)
    form = forms.PersonForm(posted(request), initial={"name": found.name, "email": found.email})
    if form.is_valid() and form.accepts(actions.rename_person, by=request.user, person=found, **form.cleaned_data):
        return redirect("staff:person", pk)
    return _form(request, form, f"Change the details of {found.name}", "Save", reverse("staff:person", args=[pk]))


@needs(may_manage_accounts)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the letter about a first password again."""
    found = get_object_or_404(Person, pk=pk, is_active=True)
    if request.method == "POST":
        send_first_letter(request, found)
        messages.success(request, f"A letter to {found.email} is on its way.")
    return redirect("staff:person", pk)


@needs(may_manage_accounts)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes the account of someone who leaves."""
    found = get_object_or_404(Person, pk=pk, is_active=True)
    form = forms.LeaverForm(posted(request))
    if form.is_valid() and form.accepts(actions.person_leaves, by=request.user, person=found, **form.cleaned_data):
        messages.success(request, f"The account of {found.name} is closed.")
        return redirect("staff:person", pk)
    intro = (
        "They can no longer sign in, from now on. Their posts and allocations end. What they recorded keeps their name."
    )
    title = f"Close the account of {found.name}"
    return _form(
        request, form, title, "Close the account", reverse("staff:person", args=[pk]), intro=intro, danger=True
    )


@needs(may_manage_accounts)
def new_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role for a person."""
    found = get_object_or_404(Person, pk=pk, is_active=True)
    form = forms.PostForm(posted(request))
    if form.is_valid() and form.accepts(actions.give_post, by=request.user, person=found, **form.cleaned_data):
        return redirect("staff:person", pk)
    return _form(request, form, f"Give {found.name} a role", "Give the role", reverse("staff:person", args=[pk]))


@needs(may_manage_accounts)
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a role."""
    post = get_object_or_404(Post, pk=pk)
    form = forms.EndForm(posted(request))
    if form.is_valid() and form.accepts(actions.end_post, by=request.user, post=post, **form.cleaned_data):
        return redirect("staff:person", post.person_id)
    back = reverse("staff:person", args=[post.person_id])
    return _form(request, form, f"End a role: {post}", "End the role", back, danger=True)


@needs(may_manage_accounts)
def teams(request: HttpRequest) -> HttpResponse:
    """The teams, as they stand within one another."""
    context = {"title": "Teams", "rows": presenters.team_rows(), "crumbs": [_to_people()]}
    return render(request, "staff/teams.html", context)


@needs(may_manage_accounts)
def new_team(request: HttpRequest) -> HttpResponse:
    """A new team."""
    form = forms.TeamForm(posted(request))
    if form.is_valid() and form.accepts(actions.make_team, by=request.user, **form.cleaned_data):
        return redirect("staff:teams")
    return _form(request, form, "Add a team", "Add", reverse("staff:teams"))


@needs(may_manage_accounts)
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """A team's name and place."""
    found = get_object_or_404(Team, pk=pk)
    form = forms.TeamForm(posted(request), initial={"name": found.name, "within": found.within})
    if form.is_valid() and form.accepts(actions.move_team, by=request.user, team=found, **form.cleaned_data):
        return redirect("staff:teams")
    return _form(request, form, f"Change the team {found.name}", "Save", reverse("staff:teams"))


@needs(may_manage_accounts)
def delegate(request: HttpRequest) -> HttpResponse:
    """Someone stands in for a person who could not arrange it."""
    form = forms.DelegationForAnotherForm(posted(request))
    if form.is_valid() and form.accepts(actions.delegate, by=request.user, **form.cleaned_data):
        return redirect("staff:person", form.cleaned_data["away"].pk)
    return _form(request, form, "Arrange who stands in", "Arrange", reverse("staff:people"))


@needs(may_manage_accounts)
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a delegation early."""
    found = get_object_or_404(Delegation, pk=pk)
    form = forms.EndForm(posted(request))
    if form.is_valid() and form.accepts(actions.end_delegation, by=request.user, delegation=found, **form.cleaned_data):
        return redirect("staff:person", found.away_id)
    return _form(request, form, f"End: {found}", "End", reverse("staff:person", args=[found.away_id]))


def _to_people() -> Link:
    return Link("People", reverse("staff:people"))


def _form(request: HttpRequest, form: AskingForm, title: str, save: str, back: str, **more: object) -> HttpResponse:
    return render(request, "design/form_page.html", {"form": form, "title": title, "save": save, "back": back, **more})
