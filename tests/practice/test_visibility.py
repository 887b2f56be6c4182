"""Who sees which child: by tie, by team, by brief, by grant, in an emergency, and while standing in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings

from permanence.practice.children.actions import group_siblings, restrict
from permanence.practice.children.models import Child, Fact, Sibling
from permanence.practice.refusals import Refusal
from permanence.practice.staff.actions import (
    break_glass,
    delegate,
    end_allocation,
    end_grant,
    give_post,
    grant,
    person_leaves,
)
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.staff.roles import ROLES, Brief
from permanence.practice.today import today
from practice.made import a_child, a_fact, a_person, a_team, child_in_care, days_ago, works_with

pytestmark = pytest.mark.django_db
SOON = timedelta(days=30)


def sees(person: Person, child: Child) -> bool:
    """Asked afresh, as a new request would."""
    return Child.objects.visible_to(Person.objects.get(pk=person.pk)).filter(pk=child.pk).exists()


def test_an_allocated_worker_sees_the_child_and_another_does_not() -> None:
    child = a_child()
    assert sees(works_with(a_person(), child), child)
    assert not sees(a_person(), child)


def test_an_allocation_opens_the_record_for_its_days_only() -> None:
    child, worker = a_child(), a_person()
    works_with(worker, child, start=today() + SOON)
    assert not sees(worker, child)
    for allocation in Allocation.objects.filter(child=child):
        allocation.start = days_ago(3)
        allocation.save()
    assert sees(worker, child)
    end_allocation(by=None, allocation=Allocation.objects.get(child=child), end=today())
    assert not sees(worker, child)


def test_managers_up_the_tree_see_the_children_of_their_workers_and_no_others() -> None:
    service = a_team("Permanence")
    team, other = a_team("North", within=service), a_team("South", within=service)
    child, of_other = a_child(), a_child()
    works_with(a_person(team=team), child)
    works_with(a_person(team=other), of_other)
    manager, above = a_person("team_manager", team), a_person("service_manager", service)
    assert [sees(manager, child), sees(above, child)] == [True, True]
    assert [sees(manager, of_other), sees(above, of_other)] == [False, True]


def test_a_manager_sees_the_children_of_the_team_before_a_worker_is_allocated() -> None:
    team = a_team()
    child = a_child(team=team)
    assert sees(a_person("team_manager", team), child)
    assert not sees(a_person(team=team), child)


@pytest.mark.parametrize("role", [role.code for role in ROLES.values() if role.brief == Brief.SERVICE])
def test_a_service_wide_role_sees_every_open_record_and_no_restricted_one(role: str) -> None:
    child, hidden = a_child(), a_child()
    restrict(by=None, child=hidden, kind="adoption", why="Placed for adoption")
    person = a_person(role)
    assert [sees(person, child), sees(person, hidden)] == [True, False]


@pytest.mark.parametrize("token", ["legal_status.placement_order", "decision.should_be_placed"])
def test_the_decision_maker_sees_children_whose_case_is_about_adoption(token: str) -> None:
    child, other, person = child_in_care(60), child_in_care(60), a_person("agency_decision_maker")
    a_fact(child, token, days_ago(10), ends_previous=True)
    assert [sees(person, child), sees(person, other)] == [True, False]


@pytest.mark.parametrize(
    "plan", [{"primary": "adoption"}, {"primary": "reunification", "parallel": ["kinship", "adoption"]}]
)
def test_the_decision_maker_sees_children_whose_plan_names_adoption(plan: dict[str, object]) -> None:
    child, person = child_in_care(), a_person("agency_decision_maker")
    a_fact(child, "plan", days_ago(10), attributes=plan)
    assert sees(person, child)


def test_the_system_administrator_sees_no_child_whatever_the_tie() -> None:
    child, person = a_child(), a_person("system_administrator")
    Allocation.objects.create(child=child, person=person, role="social_worker")
    assert not sees(person, child)
    with pytest.raises(Refusal, match="no post today"):
        grant(by=a_person("head_of_service"), child=child, person=person, why="Curious", end=today() + SOON)


def test_who_makes_accounts_can_hold_no_other_role() -> None:
    with pytest.raises(Refusal, match="sees no child"):
        give_post(by=None, person=a_person("system_administrator"), role="head_of_service")


def test_a_leaver_sees_nothing() -> None:
    child = a_child()
    worker = works_with(a_person(), child)
    person_leaves(by=None, person=worker)
    assert not sees(worker, child)


def test_a_restricted_record_is_seen_by_grant_only_even_by_its_worker() -> None:
    child = a_child()
    worker = works_with(a_person(), child)
    restrict(by=None, child=child, kind="safeguarding", why="A threat was made")
    assert not sees(worker, child)
    given = grant(by=a_person("head_of_service"), child=child, person=worker, why="Holds the case", end=today() + SOON)
    assert sees(worker, child)
    end_grant(by=None, grant=given)
    assert not sees(worker, child)


def test_who_restricts_a_record_keeps_sight_of_it_for_four_weeks_to_say_who_else_needs_it() -> None:
    child, manager, other = a_child(), a_person("head_of_service"), a_person("head_of_service")
    restrict(by=manager, child=child, kind="safeguarding", why="A threat was made")
    assert [sees(manager, child), sees(other, child)] == [True, False]
    with override_settings(TODAY=today() + timedelta(weeks=4)):
        assert not sees(manager, child)


def test_a_grant_needs_a_reason_an_end_and_another_person() -> None:
    child, head = a_child(), a_person("head_of_service")
    for wrong in ({"person": head}, {"why": " "}, {"end": today()}, {"end": today() + timedelta(days=400)}):
        given = {"person": a_person(), "why": "Holds the case", "end": today() + SOON} | wrong
        with pytest.raises(Refusal):
            grant(by=head, child=child, **given)


def test_who_stands_in_sees_what_the_other_sees_but_not_by_grants_nor_further_on() -> None:
    child, hidden = a_child(), a_child()
    worker, stand_in, third = works_with(works_with(a_person(), child), hidden), a_person(), a_person()
    restrict(by=None, child=hidden, kind="adoption", why="Adopted")
    grant(by=a_person("head_of_service"), child=hidden, person=worker, why="Holds the case", end=today() + SOON)
    delegate(by=worker, away=worker, to=stand_in, end=today() + SOON)
    delegate(by=stand_in, away=stand_in, to=third, end=today() + SOON)
    assert [sees(stand_in, child), sees(stand_in, hidden), sees(third, child)] == [True, False, False]


def test_glass_opens_one_record_and_is_told() -> None:
    child, other = a_child(team=a_team()), a_child()
    worker, manager = a_person(), a_person("team_manager", child.team)
    restrict(by=None, child=child, kind="staff_family", why="Cousin of a worker")
    assert break_glass(by=worker, case_number=child.case_number, why="Child is at the police station") == child
    assert [sees(worker, child), sees(worker, other)] == [True, False]
    assert [glass.person for glass in manager.told_of_broken_glass.all()] == [worker]


@pytest.mark.parametrize(("role", "why", "number"), [
    ("data_analyst", "A long enough reason here", None), ("social_worker", "Short", None),
    ("social_worker", "A long enough reason here", "NONE"),
])  # fmt: skip
def test_glass_is_not_for_every_role_nor_without_a_reason(role: str, why: str, number: str | None) -> None:
    child = a_child()
    with pytest.raises(Refusal):
        break_glass(by=a_person(role), case_number=number or child.case_number, why=why)


def test_what_is_about_a_child_is_seen_with_the_child() -> None:
    child, hidden = child_in_care(), child_in_care()
    group_siblings(by=None, name="Brothers", children=[child, hidden])
    worker = works_with(works_with(a_person(), child), hidden)
    restrict(by=None, child=hidden, kind="adoption", why="Adopted")
    assert {fact.child for fact in Fact.objects.visible_to(worker)} == {child}
    assert [sibling.child for sibling in Sibling.objects.visible_to(worker)] == [child]


def test_seeing_costs_few_queries(django_assert_max_num_queries: pytest.FixtureRequest) -> None:
    child = a_child()
    works_with(a_person(team=(team := a_team())), child)
    manager = Person.objects.get(pk=a_person("team_manager", team).pk)
    with django_assert_max_num_queries(4):
        assert list(Child.objects.visible_to(manager)) == [child]
