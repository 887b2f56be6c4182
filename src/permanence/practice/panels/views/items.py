"""A child before a panel: referring, papers, the day, the decision and what follows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from permanence.practice.children.models import Child
from permanence.practice.children.opening import open_child
from permanence.practice.children.presenters.head import head
from permanence.practice.design.forms import posted
from permanence.practice.design.numbers import row_number
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.models import Meeting
from permanence.practice.meetings.policy import kind_of
from permanence.practice.meetings.views.steps import step
from permanence.practice.meetings.words import local_sentence
from permanence.practice.panels import actions
from permanence.practice.panels.conditions import unmet
from permanence.practice.panels.forms.asked import (
    AsideForm,
    DecideForm,
    EnclosureForm,
    MoveForm,
    PrepareForm,
    ReferForm,
    TaskForm,
    TellForm,
    WhyForm,
)
from permanence.practice.panels.item_page import item_page
from permanence.practice.panels.models import Item, Sitting
from permanence.practice.panels.opening import open_enclosure, open_item, open_task, open_told
from permanence.practice.panels.permissions import may_decide, may_have_stand_aside
from permanence.practice.panels.policy import matter_name, matters_for, panel_of
from permanence.practice.panels.presenters import item_line, panel_lines
from permanence.practice.panels.sittings import held_ahead, is_full, to_make_it, words_for_referral
from permanence.practice.panels.views.steps import at_child, at_item
from permanence.practice.staff.models import Person
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_write, sees_children
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty


@needs(sees_children)
def of_child(request: HttpRequest, pk: int) -> HttpResponse:
    """The panels of one child."""
    child = open_child(request, pk)
    found = Item.objects.about(child).select_related("sitting", "child")
    context = {**head(child, request.user, "panels"), "items": [item_line(item) for item in found],
               "panels": panel_lines()}  # fmt: skip
    return render(request, "panels/of_child.html", context)


@needs(may_write)
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a referral; from a duty or a meeting, with what is known filled in."""
    child = open_child(request, pk)
    puts = {f"{panel.code}:{matter.matter}": (f"{panel.name}: {matter_name(matter.matter)}", fits)
            for panel, matter, fits in reversed(list(matters_for(child, request.user)))}  # fmt: skip
    puts = dict(reversed(puts.items()))
    meetings = Meeting.objects.about(child).filter(stage__in=("held", "closed", "approved", "sent"))
    names = {one.pk: f"{kind_of(one).name}, {day_words(one.day)}" for one in meetings}
    filled = _filled(request, child, puts)
    form = PrepareForm(posted(request), puts=[(key, words) for key, (words, _) in puts.items()], meetings=meetings,
                       names=names, initial=filled)  # fmt: skip
    words = ("Refer to a panel", "Begin the referral", "The referral is begun. Check its papers, then send it in.")
    place = at_child(child, request.path)
    answer = step(request, place, form, actions.prepare_referral, words, {"intro": words_for_referral()}, child=child,
                  clause=filled.get("clause", ""))  # fmt: skip
    return redirect("panels:item", form.result.pk) if form.result else answer


def _filled(request: HttpRequest, child: Child, puts: dict[str, tuple[str, bool]]) -> dict[str, Any]:
    """What is known: from the duty named in the address, the meeting it comes from, and what the record says fits."""
    fitting = [key for key, (_, fits) in puts.items() if fits]
    row = _duty(request, child)
    wanted = [key for key in fitting if row and row.duty == f"panel.{key.partition(':')[0]}"]
    filled: dict[str, Any] = {"put": (wanted or fitting or [""])[0]}
    number = row_number(request.GET.get("meeting", ""))
    if number is not None:
        filled["meeting"] = Meeting.objects.about(child).filter(pk=number).first()
    if row:
        by_when = f" by {day_words(row.limit)}" if row.limit else ""
        filled |= {"clause": row.clause, "because": f"{row.clause} asks for it{by_when}."}
    return filled


def _duty(request: HttpRequest, child: Child) -> Duty | None:
    clause = request.GET.get("clause", "")[:40]
    found: Duty | None = Duty.objects.about(child).open().filter(clause=clause).first() if clause else None
    return found


