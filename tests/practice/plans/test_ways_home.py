"""Two ways through a plan by the pages people use: home under a care order, and a child who came alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.models import Child, Fact
from permanence.practice.home.sections import sections_for
from permanence.practice.plans.models import Plan
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty
from practice.made import a_child, a_fact, a_person, a_team, days_ago, works_with
from practice.meetings.given import follow

pytestmark = pytest.mark.django_db
DAY = {f"{name}_{part}": str(getattr(today(), part)) for name in ("day", "on") for part in ("day", "month", "year")}


def _world(order: str, **details: Any) -> tuple[Child, Person, Person]:
    follow("PG")
    team = a_team()
    child = a_child(team=team, **details)
    for token in ("in_care", f"legal_status.{order}", "placement.foster"):
        a_fact(child, token, days_ago(60))
    worker, officer = works_with(a_person(team=team), child), a_person("reviewing_officer")
    return child, worker, works_with(officer, child, "reviewing_officer")


def _send(client: Client, by: Person, name: str, *args: Any, **said: Any) -> str:
    """What the page says after the form was sent by someone, wherever that led."""
    client.force_login(by)
    return client.post(reverse(name, args=args), {**DAY, **said}, follow=True).content.decode()


def _places(**given: str) -> dict[str, str]:
    """The words of the form: a place for each option, and the way after a slash."""
    said = {"because": "As the assessments say.", **{f"why_{option}": f"As to {option}." for option in given}}
    for option, place in given.items():
        said[f"role_{option}"], _, said[f"variant_{option}"] = place.partition("/")
    return said


def _tasks(person: Person) -> list[str]:
    return [task.what for section in sections_for(person, today()) for task in section.tasks]


def test_home_under_a_care_order(client: Client) -> None:
    child, worker, officer = _world("care_order")
    wide = _places(reunification="primary/care_order_home", long_term_fostering="parallel")
    shown = _send(client, worker, "plans:settle", child.pk, **wide)
    assert "At home under a care order" in shown
    assert "PG-031" in shown  # what the way home needs before it counts as reached
    assert any("PG-161" in what for what in _tasks(worker))
    plan = Plan.objects.about(child).get()
    _send(client, worker, "plans:tell", plan.pk, "several", who="Sam, mother", how="at a visit")
    assert not any("PG-161" in what for what in _tasks(worker))
    shown = _send(client, worker, "plans:achieved", child.pk, seen=plan.pk)
    assert "PG-030" in shown
    assert not Fact.objects.about(child).current().filter(token__startswith="permanence_achieved").exists()
    _send(client, worker, "plans:say", child.pk, "reunification", "with_parents_assessed", who="Lee", how="the report")
    a_fact(child, "panel.permanence", today(), attributes={"outcome": "ratified"})
    shown = _send(client, worker, "plans:achieved", child.pk, seen=plan.pk)
    assert f"Achieved on {today().day} " in shown
    a_fact(child, "review", today())
    assert client.get(reverse("plans:review", args=[plan.pk])).status_code == 403  # the worker endorses nothing
    _send(client, officer, "plans:review", plan.pk, in_time="yes", agreed="yes", note="It goes well.")
    assert Fact.objects.about(child).current().filter(token="endorsement", recorded_by=officer).exists()


def test_a_child_who_came_alone(client: Client) -> None:
    child, worker, officer = _world("s20", born=days_ago(365 * 16))
    a_fact(child, "unaccompanied", days_ago(60))
    owed = Duty.objects.about(child).open().filter(clause="PG-169")
    assert owed.exists()
    given = _places(long_term_fostering="primary/section_20", independence="contingency/supported_lodgings")
    shown = _send(client, worker, "plans:settle", child.pk, **given)
    assert "PG-050" in shown  # why no order is right is not written down
    shown = _send(client, worker, "plans:settle", child.pk, **{**given, "confirm_reason_without_order": "on"})
    for clause in ("PG-166", "PG-171", "PG-172", "PG-020"):
        assert clause in shown
    assert "Refer to the panel" in shown
    assert "not on record" in shown  # the parents' agreement to section 20
    assert not owed.exists()
    assert any("A plan is settled" in what for what in _tasks(officer))
    plan = Plan.objects.about(child).get()
    shown = _send(
        client,
        officer,
        "plans:review",
        plan.pk,
        in_time="no",
        agreed="no",
        note="Status is open.",
        confirm_no_review="on",
    )
    assert "not in a realistic time: Status is open." in shown
    assert not Fact.objects.about(child).current().filter(token="endorsement").exists()
