"""axe on the pages of procedures and on help, wide and narrow, with a proposal that waits and a mistake in a form."""

from __future__ import annotations

import pytest
from django.urls import reverse

from permanence.practice.procedures.actions import approve, propose
from permanence.practice.today import today
from practice.browsing import Browsing
from practice.made import a_person, child_in_care, days_ago

pytestmark = pytest.mark.django_db(transaction=True)


def test_reading_and_comparing(browser: Browsing) -> None:
    approve(
        by=None, adoption=propose(by=None, pack="PG", effective=days_ago(400), settings={"foster_every": "2 months"})
    )
    child_in_care(30)
    browser.sign_in(a_person())
    browser.look(reverse("procedures:list"))
    browser.look(reverse("procedures:document", args=["AM"]))
    browser.look(reverse("procedures:document", args=["PG"]) + "?q=PG-095")
    browser.look(reverse("procedures:document", args=["PG"]) + "?q=nothingatall")
    browser.look(reverse("procedures:compare", args=["PG", "PP"]))
    browser.look(reverse("help:page"))


def test_choosing(browser: Browsing) -> None:
    child_in_care(30)
    browser.sign_in(a_person("head_of_service"))
    browser.look(reverse("procedures:list"))
    browser.look(reverse("procedures:choose"))
    browser.look(reverse("procedures:propose", args=["PP"]))
    browser.page.get_by_label("The gap while no single-track plan is agreed").fill("often")
    browser.press("See what it would change")
    browser.look()
    waiting = propose(by=a_person("assistant_director"), pack="PG", effective=today())
    browser.look(reverse("procedures:adoption", args=[waiting.pk]))
    browser.look(reverse("procedures:touched", args=[waiting.pk]) + "?duty=meeting.permanence&kind=gains")
