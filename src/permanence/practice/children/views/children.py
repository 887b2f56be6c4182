"""The list of children, one child's overview, and the journey."""

from __future__ import annotations

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.practice.children.opening import open_child, shown
from permanence.practice.children.presenters import listing
from permanence.practice.children.presenters.child import (
    around,
    sibling_groups,
    standing_lines,
    told_now,
    workers,
)
from permanence.practice.children.presenters.head import head
from permanence.practice.children.presenters.journey import journey_page
from permanence.practice.children.words import local_of
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_open_a_record, sees_children
from permanence.practice.today import today
from permanence.practice.tracker.flags import missing_of
from permanence.practice.tracker.presenters import folded, owed_for, told_of

AT_A_TIME = 25
LATE = 3
"""Of what was done late, the latest: the page of what is owed has them all."""


@needs(sees_children)
def children(request: HttpRequest) -> HttpResponse:
    """The children one may see, to look through and to search."""
    words, which = request.GET.get("q", "").strip()[:100], request.GET.get("which", "in_care")
    pages = Paginator(
        listing.found(request.user, words, "all" if words and "which" not in request.GET else which), AT_A_TIME
    )
    page = pages.get_page(request.GET.get("page"))
    lines = listing.lines(list(page.object_list.select_related("team")), request.user)
    shown(request, [line.child for line in lines])
    context = {
        "title": "Children", "page": page, "lines": lines, "count": pages.count, "words": words, "which": which,
        "choices": listing.WHICH, "may_add": may_open_a_record(request.user),
    }  # fmt: skip
    return render(request, "children/list.html", context)


def child(request: HttpRequest, pk: int) -> HttpResponse:
    """How things stand for one child: what is owed, where they live and why, and who is around them."""
    found = open_child(request, pk)
    told, facts = told_of(found), told_now(found)
    owed, local = owed_for(found, request.user, told=told, is_whole=False), local_of(told[0].pack)
    context = {
        **head(found, request.user, "overview", facts, local),
        "owed": replace(owed, now=folded(owed.now, today()), late=owed.late[:LATE]),
        "facts": standing_lines(facts, local), "workers": workers(found), "around": around(found)[0],
        "groups": sibling_groups(found, request.user), "missing": missing_of(found, today(), told),
    }  # fmt: skip
    return render(request, "children/child.html", context)


def journey(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of the child's journey: all of it, or the last two years."""
    found = open_child(request, pk)
    two_years = request.GET.get("show") == "two-years"
    context = {**head(found, request.user, "journey"), **journey_page(found, request.user, two_years)}
    return render(request, "children/journey.html", context)
