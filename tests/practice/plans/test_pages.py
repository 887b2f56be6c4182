"""The pages of a plan under every policy, and what they cost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from permanence.policy.meeting_kinds import Only
from permanence.policy.register import DOCUMENTS
from permanence.practice.plans.policy import asked_now
from permanence.practice.plans.to_do import to_do
from permanence.practice.today import today
from practice.made import a_fact, child_in_care, days_ago, works_with
from practice.meetings.given import family, follow
from practice.plans.given import BESIDE, LEADS, OUT, places, settled

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("pack", DOCUMENTS)
def test_a_plan_is_settled_and_shown_under_every_policy(client: Client, pack: str) -> None:
    follow(pack)
    child, worker, _ = family()
    a_fact(child, "plan", days_ago(30), attributes={"primary": "residential"})
    lead, beside, *_ = asked_now().options
    client.force_login(worker)
    page = reverse("plans:of_child", args=[child.pk])
    assert "The record says that the plan since" in client.get(page).content.decode()
    settled(worker, child, places(**{lead: LEADS, beside: BESIDE, "residential": OUT}), confirmed={"no_order"})
    for address in (page, reverse("plans:settle", args=[child.pk])):
        shown = client.get(address).content.decode()
        assert asked_now().options[lead].name in shown


def test_only_what_the_policy_asks_as_things_are_waits_to_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    follow("PG")
    child, worker, _ = family()
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE))
    for word, number in (("residential", 0), ("fostered", 1)):
        asked = replace(asked_now(), tell=(replace(asked_now().tell[0], only=Only((word,))),))
        monkeypatch.setattr("permanence.practice.plans.to_do.asked_now", lambda asked=asked: asked)
        told = [section for section in to_do(worker, today()) if section.title == "Plans: who is to be told"]
        assert sum(section.count for section in told) == number


def test_the_home_page_asks_as_much_for_many_plans_as_for_one() -> None:
    follow("PG")
    child, worker, _ = family()
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE))
    with CaptureQueriesContext(connection) as one:
        assert sum(section.count for section in to_do(worker, today())) == 1
    for other in (child_in_care(), child_in_care()):
        works_with(worker, other)
        settled(worker, other, places(reunification=LEADS, kinship=BESIDE))
    with CaptureQueriesContext(connection) as many:
        assert sum(section.count for section in to_do(worker, today())) == 3
    assert len(many) == len(one)
