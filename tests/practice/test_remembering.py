"""What is remembered is never out of date: counts, order and rows of a board after every kind of change."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from permanence.practice.children.actions import create_child, end_fact, lift_restriction, restrict
from permanence.practice.children.models import Child, Fact
from permanence.practice.record.models import Entry
from permanence.practice.record.remembering import remembered
from permanence.practice.record.writing import action, looked, write
from permanence.practice.staff.actions import (
    allocate,
    delegate,
    end_allocation,
    end_delegation,
    end_grant,
    end_post,
    give_post,
    grant,
    make_team,
    move_team,
)
from permanence.practice.staff.models import Grant, Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import bring_up_to_date
from permanence.practice.tracker.board_page import page_of
from permanence.practice.tracker.boards import Board
from permanence.practice.tracker.filters import Filters
from permanence.practice.tracker.models import Duty, Reckoning
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
    assert seen() == ({"red": 0, "amber": 0, "green": 1, "none": 1, **_lists()}, [other.pk, child.pk])
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
    delegated = delegate(by=worker, away=worker, to=other, start=today(), end=today() + timedelta(days=9))
    head = a_person("head_of_service")
    too = delegate(by=worker, away=worker, to=head, start=today(), end=today() + timedelta(days=9))
    for person, scope in ((other, "all"), (other, "mine"), (head, "mine")):
        assert _shown(person, scope)[1] == [child.pk], scope
    end_delegation(by=worker, delegation=delegated)
    end_delegation(by=worker, delegation=too)
    for person, scope in ((other, "all"), (other, "mine"), (head, "mine")):
        assert _shown(person, scope)[1] == [], scope


def test_a_team_that_comes_beneath_another_brings_its_children() -> None:
    north, south = a_team("North"), a_team("South")
    child, head = child_in_care(400, team=south), a_person("head_of_service")
    family_finder = a_person("permanence_worker", north)
    assert (_shown(head, team=str(north.pk))[1], _shown(family_finder, "team")[1]) == ([], [])
    move_team(by=None, team=south, name="South", within=north)
    assert (_shown(head, team=str(north.pk))[1], _shown(family_finder, "team")[1]) == ([child.pk], [child.pk])
    move_team(by=None, team=south, name="South", within=None)
    assert (_shown(head, team=str(north.pk))[1], _shown(family_finder, "team")[1]) == ([], [])


def test_who_leaves_a_team_no_longer_sees_its_children() -> None:
    team = a_team()
    child = child_in_care(400, team=team)
    manager = a_person("team_manager", team)
    assert _shown(manager, "team")[1] == [child.pk]
    end_post(by=None, post=manager.posts.get(), end=today())
    give_post(by=None, person=manager, role="team_manager", team=a_team())
    assert (_shown(manager, "team")[1], _shown(manager)[1]) == ([], [])


def test_duties_that_were_mended_are_shown_as_they_are_now() -> None:
    adopt("PG")
    child, head = child_in_care(400), a_person("head_of_service")
    right = _shown(head)
    Duty.objects.filter(child=child).delete()
    Reckoning.objects.filter(child=child).update(red_from=None, amber_from=None, is_owed=False, first_limit=None)
    create_child(by=None, first_name="Somebody", last_name="Else")  # a change, so that the board is looked at anew
    assert _shown(head)[0]["none"] == 2
    call_command("check_duties", "--mend", stdout=StringIO())
    assert _shown(head)[0] == right[0] | {"none": 1}
    assert Entry.objects.filter(did="tracker.mend_duties", concerns__child=child).count() == 1


def test_the_days_alone_turn_a_board() -> None:
    adopt("PG")
    child, head = child_in_care(3), a_person("head_of_service")
    assert _shown(head)[0]["red"] == 0
    with override_settings(TODAY=today() + timedelta(days=200)):
        assert (_shown(head)[0]["red"], _shown(head)[1]) == (1, [child.pk])
    assert _shown(head)[0]["red"] == 0
