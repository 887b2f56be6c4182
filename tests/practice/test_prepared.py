"""Prepared questions give what the question itself gives, whoever asks and by whatever values, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from permanence.practice.children.actions import group_siblings
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.presenters.child import sibling_groups
from permanence.practice.filling import insert, take_stock
from permanence.practice.kept import Kept
from permanence.practice.prepared import _kept as prepared_kept
from permanence.practice.prepared import prepared, prepared_cells
from permanence.practice.record.remembering import _kept as remembered_kept
from permanence.practice.staff.actions import end_grant, grant
from permanence.practice.staff.models import Allocation, Person, Team
from permanence.practice.staff.sight import Sight, sight_of
from permanence.practice.today import today
from permanence.practice.tracker.board_page import page_of
from permanence.practice.tracker.boards import Board
from permanence.practice.tracker.filters import Filters
from permanence.practice.tracker.models import Duty
from practice.made import a_child, a_fact, a_person, a_team, child_in_care, days_ago, works_with
from practice.tracker.council import adopt, child_under

pytestmark = pytest.mark.django_db


def _facts(child: int, day: date) -> Any:
    return Fact.objects.about(child).holding(day).select_related("recorded_by").order_by("-start", "pk")


def test_the_rows_are_those_of_the_question_in_its_order_for_any_values() -> None:
    asked = prepared(_facts)
    someone = a_person(name="Ada")
    children = [child_in_care(90), child_in_care(400), a_child()]
    a_fact(children[0], "plan", days_ago(20), by=someone, attributes={"primary": "adoption"})
    for child in children:
        for day in (days_ago(500), days_ago(30), today()):
            found = asked(child.pk, day)
            assert found == list(_facts(child.pk, day))
            assert [vars(row) | {"_state": None} for row in found] == [
                vars(row) | {"_state": None} for row in _facts(child.pk, day)
            ]


def test_what_is_related_and_what_is_worked_out_comes_with_the_row() -> None:
    child, team = a_child(), a_team("North")
    works_with(a_person(team=team, name="Ada"), child)

    @prepared
    def allocated(child: int) -> Any:
        return Allocation.objects.about(child).select_related("person").annotate(called=F("person__name"))

    @prepared
    def counted(child: int) -> Any:
        return Allocation.objects.about(child).order_by().values("role").annotate(all=Count("pk")).values_list(
            "all", "role"
        )  # fmt: skip

    (row,) = allocated(child.pk)
    assert (row.person.name, row.called, row._state.adding, row._state.db) == ("Ada", "Ada", False, "default")
    assert counted(child.pk) == [(1, "social_worker")]


def test_it_is_written_once() -> None:
    written = []

    @prepared
    def named(number: int, name: str) -> Any:
        written.append(number)
        return Team.objects.filter(pk=number, name=name)

    north, south = a_team("North"), a_team("South")
    assert [named(north.pk, "North"), named(south.pk, "South"), named(south.pk, "North")] == [[north], [south], []]
    assert len(written) == 1


def test_another_day_is_another_question() -> None:
    @prepared
    def begun(child: int) -> Any:
        return Fact.objects.about(child).filter(start__lte=today())

    child = a_child()
    a_fact(child, "in_care", today() + timedelta(days=3))
    assert begun(child.pk) == []
    with override_settings(TODAY=today() + timedelta(days=3)):
        assert len(begun(child.pk)) == 1


def test_a_moment_is_asked_by_anew_and_never_kept() -> None:
    @prepared
    def signed_in_since(moment: datetime) -> Any:
        return Person.objects.filter(last_login__gte=moment)

    @prepared
    def signed_in_since_it_was_written() -> Any:
        return Person.objects.filter(last_login__gte=timezone.now())

    person = a_person()
    person.last_login = datetime(2026, 3, 1, 9, tzinfo=UTC)
    person.save()
    assert signed_in_since(datetime(2026, 3, 1, 9, tzinfo=UTC)) == [person]
    assert signed_in_since(datetime(2026, 3, 1, 9, 0, 1, tzinfo=UTC)) == []
    with pytest.raises(TypeError, match="always be asked by"):
        signed_in_since_it_was_written()


def test_a_value_that_does_not_reach_the_database_is_a_fault() -> None:
    @prepared
    def looks(child: int) -> Any:
        return Fact.objects.filter(child=1 if child > 5 else 2)

    @prepared
    def odd(child: float) -> Any:
        return Fact.objects.filter(child=child)

    with pytest.raises(TypeError, match="not asked by its values"):
        looks(7)
    with pytest.raises(TypeError, match="not by float"):
        odd(1.5)


def test_who_asks_is_part_of_the_question() -> None:
    @prepared
    def seen(child: int, *, by: Sight) -> Any:
        return Child.objects.seen_by(by).filter(pk=child)

    def asks(person: Person) -> bool:
        return bool(seen(child.pk, by=sight_of(Person.objects.get(pk=person.pk))))

    child, manager = a_child(), a_person("team_manager", a_team())
    allocated, another, nobody = works_with(a_person(), child), a_person(), a_person("system_administrator")
    assert [asks(one) for one in (allocated, another, nobody, manager)] == [True, False, False, False]
    given = grant(by=manager, child=child, person=another, why="Covers", end=today() + timedelta(days=1))
    assert [asks(one) for one in (allocated, another)] == [True, True]
    end_grant(by=manager, grant=given, why="Back")
    assert [asks(one) for one in (allocated, another)] == [True, False]


def test_a_sight_is_kept_by_all_it_reaches_by_and_the_day() -> None:
    team = a_team()
    manager = a_person("team_manager", team)
    before = sight_of(manager).kept_by
    assert before == sight_of(_afresh(manager)).kept_by
    assert before != sight_of(a_person("team_manager", team)).kept_by
    a_team("Beneath", within=team)
    assert sight_of(_afresh(manager)).kept_by != before
    with override_settings(TODAY=today() + timedelta(days=1)):
        assert sight_of(_afresh(manager)).kept_by[0] == today()


def _afresh(person: Person) -> Person:
    """As a new request has them."""
    return Person.objects.get(pk=person.pk)


def test_a_request_that_crosses_midnight_keeps_nothing_of_yesterday(client: Client) -> None:
    child, sister, other = a_child(), a_child("Sister"), a_person()
    group_siblings(by=None, name="The Ashes", children=[child, sister])
    manager = a_person("team_manager", a_team())
    for one, last in ((child, 5), (sister, 1)):
        grant(by=manager, child=one, person=other, why="Covers", end=today() + timedelta(days=last))
    asking = _afresh(other)
    assert set(Child.objects.visible_to(asking)) == {child, sister}  # the condition is made before midnight
    with override_settings(TODAY=today() + timedelta(days=1)):
        sibling_groups(child, asking)  # and asked by after it
        client.force_login(other)
        assert client.get(reverse("children:child", args=[sister.pk])).status_code == 404
        page = client.get(reverse("children:child", args=[child.pk])).content.decode()
        assert ("Sister" in page, Child.objects.visible_to(_afresh(other)).count()) == (False, 1)


def test_a_number_too_large_for_any_row_finds_none(client: Client) -> None:
    client.force_login(a_person("head_of_service"))
    for number in (2**63 - 1, 2**63, 10**20):
        assert client.get(f"/children/{number}/").status_code == 404


def test_what_would_be_lost_is_refused() -> None:
    day = today()

    @prepared
    def soon(day: date) -> Any:
        return Duty.objects.filter(limit__gte=day, limit__lt=day + timedelta(14))

    @prepared
    def next_to(number: int) -> Any:
        return Fact.objects.filter(pk__gte=number, pk__lt=number + 2)

    @prepared
    def with_more(number: int) -> Any:
        return Team.objects.filter(pk=number).prefetch_related("posts")

    @prepared
    def named(number: int) -> Any:
        return Team.objects.filter(pk=number).values("name")

    @prepared
    def flat(number: int) -> Any:
        return Team.objects.filter(pk=number).values_list("name", flat=True)

    @prepared
    def asks_another(number: int) -> Any:
        return Team.objects.filter(pk=number).exclude(pk__in=list(Team.objects.values_list("pk", flat=True)))

    for ask, value in ((soon, day), (next_to, 3), (with_more, 3), (named, 3), (flat, 3), (asks_another, 3)):
        with pytest.raises(TypeError):
            ask(value)


def test_a_field_too_narrow_for_a_mark_is_asked_as_it_stands() -> None:
    adopt("PG")
    child = child_under("s20", 60)

    @prepared
    def at(place: int) -> Any:
        return Duty.objects.filter(place=place)

    assert [duty.child_id for duty in at(0)] == [child.pk]


def test_what_somebody_searched_for_is_not_kept() -> None:
    head = a_person("head_of_service")
    a_child("Secretname")
    before = len(remembered_kept)
    board = page_of(Board(head, "all", Filters(q="Secretname"), today()), "1")
    assert (len(board.rows), board.total) == (1, 1)
    searched = [key for key in prepared_kept._found if "Secretname" in repr(key)]
    assert (searched, len(remembered_kept)) == ([], before)


def test_cells_are_as_the_database_gives_them() -> None:
    child = a_child()
    a_fact(child, "plan", days_ago(2), attributes={"primary": "adoption"})

    @prepared_cells
    def attributes(child: int) -> Any:
        return Fact.objects.about(child).values_list("attributes")

    assert attributes(child.pk) == [('{"primary": "adoption"}',)]


def test_rows_are_inserted_as_they_are() -> None:
    child = a_child()
    insert([])
    insert(
        [
            Fact(
                child=child,
                token="plan",
                start=days_ago(2),
                attributes={"primary": "adoption"},
                recorded_at=timezone.now(),
            )
        ]
    )
    (fact,) = Fact.objects.filter(child=child)
    assert (fact.token, fact.start, fact.end, fact.attributes) == ("plan", days_ago(2), None, {"primary": "adoption"})


@pytest.mark.django_db(transaction=True)
def test_several_ask_at_once() -> None:
    teams = [a_team(f"Team {number}") for number in range(8)]

    @prepared
    def one(number: int) -> Any:
        return Team.objects.filter(pk=number)

    def ask(number: int) -> list[Any]:
        try:
            return [one(number) for _ in range(20)][-1]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert list(workers.map(ask, [team.pk for team in teams])) == [[team] for team in teams]


def test_postgresql_is_told_how_full_its_tables_are() -> None:
    child_in_care(30)
    with CaptureQueriesContext(connection) as asked:
        take_stock()
    if connection.vendor != "postgresql":
        assert not asked.captured_queries
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'children_fact'")
        assert cursor.fetchone() == (3.0,)


def test_what_is_asked_for_again_stays_and_what_is_not_makes_way() -> None:
    kept: Kept[str] = Kept(2)
    for key in ("one", "two", "one", "three"):
        kept.get(key, lambda: "at first")
    assert [kept.get(key, lambda: "anew") for key in ("one", "three", "two")] == ["at first", "at first", "anew"]
