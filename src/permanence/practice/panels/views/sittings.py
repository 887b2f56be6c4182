"""Panels, their sittings, who sits and who came, and the children they keep in view."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from permanence.policy.panel_kinds import PanelKind
from permanence.policy.panels import panel_words
from permanence.practice.children.opening import shown
from permanence.practice.children.views.kept import sent_before
from permanence.practice.design.forms import posted
from permanence.practice.design.page import Link
from permanence.practice.design.wording import weekday
from permanence.practice.meetings.minutes import Minutes
from permanence.practice.meetings.printed import answer_with
from permanence.practice.meetings.words import local_sentence
from permanence.practice.panels import actions
from permanence.practice.panels.agenda import agenda_of
from permanence.practice.panels.forms.asked import (
    AddSittingForm,
    AttendanceForm,
    OrderForm,
    SeatForm,
    SittingForm,
    SureForm,
)
from permanence.practice.panels.models import Item, Seat, Sitting
from permanence.practice.panels.opening import panel_or_404, sitting_or_404
from permanence.practice.panels.permissions import may_mark, runs_panels
from permanence.practice.panels.policy import panel_of
from permanence.practice.panels.presenters import (
    crumbs,
    item_line,
    panel_lines,
    panel_page,
    panel_page_href,
    sitting_href,
    sitting_line,
    sitting_page,
    sittings_of,
)
from permanence.practice.panels.views.steps import panel_step
from permanence.practice.panels.watching import lines, watched
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_write, sees_children
from permanence.practice.today import today

PAGE = 25


@needs(sees_children)
def panels(request: HttpRequest) -> HttpResponse:
    """The panels of the policy, the sittings one sits at, and the open items of the children one sees."""
    seen = Item.objects.visible_to(request.user).open().select_related("child", "sitting")
    page = Paginator(seen, PAGE).get_page(request.GET.get("page"))
    shown(request, [item.child_id for item in page])
    mine = [sitting_line(panel_of(seat.sitting), seat.sitting) for seat in sittings_of(request.user, today())]
    context = {"title": "Panels", "panels": panel_lines(), "page": page, "mine": mine,
               "items": [item_line(item) for item in page]}  # fmt: skip
    return render(request, "panels/panels.html", context)


@needs(sees_children)
def panel(request: HttpRequest, panel: str) -> HttpResponse:
    """One panel: what it hears, when it sits, and the papers it wants."""
    return render(request, "panels/panel.html", panel_page(panel_or_404(panel), request.user))


@needs(sees_children)
def watch(request: HttpRequest, panel: str, over: str) -> HttpResponse:
    """The children a panel keeps in view, as far as one sees them."""
    kind = panel_or_404(panel)
    if over not in {one.over for one in kind.watch}:
        raise Http404
    page = Paginator(watched(over, request.user), PAGE).get_page(request.GET.get("page"))
    shown(request, [child.pk for child in page])
    context = {
        "title": local_sentence(panel_words("watches")[over]),
        "page": page,
        "lines": lines(page, today()),
        "crumbs": [*crumbs(), Link(kind.name, panel_page_href(kind))],
        "may_write": may_write(request.user),
    }
    return render(request, "panels/watch.html", context)


@needs(sees_children)
def sitting(request: HttpRequest, panel: str, day: str) -> HttpResponse:
    """One sitting: its agenda with the times, who sits, and by when things must be there."""
    kind, found = sitting_or_404(panel, day)
    items = _agenda(request, found)
    shown(request, [item.child_id for item in items])
    return render(request, "panels/sitting.html", sitting_page(kind, found, items, request.user))


@needs(sees_children)
def agenda(request: HttpRequest, panel: str, day: str) -> HttpResponse:
    """The agenda to print: children by their initials."""
    kind, found = sitting_or_404(panel, day)
    context = {
        "minutes": _agenda_shown(request, kind, found), "title": "Agenda",
        "crumbs": [*crumbs(), Link(kind.name, panel_page_href(kind)),
                   Link(weekday(found.day or found.rule_day), sitting_href(found))],
        "word": sitting_href(found, "agenda_document", "docx"), "pdf": sitting_href(found, "agenda_document", "pdf"),
    }  # fmt: skip
    return render(request, "panels/agenda.html", context)


@needs(sees_children)
def agenda_document(request: HttpRequest, panel: str, day: str, form: str) -> HttpResponse:
    """The same as a file to keep: docx or pdf."""
    kind, found = sitting_or_404(panel, day)
    return answer_with(_agenda_shown(request, kind, found), form, f"agenda-{panel}-{day}")


def _agenda_shown(request: HttpRequest, kind: PanelKind, found: Sitting) -> Minutes:
    items = _agenda(request, found)
    shown(request, [item.child_id for item in items])
    return agenda_of(kind, found, items, request.user)


def _agenda(request: HttpRequest, found: Sitting, stages: tuple[str, ...] = ("listed", "decided")) -> list[Item]:
    if found.pk is None:
        return []
    seen = Item.objects.visible_to(request.user).filter(sitting=found, stage__in=stages)
    return list(seen.select_related("child", "sitting", "referred_by").order_by("place", "id"))


@needs(runs_panels)
def add(request: HttpRequest, panel: str) -> HttpResponse:
    """Adds a sitting that no rule has."""
    kind = panel_or_404(panel)
    begins = {"time": kind.at, "places": kind.places, "minutes_each": kind.minutes_each, "quorum": kind.quorum}
    form = AddSittingForm(posted(request), initial=begins)
    words = ("Add a sitting", "Add it", "The sitting is added.")
    return panel_step(request, kind, form, actions.add_sitting, words, panel=kind.code)


@needs(runs_panels)
def change(request: HttpRequest, panel: str, day: str) -> HttpResponse:
    """Changes a sitting, moves it or says that it is not held."""
    kind, found = sitting_or_404(panel, day)
    names = ("day", "why", "place", "places", "minutes_each", "quorum", "papers_by")
    stands = {name: getattr(found, name) for name in names} | {"time": f"{found.time:%H:%M}"}
    form = SittingForm(posted(request), version=found.version, initial=stands)
    words = ("Change this sitting", "Save", "The sitting is changed.")
    return panel_step(request, kind, form, actions.change_sitting, words, found)


@needs(runs_panels)
def add_seat(request: HttpRequest, panel: str, day: str) -> HttpResponse:
    """Gives someone a seat."""
    kind, found = sitting_or_404(panel, day)
    words = ("Who sits", "Give them a seat", "They sit at this sitting, and see its children until the day after it.")
    return panel_step(request, kind, SeatForm(posted(request)), actions.add_seat, words, found)


@needs(runs_panels)
def drop_seat(request: HttpRequest, panel: str, day: str, number: int) -> HttpResponse:
    """Takes someone off a sitting."""
    kind, found = sitting_or_404(panel, day)
    if sent_before(request):
        return redirect(sitting_href(found))
    seat = get_object_or_404(Seat.objects.select_related("person"), pk=number, sitting=found.pk)
    words = (f"Take {seat.person.name} off this sitting", "Take them off", "They no longer sit there.")
    return panel_step(request, kind, SureForm(posted(request)), actions.drop_seat, words, found, seat=seat)


@needs(may_write)
def attendance(request: HttpRequest, panel: str, day: str) -> HttpResponse:
    """Says who came."""
    kind, found = sitting_or_404(panel, day)
    require(may_mark(request.user, found))
    seats = found.seats.select_related("person") if found.pk else []
    form = AttendanceForm(posted(request), version=found.version, seats=seats)
    words = ("Who came", "Save", "It is kept who came.")
    return panel_step(request, kind, form, actions.mark_attendance, words, found)


@needs(runs_panels)
def order(request: HttpRequest, panel: str, day: str) -> HttpResponse:
    """Puts the agenda in another order: of one item too, which may stand behind a gap."""
    kind, found = sitting_or_404(panel, day)
    items = _agenda(request, found, ("listed",))
    if not items:
        messages.info(request, "No child you see is listed here, so there is nothing to put in order.")
        return redirect(sitting_href(found))
    form = OrderForm(posted(request), version=found.version, items=items)
    words = ("The order of the agenda", "Save", "The agenda is in its new order.")
    return panel_step(request, kind, form, actions.order_agenda, words, found)
