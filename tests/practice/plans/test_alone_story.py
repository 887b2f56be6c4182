"""A child who came alone: the meeting, the plan, the officer's word, the page in plain words, and turning eighteen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from permanence.practice.children.actions import end_fact
from permanence.practice.children.models import Child, Fact
from permanence.practice.meetings import actions as meetings
from permanence.practice.staff.models import Person
from permanence.practice.tracker.models import Duty
from practice.browsing import Browsing
from practice.made import a_child, a_fact, a_person, a_team, works_with
from practice.meetings.given import all_decided, asked, booked, follow
from practice.plans.given import BESIDE, LEADS, OUT, STANDS_BY

pytestmark = pytest.mark.django_db(transaction=True)

ARRIVED, MET, REVIEWED = date(2026, 2, 2), date(2026, 2, 23), date(2026, 2, 26)
RISING, EIGHTEEN = date(2027, 3, 1), date(2027, 6, 10)
HOMES = (("long_term_fostering", LEADS), ("kinship", BESIDE), ("independence", STANDS_BY), ("adoption", OUT))


def _open(child: Child) -> set[str]:
    return set(Duty.objects.about(child).open().values_list("clause", flat=True))


def test_a_child_who_came_alone(browser: Browsing, settings: Any) -> None:
    """PG-110 and PG-166 to PG-175, each on the day it happens."""
    settings.TODAY = MET
    follow("PG")
    team = a_team()
    child = a_child("Selam", team=team, born=date(2009, 6, 10), language="Tigrinya", interpreter=True)
    for token in ("in_care", "legal_status.s20", "placement.foster", "unaccompanied"):
        a_fact(child, token, ARRIVED)
    worker, manager = works_with(a_person(team=team), child), a_person("team_manager", team)
    officer = works_with(a_person("reviewing_officer"), child, "reviewing_officer")
    assert {"PG-068", "PG-169"} <= _open(child)
    browser.sign_in(worker)
    _meet(browser, child, worker, manager)
    _settle(browser, child)
    settings.TODAY = REVIEWED
    a_fact(child, "review", REVIEWED)
    _endorse(browser, child, officer)
    settings.TODAY = RISING
    browser.sign_in(worker)
    _plan_for_a_home_of_ones_own(browser, child)
    settings.TODAY = EIGHTEEN
    _turn_eighteen(browser, child)


def _meet(browser: Browsing, child: Child, worker: Person, manager: Person) -> None:
    """The meeting asks what it means for the plan that nobody knows yet whether the child may stay."""
    meeting = booked(asked(child, worker), worker, manager)
    browser.look(reverse("meetings:write", args=[meeting.pk, "unaccompanied"]))
    said = browser.said()
    assert all(clause in said for clause in ("PG-168", "PG-172", "PG-173", "PG-174"))
    for box in browser.page.locator("main textarea").all():
        box.fill("The claim was made in February. An answer may take a year, so the plan must hold either way.")
    browser.press("Save")
    all_decided(meeting, worker)
    meeting = meetings.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    for option, verdict in HOMES:
        meetings.appraise(by=worker, meeting=meeting, option=option, verdict=verdict, why=f"As to {option}.")
    meetings.agree_deed(by=worker, meeting=meeting, what="Ask the tracing service", due=MET, owner=worker)
    meeting.refresh_from_db()
    meeting = meetings.conclude(
        by=worker, meeting=meeting, version=meeting.version, enough="yes", recommendation="Stay with the carers.",
        reasons="Selam is well there.", no_next="Before the second review.",
    )  # fmt: skip
    meetings.close_meeting(by=worker, meeting=meeting, version=meeting.version)


def _settle(browser: Browsing, child: Child) -> None:
    browser.page.goto(reverse("plans:of_child", args=[child.pk]))
    browser.press("Take it over")
    browser.look()
    said = browser.said()
    assert "Ratified by: Permanence Panel (PG-056, PG-041, PG-175)" in said
    assert "That is usual for a child who came alone" in said
    assert "Agreement by the parents" not in said
    assert not {"PG-068", "PG-169"} & _open(child)
    browser.look(reverse("plans:for_child", args=[child.pk]))
    assert "Selam speaks Tigrinya. Selam needs an interpreter" in browser.said()


def _endorse(browser: Browsing, child: Child, officer: Person) -> None:
    browser.sign_in(officer)
    browser.page.goto("/")
    assert "Plans to endorse at the review" in browser.said()
    browser.page.goto(reverse("plans:of_child", args=[child.pk]))
    browser.follow("Say what the review thought")
    for name in ("in_time", "agreed"):
        browser.page.locator(f"input[name={name}][value=yes]").check()
    browser.page.locator("#id_note").fill("It holds whatever the answer is.")
    browser.press("Save")
    assert Fact.objects.about(child).current().filter(token="endorsement", start=REVIEWED).exists()


def _plan_for_a_home_of_ones_own(browser: Browsing, child: Child) -> None:
    browser.look(reverse("plans:settle", args=[child.pk]))
    for option, place in (("independence", LEADS), ("long_term_fostering", BESIDE), ("kinship", OUT)):
        browser.page.locator(f"#id_role_{option}").select_option(place)
        browser.page.locator(f"#id_why_{option}").fill("Selam wants a room in town and to see the carers on Sundays.")
    browser.page.locator("#id_variant_independence").select_option("supported_lodgings")
    browser.page.locator("#id_because").fill("Selam is nearly grown up.")
    browser.press("Settle the plan")
    said = browser.said()
    assert "Supported lodgings" in said
    assert "turns 18 on 10 June 2027" in said
    assert "PG-110" in said


def _turn_eighteen(browser: Browsing, child: Child) -> None:
    """Nothing ends by itself: the page says that it is to be said, and then nothing is asked for any more."""
    browser.page.goto(reverse("plans:of_child", args=[child.pk]))
    assert "turned 18 on 10 June 2027" in browser.said()
    for fact in Fact.objects.about(child).holding().exclude(token__in=("plan", "unaccompanied")):
        end_fact(by=None, fact=fact, end=EIGHTEEN)
    assert not _open(child)
    browser.look(reverse("children:journey", args=[child.pk]))
    told = browser.told()
    for said in ("Not in care", "UASC", "Section 20", "Foster home", "Permanency Planning Meeting"):
        assert said in told
