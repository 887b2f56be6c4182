"""How a page shows a form that is kept while it is written: its draft, its mistakes, and its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.views.decorators.http import require_POST

from permanence.practice.children.actions.drafts import SentAlready, drop_draft, keep_draft
from permanence.practice.children.forms.kept import KeptForm, words_of
from permanence.practice.children.models import Child, Draft, Sent
from permanence.practice.children.writers import who_else_writes, writers_seal
from permanence.practice.design.page import Link
from permanence.practice.staff.models import Person
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write

TWICE = "This form was sent already, so it was recorded once, not twice."
LONGEST_DRAFT = 1_000_000
"""Letters: what is longer was not typed in a form, and whoever sent it is told that it is not kept."""


@dataclass(frozen=True)
class Asked:
    """A form on its way: what it asks, for which child, and what it does when sent."""

    request: HttpRequest
    form: KeptForm
    child: Child | None
    title: str
    save: str
    done: str
    template: str = "children/form.html"
    more: dict[str, Any] = field(default_factory=dict)

    def sends(self, action: Callable[..., Any], **given: Any) -> bool:
        """Whether the form was sent and its action went through, now or the first time it was sent."""
        if not self.form.is_bound or not self.form.is_valid():
            return False
        try:
            went_through = self.form.sends(action, by=self.request.user, page=self.request.path, **given)
        except SentAlready:
            messages.info(self.request, TWICE)
            return True
        if went_through:
            messages.success(self.request, self.done)
        return went_through

    def page(self, back: str) -> HttpResponse:
        """The page that asks. What was sent and refused is kept; what was kept before is put back into the boxes."""
        if self.form.is_bound:
            keep_draft(by=self.request.user, page=self.request.path, written=self.form.typed(), child=self.child)
        context = {
            "crumbs": self._crumbs(), "form": self.form, "title": self.title, "save": self.save, "back": back,
            "child": self.child, "page": self.request.path, "kept": None if self.form.is_bound else self._restore(),
            "others": who_else_writes(self.request.user, self.request.path),
            "writer": writers_seal(self.request.user, self.request.path),
        }  # fmt: skip
        return render(self.request, self.template, {**context, **self.more})

    def _crumbs(self) -> list[Link]:
        to_child = [Link(self.child.name, reverse("children:child", args=[self.child.pk]))] if self.child else []
        return [Link("Children", reverse("children:list")), *to_child]

    def _restore(self) -> Draft | None:
        kept = Draft.objects.filter(person=self.request.user, page=self.request.path).first()
        if kept:
            self.form.fill(kept.written)
        return kept


def sent_before(request: HttpRequest) -> bool:
    """Whether this very form did what it was for already; then the person is told so."""
    key = request.POST.get("once", "")
    if not key or not Sent.objects.filter(key=_uuid(key), person=request.user).exists():
        return False
    messages.info(request, TWICE)
    return True


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
@needs(may_write)
def keep(request: HttpRequest) -> HttpResponse:
    """Keeps what is typed in a form, as its script asks every few seconds, and answers who else writes there."""
    page = request.POST.get("page", "")[:200]
    child = child_of(request.user, page)
    written = words_of(request.POST)
    if sum(len(word) for words in written.values() for word in words) > LONGEST_DRAFT:
        return HttpResponse(status=413)
    keep_draft(by=request.user, page=page, written=written, child=child)
    return HttpResponse(who_else_writes(request.user, page), content_type="text/plain; charset=utf-8")


@require_POST
@needs(may_write)
def start_afresh(request: HttpRequest) -> HttpResponse:
    """Forgets what was kept of a form, and shows it empty."""
    page = request.POST.get("page", "")[:200]
    child_of(request.user, page)
    drop_draft(by=request.user, page=page)
    return redirect(page)


def _about(found: ResolverMatch) -> dict[str, Any]:
    """Which child the form at an address is about: its own number, or that of something about the child."""
    number = found.kwargs["pk"]
    leads = {
        "meetings": "meetings", "actions": "meetings__deeds", "papers": "papers", "notes": "case_notes",
        "files": "files", "plans": "plans", "tracks": "tracks", "plan-marks": "plan_marks",
        "disagreement-steps": "disagreements__steps",
        "items": "panel_items", "letters": "letters", "pathways": "pathways",
    }  # fmt: skip
    return {leads.get(found.route.partition("/")[0], "pk"): number}


def child_of(person: Person, page: str) -> Child | None:
    """The child a form's address is about. Raises Http404 for an address that is no form of ours, or a child unseen."""
    try:
        found = resolve(page)
    except Resolver404 as unknown:
        raise Http404 from unknown
    if found.app_name not in ("children", "meetings", "plans", "panels", "matching", "pathways"):
        raise Http404
    if "pk" not in found.kwargs:
        return None
    child: Child | None = Child.objects.visible_to(person).filter(**_about(found)).first()
    if child is None:
        raise Http404
    return child
