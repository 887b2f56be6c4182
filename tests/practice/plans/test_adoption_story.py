"""Adoption, from a plan kept open beside another to the order: by the people who would do it, and on the journey."""

from __future__ import annotations

import pytest
from django.urls import reverse

from permanence.practice.children.models import Child, Fact
from permanence.practice.panels.models import Item
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty
from practice.browsing import Browsing
from practice.made import a_fact, a_person, days_ago
from practice.panels.given import SURE, World, a_sitting, everybody_came, prepared, seat, world
from practice.plans.given import BESIDE, LEADS, OUT, places, settled

pytestmark = pytest.mark.django_db(transaction=True)


def test_adoption_from_a_plan_beside_another_to_the_order(browser: Browsing) -> None:
    """PG-063, PG-101, PG-164, PG-187: the plan, the decision, the order, the match, the home and the hearing."""
    around, maker = _before_the_decision_maker()
    child = around.child
    settled(around.worker, child, places(reunification=LEADS, adoption=BESIDE, long_term_fostering=OUT))
    settled(around.worker, child, places(adoption=LEADS, reunification=OUT), confirmed=("stands_by",))
    browser.sign_in(around.worker)
    browser.look(reverse("plans:of_child", args=[child.pk]))
    assert "The CRO told that another plan leads" in browser.said()
    _decide(browser, around, maker)
    _order_match_and_home(child)
    browser.sign_in(around.worker)
    browser.page.goto(reverse("plans:achieved", args=[child.pk]))
    browser.write_day("day", today())
    browser.press("It is achieved")
    assert Fact.objects.about(child).current().filter(token="permanence_achieved.adoption", start=today()).exists()
    browser.look(reverse("children:journey", args=[child.pk]))
    said = browser.told()
    for word in ("Adoption", "Placement order", "match"):
        assert word in said


def _before_the_decision_maker() -> tuple[World, Person]:
    around = world("PG")
    a_fact(around.child, "legal_status.care_order", days_ago(150), ends_previous=True)
    sitting = a_sitting(around.admin, "agency_decision", quorum=1)
    maker = a_person("agency_decision_maker")
    seat(around.admin, sitting, maker, is_chair=True)
    around.sitting = sitting
    return around, maker


def _decide(browser: Browsing, around: World, maker: Person) -> None:
    from permanence.practice.panels import actions

    item = prepared(around, "placed_for_adoption")
    item = actions.refer(
        by=around.worker, item=item, version=item.version, confirmed=SURE, exception="The minutes follow."
    )
    everybody_came(around)
    browser.sign_in(maker)
    browser.look(reverse("panels:item", args=[item.pk]))
    browser.press("Write down the decision")
    browser.page.locator("input[name=outcome][value=ratified]").check()
    browser.page.locator("#id_reasons").fill(
        "You need a family of your own now, and your parents cannot be it in time."
    )
    browser.press("Write it down")
    assert Item.objects.about(around.child).get().outcome == "ratified", browser.said()[:600]
    assert Fact.objects.about(around.child).current().filter(token="decision.should_be_placed", start=today()).exists()


def _order_match_and_home(child: Child) -> None:
    """The court's order, the match and the home with the adopters; what the order asks for ends at the match."""
    a_fact(child, "legal_status.placement_order", days_ago(30), ends_previous=True)
    assert Duty.objects.about(child).filter(clause="PG-101").exists()
    a_fact(child, "match.adoptive", days_ago(9))
    assert not Duty.objects.about(child).open().filter(clause="PG-102").exists()
    a_fact(child, "placement.adoptive", days_ago(5), ends_previous=True)
    a_fact(child, "hearing.adoption", today())
