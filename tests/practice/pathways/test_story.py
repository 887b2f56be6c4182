"""An unregistered home on a Friday night, in a browser: the worker says why, the head of service looks at it weekly."""

from __future__ import annotations

import pytest
from django.urls import reverse

from permanence.practice.pathways.models import Course
from permanence.practice.tracker.models import Duty
from practice.browsing import Browsing
from practice.made import a_fact, a_person, a_team, child_in_care, days_ago, works_with
from practice.meetings.given import follow

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_unregistered_home_on_a_friday_night(browser: Browsing) -> None:
    follow("PG")
    child = child_in_care(100, team=a_team())
    home = {"approval": "unregistered"}
    a_fact(child, "placement.residential", days_ago(1), attributes=home, ends_previous=True)
    worker, head = works_with(a_person(), child), a_person("head_of_service")
    browser.sign_in(worker)
    browser.look(reverse("pathways:of_child", args=[child.pk]))
    assert "A home that is not registered" in browser.page.locator("main").inner_text()
    _begin(browser)
    course = Course.objects.about(child).get()
    browser.look(reverse("pathways:course", args=[course.pk]))
    browser.follow("Why no registered home")
    browser.page.get_by_label("In your own words").fill("Every registered home was full. Two workers stay with him.")
    browser.press("Save")
    assert "Every registered home was full" in browser.page.locator("main").inner_text()
    browser.sign_in(head)
    browser.look(reverse("home:today"))
    browser.go(browser.page.locator("a[href$='/steps/reviewed/']"))  # the child has other things to do, too
    browser.look()
    browser.page.get_by_label("Yes", exact=True).check()
    browser.page.get_by_label("The reasons").fill("A registered home has a place from Tuesday.")
    browser.press("Save")
    assert Duty.objects.about(child).filter(clause="PG-086", done__isnull=False).exists()
    browser.look(reverse("pathways:close", args=[course.pk]))
    browser.page.get_by_label("How it ended").fill("He moved to a registered home.")
    browser.press("End it")
    assert "It ended on" in browser.page.locator("main").inner_text()


def _begin(browser: Browsing) -> None:
    browser.press("Begin a piece of work")
    browser.look()
    browser.page.get_by_label("A home that is not registered: called for now").check()
    browser.page.get_by_label("Why it begins now").fill("The home broke down on Friday night.")
    browser.press("Begin it")
