"""The agenda and the home page ask the database as often for six children before a panel as for one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from permanence.practice.panels.agenda import agenda_of
from permanence.practice.panels.models import Item
from permanence.practice.panels.policy import panel_of
from permanence.practice.panels.to_do import to_do
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.made import child_in_care, works_with
from practice.panels.given import World, referred, world

pytestmark = pytest.mark.django_db


def _another(around: World) -> World:
    """The same people around another child, with whom the chair works too."""
    child = child_in_care(100, team=around.child.team)
    works_with(around.chair, child, role="second_worker")
    works_with(around.worker, child)
    return replace(around, child=child)


def _agenda(around: World) -> int:
    """How often an agenda asks. It names the chair as one who works with every child but the first."""
    chair = Person.objects.get(pk=around.chair.pk)
    items = list(Item.objects.visible_to(chair).select_related("child", "sitting", "referred_by"))
    with CaptureQueriesContext(connection) as asked:
        told = agenda_of(panel_of(around.sitting), around.sitting, items, chair)
    assert len(told.chapters[2].rows) == len(items) - 1
    return len(asked)


def _home(around: World, number: int) -> int:
    """How often the home page of the chair asks for what waits about panels; every item waits for a decision."""
    chair = Person.objects.get(pk=around.chair.pk)
    with CaptureQueriesContext(connection) as asked:
        sections = {one.title: one.count for one in to_do(chair, today())}
    assert sections["Decisions to write down"] == number
    return len(asked)


def test_six_children_are_asked_for_as_one() -> None:
    around = world()
    referred(around)
    one = (_agenda(around), _home(around, 1))
    for _ in range(5):
        referred(_another(around))
    assert (_agenda(around), _home(around, 6)) == one
