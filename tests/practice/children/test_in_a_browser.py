"""A social worker's pages about a child in a real browser: axe on each, the draft that saves itself, the picture."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from permanence.practice.children.actions import add_connection, correct_fact, group_siblings
from permanence.practice.children.models import Child, Draft, Fact
from practice.browsing import NARROW, Browsing
from practice.made import a_child, a_fact, a_person, child_in_care, days_ago, works_with

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def child(browser: Browsing) -> Child:
    child = child_in_care(200, first_name="Robin")
    worker = works_with(a_person("team_manager", name="Ash Green"), child)
    a_fact(child, "review", days_ago(150))
    a_fact(child, "plan", days_ago(20), attributes={"primary": "kinship", "parallel": ["adoption"]})
    a_fact(child, "jointly_funded", days_ago(20), basis="Told by the panel", file="sheet.csv", line=3)
    a_fact(child, "booked.review", days_ago(-20))
    add_connection(by=None, child=child, name="Jo", role="mother", contact="01234", start=days_ago(20))
    sister = a_child("Wren")
    works_with(worker, sister)
    group_siblings(by=None, name="Example family", children=[child, sister])
    browser.sign_in(worker)
    return child


def test_every_page_about_a_child_is_clear_to_all(browser: Browsing, child: Child) -> None:
    review = Fact.objects.get(token="review")
    changed = correct_fact(by=None, fact=review, why="Diary", changes={"start": days_ago(151)})
    for page in ("child", "journey", "facts", "people", "kinds", "details", "new_connection", "join_siblings"):
        browser.look(reverse(f"children:{page}", args=[child.pk]))
    for page in ("fact", "correct", "withdraw"):
        browser.look(reverse(f"children:{page}", args=[child.pk, changed.pk]))
    browser.look(reverse("children:correct", args=[child.pk, review.pk]))
    for kind in ("placement", "document", "booked", "plan"):
        browser.look(reverse("children:record", args=[child.pk, kind]))
    browser.look(reverse("children:list"))
    browser.look(reverse("children:list") + "?q=nobody")
    browser.look(reverse("children:new"))


def test_a_half_written_form_keeps_itself_and_comes_back(browser: Browsing, child: Child) -> None:
    page = browser.page
    page.goto(reverse("children:record", args=[child.pk, "visit"]))
    page.get_by_label("Anything to add").fill("She was making a kite")
    page.get_by_text("What you wrote is kept").wait_for()
    assert Draft.objects.get().written["note"] == ["She was making a kite"]
    page.goto(reverse("children:child", args=[child.pk]))
    page.goto(reverse("children:record", args=[child.pk, "visit"]))
    assert page.get_by_label("Anything to add").input_value() == "She was making a kite"
    browser.look()
    browser.press("Start afresh")
    assert page.get_by_label("Anything to add").input_value() == ""
    assert not Draft.objects.exists()


def test_a_fact_is_recorded_with_the_keyboard_alone_after_a_question(browser: Browsing, child: Child) -> None:
    page = browser.page
    page.goto(reverse("children:record", args=[child.pk, "review"]))
    page.locator("#id_start_day").focus()
    day = days_ago(148)
    for part in (day.day, day.month, day.year):
        page.keyboard.type(str(part))
        page.keyboard.press("Tab")
    page.keyboard.type("Held at school")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("2 days away").first.wait_for()
    browser.look()
    page.get_by_label("Yes, this is right").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Record").focus()
    page.keyboard.press("Enter")
    page.get_by_text("was recorded").wait_for()
    assert Fact.objects.filter(token="review", start=day, note="Held at school").current().count() == 1


def test_on_a_telephone_the_picture_shows_today_first_and_keeps_the_names_of_its_lanes(
    browser: Browsing, child: Child
) -> None:
    browser.page.set_viewport_size(NARROW)
    browser.page.goto(reverse("children:journey", args=[child.pk]))
    box = browser.page.locator(".journey-box")
    scrolled = box.evaluate("box => box.scrollLeft")
    assert scrolled > 0
    assert box.locator(".gutter").get_attribute("transform") == f"translate({scrolled:g} 0)"
    today: Any = box.locator(".today-flag").bounding_box()
    assert 0 < today["x"] < NARROW["width"]


def test_without_script_all_of_it_works(chromium: Any, live_server: Any, child: Child) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    browser = Browsing(context.new_page(), live_server.url)
    browser.sign_in(works_with(a_person(), child, role="second_worker"))
    page = browser.page
    page.goto(reverse("children:record", args=[child.pk, "visit"]))
    for name, part in (("day", days_ago(2).day), ("month", days_ago(2).month), ("year", days_ago(2).year)):
        page.locator(f"#id_start_{name}").fill(str(part))
    browser.press("Record")
    assert "was recorded" in page.content()
    page.goto(reverse("children:journey", args=[child.pk]))
    assert page.locator("svg.journey title").first.text_content() == f"The journey of {child.name}"
    context.close()
