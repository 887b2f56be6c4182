"""What is remembered is never out of date: counts, order and rows of a board after every kind of change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from permanence.practice.children.actions import end_fact, lift_restriction, restrict
from permanence.practice.children.models import Child, Fact
from permanence.practice.record.remembering import remembered
from permanence.practice.record.writing import action, looked, write
from permanence.practice.staff.actions import allocate, delegate, end_allocation, end_grant, grant, make_team
from permanence.practice.staff.models import Allocation, Grant, Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import bring_up_to_date
from permanence.practice.tracker.board_page import page_of
from permanence.practice.tracker.boards import Board
from permanence.practice.tracker.filters import Filters
from practice.made import a_child, a_person, a_team, child_in_care, days_ago
from practice.tracker.council import adopt

pytestmark = pytest.mark.django_db


class _Asked:
    """A function that says how often it was worked out."""

    __name__ = __qualname__ = "asked"

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *values: Any) -> int:
        self.times += 1
        return self.times


def test_an_answer_is_kept_until_there_is_a_change_on_record() -> None:
    answer = remembered(_Asked())
    assert [answer(1), answer(1), answer(2)] == [1, 1, 2]
    child, person = a_child(), a_person()
    assert [answer(1), answer(1)] == [3, 3]
    looked(by=person, children=[child], where="children:child")
    assert answer(1) == 3  # a look changes nothing
    with override_settings(TODAY=today() + timedelta(days=1)):
        assert answer(1) == 4
    assert answer(1) == 3


def test_what_an_action_reads_under_way_is_not_kept() -> None:
    answer = remembered(_Asked())

    @action
    def adds(*, by: Person | None) -> list[int]:
        write(Child.objects.create(first_name="Robin", last_name="Ash"))
        return [answer(), answer()]

    assert answer() == 1
    try:
        with transaction.atomic():
            assert adds(by=None) == [2, 3]
            raise RuntimeError
    except RuntimeError:
        pass
    assert answer() == 1


# --- boards ------------------------------------------------------------------------------------------------------


def _shown(person: Person, scope: str = "all", **filters: str) -> tuple[dict[str, int], list[int]]:
    """The counts and the children of a board, as a new request would show them."""
    board = Board(Person.objects.get(pk=person.pk), scope, Filters(**filters), today())
    bring_up_to_date()
    page = page_of(board, "1")
    assert board.total(page.counts) == len(page.rows) == board.children.count()
    return dict(page.counts), [row.pk for row in page.rows]


@pytest.mark.parametrize("scope", ["all", "team", "mine"])
def test_a_board_is_right_after_every_kind_of_change(scope: str) -> None:
    adopt("PG")
    team = make_team(by=None, name="North")
    manager, worker = a_person("team_manager", team), a_person(team=team)

    def seen() -> tuple[dict[str, int], list[int]]:
        return _shown(manager if scope != "mine" else worker, scope)

    child = child_in_care(400)
    assert seen()[1] == []
    tie = allocate(by=None, child=child, person=worker, role="social_worker", start=days_ago(5))
    assert seen() == ({"red": 1, "amber": 0, "green": 0, "none": 0, **_lists(unbooked=1)}, [child.pk])
    other = child_in_care(10)
    allocate(by=None, child=other, person=worker, role="social_worker", start=days_ago(5))
    assert seen()[1] == [child.pk, other.pk]
    restrict(by=None, child=other, kind="adoption", why="Placed")
    assert seen()[1] == [child.pk]
    lift_restriction(by=None, child=other, why="Over")
    assert seen()[1] == [child.pk, other.pk]
    end_fact(by=None, fact=Fact.objects.get(child=child, token="in_care"), end=today(), confirmed=("still",))
    assert seen()[0]["red"] < 2
    end_allocation(by=None, allocation=tie, end=today())
    assert seen()[1] == [other.pk]
    adopt("AM")
    assert seen()[1] == [other.pk]


def _lists(**counts: int) -> dict[str, int]:
    return {"soon": 0, "unbooked": 0, "at_risk": 0, "agreed": 0} | counts


def test_who_is_lent_a_record_or_stands_in_sees_it_at_once_and_no_longer() -> None:
    child, team = child_in_care(400), a_team()
    manager, worker, other = a_person("team_manager", team), a_person(team=team), a_person()
    allocate(by=None, child=child, person=worker, role="social_worker", start=days_ago(5))
    assert _shown(other)[1] == []
    given = grant(by=manager, child=child, person=other, why="Covers", end=today() + timedelta(days=9))
    assert _shown(other)[1] == [child.pk]
    end_grant(by=manager, grant=Grant.objects.get(pk=given.pk), why="Back")
    assert _shown(other)[1] == []
    delegate(by=worker, away=worker, to=other, start=today(), end=today() + timedelta(days=9))
    assert _shown(other)[1] == [child.pk]
    assert Allocation.objects.count() == 1


def test_the_days_alone_turn_a_board() -> None:
    adopt("PG")
    child, head = child_in_care(3), a_person("head_of_service")
    assert _shown(head)[0]["red"] == 0
    with override_settings(TODAY=today() + timedelta(days=200)):
        assert (_shown(head)[0]["red"], _shown(head)[1]) == (1, [child.pk])
    assert _shown(head)[0]["red"] == 0
