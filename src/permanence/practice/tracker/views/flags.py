"""What is missing from the record, over all the children one sees."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.practice.children.opening import shown
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import sees_children
from permanence.practice.today import today
from permanence.practice.tracker.flags import listed, missing_over

A_PAGE = 25


@needs(sees_children)
def missing(request: HttpRequest, code: str = "") -> HttpResponse:
    """Every flag with how many children it is raised for; with a flag's code, those children."""
    lines = missing_over(request.user, today())
    chosen = next((line for line in lines if line.flag.code == code), None)
    context: dict[str, Any] = {"title": "Missing from the record", "lines": lines, "chosen": chosen}
    if chosen:
        page = Paginator(chosen.children, A_PAGE).get_page(request.GET.get("page"))
        first = max(page.start_index() - 1, 0)
        children = listed(chosen, request.user, slice(first, first + A_PAGE))
        shown(request, [child for child, _ in children])
        context |= {"page": page, "children": children}
    return render(request, "tracker/missing.html", context)
