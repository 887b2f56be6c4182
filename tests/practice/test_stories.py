"""Days at work, in a real browser: a social worker's Monday, a manager's week, a new starter, who must not see.

The analyst's import with a broken file is in imports/test_story.py, whole meetings are in meetings/test_story.py.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from permanence.practice.children.actions import restrict
from permanence.practice.children.models import Child, Fact
from permanence.practice.record.models import Concern
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.browsing import Browsing
from practice.made import a_person, a_team, child_in_care, works_with
from practice.meetings.given import follow

pytestmark = pytest.mark.django_db(transaction=True)


def _main(browser: Browsing) -> str:
    return str(browser.page.locator("main").inner_text())


def _write_day(browser: Browsing, name: str) -> None:
    for part, value in (("day", today().day), ("month", today().month), ("year", today().year)):
        browser.page.locator(f"#id_{name}_{part}").fill(str(value))


def test_a_social_workers_monday(browser: Browsing) -> None:
    follow("PG")
    child = child_in_care(40, first_name="Jamie")
    worker = works_with(a_person(), child)
    browser.sign_in(worker)
    browser.look("/")
    assert "Overdue" in _main(browser)
    browser.follow(child.name)
    browser.look()
    said = _main(browser)
    assert "Permanency Planning Meeting" in said
    assert "PG-068" in said
    assert "four weeks after" in said
    browser.follow("Journey")
    browser.look()
    assert browser.page.locator("main svg[role=img]").count() == 1
    _record_a_visit(browser, child)
    assert Fact.objects.about(child).current().filter(token="visit", start=today(), recorded_by=worker).exists()
    browser.look(reverse("meetings:of_child", args=[child.pk]))


def _record_a_visit(browser: Browsing, child: Child) -> None:
    browser.look(reverse("children:kinds", args=[child.pk]))
    browser.look(reverse("children:record", args=[child.pk, "visit"]))
    browser.press("Record")
    browser.look()
    assert "There is a problem" in browser.page.content()
    _write_day(browser, "start")
    browser.page.locator("#id_note").fill("She showed me her garden.")
    browser.press("Record")
    assert "was recorded" in browser.page.content()


def test_a_managers_weekly_look(browser: Browsing) -> None:
    follow("PG")
    team = a_team()
    manager = a_person("team_manager", team)
    late, fine = child_in_care(40, team=team, first_name="Late"), child_in_care(2, team=team, first_name="Early")
    elsewhere = child_in_care(40, first_name="Elsewhere")
    browser.sign_in(manager)
    browser.look(reverse("tracker:board"))
    browser.look(reverse("tracker:waits"))
    browser.look(f"{reverse('tracker:boards', args=['team'])}?status=overdue")
    said = _main(browser)
    assert late.name in said
    assert fine.name not in said
    assert elsewhere.name not in said
    browser.page.get_by_text("Keep this view").click()
    browser.page.locator("#view-name").fill("Late this week")
    browser.press("Save the view")
    browser.follow("Late this week")
    browser.look()
    assert late.name in _main(browser)
    with browser.page.expect_download() as download:
        browser.page.get_by_role("link", name=re.compile("Download this list")).click()
    assert download.value.suggested_filename.endswith(".xlsx")
    browser.look(reverse("children:child", args=[late.pk]))


def test_an_administrators_new_starter(browser: Browsing) -> None:
    administrator, team = a_person("system_administrator"), a_team("North")
    browser.sign_in(administrator)
    browser.look("/")
    browser.look(reverse("staff:people"))
    browser.look(reverse("staff:new_starter"))
    browser.page.locator("#id_name").fill("Nadia Green")
    browser.page.locator("#id_email").fill("not an address")
    browser.page.locator("#id_role").select_option("social_worker")
    browser.press("Add")
    browser.look()
    assert "There is a problem" in browser.page.content()
    browser.page.locator("#id_email").fill("nadia.green@council.example")
    browser.page.locator("#id_team").select_option(label=team.name)
    browser.press("Add")
    browser.look()
    assert "can now set a password" in browser.page.content()
    _she_sets_a_password(browser)
    assert Person.objects.get(email="nadia.green@council.example").has_usable_password()


def _she_sets_a_password(browser: Browsing) -> None:
    [letter] = mail.outbox
    [address] = re.findall(r"https?://[^\s/]+(/\S+)", str(letter.body))
    browser.page.context.clear_cookies()
    browser.page.goto(address)
    browser.look()
    for box in browser.page.locator("input[type=password]").all():
        box.fill("a long walk by the sea")
    browser.page.locator("main input[type=password]").last.press("Enter")
    browser.page.wait_for_load_state()
    browser.look()


def test_a_worker_who_must_not_see(browser: Browsing) -> None:
    follow("PG")
    mine, other, kept = (child_in_care(40, first_name=name) for name in ("Mine", "Other", "Kept"))
    worker = works_with(works_with(a_person(), mine), kept)
    restrict(by=a_person("head_of_service"), child=kept, kind="safeguarding", why="An adult looks for the child.")
    browser.sign_in(worker)
    for page in (reverse("children:list"), f"{reverse('children:list')}?q=", reverse("tracker:board"), "/"):
        browser.look(page)
        said = _main(browser)
        assert other.last_name not in said
        assert kept.last_name not in said
    for hidden in (other, kept):
        for name in ("children:child", "children:journey", "tracker:owed", "meetings:of_child", "meetings:papers"):
            assert _status(browser, reverse(name, args=[hidden.pk])) == 404
        assert not Concern.objects.filter(child=hidden, entry__by=worker).exists()  # and so no look is on record
    browser.look(reverse("children:child", args=[mine.pk]))


def _status(browser: Browsing, path: str) -> int:
    answer: Any = browser.page.request.get(browser.address + path)
    return int(answer.status)
