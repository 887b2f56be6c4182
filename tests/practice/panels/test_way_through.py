"""A child before a panel, from the referral to what follows the decision: by actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from permanence.policy.days import published_calendar
from permanence.practice.children.actions import withdraw_fact
from permanence.practice.children.models import Child, Fact
from permanence.practice.panels import actions
from permanence.practice.panels.models import Enclosure, Item, Task, Told
from permanence.practice.panels.policy import hears, panels_now
from permanence.practice.panels.referral import said
from permanence.practice.panels.sittings import held_ahead, sittings_ahead, to_make_it
from permanence.practice.panels.watching import lines, watched
from permanence.practice.refusals import Question, Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty
from practice.made import a_fact, a_person, child_in_care, days_ago
from practice.meetings.given import follow
from practice.panels.given import (
    SURE,
    a_sitting,
    decided,
    everybody_came,
    papers_there,
    prepared,
    referred,
    seat,
    views_written,
    world,
)

pytestmark = pytest.mark.django_db


def sees(person: Person, child: Child) -> bool:
    """Asked afresh, as a new request would."""
    return Child.objects.visible_to(Person.objects.get(pk=person.pk)).filter(pk=child.pk).exists()


def facts(child: Child, token: str) -> list[Fact]:
    return list(Fact.objects.about(child).current().filter(token=token).order_by("start"))


def test_long_term_fostering_ratified_changes_the_home_and_closes_what_is_owed() -> None:
    """AM-33, AM-36, AM-70 to AM-73."""
    around = world()
    a_fact(around.child, "document.permanence_plan", days_ago(3), attributes={"stage": "approved"})
    item = prepared(around)
    assert Enclosure.objects.about(around.child).get(item=item, code="permanence_plan").came_on == days_ago(3)
    views_written(around, item)
    item = actions.refer(by=around.worker, item=item, version=item.version, confirmed={"papers"})
    [listing] = facts(around.child, "panel.permanence")
    assert listing.start == today()
    assert listing.attributes["sitting"].startswith("Permanency panel")
    sent = facts(around.child, "document.panel_referral")[-1]
    assert sent.attributes == {"stage": "sent", "about": today().isoformat()}
    assert Duty.objects.get(child=around.child, clause="AM-31").done == today()
    item = decided(around, item)
    [heard] = facts(around.child, "panel.permanence")
    assert heard.attributes["outcome"] == "ratified"
    before, now = facts(around.child, "placement.foster")
    assert (before.end, now.start, now.attributes) == (today(), today(), {"long_term": True, "same_carers": True})
    assert facts(around.child, "match.long_term_foster")[0].start == today()
    assert Duty.objects.get(child=around.child, clause="AM-70").done == today()
    celebrate = Task.objects.about(around.child).filter(clauses__contains="AM-72").get()
    assert celebrate.owner == around.worker
    assert {one.name for one in Told.objects.about(around.child)} >= {around.child.name, around.worker.name}
    done = actions.finish_task(by=around.worker, task=celebrate, done_on=today(), became="A cake.", wishes="A cake.")
    assert done.wishes == "A cake."


def test_a_late_referral_needs_the_chair_and_a_reason() -> None:
    around = world()
    around.sitting.papers_by = days_ago(1)
    around.sitting.save()
    item = prepared(around)
    given = {"by": around.worker, "item": item, "version": item.version, "confirmed": SURE}
    with pytest.raises(Refusal, match="Say who agreed"):
        actions.refer(**given)
    with pytest.raises(Refusal, match="agreed by the chair"):
        actions.refer(**given, late_agreed_by=around.member, late_why="The carer was ill.")
    late = actions.refer(**given, late_agreed_by=around.chair, late_why="The carer was ill.")
    assert (late.stage, late.late_agreed_by) == ("listed", around.chair)
    row = Enclosure.objects.about(around.child).filter(item=item).first()
    with pytest.raises(Refusal, match="Say who agreed to take it late"):
        actions.keep_enclosure(by=around.worker, enclosure=row, version=row.version, came_on=today())


def test_what_the_referral_lacks_is_asked_about() -> None:
    item = prepared(around := world())
    with pytest.raises(Question, match="AM-37"):
        actions.refer(by=around.worker, item=item, version=item.version)


def test_a_member_sees_the_children_of_their_sitting_while_it_is_theirs() -> None:
    around = world()
    stranger = a_person("panel_member")
    item = prepared(around)
    assert not sees(around.member, around.child)  # not before the referral is in
    item = actions.refer(by=around.worker, item=item, version=item.version, confirmed=SURE)
    assert sees(around.member, around.child)
    assert not sees(stranger, around.child)
    actions.stand_aside(by=around.admin, item=item, person=around.member, why="Knows the family.")
    assert not sees(around.member, around.child)
    seat(around.admin, around.sitting, stranger)
    assert sees(stranger, around.child)
    around.sitting.day = days_ago(2)
    around.sitting.save()
    assert not sees(stranger, around.child)


def test_who_decides_and_when() -> None:
    around = world()
    item = referred(around)
    given = {"item": item, "version": item.version, "outcome": "ratified", "reasons": "It is home."}
    with pytest.raises(Refusal, match="does not let you"):
        actions.decide(by=around.worker, **given)
    with pytest.raises(Refusal, match="the panel needs 2"):
        actions.decide(by=around.chair, **given)
    everybody_came(around)
    with pytest.raises(Refusal, match="AM-33"):
        actions.decide(by=around.chair, **given)
    papers_there(around, item)
    with pytest.raises(Refusal, match="has changed since"):
        actions.decide(by=around.chair, **given | {"version": 0})
    done = actions.decide(by=around.chair, **given)
    with pytest.raises(Refusal, match="only once"):
        actions.decide(by=around.chair, **given | {"version": done.version})
    assert len(facts(around.child, "panel.permanence")) == 1


def test_what_is_put_off_comes_back_by_itself() -> None:
    around = world()
    item = decided(around, referred(around), "deferred")
    again = Item.objects.about(around.child).get(follows=item)
    next_one = held_ahead(panels_now()["permanence"], today() + timedelta(days=1))[0]
    assert (again.stage, again.sitting.day) == ("listed", next_one.day)
    off, listed = facts(around.child, "panel.permanence")
    assert (off.attributes["outcome"], listed.start) == ("deferred", next_one.day)
    assert Enclosure.objects.about(around.child).filter(item=again).exclude(came_on=None).exists()
    assert again.sitting.seats.count() == 2  # the members of the one before


def test_what_is_put_off_waits_for_a_sitting_where_the_policy_sets_no_day() -> None:
    around = world("PG")
    a_fact(around.child, "document.minutes", days_ago(9), attributes={"stage": "approved"})
    item = decided(around, referred(around, "plan"), "deferred")
    again = Item.objects.about(around.child).get(follows=item)
    assert again.sitting is None
    later = a_sitting(around.admin, day=today() + timedelta(days=14))
    again.refresh_from_db()
    assert again.sitting == later
    assert facts(around.child, "panel.permanence")[-1].start == later.day


def test_a_condition_of_the_policy_needs_a_reason_to_be_left() -> None:
    """PG-056: permanence with one foster family once there is a care order, or by exception."""
    around = world("PG")
    a_fact(around.child, "document.minutes", days_ago(9), attributes={"stage": "approved"})
    with pytest.raises(Refusal, match="PG-056"):
        referred(around)
    item = Item.objects.about(around.child).get()
    item = actions.refer(by=around.worker, item=item, version=item.version, confirmed=SURE,
                         exception="She is seeking asylum alone.")  # fmt: skip
    assert decided(around, item).outcome == "ratified"
    assert facts(around.child, "placement.foster")[-1].attributes["long_term"] is True


def test_the_agency_decision_maker_decides_alone() -> None:
    around = world("PG", "agency_decision")
    maker = a_person("agency_decision_maker")
    item = referred(around, "placed_for_adoption")
    [planned] = facts(around.child, "decision.should_be_placed")
    assert planned.start == today()
    given = {"item": item, "version": item.version, "outcome": "declined", "reasons": "An aunt has come forward."}
    with pytest.raises(Refusal, match="does not let you"):
        actions.decide(by=around.chair, **given)
    actions.decide(by=maker, **given)
    assert facts(around.child, "decision.should_be_placed") == []


def test_a_sitting_moves_with_its_children_and_one_not_held_sends_them_on() -> None:
    around = world()
    item = referred(around)
    change = {"time": around.sitting.time, "place": "Room 1", "places": 8, "minutes_each": 30, "quorum": 2,
              "by": around.admin, "sitting": around.sitting}  # fmt: skip
    monday = today() + timedelta(days=7 - today().weekday())
    with pytest.raises(Question, match="listed here move"):
        actions.change_sitting(**change, version=around.sitting.version, day=monday, why="Snow")
    moved = actions.change_sitting(**change, version=around.sitting.version, day=monday, why="Snow",
                                   confirmed={"moves_children"})  # fmt: skip
    assert facts(around.child, "panel.permanence")[0].start == monday
    assert moved.rule_day == today()  # its address stays
    actions.change_sitting(**change, version=moved.version, day=None, why="No quorum", confirmed={"moves_children"})
    item.refresh_from_db()
    assert item.sitting.day > today()
    assert item.sitting != moved
    assert [fact.start for fact in facts(around.child, "panel.permanence")] == [item.sitting.day]


def test_a_listing_changed_on_the_page_of_facts_does_not_stand_in_the_way() -> None:
    around = world()
    item = referred(around)
    withdraw_fact(by=around.worker, fact=item.listing, why="A mistake.")
    decided(around, item)
    [heard] = facts(around.child, "panel.permanence")
    assert (heard.start, heard.attributes["outcome"]) == (today(), "ratified")


def test_a_full_sitting_takes_no_more() -> None:
    around = world()
    around.sitting.places = 1
    around.sitting.save()
    referred(around)
    other = replace(around, child=child_in_care(100))
    with pytest.raises(Refusal, match="full"):
        prepared(other)


def test_the_sittings_of_am_are_fridays_and_say_by_when() -> None:
    """AM-34, AM-36: the days themselves are tested in policy/test_panels.py."""
    follow("AM")
    panel = panels_now()["permanence"]
    ahead = sittings_ahead(panel)
    assert {(one.day or one.rule_day).weekday() for one in ahead} == {4}
    held = next(one for one in ahead if one.day)
    assert to_make_it(panel, held).startswith(f"To make Friday {held.day.day} ")
    assert "referral by Tuesday" in to_make_it(panel, next(one for one in ahead if _is_plain(one.day)))


def _is_plain(day: date | None) -> bool:
    """Whether no bank holiday lies in the week before, so that three working days before a Friday is a Tuesday."""
    return day is not None and not published_calendar().skipped(day - timedelta(days=7), day)


def test_the_care_planning_panel_keeps_children_in_view() -> None:
    """SP-240 to SP-243: who is in residential care or in another home for the long term, and what the entry says."""
    around = world("SP", "care_planning")
    a_fact(around.child, "placement.residential", days_ago(5), ends_previous=True)
    item = prepared(around, "progress")
    assert [clauses for _, clauses, _ in said(item, around.worker)] == ["SP-241", "SP-242", "SP-243"]
    assert list(watched("residential", around.worker)) == [around.child]
    assert list(watched("residential", a_person())) == []  # nobody is there whom one may not see
    assert list(watched("long_term", around.worker)) == []
    [line] = lines(watched("residential", around.worker), today())
    assert (line.plan, line.plan_days, line.care_days) == ("long-term fostering", 60, 200)


def test_the_panel_is_that_of_the_childs_age_on_the_day() -> None:
    """SP-156, SP-157: the fostering panel under 10, the long-term fostering meeting from 10 on."""
    around = world("SP", "fostering", born=date(today().year - 10, 1, 1))
    item = prepared(around, "long_term_match")
    birthday = date(today().year, 1, 1)
    assert hears(item, birthday - timedelta(days=1), around.worker)
    assert not hears(item, birthday, around.worker)
    with pytest.raises(Question, match="right panel"):
        actions.refer(by=around.worker, item=item, version=item.version, exception="She has lived there for years.")
