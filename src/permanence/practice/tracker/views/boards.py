"""Boards, their export, and views saved of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from permanence.practice.children.opening import shown
from permanence.practice.refusals import Refusal
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import sees_children
from permanence.practice.today import today
from permanence.practice.tracker.actions import bring_up_to_date, delete_view, save_view
from permanence.practice.tracker.board_page import page_of
from permanence.practice.tracker.boards import SCOPES, Board, first_scope
from permanence.practice.tracker.filters import Filters
from permanence.practice.tracker.models import Duty, SavedView

MOST_TO_EXPORT = 3_000
"""Children in one workbook: more would take longer than a page may. The command ``permanence track`` has no limit."""


@needs(sees_children)
def board(request: HttpRequest, scope: str = "") -> HttpResponse:
    """A board: mine, my team's, or of all one sees; narrowed by what the address says."""
    asked = _board(request, scope or first_scope(request.user))
    bring_up_to_date()
    page = page_of(asked, request.GET.get("page", ""))
    shown(request, [row.pk for row in page.rows])
    return render(request, "tracker/board.html", {"board": page, "page": page.page, "title": "What is owed"})


@needs(sees_children)
def export(request: HttpRequest, scope: str) -> HttpResponse:
    """The whole board, all its pages, as a workbook. The record tells which children were in it."""
    from permanence.practice.tracker.exporting import workbook_of  # polars takes a while to load, and few pages need it

    asked = _board(request, scope)
    bring_up_to_date()
    children = list(asked.children.values_list("pk", flat=True))
    if len(children) > MOST_TO_EXPORT:
        messages.error(
            request, f"This list is too long for one file. Narrow it to {MOST_TO_EXPORT:,} children or fewer."
        )
        return redirect(f"{reverse('tracker:boards', args=[scope])}?{asked.filters.query()}")
    agreed = Duty.objects.visible_to(request.user).agreed_otherwise().filter(child__in=children)
    made = workbook_of(asked.children, list(agreed.select_related("agreement__decided_by")), asked.day)
    shown(request, children, where="tracker:export")
    answer = HttpResponse(made, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="what-is-owed-{asked.day:%Y-%m-%d}.xlsx"'
    return answer


def _board(request: HttpRequest, scope: str) -> Board:
    if scope not in SCOPES:
        raise Http404
    return Board(request.user, scope, Filters.of(request.GET.dict()), today())


# --- saved views -------------------------------------------------------------------------------------------------


@needs(sees_children)
def view(request: HttpRequest, address: str) -> HttpResponse:
    """A saved view: whoever opens it is led to the board, which shows what they may see."""
    saved = get_object_or_404(SavedView, address=address)
    return redirect(f"{reverse('tracker:boards', args=[saved.scope])}?{saved.query}")


@require_POST
@needs(sees_children)
def keep_view(request: HttpRequest, scope: str) -> HttpResponse:
    """Keeps the board one is on under a name. What was searched for is not kept."""
    asked = _board(request, scope)
    query = asked.filters.without("q").query()
    try:
        save_view(by=request.user, name=request.POST.get("name", "")[:80], scope=scope, query=query)
    except Refusal as refusal:
        messages.error(request, refusal.wording)
    else:
        messages.success(request, "The view was saved. It stands at the foot of this page, with its address.")
    return redirect(f"{reverse('tracker:boards', args=[scope])}?{asked.filters.query()}")


@require_POST
@needs(sees_children)
def drop_view(request: HttpRequest, address: str) -> HttpResponse:
    """Takes a view of one's own away. Who presses twice is told that it is gone."""
    view = SavedView.objects.filter(address=address).first()
    if view is None:
        messages.info(request, "The view was taken away already.")
    elif view.owner != request.user:
        raise Http404
    else:
        delete_view(by=request.user, view=view)
        messages.success(request, "The view was taken away.")
    return redirect("tracker:board")
