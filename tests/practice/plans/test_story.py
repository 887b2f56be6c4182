"""A child who disagrees, in a browser: from the first wide plan to an answer, and the page the child takes home."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from permanence.practice.children.models import Child, Fact
from permanence.practice.plans.models import Disagreement, Plan
from practice.browsing import Browsing
from practice.made import a_person, works_with
from practice.meetings.given import family, follow

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_child_who_disagrees_is_heard_and_answered(browser: Browsing) -> None:
    follow("SP")
    child, worker, _ = family()
    officer = works_with(a_person("reviewing_officer", name="Olu Review"), child, "reviewing_officer")
    browser.sign_in(worker)
    page = reverse("plans:of_child", args=[child.pk])
    browser.look(page)
    assert "No plan is settled yet" in browser.said()
    _settle_the_first_plan(browser, page)
    _print_the_childs_page(browser, child)
    _say_that_the_child_is_unhappy(browser, child)
    browser.sign_in(officer)
    browser.page.goto("/")
    assert "Unhappy with the plan" in browser.said()
    browser.go(browser.page.locator("main a[href^='/disagreements/']"))
    browser.press("Answer")
    browser.press("Save")
    assert "There is a problem" in browser.page.content()
    browser.look()
    browser.page.locator("#id_answer").fill("I saw her at school. The plan will look at homes near it.")
    browser.page.get_by_label("The plan was changed").check()
    browser.press("Save")
    assert "The plan was changed" in browser.said()
    assert Disagreement.objects.about(child).get().outcome == "changed"


def _settle_the_first_plan(browser: Browsing, page: str) -> None:
    browser.press("Settle the first plan")
    browser.press("Settle the plan")
    assert "There is a problem" in browser.page.content()
    browser.look()
    for option, place in (("reunification", "primary"), ("kinship", "parallel"), ("residential", "ruled_out")):
        browser.page.locator(f"#id_role_{option}").select_option(place)
        browser.page.locator(f"#id_why_{option}").fill(f"As to {option}.")
    browser.page.locator("#id_because").fill("A wide plan, so that no time is lost.")
    browser.press("Settle the plan")
    assert browser.page.url.endswith(page), browser.said()[:800]
    browser.look()
    assert browser.page.locator("main svg[role=img]").count() == 1
    assert "More than one plan is worked on at once" in browser.said()
    browser.look(browser.page.locator("a", has_text="Write what is known").first.get_attribute("href"))
    browser.look(reverse("plans:plan", args=[Plan.objects.get().pk]))


def _print_the_childs_page(browser: Browsing, child: Child) -> None:
    """In the longest words, with words of the worker's own, it still fits on one page."""
    browser.look(reverse("plans:write_for_child", args=[child.pk]))
    for field in ("happening", "said", "talk_to"):
        browser.page.locator(f"#id_{field}").fill("We talk about it together, and you can ask all you want to know.")
    browser.press("Save")
    browser.look()
    for band in ("under_8", "from_8_to_12", "from_13"):
        browser.page.goto(f"{reverse('plans:for_child', args=[child.pk])}?age={band}")
        with pikepdf.open(BytesIO(browser.page.pdf(format="A4"))) as printed:
            assert len(printed.pages) == 1


def _say_that_the_child_is_unhappy(browser: Browsing, child: Child) -> None:
    browser.look(reverse("plans:disagree", args=[child.pk]))
    browser.page.get_by_label(child.name).check()
    browser.page.locator("#id_about").fill("It is too far from my school.")
    browser.page.locator("#id_wants").fill("To stay near my friends.")
    browser.press("Save")
    browser.look()
    assert "advocate" in browser.said()
    assert Fact.objects.about(child).current().filter(token="change.child_wish").exists()
