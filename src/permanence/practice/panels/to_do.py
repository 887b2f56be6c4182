"""What waits for a person about panels: referrals to send in, decisions to write down, and what follows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from permanence.practice.design.page import Link
from permanence.practice.design.wording import day as day_words
from permanence.practice.home.sections import Section
from permanence.practice.home.sections import Task as ToDo
from permanence.practice.meetings.words import local_sentence
from permanence.practice.panels.models import Item, Task, Told
from permanence.practice.panels.permissions import may_decide, runs_panels
from permanence.practice.panels.policy import matter_name, panel_of
from permanence.practice.panels.presenters import item_href, item_tag, sitting_href, sittings_of
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import sees_children
from permanence.practice.tracker.words import Tag

FIRST_FEW = 8


def to_do(person: Person, day: date) -> Iterator[Section]:
    """The sections that have something in them."""
    if not sees_children(person):
        return
    found = (
        (16, "To do after a panel", [*_tasks(person, day), *_to_tell(person)]),
        (26, "Referrals to send in", _to_send(person)),
        (27, "Sittings you sit at", _seats(person, day)),
        (42, "Decisions to write down", _to_decide(person, day)),
        (43, "Without a sitting, or without a decision", _waiting(person, day)),
    )
    for place, title, tasks in found:
        if tasks:
            yield Section(place, title, tasks[:FIRST_FEW], len(tasks), Link("All panels", reverse("panels:list")))


def _tasks(person: Person, day: date) -> list[ToDo]:
    mine = Task.objects.visible_to(person).filter(owner=person, done_on=None).select_related("child")
    return [ToDo(one.child.name, item_href(one.item_id), one.what, f"by {day_words(one.due)}",
                 Tag("Late", "red") if one.is_late(day) else None, (one.child_id,)) for one in mine]  # fmt: skip


def _to_tell(person: Person) -> list[ToDo]:
    """Those who have not heard of a decision yet, for who referred the child: once for each child."""
    open_ones = Told.objects.visible_to(person).filter(told_on=None, item__asked_by=person).values("item")
    items = Item.objects.visible_to(person).filter(pk__in=open_ones).select_related("child", "sitting")
    return [_item(one, "Tell those who do not know yet what was decided") for one in items]


def _to_send(person: Person) -> list[ToDo]:
    mine = Item.objects.visible_to(person).filter(stage="preparing", asked_by=person).select_related("child", "sitting")
    return [_item(one, local_sentence(matter_name(one.matter)), _by(one)) for one in mine.order_by("sitting__day")]


def _by(item: Item) -> str:
    by = item.sitting.papers_by if item.sitting else None
    return f"by {day_words(by)}" if by else "no last day is set"


def _seats(person: Person, day: date) -> list[ToDo]:
    return [ToDo(panel_of(one.sitting).name, sitting_href(one.sitting), "You sit", day_words(one.sitting.day))
            for one in sittings_of(person, day)]  # fmt: skip


def _to_decide(person: Person, day: date) -> list[ToDo]:
    heard = Item.objects.visible_to(person).filter(stage="listed", sitting__day__lte=day)
    found = heard.select_related("child", "child__team", "sitting").prefetch_related("asides", "sitting__seats__person")
    return [_item(one, local_sentence(matter_name(one.matter)))
            for one in found.order_by("sitting__day", "place") if may_decide(person, one)]  # fmt: skip


def _waiting(person: Person, day: date) -> list[ToDo]:
    """For who runs the panels: what came back and finds no sitting, and what was heard and has no decision yet."""
    if not runs_panels(person):
        return []
    left = Q(sitting=None) | Q(sitting__day=None) | Q(sitting__day__lt=day)
    found = Item.objects.visible_to(person).filter(left, stage="listed").select_related("child", "sitting")
    return [_item(one, f"{panel_of(one).name} {_lacks(one)}") for one in found]


def _lacks(item: Item) -> str:
    return "was to decide, and nothing is written down" if item.sitting and item.sitting.day else "needs a sitting"


def _item(item: Any, what: str, when: str = "") -> ToDo:
    day = item.sitting.day if item.sitting else None
    return ToDo(item.child.name, item_href(item.pk), what, when or day_words(day), item_tag(item), (item.child_id,))
