"""Asking for another limit for a child, answering, and ending what was agreed."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.policy.agreements import agreements_for
from permanence.practice.children.opening import open_about, open_child, shown
from permanence.practice.procedures.policy import current_pack
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_write, sees_children
from permanence.practice.today import today
from permanence.practice.tracker.actions import agree, ask_agreement, end_agreement, refuse_agreement
from permanence.practice.tracker.agreement_page import agreement_page, ask_page, listed
from permanence.practice.tracker.forms import AnswerForm, AskForm, EndForm
from permanence.practice.tracker.models import Agreement, Duty
from permanence.practice.tracker.permissions import deciders_for

A_YEAR = timedelta(days=365)


@needs(sees_children)
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement about children one sees: those that wait first, then those in force, then the others."""
    found = Agreement.objects.visible_to(request.user).select_related("child", "asked_by", "decided_by")
    page = Paginator(listed(found, today()), 25).get_page(request.GET.get("page"))
    shown(request, [line.agreement.child_id for line in page])
    return render(request, "tracker/agreements.html", {"page": page, "title": "Agreements"})


@needs(may_write)
def ask(request: HttpRequest, pk: int, clause: str, anchor: date) -> HttpResponse:
    """Asks for another limit of one duty, where the policy lets someone agree to it."""
    child = open_child(request, pk)
    row = (
        Duty.objects.visible_to(request.user)
        .open()
        .filter(child=child, clause=clause, anchor=anchor)
        .exclude(due=None)
        .first()
    )
    allowed = agreements_for(current_pack(), clause)
    if row is None or not allowed:
        raise Http404
    form = AskForm(request.POST or None, allowed=allowed, initial={"start": today(), "end": today() + A_YEAR})
    given = {"by": request.user, "child": child, "clause": clause, "anchor": anchor}
    if form.is_valid() and form.accepts(ask_agreement, **given, **form.asked):
        messages.success(request, "You have asked. It stands on the home page of those who may agree.")
        return redirect("tracker:agreement", form.result.pk)
    return render(request, "tracker/ask.html", {"form": form, **ask_page(child, row, allowed)})


@needs(sees_children)
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: what was asked and answered; and the answer to give, for those whom the policy lets agree."""
    found = open_about(request, Agreement, "asked_by", "decided_by", pk=pk)
    deciders = deciders_for(request.user, found, current_pack())
    form = AnswerForm(request.POST or None, deciders=deciders) if deciders and found.state() == "waiting" else None
    if request.method == "POST":
        require(form is not None)
        if _answered(request, form, found):
            return redirect("tracker:agreement", found.pk)
    may_end = bool(deciders) and found.state() in ("in force", "ahead")
    return render(request, "tracker/agreement.html", {"form": form, "may_end": may_end, **agreement_page(found)})


def _answered(request: HttpRequest, form: AnswerForm | None, found: Agreement) -> bool:
    if form is None or not form.is_valid():
        return False
    action, given = (
        (agree, form.agreed) if form.cleaned_data["verdict"] == "agree" else (refuse_agreement, form.refused)
    )
    if not form.accepts(action, by=request.user, agreement=found, **given):
        return False
    messages.success(request, "Your answer is kept. What is owed was worked out again.")
    return True


@needs(sees_children)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends an agreement before its day."""
    found = open_about(request, Agreement, pk=pk)
    require(bool(deciders_for(request.user, found, current_pack())))
    form = EndForm(request.POST or None)
    if form.is_valid() and form.accepts(end_agreement, by=request.user, agreement=found, **form.cleaned_data):
        messages.success(request, "The agreement has ended. The limit of the policy counts again.")
        return redirect("tracker:agreement", found.pk)
    back = reverse("tracker:agreement", args=[found.pk])
    return render(request, "design/form_page.html", {
        "form": form, "title": "End this agreement", "save": "End it", "danger": True, "back": back,
    })  # fmt: skip
