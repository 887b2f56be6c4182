"""The pages of procedures: what each policy says, two side by side, and the authority's choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from permanence.policy.lineage import pack_name
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.practice.children.models import Child
from permanence.practice.children.opening import shown
from permanence.practice.design.page import Link
from permanence.practice.procedures import actions, presenters
from permanence.practice.procedures.document import parts, words_of
from permanence.practice.procedures.forms import PackForm, ProposalForm
from permanence.practice.procedures.models import Adoption
from permanence.practice.procedures.permissions import may_approve, may_withdraw
from permanence.practice.procedures.policy import current_adoption, current_pack
from permanence.practice.procedures.preview import KINDS, changes, preview
from permanence.practice.refusals import Refusal
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_choose_the_policy, sees_children
from permanence.practice.today import today
from permanence.practice.tracker.actions import bring_up_to_date
from permanence.tracker.names import title

A_PAGE = 50


def documents(request: HttpRequest) -> HttpResponse:
    """The policies there are, which is followed, and every choice made here."""
    context = {
        "title": "Procedures",
        "documents": presenters.documents(),
        "adoptions": presenters.adoptions(),
        "followed": current_adoption(),
        "pack": current_pack(),
        "may_choose": may_choose_the_policy(request.user),
    }
    return render(request, "procedures/list.html", context)


def document(request: HttpRequest, code: str) -> HttpResponse:
    """One policy in the document's order."""
    pack, is_followed = presenters.pack_shown(_known(code))
    children = None
    if is_followed and sees_children(request.user):
        bring_up_to_date()
        children = presenters.children_by_clause(request.user)
    asked, timed = request.GET.get("q", "").strip()[:60], request.GET.get("show") == "timed"
    shown_parts = parts(pack, today(), children, asked, timed)
    context = {
        "title": pack_name(code),
        "code": code,
        "parts": shown_parts,
        "is_followed": is_followed,
        "asked": asked,
        "timed": timed,
        "words": words_of(code),
        "source": presenters.source_of(code),
        "cited": presenters.cited_by(code),
        "count": sum(len(part.paragraphs) for part in shown_parts),
        "crumbs": [_to_procedures()],
        "others": [other for other in BUILT_IN if other != code],
    }
    return render(request, "procedures/document.html", context)


def choose_two(request: HttpRequest) -> HttpResponse:
    """From the two lists of the form to the page of these two."""
    return redirect("procedures:compare", _known(request.GET.get("first", "")), _known(request.GET.get("second", "")))


def compare(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """Two policies side by side, duty by duty."""
    (first, _), (second, _) = presenters.pack_shown(_known(code)), presenters.pack_shown(_known(other))
    pairs, same = presenters.side_by_side(first, second)
    context = {
        "title": f"{pack_name(code)} beside {pack_name(other)}",
        "first": pack_name(code),
        "second": pack_name(other),
        "first_code": code,
        "second_code": other,
        "pairs": pairs,
        "same": same,
        "crumbs": [_to_procedures()],
    }
    return render(request, "procedures/compare.html", context)


# --- the choice --------------------------------------------------------------------------------------------------


@needs(may_choose_the_policy)
def choose(request: HttpRequest) -> HttpResponse:
    """Which policy: the first step of a proposal."""
    form = PackForm(request.POST or None, initial={"pack": current_pack().code})
    if form.is_valid():
        return redirect("procedures:propose", form.cleaned_data["pack"])
    intro = "You propose, and someone else approves. First you both see what it would change for the children of today."
    context = {
        "form": form,
        "title": "Propose a policy",
        "save": "Continue",
        "back": reverse("procedures:list"),
        "intro": intro,
    }
    return render(request, "design/form_page.html", context)


@needs(may_choose_the_policy)
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """From when, with which settings, and why."""
    form = ProposalForm(
        request.POST or None, document=read_pack(_known(code)), followed=current_pack(), initial={"effective": today()}
    )
    if form.is_valid():
        given = {
            "effective": form.cleaned_data["effective"],
            "why": form.cleaned_data["why"],
            "settings": form.settings(),
        }
        if form.accepts(actions.propose, by=request.user, pack=code, **given):
            return redirect("procedures:adoption", form.result.pk)
    intro = "Write lengths of time as 4 weeks, 10 days or 5 working days. No value may give more time than the statute."
    context = {
        "form": form,
        "title": f"Propose: {pack_name(code)}",
        "save": "See what it would change",
        "back": reverse("procedures:choose"),
        "intro": intro,
    }
    return render(request, "design/form_page.html", context)


def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """One choice: what it is, and, while it waits, what it would change today."""
    found = get_object_or_404(Adoption, pk=pk)
    state, colour = presenters.state_of(found, current_adoption())
    may_choose = may_choose_the_policy(request.user)
    effect = None
    if found.is_waiting and may_choose:
        children = Child.objects.visible_to(request.user)
        effect = preview(current_pack(), presenters.as_proposed(found), children, today())
    context = {
        "title": f"{pack_name(found.pack)}, from {found.effective:%-d %B %Y}",
        "adoption": found,
        "state": state,
        "colour": colour,
        "about": presenters.about(found),
        "settings": presenters.settings_of(found),
        "preview": effect,
        "kinds": KINDS,
        "may_approve": may_approve(request.user, found),
        "may_withdraw": may_withdraw(request.user, found),
        "crumbs": [_to_procedures()],
    }
    return render(request, "procedures/adoption.html", context)


@needs(may_choose_the_policy)
def touched(request: HttpRequest, pk: int) -> HttpResponse:
    """The children whom a proposal would give a duty, take it from, or move it for."""
    found = get_object_or_404(Adoption, pk=pk)
    duty, kind = request.GET.get("duty", ""), request.GET.get("kind", "")
    if kind not in KINDS or not found.is_waiting:
        raise Http404
    children = Child.objects.visible_to(request.user)
    rows = [
        change
        for change in changes(current_pack(), presenters.as_proposed(found), children, today())
        if (change.duty, change.kind) == (duty, kind)
    ]
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    named = {child.pk: child for child in children.filter(pk__in=[int(change.child) for change in page])}
    shown(request, named)
    context = {
        "title": f"{title(duty)}: {KINDS[kind].lower()}",
        "page": page,
        "rows": [(named[int(row.child)], row) for row in page],
        "crumbs": [_to_procedures(), Link("The proposal", reverse("procedures:adoption", args=[pk]))],
    }
    return render(request, "procedures/touched.html", context)


@require_POST
@needs(may_choose_the_policy)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a proposal in force from its day."""
    return _decide(request, pk, actions.approve, "The policy is approved. What is owed was worked out anew.")


@require_POST
@needs(may_choose_the_policy)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a proposal back."""
    return _decide(request, pk, actions.withdraw, "The proposal was withdrawn.")


def _decide(request: HttpRequest, pk: int, action: Callable[..., Any], done: str) -> HttpResponse:
    found = get_object_or_404(Adoption, pk=pk)
    require(found.proposed_by_id != request.user.pk or action is not actions.approve)
    try:
        action(by=request.user, adoption=found)
        messages.success(request, done)
    except Refusal as refusal:
        messages.error(request, refusal.wording)
    return redirect("procedures:adoption", pk)


def _known(code: str) -> str:
    if code not in BUILT_IN:
        raise Http404
    return code


def _to_procedures() -> Link:
    return Link("Procedures", reverse("procedures:list"))
