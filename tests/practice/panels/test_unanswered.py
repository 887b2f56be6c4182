"""A decision that was planned, whose day has passed while nobody wrote down what came of it: it counts nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from openpyxl import load_workbook

from permanence.practice.children.actions import correct_fact
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.presenters.journey import story as journey
from permanence.practice.children.words import local_words, token_name
from permanence.practice.panels import actions
from permanence.practice.panels.item_page import item_page
from permanence.practice.panels.models import Item
from permanence.practice.plans.standing import standing_of
from permanence.practice.refusals import Refusal
from permanence.practice.today import today
from permanence.practice.tracker.actions import agree, ask_agreement, bring_up_to_date
from permanence.practice.tracker.exporting import workbook_of
from permanence.practice.tracker.models import Duty
from practice.made import a_fact, a_person, works_with
from practice.panels.given import World, decided, referred, world
from practice.tracker.council import in_days, long_term_section_20

pytestmark = pytest.mark.django_db
PLANNED = "decision.should_be_placed"


@pytest.fixture
def around() -> World:
    """A child whom the agency's decision-maker hears today."""
    return world("PG", "agency_decision")


@pytest.fixture
def item(around: World) -> Iterator[Item]:
    """The planned decision, on the day after."""
    planned = referred(around, "placed_for_adoption")
    with override_settings(TODAY=today() + timedelta(days=1)):
        yield planned


def _follows(child: Child) -> bool:
    """PG-066: whether family finding follows the decision."""
    bring_up_to_date()
    return Duty.objects.about(child).filter(clause="PG-066").exists()


def _workbook_tells_of_it(child: Child) -> bool:
    sheets = load_workbook(BytesIO(workbook_of(Child.objects.filter(pk=child.pk), [], today())))
    return any("PG-066" in row for sheet in sheets for row in sheet.iter_rows(values_only=True))


def test_the_workbook_counts_it_no_more_than_the_board_does(around: World, item: Item) -> None:
    assert not _follows(around.child)
    assert not _workbook_tells_of_it(around.child)
    a_fact(around.child, PLANNED, today())  # recorded by hand, it counts
    assert _follows(around.child)
    assert _workbook_tells_of_it(around.child)


def test_correcting_its_day_does_not_make_it_a_decision(around: World, item: Item) -> None:
    for days in (2, 1):  # a correction may be corrected
        [planned] = Fact.objects.about(around.child).current().filter(token=PLANNED)
        correct_fact(by=around.worker, fact=planned, why="It was another day.", confirmed=QUESTIONS,
                     changes={"start": item.sitting.day - timedelta(days=days)})  # fmt: skip
        assert not _follows(around.child)
        assert not _workbook_tells_of_it(around.child)
        assert item_page(item, around.worker)["is_unanswered"]
    [planned] = Fact.objects.about(around.child).current().filter(token=PLANNED)
    correct_fact(by=around.worker, fact=planned, why="It is later.", changes={"start": today()}, confirmed=QUESTIONS)
    assert not item_page(item, around.worker)["is_unanswered"]  # the day has not passed


def test_a_sitting_that_nobody_has_decided_agrees_to_no_other_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """PG-083."""
    around = replace(world("PG"), child=long_term_section_20(400))
    works_with(around.worker, around.child)
    monkeypatch.setattr("permanence.practice.tracker.actions.agreements.deciders_for", lambda *_: ["permanence panel"])
    asked = ask_agreement(by=around.worker, child=around.child, clause="PG-079", under="PG-083", kind="frequency",
                          every="18 months", why="Settled for years", end=in_days(365))  # fmt: skip
    a_fact(around.child, "document.minutes", today(), attributes={"stage": "approved"})
    item = referred(around, "plan", exception="She is settled.")
    given = {"by": around.chair, "agreement": asked, "decider": "permanence panel", "agreed_on": today()}
    with pytest.raises(Refusal, match="Record that first"):
        agree(**given)
    decided(around, item)
    assert agree(**given).is_agreed


def test_no_picture_shows_it_and_the_facts_say_so(around: World, item: Item) -> None:
    client, child = Client(), around.child
    client.force_login(around.worker)
    [planned] = Fact.objects.about(child).current().filter(token=PLANNED)
    in_words = token_name(PLANNED, local_words())

    def told() -> tuple[bool, bool]:
        return (
            in_words in {mark.label for mark in journey(child, around.worker).marks},
            PLANNED in {fact.token for fact in standing_of(child, around.worker).facts},
        )

    for page in (reverse("children:facts", args=[child.pk]), reverse("children:fact", args=[child.pk, planned.pk])):
        assert "Planned; no answer is written down" in client.get(page).content.decode()
    assert told() == (False, False)
    actions.decide(by=a_person("agency_decision_maker"), item=item, version=item.version, outcome="ratified",
                   reasons="No relative can care for her.")  # fmt: skip
    assert told() == (True, True)
    assert "no answer is written down" not in client.get(reverse("children:facts", args=[child.pk])).content.decode()
