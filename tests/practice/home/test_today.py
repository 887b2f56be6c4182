"""Home: what to do today, in order, for each role; recorded; and only about whom one may see."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from permanence.practice.home.sections import sections_for
from permanence.practice.imports.models import Import
from permanence.practice.procedures.actions import propose
from permanence.practice.record.models import Entry
from permanence.practice.staff.actions import break_glass
from permanence.practice.staff.roles import ROLES
from permanence.practice.today import today
from permanence.practice.tracker.actions import ask_agreement
from permanence.practice.tracker.models import Duty
from practice.made import a_fact, a_person, a_team, works_with
from practice.tracker.council import adopt, child_under, in_days, long_term_section_20

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _policy() -> None:
    adopt("PG")


def _page(client: Client) -> str:
    answer = client.get(reverse("home:today"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_first_page(client: Client, role: str) -> None:
    child_under("s20", 30)
    team = a_team() if role in ("team_manager", "service_manager", "business_support") else None
    client.force_login(a_person(role, team))
    assert "What to do today" in _page(client)


def test_what_is_late_comes_first_then_what_is_due(settings: Any) -> None:
    settings.TODAY = date(2026, 11, 25)  # a Wednesday: how far off twenty working days are depends on the weekday
    late, soon, calm = child_under("s20", 30), child_under("s20", 20), child_under("s20", 2)
    worker = a_person()
    for child in (late, soon, calm):
        works_with(worker, child)
    sections = sections_for(worker, today())
    assert [section.title for section in sections] == ["Overdue", "Due in 14 days"]
    overdue, due = sections
    assert [task.about for task in overdue.tasks] == [late.name]
    first = min(Duty.objects.filter(child=soon).values_list("due", flat=True))  # counted in working days: five to seven
    assert due.tasks[0].when == f"in {(first - today()).days} days, nothing booked"
    assert {soon.name} <= {task.about for task in due.tasks}


def test_a_booking_is_told(client: Client) -> None:
    child = child_under("s20", 20)
    a_fact(child, "booked.permanence", in_days(3))
    a_fact(child, "booked.review", in_days(4))
    worker = works_with(a_person(), child)
    [task, *_] = sections_for(worker, today())[1].tasks
    assert "booked for" in task.when


def test_others_children_are_not_on_ones_page(client: Client) -> None:
    child = child_under("s20", 30)
    client.force_login(a_person())
    page = _page(client)
    assert child.name not in page
    assert "Nothing waits for you today" in page


def test_the_look_is_recorded(client: Client) -> None:
    child = child_under("s20", 30)
    client.force_login(works_with(a_person(), child))
    _page(client)
    look = Entry.objects.last()
    assert (look.where, [one.child_id for one in look.concerns.all()]) == ("home:today", [child.pk])


def test_who_may_answer_is_asked(client: Client) -> None:
    child = long_term_section_20(400)
    worker = works_with(a_person(), child)
    ask_agreement(
        by=worker,
        child=child,
        clause="PG-079",
        under="PG-083",
        kind="frequency",
        every="18 months",
        why="x",
        end=in_days(90),
    )
    asked = {
        role: "Asked of you" in {one.title for one in sections_for(a_person(role), today())}
        for role in ("head_of_service", "data_analyst")
    }
    assert asked == {"head_of_service": True, "data_analyst": False}


def test_a_record_opened_in_an_emergency_waits_for_who_was_told() -> None:
    child, head = child_under("s20", 30), a_person("head_of_service")
    break_glass(by=a_person(), case_number=child.case_number, why="The police are at the home and ask for the plan")
    [section] = [one for one in sections_for(head, today()) if one.title == "Look into these"]
    assert child.name not in section.tasks[0].what


def test_the_system_administrator_is_told_where_to_go(client: Client) -> None:
    client.force_login(a_person("system_administrator"))
    assert "Your role sees no child" in _page(client)


def test_a_policy_waits_for_a_second_person() -> None:
    first, second = a_person("head_of_service"), a_person("assistant_director")
    propose(by=first, pack="AM", effective=in_days(30))
    asked = [{section.title for section in sections_for(person, today())} for person in (first, second, a_person())]
    assert ["Policy" in titles for titles in asked] == [False, True, False]


def test_imports_wait_for_those_who_bring_in_files() -> None:
    analyst = a_person("data_analyst")
    for stage in ("ready", "applied"):
        Import.objects.create(by=analyst, asked_by=analyst, asked_at=timezone.now(), stage=stage)
    [section] = [section for section in sections_for(analyst, today()) if section.title == "Imports"]
    assert (section.count, section.tasks[0].what) == (1, "Ready to look at")
    assert "Imports" not in {section.title for section in sections_for(a_person("head_of_service"), today())}
