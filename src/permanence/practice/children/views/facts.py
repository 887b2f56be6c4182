"""Facts: all of a child's, one with its history, and the forms to record, correct, end and withdraw."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.policy.vocabulary import Fact as Kind
from permanence.policy.vocabulary import vocabulary
from permanence.practice.children import actions
from permanence.practice.children.forms.facts import (
    CorrectForm,
    EndForm,
    FactForm,
    RecordForm,
    WithdrawForm,
    as_initial,
)
from permanence.practice.children.forms.kept import words_of
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.opening import open_child
from permanence.practice.children.presenters.facts import fact_page, facts_page, kinds_page, versions
from permanence.practice.children.presenters.head import head
from permanence.practice.children.presenters.stale import stale_fact
from permanence.practice.children.views.kept import Asked, sent_before
from permanence.practice.children.words import fact_name, local_words, token_name
from permanence.practice.design.forms import posted
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write
from permanence.tracker.names import capital


def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything recorded about the child, by kind."""
    child = open_child(request, pk)
    return render(request, "children/facts.html", {**head(child, request.user, "facts"), **facts_page(child)})


def fact(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One fact with its whole history."""
    child, found = _open(request, pk, number)
    return render(
        request, "children/fact.html", {**head(child, request.user, "facts"), **fact_page(found, request.user)}
    )


@needs(may_write)
def kinds(request: HttpRequest, pk: int) -> HttpResponse:
    """What may be recorded, to choose from."""
    child = open_child(request, pk)
    return render(request, "children/kinds.html", {**head(child, request.user, "facts"), **kinds_page(child)})


@needs(may_write)
def record(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The form to record a fact of one kind."""
    child, kind, local = open_child(request, pk), _kind(name), local_words()
    open_ones = [one for one in Fact.objects.about(child).current() if one.is_span and one.fact == name and not one.end]
    form = RecordForm(posted(request), kind=kind, local=local, open_ones=open_ones)
    words = fact_name(name, local)
    asked = Asked(
        request, form, child, f"Record: {words}", "Record", f"{words} was recorded.",
        more={"intro": f"{capital(kind.means)}."},
    )  # fmt: skip
    if asked.sends(actions.record_fact, child=child, **_content(form)):
        return redirect("children:facts", pk)
    return asked.page(reverse("children:kinds", args=[pk]))


@needs(may_write)
def correct(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The form to correct a fact."""
    child, found = _open(request, pk, number)
    kind, local = vocabulary().fact_of(found.token), local_words()
    form = CorrectForm(posted(request), kind=kind, local=local, initial=as_initial(found))
    if not found.stands:
        return _stale(request, child, found, form)
    asked = _asked(request, form, child, found, "Correct", "corrected")
    content = _content(form)
    if asked.sends(actions.correct_fact, fact=found, changes=content, why=_why(form)):
        return redirect("children:fact", pk, form.result.pk if form.result else number)
    return asked.page(reverse("children:fact", args=[pk, number]))


@needs(may_write)
def end(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The form to end a fact that lasted."""
    child, found = _open(request, pk, number)
    form = EndForm(posted(request))
    if not found.stands or found.end:
        return _stale(request, child, found, form)
    asked = _asked(request, form, child, found, "End", "ended")
    given = {"end": form.cleaned_data["end"], "why": form.cleaned_data["why"]} if form.is_ready else {}
    if asked.sends(actions.end_fact, fact=found, **given):
        return redirect("children:facts", pk)
    return asked.page(reverse("children:fact", args=[pk, number]))


@needs(may_write)
def withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The form to withdraw a fact that should never have been recorded."""
    child, found = _open(request, pk, number)
    form = WithdrawForm(posted(request))
    if not found.stands:
        return _stale(request, child, found, form)
    asked = _asked(request, form, child, found, "Withdraw", "withdrawn")
    if asked.sends(actions.withdraw_fact, fact=found, why=_why(form)):
        return redirect("children:fact", pk, number)
    return asked.page(reverse("children:fact", args=[pk, number]))


# --- the steps ---------------------------------------------------------------------------------------------------


def _open(request: HttpRequest, pk: int, number: int) -> tuple[Child, Fact]:
    """The child and one of its facts, in whatever version. Raises Http404 where there is none for this person."""
    child = open_child(request, pk)
    found = Fact.objects.about(child).filter(pk=number).select_related("recorded_by", "withdrawn_by").first()
    if found is None:
        raise Http404
    found.child = child
    return child, found


def _kind(name: str) -> Kind:
    if name not in vocabulary().facts:
        raise Http404
    return vocabulary().facts[name]


def _content(form: FactForm) -> dict[str, Any]:
    return form.content() if form.is_ready else {}


def _why(form: Any) -> str:
    return str(form.cleaned_data["why"]) if form.is_ready else ""


def _asked(request: HttpRequest, form: Any, child: Child, found: Fact, verb: str, done: str) -> Asked:
    name = token_name(found.token, local_words())
    return Asked(
        request, form, child, f"{verb}: {name}", verb, f"{name} was {done}.",
        more={"danger": verb == "Withdraw", "fact": fact_page(found, request.user)["fact"]},
    )  # fmt: skip


def _stale(request: HttpRequest, child: Child, found: Fact, form: Any) -> HttpResponse:
    """Someone was quicker: what they wrote beside what this person wrote, and a way on with either."""
    if sent_before(request):
        return redirect("children:fact", child.pk, found.pk)
    written = words_of(form.data) if form.is_bound else {}
    context = {**head(child, request.user, "facts"), **stale_fact(versions(found), form, written)}
    return render(request, "children/stale.html", context, status=409 if form.is_bound else 200)
