"""Fair hearing: who stands aside and who says so, what follows an item from day to day, and what counts as decided."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from permanence.practice.children.actions import end_fact
from permanence.practice.children.models import Child, Fact
from permanence.practice.panels import actions
from permanence.practice.panels.conditions import unmet
from permanence.practice.panels.models import Aside, Item, Seat, Told
from permanence.practice.panels.permissions import may_decide
from permanence.practice.panels.to_do import to_do
from permanence.practice.panels.watching import watched
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import bring_up_to_date
from permanence.practice.tracker.checking import differences
from permanence.practice.tracker.models import Duty
from practice.made import a_fact, a_person, child_in_care, days_ago, works_with
from practice.panels.given import SURE, World, a_sitting, decided, prepared, referred, world

pytestmark = pytest.mark.django_db
LATER = today() + timedelta(days=14)


def _referrals(child: Child) -> list[str]:
    """For which sittings a referral stands."""
    sent = Fact.objects.about(child).current().filter(token="document.panel_referral")
    return [fact.attributes["about"] for fact in sent]


def _aside(by: Person, item: Item, person: Person) -> Aside:
    return actions.stand_aside(by=by, item=item, person=person, why="Knows the family.")


def _page(person: Person, item: Item) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("panels:item", args=[item.pk])).content.decode()


def test_of_others_only_the_chair_or_who_runs_panels_says_that_they_stand_aside() -> None:
    around = world("PG")
    item = referred(around, "plan", exception="The minutes are with the chair.")
    with pytest.raises(Refusal, match="says so of themselves"):
        _aside(around.worker, item, around.member)
    assert "A member stands aside" not in _page(around.worker, item)
    assert "A member stands aside" in _page(around.chair, item)
    _aside(around.chair, item, around.member)
    _aside(around.chair, item, around.chair)
    assert Aside.objects.about(around.child).filter(item=item).count() == 2


def test_who_stands_aside_does_so_the_next_time_too() -> None:
    around = world("PG")
    a_sitting(around.admin, day=LATER)
    a_fact(around.child, "document.minutes", days_ago(9))
    item = referred(around, "plan")
    third = a_person("panel_member")
    actions.add_seat(by=around.admin, sitting=around.sitting, person=third)
    _aside(around.admin, item, third)
    decided(around, item, "deferred")
    again = Item.objects.about(around.child).get(follows=item)
    assert Aside.objects.about(around.child).get(item=again).person == third
    assert not Child.objects.visible_to(Person.objects.get(pk=third.pk)).exists()


def test_the_referral_goes_where_the_item_goes_and_is_withdrawn_with_it() -> None:
    around = world("PG")
    later = a_sitting(around.admin, day=LATER)
    item = referred(around, "plan", exception="The minutes are with the chair.")
    assert _referrals(around.child) == [today().isoformat()]
    moved = actions.move_item(by=around.admin, item=item, version=item.version, sitting=later, why="No time.")
    assert _referrals(around.child) == [LATER.isoformat()]
    back = actions.move_item(by=around.admin, item=moved, version=moved.version, sitting=around.sitting, why="Room.")
    off = decided(around, back, "deferred")
    again = Item.objects.about(around.child).get(follows=off)
    assert _referrals(around.child) == [LATER.isoformat()]
    actions.withdraw_item(by=around.worker, item=again, version=again.version, why="She moved.")
    assert _referrals(around.child) == []


def test_the_referral_moves_with_its_sitting() -> None:
    around = world("PG")
    referred(around, "plan", exception="The minutes are with the chair.")
    actions.change_sitting(by=around.admin, sitting=around.sitting, version=around.sitting.version, day=LATER,
                           time=around.sitting.time, place="", places=8, minutes_each=30, quorum=2, why="Snow",
                           confirmed={"moves_children"})  # fmt: skip
    assert _referrals(around.child) == [LATER.isoformat()]


def test_who_sent_the_referral_in_does_not_decide_and_is_told() -> None:
    around = world("PG")
    begun = prepared(around, "plan")
    item = actions.refer(by=around.chair, item=begun, version=begun.version, confirmed=SURE, exception="Soon.")
    assert (item.asked_by, item.referred_by) == (around.worker, around.chair)
    assert not may_decide(around.chair, item)
    Seat.objects.filter(person=around.chair).update(is_chair=False)
    Seat.objects.filter(person=around.member).update(person=(other := a_person("head_of_service")), is_chair=True)
    decided(World(**{**vars(around), "chair": other}), item)
    assert {around.worker.name, around.chair.name} <= {one.name for one in Told.objects.about(around.child)}


def _follows_the_decision(child: Child) -> bool:
    bring_up_to_date()
    return Duty.objects.about(child).filter(clause="PG-066").exists()


def test_a_planned_decision_without_an_answer_does_not_count_as_decided() -> None:
    """PG-066: family finding follows the decision."""
    around = world("PG", "agency_decision")
    item = referred(around, "placed_for_adoption")
    assert "no answer is written down" not in _page(around.worker, item)
    with override_settings(TODAY=today() + timedelta(days=1)):
        assert not _follows_the_decision(around.child)
        assert list(differences()) == []
        assert "no answer is written down" in _page(around.worker, item)
        assert [task.what for section in to_do(around.admin, today()) for task in section.tasks] == [
            "Agency decision-maker was to decide, and nothing is written down"
        ]
        actions.decide(by=a_person("agency_decision_maker"), item=item, version=item.version, outcome="ratified",
                       reasons="No relative can care for her.")  # fmt: skip
        assert _follows_the_decision(around.child)


def test_drafted_minutes_are_no_minutes() -> None:
    """PG-197."""
    around = world("PG")
    item = prepared(around, "plan")
    a_fact(around.child, "document.minutes", days_ago(9), attributes={"stage": "drafted"})
    assert [one.needs for one in unmet(item)] == ["minutes"]
    a_fact(around.child, "document.minutes", days_ago(8), attributes={"stage": "approved"})
    assert unmet(item) == []


def test_someone_is_told_once() -> None:
    around = world()
    item = decided(around, referred(around))
    told = Told.objects.about(around.child).filter(item=item).first()
    actions.tell_decision(by=around.worker, told=told, told_on=today(), how="At a visit")
    with pytest.raises(Refusal, match="kept already"):
        actions.tell_decision(by=around.worker, told=told, told_on=today(), how="By letter")


def test_a_seat_is_taken_away_once_however_often_it_is_pressed() -> None:
    around = world("PG")
    client, once = Client(), {"once": str(uuid4())}
    client.force_login(around.admin)
    seat = Seat.objects.get(person=around.member)
    page = reverse("panels:drop_seat", args=["permanence", around.sitting.rule_day.isoformat(), seat.pk])
    assert [client.post(page, once).status_code for _ in range(2)] == [302, 302]
    assert not Seat.objects.filter(pk=seat.pk).exists()


def test_a_plan_waits_for_the_permanence_panel_since_it_was_settled() -> None:
    """PG-194, PG-195: another panel's word, or one about an earlier plan, is no answer; longest in care first."""
    around = world("PG")
    newer = child_in_care(100)
    a_fact(newer, "plan", days_ago(10), attributes={"primary": "long_term_fostering"})
    works_with(around.worker, newer)
    a_fact(around.child, "panel.permanence", days_ago(90), attributes={"outcome": "ratified"})
    a_fact(around.child, "panel.entry_to_care", days_ago(20), attributes={"outcome": "ratified"})
    assert list(watched("proposed_plans", around.worker)) == [around.child, newer]
    a_fact(newer, "panel.permanence", days_ago(5), attributes={"outcome": "deferred"})
    a_fact(around.child, "panel.permanence", days_ago(5), attributes={"outcome": "ratified"})
    assert list(watched("proposed_plans", around.worker)) == [newer]
    end_fact(by=None, fact=Fact.objects.about(newer).get(token="plan"), end=today())
    assert list(watched("proposed_plans", around.worker)) == []
