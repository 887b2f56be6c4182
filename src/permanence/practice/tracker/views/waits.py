"""Time to permanence: the page, and its list of children as a file."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.practice.children.opening import shown
from permanence.practice.design.csv_file import csv_answer, harmless
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import sees_children
from permanence.practice.today import today
from permanence.practice.tracker.views.boards import MOST_TO_EXPORT
from permanence.practice.tracker.waits import Asked, Waits
from permanence.practice.tracker.waits_page import wait_rows, waits_page
from permanence.tracker.time_sheets import NOT_WHOLE

_HEADINGS = ("Period", "Child", "Came into care", "Days", "Moves", "How it stands", "On", "Note")


@needs(sees_children)
def waits(request: HttpRequest) -> HttpResponse:
    """How long the children one sees wait for a home for good, this period beside earlier ones."""
    asked = _waits(request)
    page = waits_page(asked, request.GET.get("page", ""))
    shown(request, {row.child for row in page.rows})
    return render(request, "tracker/waits.html", {"told": page, "page": page.page, "title": "Time to permanence"})


@needs(sees_children)
def export(request: HttpRequest) -> HttpResponse:
    """Every child behind the numbers of a period, as a file. The record tells which children were in it."""
    asked = _waits(request)
    if len(asked.listed) > MOST_TO_EXPORT:
        messages.error(request, f"This list is too long for one file. Choose a team, or {MOST_TO_EXPORT:,} at most.")
        return redirect(f"{reverse('tracker:waits')}?{asked.asked.query()}")
    answer = csv_answer(f"time-to-permanence-{asked.period.last}.csv")
    file = csv.writer(answer)
    file.writerow(_HEADINGS)
    rows, period = wait_rows(asked, asked.listed), asked.named(asked.period)
    for row in rows:
        note = "" if row.is_whole else NOT_WHOLE
        file.writerow((period, harmless(row.name), row.entered, row.days, row.moves, row.standing, row.on, note))
    shown(request, {row.child for row in rows}, where="tracker:waits_export")
    return answer


def _waits(request: HttpRequest) -> Waits:
    return Waits(request.user, Asked.of(request.GET.dict()), today())
