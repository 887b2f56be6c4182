"""Going home under a care order: the plan, the assessment, the panel, first nights, home, and the end of the order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from permanence.practice.children.actions import end_fact
from permanence.practice.children.models import Child, Fact
from permanence.practice.panels import actions as panels
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty
from practice.browsing import Browsing
from practice.made import a_fact
from practice.panels.given import SURE, World, decided, prepared, world

pytestmark = pytest.mark.django_db(transaction=True)

SETTLED, HOME, REVIEWED, ENDED = date(2026, 3, 2), date(2026, 3, 23), date(2026, 6, 15), date(2026, 9, 14)


def _open(child: Child) -> set[str]:
    return set(Duty.objects.about(child).open().values_list("clause", flat=True))


def test_going_home_under_a_care_order(browser: Browsing, settings: Any) -> None:
    """PG-022, PG-029 to PG-033, PG-114 to PG-117: each on the day it happens."""
    settings.TODAY = SETTLED
    around = world("PG")
    child = around.child
    a_fact(child, "legal_status.care_order", date(2025, 12, 1), ends_previous=True)
    browser.sign_in(around.worker)
    _settle(browser, child)
    _assess(browser, child)
    _ratify(around)
    settings.TODAY = HOME
    _move_home(browser, child)
    settings.TODAY = REVIEWED
    a_fact(child, "meeting.with_parents_review", REVIEWED)
    assert Duty.objects.about(child).filter(clause="PG-032", done=REVIEWED).exists()
    settings.TODAY = ENDED
    _achieve(browser, child)
    _end_the_order(child)
    browser.look(reverse("children:journey", args=[child.pk]))
    told = browser.told()
    for word in (
        "Not in care",
        "With parents",
        "Temporary stay",
        "Permanence Panel",
        "Permanence reached: return home",
    ):
        assert word in told


def _settle(browser: Browsing, child: Child) -> None:
    """What the way home asks for stands on the page while there is time for it, not once the child is home."""
    browser.page.goto(reverse("plans:settle", args=[child.pk]))
    for option, place in (("reunification", "primary"), ("long_term_fostering", "parallel")):
        browser.page.locator(f"#id_role_{option}").select_option(place)
        browser.page.locator(f"#id_why_{option}").fill("Mum has been well for a year.")
    browser.page.locator("#id_variant_reunification").select_option(label="At home under a care order")
    browser.page.locator("#id_because").fill("Mum and the school say the same.")
    browser.press("Settle the plan")
    browser.look()
    said = browser.said()
    assert "before the child goes home (PG-030)" in said
    assert "Ratified by: Permanence Panel (PG-031)" in said
    assert browser.page.get_by_role("link", name="Refer to the panel").count() == 1


def _assess(browser: Browsing, child: Child) -> None:
    browser.follow("Say that it is so")
    browser.page.locator("#id_who").fill("Lee, social worker")
    browser.page.locator("#id_how").fill("The report of today")
    browser.press("Save")
    assert "Lee, social worker, 2 March 2026" in browser.said()


def _ratify(around: World) -> None:
    """Three weeks before the move, with nights at home in between."""
    item = prepared(around, "return_home")
    item = panels.refer(
        by=around.worker, item=item, version=item.version, confirmed=SURE, exception="The minutes follow."
    )
    decided(around, item)
    a_fact(around.child, "placement.temporary", date(2026, 3, 13), date(2026, 3, 16))


def _move_home(browser: Browsing, child: Child) -> None:
    browser.page.goto(reverse("children:record", args=[child.pk, "placement"]))
    browser.page.locator("input[name=code][value=with_parents]").check()
    browser.write_day("start", today())
    browser.page.locator("input[name=ends_previous]").check()
    browser.press("Record")
    assert Duty.objects.about(child).filter(clause="PG-031", done=SETTLED).exists()
    assert {"PG-032", "PG-115"} <= _open(child)
    browser.look(reverse("plans:of_child", args=[child.pk]))
    assert "Ratified by: Permanence Panel (PG-031, PG-114)" in browser.said()


def _achieve(browser: Browsing, child: Child) -> None:
    browser.page.goto(reverse("plans:achieved", args=[child.pk]))
    browser.write_day("day", today())
    browser.press("It is achieved")
    assert "Other options are still open in it" in browser.said()
    browser.look(reverse("plans:for_child", args=[child.pk]))
    said = browser.said()
    assert "This has happened now" in said
    assert "foster carers" not in said  # home for good, so no other home is spoken of


def _end_the_order(child: Child) -> None:
    """PG-117: with the order everything ends that was asked for because of it."""
    held = Fact.objects.about(child).holding()
    for fact in held.filter(token__in=("legal_status.care_order", "placement.with_parents", "in_care")):
        end_fact(by=None, fact=fact, end=ENDED)
    assert not _open(child)
