"""Who looked at this child and who changed what; and the head of the chain, to be kept elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.practice.children.opening import open_child, shown
from permanence.practice.design.page import Link
from permanence.practice.record.chain import head
from permanence.practice.record.presenters import entry_line
from permanence.practice.record.reading import children_in, entries_for, entries_of
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_read_the_record, may_read_the_record_of
from permanence.practice.today import today

A_PAGE = 50
KINDS = [("", "Everything"), ("looks", "Who looked"), ("changes", "What changed")]


class KindForm(forms.Form):
    """Looks, changes or both."""

    marks_optional = False
    kind = forms.ChoiceField(
        label="Show", choices=KINDS, required=False, widget=forms.Select(attrs={"class": "govuk-input--width-10"})
    )


def of_child(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of one child."""
    child = open_child(request, pk)
    require(may_read_the_record_of(request.user, child))
    page = _page(request, entries_of(child))
    lines = [entry_line(entry) for entry in page]
    context = {"title": f"Record of {child.name}", "crumbs": [Link(child.name, f"/children/{child.pk}/")]}
    return render(request, "record/entries.html", {**context, "page": page, "lines": lines, "kinds": _chosen(request)})


@needs(may_read_the_record)
def entries(request: HttpRequest) -> HttpResponse:
    """The record of all children one sees."""
    page = _page(request, entries_for(request.user))
    children = children_in(list(page), request.user)
    shown(request, {child for group in children.values() for child in group})
    lines = [entry_line(entry, children.get(entry.number, [])) for entry in page]
    return render(
        request, "record/entries.html", {"title": "Record", "page": page, "lines": lines, "kinds": _chosen(request)}
    )


@needs(may_read_the_record)
def chain_head(request: HttpRequest) -> HttpResponse:
    """The number and seal of the last entry, as text to be kept out of the database's reach (verify_record --head)."""
    number, seal = head()
    answer = HttpResponse(f"{number}:{seal}\n", content_type="text/plain")
    answer["Content-Disposition"] = f'attachment; filename="record-head-{today():%Y-%m-%d}.txt"'
    return answer


def _page(request: HttpRequest, rows: Any) -> Any:
    kind = request.GET.get("kind", "")
    if kind == "looks":
        rows = rows.filter(did="looked")
    elif kind == "changes":
        rows = rows.exclude(did="looked")
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def _chosen(request: HttpRequest) -> KindForm:
    return KindForm(request.GET or None)