@needs(sees_children)
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item: where it stands, its papers, what was decided and what follows."""
    return render(request, "panels/item.html", item_page(open_item(request, pk), request.user))


@needs(may_write)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Chooses the sitting."""
    found = open_item(request, pk)
    panel = panel_of(found)
    ahead = [one for one in held_ahead(panel) if not is_full(one, found)]
    choices: dict[str, tuple[str, Sitting]] = {
        one.rule_day.isoformat(): (_choice(to_make_it(panel, one), one), one) for one in ahead
    }
    stands = {"sitting": found.sitting.rule_day.isoformat() if found.sitting else ""}
    form = MoveForm(posted(request), version=found.version, sittings=choices, initial=stands)
    words = ("Choose the sitting", "Save", "The sitting is chosen.")
    intro = "" if choices else "The panel has no sitting ahead with room. Ask the panel administrator to add one."
    return step(request, at_item(found), form, actions.move_item, words, {"intro": intro}, item=found)


def _choice(words: str, sitting: Sitting) -> str:
    closed = sitting.papers_by is not None and sitting.papers_by < today()
    return f"{words} That day has passed: only by exception." if closed else words


@needs(may_write)
def enclosure(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Checks a paper off."""
    found = open_enclosure(request, pk, number)
    names = ("came_on", "source", "not_needed", "late_agreed_by", "late_why")
    form = EnclosureForm(posted(request), version=found.version, initial={name: getattr(found, name) for name in names})
    words = (found.name, "Save", "The paper is checked off.")
    asked = f"Asked for by {found.clauses} ({found.strength}){f', where {found.judged}' if found.judged else ''}."
    return step(request, at_item(found.item), form, actions.keep_enclosure, words, {"intro": asked}, enclosure=found)


@needs(may_write)
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the referral in."""
    found = open_item(request, pk)
    sitting = found.sitting
    late = sitting is not None and sitting.papers_by is not None and sitting.papers_by < today()
    form = ReferForm(posted(request), version=found.version, is_late=late, is_exception=bool(unmet(found)))
    words = ("Send the referral in", "Send it in", "The child is listed for the sitting.")
    intro = to_make_it(panel_of(found), sitting) if sitting else "Choose a sitting first."
    return step(request, at_item(found), form, actions.refer, words, {"intro": intro}, item=found)


@needs(may_write)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the item back."""
    found = open_item(request, pk)
    form = WhyForm(posted(request), version=found.version)
    words = ("Withdraw it", "Withdraw it", "It is withdrawn.")
    return step(request, at_item(found), form, actions.withdraw_item, words, {"danger": True}, item=found)


@needs(may_write)
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Has a member stand aside."""
    found = open_item(request, pk)
    seats = may_have_stand_aside(request.user, found)
    form = AsideForm(posted(request), members=Person.objects.filter(pk__in=seats.values("person")))
    words = ("A member stands aside", "They stand aside", "They leave this item to the others, and see nothing of it.")
    return step(request, at_item(found), form, actions.stand_aside, words, item=found)


@needs(may_write)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes down what the panel decided."""
    found = open_item(request, pk)
    require(may_decide(request.user, found))
    form = DecideForm(posted(request), version=found.version)
    words = (f"What {panel_of(found).name} decided", "Write it down", "The decision is written down, and takes effect.")
    asked = f"{local_sentence(matter_name(found.matter))}."
    return step(request, at_item(found), form, actions.decide, words, {"intro": asked}, item=found)


@needs(may_write)
def tell(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Says that someone was told."""
    found = open_told(request, pk, number)
    form = TellForm(posted(request), initial={"told_on": found.told_on or today(), "how": found.how})
    words = (f"Tell {found}", "Save", "It is kept that they were told.")
    return step(request, at_item(found.item), form, actions.tell_decision, words, told=found)


@needs(may_write)
def task(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Says what became of something that was to be done."""
    found = open_task(request, pk, number)
    form = TaskForm(posted(request), initial={"done_on": today()})
    words = (found.what, "It is done", "It is done.")
    return step(request, at_item(found.item), form, actions.finish_task, words, task=found)
