"""Long-term fostering ratified, in a browser: from the duty to the changed home, by the people who would do it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from permanence.practice.children.models import Fact
from permanence.practice.matching.actions import begin_search, link_carers
from permanence.practice.panels import actions
from permanence.practice.panels.models import Enclosure, Item, Task, Told
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty
from practice.browsing import Browsing
from practice.made import a_fact, days_ago
from practice.panels.given import World, everybody_came, papers_there, prepared, views_written, world

pytestmark = pytest.mark.django_db(transaction=True)


def _main(browser: Browsing) -> str:
    return str(browser.page.locator("main").inner_text())


def test_long_term_fostering_is_ratified(browser: Browsing) -> None:
    """AM-31, AM-36, AM-70, AM-72: the duty, the referral, the decision, the home and the celebration."""
    around = world()
    a_fact(around.child, "document.permanence_plan", days_ago(3), attributes={"stage": "approved"})
    a_fact(around.child, "document.minutes", days_ago(3), attributes={"stage": "approved"})
    item = _refer_from_the_duty(browser, around)
    _sit(browser, around, item)
    _decide(browser, around, item)
    browser.look(reverse("children:facts", args=[around.child.pk]))
    homes = Fact.objects.about(around.child).current().filter(token="placement.foster").order_by("start")
    assert [home.attributes.get("long_term") for home in homes] == [None, True]
    assert Duty.objects.get(child=around.child, clause="AM-70").settled == "met"


def _refer_from_the_duty(browser: Browsing, around: World) -> Item:
    browser.sign_in(around.worker)
    browser.page.goto(reverse("children:child", args=[around.child.pk]))
    browser.follow("Refer to the panel of AM-31")
    browser.look()
    assert browser.page.locator("input[value='permanence:long_term_home']").is_checked()
    browser.press("Begin the referral")
    item = Item.objects.about(around.child).get()
    assert "referral by" in _main(browser)
    assert "U6 to U4" in _main(browser)
    views_written(around, item)
    browser.page.reload()
    assert "It is right." in _main(browser)
    browser.follow("Choose the sitting") if item.sitting != around.sitting else None
    browser.press("Send the referral in")
    browser.press("Send it in")
    item.refresh_from_db()
    assert (item.stage, item.sitting) == ("listed", around.sitting)
    browser.look()
    return item


def _sit(browser: Browsing, around: World, item: Item) -> None:
    address = reverse("panels:sitting", args=["permanence", around.sitting.rule_day.isoformat()])
    browser.sign_in(around.member)
    browser.look(address)
    assert around.child.name in _main(browser)
    assert browser.page.goto(reverse("panels:item", args=[item.pk])).status == 200
    browser.sign_in(around.chair)
    browser.page.goto(address)
    browser.press("Say who came")
    for box in browser.page.locator("main select").all():
        box.select_option("came")
    browser.press("Save")
    assert "2 of 2 needed" in _main(browser)


def _decide(browser: Browsing, around: World, item: Item) -> None:
    browser.page.goto("/")
    assert "Decisions to write down" in _main(browser)
    browser.go(browser.page.locator(f"main a[href='{reverse('panels:item', args=[item.pk])}']"))
    browser.press("Write down the decision")
    browser.look()
    browser.page.locator("input[name=outcome][value=ratified]").check()
    browser.press("Write it down")
    assert "Write the reasons" in _main(browser)
    browser.page.locator("#id_reasons").fill("She says that this is home.")
    browser.press("Write it down")
    assert "U6 to U4 from that day" in _main(browser)
    browser.look()
    browser.follow("Ask for another pattern of visits")
    assert "AM-76" in _main(browser)
    browser.sign_in(around.worker)
    browser.page.goto("/")
    assert "Celebrate with the child" in _main(browser)


def test_every_page_of_panels_and_matching(browser: Browsing) -> None:
    around = world("PG")
    item = prepared(around, "plan")
    papers_there(around, item)
    everybody_came(around)
    Told.objects.create(item=item, child=around.child, name="The school")
    task = Task.objects.create(item=item, child=around.child, what="Celebrate", owner=around.worker, due=today())
    search = begin_search(by=around.worker, child=around.child, wanted="A quiet home")
    carers = link_carers(by=around.worker, search=search, name="The Larks")
    day, enclosure = around.sitting.rule_day.isoformat(), Enclosure.objects.about(around.child).get()
    browser.sign_in(around.worker)
    about: list[tuple[str, list[Any]]] = [
        ("panels:list", []), ("panels:panel", ["permanence"]), ("panels:watch", ["permanence", "proposed_plans"]),
        ("panels:of_child", [around.child.pk]), ("panels:prepare", [around.child.pk]), ("panels:item", [item.pk]),
        ("panels:move", [item.pk]), ("panels:enclosure", [item.pk, enclosure.pk]), ("panels:refer", [item.pk]),
        ("panels:task", [item.pk, task.pk]), ("matching:of_child", [around.child.pk]),
        ("matching:weigh", [around.child.pk, carers.pk]),
    ]  # fmt: skip
    for name, args in about:
        browser.look(reverse(name, args=args))
    browser.sign_in(around.admin)
    for name in ("change", "add_seat", "attendance", "order", "sitting", "agenda"):
        browser.look(reverse(f"panels:{name}", args=["permanence", day]))
    actions.withdraw_item(by=around.worker, item=item, version=item.version, why="She moved.")
    browser.look(reverse("panels:item", args=[item.pk]))
