"""Boards: the colours of ``permanence track``, counts that equal the list behind them, and only what one may see."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.record.models import Entry
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import agree, ask_agreement, bring_up_to_date, rebuild, save_view
from permanence.practice.tracker.board_page import page_of
from permanence.practice.tracker.boards import SCOPES, Board
from permanence.practice.tracker.filters import AGES, COLOURS, LISTS, SORTS, STATUSES, Filters, duties_asked_for
from permanence.practice.tracker.models import Agreement, Duty, SavedView, colour_on
from permanence.practice.tracker.pressing import most_pressing
from permanence.tracker.rag import NOTHING, colours_of_children, colours_of_rows
from policy.populations import seeded_population
from practice.made import a_child, a_fact, a_person, a_team, works_with
from practice.tracker.council import adopt, child_under, in_days, long_term_section_20

pytestmark = pytest.mark.django_db


@pytest.fixture
def population() -> list[Child]:
    """Sixty lives made up at random, as at today, each in one of three teams; some workers have some of them."""
    adopt("PG")
    children, as_at = seeded_population(5, 60)
    later = today() - as_at
    teams = [a_team() for _ in range(3)]
    kept = [
        a_child(born=told["born"] + later if told.get("born") else None, team=teams[at % 3])
        for at, told in enumerate(children)
    ]
    facts = [_row(child, fact, later) for child, told in zip(kept, children, strict=True) for fact in told["facts"]]
    Fact.objects.bulk_create(facts)
    rebuild(kept)
    return kept


def _row(child: Child, told: dict[str, Any], later: timedelta) -> Fact:
    moved = {name: value + later if isinstance(value, date) else value for name, value in told.items()}
    plain = {"fact", "code", "from", "to", "date"}
    details = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in moved.items()
        if name not in plain
    }
    token = vocabulary().token(told["fact"], told.get("code"))
    return Fact(
        child=child, token=token, start=moved.get("date") or moved["from"], end=moved.get("to"), attributes=details
    )


def _numbers(board: Board) -> set[int]:
    return set(board.children.values_list("pk", flat=True))


# --- colours -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ahead", [0, 1, 7, 14, 15, 40])
def test_colours_are_those_of_the_command(population: list[Child], ahead: int) -> None:
    """On any day until which the kept rows hold, the database says the colour that a fresh run says."""
    from permanence.practice.children.timeline import timeline_of

    day = today() + timedelta(days=ahead)
    holding = [child for child in population if not (until := child.reckoning.good_until) or until > day]
    assert len(holding) > 20
    ready, lives = current_evaluator(), timeline_of(for_the_machine())
    duties = ready.duties(lives, day)
    places, levels = colours_of_children(duties, colours_of_rows(ready, duties, day))
    fresh = dict.fromkeys((int(pk) for pk in lives.ids), 0) | {
        int(lives.ids[place]): int(level) for place, level in zip(places, levels, strict=True)
    }
    board = Board(a_person("head_of_service"), "all", Filters(), day)
    kept = dict(board.children.values_list("pk", "level"))
    assert {child.pk: kept[child.pk] for child in holding} == {child.pk: fresh[child.pk] for child in holding}
    by_row = {child.pk: max((row.colour(day) for row in child.duties.all()), default=0) for child in holding}
    assert by_row == {child.pk: kept[child.pk] for child in holding}


# --- counts ------------------------------------------------------------------------------------------------------


def _some_filters(seed: int) -> Filters:
    chance = random.Random(seed)  # noqa: S311 - the same filters every time
    clauses = sorted({kind.clause for kind in current_evaluator().kinds})
    values = {
        "colour": [*COLOURS], "list": [*LISTS], "status": [*STATUSES], "age": [*AGES], "legal": ["s20", "care_order"],
        "placement": ["foster", "residential"], "clause": clauses,
        "duty": ["meeting.permanence", "review", "document.minutes"], "q": ["example1", "robin"], "worker": ["alex"],
    }  # fmt: skip
    chosen = chance.sample(sorted(values), chance.choice([0, 1, 1, 2, 3]))
    return Filters(**{name: chance.choice(values[name]) for name in chosen}, sort=chance.choice([*SORTS]))


@pytest.mark.parametrize("start", range(3))
def test_a_count_has_as_many_children_behind_it(population: list[Child], start: int) -> None:
    worker = a_person()
    for child in population[:9]:
        works_with(worker, child)
    manager = a_person("team_manager", population[0].team)
    people = [a_person("head_of_service"), manager, worker]
    for seed in range(start * 15, start * 15 + 15):
        person, scope = people[seed % 3], [*SCOPES][seed // 3 % 3]
        board = Board(person, scope, _some_filters(seed), today())
        counts = board.counts()
        for name in COLOURS:
            assert counts[name] == len(_numbers(Board(person, scope, _with(board, colour=name), today()))), (
                board.filters,
                name,
            )
        for name in LISTS:
            assert counts[name] == len(_numbers(Board(person, scope, _with(board, list=name), today()))), (
                board.filters,
                name,
            )
        assert board.total(counts) == len(_numbers(board)), board.filters
        assert _numbers(board) <= set(Child.objects.visible_to(person).values_list("pk", flat=True))


def _with(board: Board, **other: str) -> Filters:
    return Filters.of({name: getattr(board.filters, name) for name in Filters.__dataclass_fields__} | other)


def test_every_child_of_a_narrowed_board_shows_a_duty_asked_for(population: list[Child]) -> None:
    head = a_person("head_of_service")
    for status, name in product(["", *STATUSES], ["", *LISTS]):
        board = Board(head, "all", Filters(status=status, list=name), today())
        if status or name:
            children = list(_numbers(board))
            assert set(most_pressing(board, children)) == set(children)


@pytest.mark.parametrize("asked", [{}, {"status": "late"}, {"duty": "review"}, {"sort": "due"}])
def test_what_presses_most_is_what_the_rows_themselves_say(population: list[Child], asked: dict[str, str]) -> None:
    board = Board(a_person("head_of_service"), "all", Filters(**asked), today())
    by_limit = board.filters.sort == "due"
    rows = Duty.objects.open() if by_limit or not asked else duties_asked_for(board.filters, board.day)
    of_child: dict[int, list[Duty]] = defaultdict(list)
    for row in rows.order_by("?"):
        of_child[row.child_id].append(row)
    assert of_child
    found = most_pressing(board, list(of_child))
    for child, duties in of_child.items():
        on = date.min if by_limit else board.day  # of limits: when nothing was late yet
        first = min(duties, key=lambda row: (-row.colour(on), _day(row, by_limit) or date.max, row.place))
        things = {(row.duty, row.limit, row.done) for row in duties}
        assert found[child] == (first, len(things) - 1)


def _day(row: Duty, by_limit: bool) -> date | None:
    return row.limit if by_limit else row.limit or row.done


def test_in_order_of_limits_each_child_shows_the_limit_it_stands_by(population: list[Child]) -> None:
    head = a_person("head_of_service")
    several = 0
    for status, name in product(["", *STATUSES], ["", *LISTS]):
        board = Board(head, "all", Filters(status=status, list=name, sort="due"), today())
        children = board.page(0, 60)
        shown = most_pressing(board, [child.pk for child in children])
        stands_by = [child.earliest for child in children if child.pk in shown]
        assert [shown[child.pk].duty.limit for child in children if child.pk in shown] == stands_by, board.filters
        several += len(set(stands_by)) > 5
    assert several > 5


def test_the_database_gives_a_row_the_colour_that_the_row_gives_itself(population: list[Child]) -> None:
    for row in Duty.objects.open().filter(strength="must", red_from__gt=today())[:5]:
        agreed = Agreement.objects.create(child=row.child, kind="exempt", start=today(), end=in_days(9), is_agreed=True)
        Duty.objects.filter(pk=row.pk).update(agreement=agreed, limit=None, amber_from=None, red_from=None)
    rows = list(Duty.objects.annotate(told=colour_on(today())).select_related("agreement"))
    assert [row.told for row in rows] == [row.colour() for row in rows]
    assert {row.colour() for row in rows} == set(COLOURS.values())
    assert {(row.strength, row.colour()) for row in rows if row.is_exempt} == {("must", NOTHING)}


def test_pages_have_each_child_once_and_in_order(population: list[Child]) -> None:
    head = a_person("head_of_service")
    for sort in SORTS:
        board = Board(head, "all", Filters(sort=sort), today())
        pages = [page_of(board, str(number)) for number in (1, 2, 3)]
        seen = [row.pk for page in pages for row in page.rows]
        assert (len(seen), len(set(seen))) == (60, 60)
    levels = [row.child.level for row in page_of(Board(head, "all", Filters(), today()), "1").rows]
    assert levels == sorted(levels, reverse=True)


def test_what_an_address_says_wrongly_is_left_out() -> None:
    read = Filters.of(
        {"colour": "pink", "team": "north", "age": "x", "sort": "luck", "status": "late", "q": " ", "page": "9"}
    )
    assert read == Filters(status="late")


# --- whose children ----------------------------------------------------------------------------------------------


def test_a_team_beyond_what_a_database_counts_is_left_out(client: Client, head: Person) -> None:
    client.force_login(head)
    assert Filters.of({"team": "99999999999999999999"}) == Filters()
    assert client.get(reverse("tracker:boards", args=["all"]), {"team": "9" * 20}).status_code == 200


def test_mine_my_teams_and_all() -> None:
    adopt("PG")
    north, south = a_team(), a_team()
    worker, manager = a_person(), a_person("team_manager", north)
    mine, of_team, elsewhere = child_under("s20", 30), child_under("s20", 30), child_under("s20", 30)
    works_with(worker, mine)
    for child, team in ((of_team, north), (elsewhere, south)):
        child.team = team
        child.save()
    head = a_person("head_of_service")
    assert _numbers(Board(worker, "all", Filters(), today())) == {mine.pk}
    assert _numbers(Board(manager, "team", Filters(), today())) == {of_team.pk}
    assert _numbers(Board(manager, "mine", Filters(), today())) == set()
    assert _numbers(Board(head, "all", Filters(), today())) == {mine.pk, of_team.pk, elsewhere.pk}
    assert _numbers(Board(head, "all", Filters(team=str(south.pk)), today())) == {elsewhere.pk}


def test_nothing_booked_and_at_risk() -> None:
    """PG-013: whose planning drifts, and has nothing arranged."""
    adopt("PG")
    late, soon, booked = child_under("s20", 30), child_under("s20", 20), child_under("s20", 20)
    a_fact(booked, "booked.permanence", in_days(2))
    a_fact(booked, "booked.review", in_days(2))
    head = a_person("head_of_service")
    clause = {"clause": "PG-074"}
    assert _numbers(Board(head, "all", Filters(list="unbooked", **clause), today())) == {late.pk, soon.pk}
    assert _numbers(Board(head, "all", Filters(list="at_risk", **clause), today())) == {soon.pk}


# --- the page ----------------------------------------------------------------------------------------------------


@pytest.fixture
def head(client: Client) -> Person:
    person = a_person("head_of_service")
    client.force_login(person)
    return person


def test_the_page_shows_and_records(client: Client, head: Person) -> None:
    adopt("PG")
    child = child_under("s20", 30)
    answer = client.get(reverse("tracker:board"))
    assert child.name in answer.content.decode()
    look = Entry.objects.last()
    assert (look.where, [one.child_id for one in look.concerns.all()]) == ("tracker:board", [child.pk])


def test_what_one_may_not_see_is_not_on_the_board(client: Client, head: Person) -> None:
    from permanence.practice.children.actions import restrict

    adopt("PG")
    child = child_under("s20", 30)
    restrict(by=a_person("assistant_director"), child=child, kind="adoption", why="Placed for adoption")
    page = client.get(reverse("tracker:boards", args=["all"])).content.decode()
    assert child.name not in page
    assert "0 children" in page
    assert client.get(reverse("tracker:boards", args=["everything"])).status_code == 404


def test_empty_boards_teach(client: Client) -> None:
    client.force_login(a_person())
    assert "No child is allocated to you" in client.get(reverse("tracker:board")).content.decode()
    assert (
        "No child here is like that"
        in client.get(reverse("tracker:boards", args=["mine"]) + "?colour=red").content.decode()
    )


def test_the_system_administrator_has_no_board(client: Client) -> None:
    client.force_login(a_person("system_administrator"))
    assert client.get(reverse("tracker:board")).status_code == 403


# --- saved views -------------------------------------------------------------------------------------------------


def test_a_saved_view_shows_whoever_opens_it_what_they_may_see(client: Client, head: Person) -> None:
    adopt("PG")
    mine, other = child_under("s20", 30), child_under("s20", 30)
    client.post(reverse("tracker:keep_view", args=["all"]) + "?status=overdue&q=robin", {"name": "Late ones"})
    view = SavedView.objects.get()
    assert (view.query, view.scope) == ("status=overdue", "all")  # the name searched for is not kept
    client.force_login(works_with(a_person(), mine))
    page = client.get(reverse("tracker:view", args=[view.address]), follow=True).content.decode()
    assert (mine.name in page, other.name in page) == (True, False)
    assert client.post(reverse("tracker:drop_view", args=[view.address])).status_code == 404
    client.force_login(head)
    pressed_twice = [client.post(reverse("tracker:drop_view", args=[view.address])) for _ in range(2)]
    assert [answer["Location"] for answer in pressed_twice] == [reverse("tracker:board")] * 2
    assert "was taken away already" in client.get(reverse("tracker:board")).content.decode()
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name_of_its_own(client: Client, head: Person) -> None:
    save_view(by=head, name="Mine", scope="mine", query="")
    for name in ("", "mine"):
        client.post(reverse("tracker:keep_view", args=["all"]), {"name": name})
    assert SavedView.objects.count() == 1


# --- the workbook ------------------------------------------------------------------------------------------------


def _book(client: Client, query: str = "") -> Any:
    answer = client.get(reverse("tracker:export", args=["all"]) + query)
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.content))


def test_the_workbook_is_that_of_the_command(client: Client, head: Person, population: list[Child]) -> None:
    book = _book(client)
    assert book.sheetnames == [
        "Board",
        "Overdue",
        "Due in 30 days",
        "All duties",
        "Agreed otherwise",
        "Time to permanence",
        "Each child's wait",
        "Problems in the data",
        "About",
    ]
    board = Board(head, "all", Filters(), today())
    counts = board.counts()
    colours = [row[0] for row in book["Board"].iter_rows(min_row=2, values_only=True)]
    assert {
        name: colours.count(word)
        for name, word in zip(("red", "amber", "green", "none"), ("Red", "Amber", "Green", "Nothing owed"), strict=True)
    } == {name: counts[name] for name in ("red", "amber", "green", "none")}
    assert book["Overdue"].max_row - 1 == Duty.objects.visible_to(head).overdue().count()


def test_the_workbook_holds_the_board_alone_and_is_recorded(client: Client, head: Person) -> None:
    adopt("PG")
    late, _ = child_under("s20", 30), child_under("s20", 2)
    book = _book(client, "?status=overdue")
    assert [row[1] for row in book["Board"].iter_rows(min_row=2, values_only=True)] == [late.case_number]
    look = Entry.objects.last()
    assert (look.where, [one.child_id for one in look.concerns.all()]) == ("tracker:export", [late.pk])


def test_the_workbook_tells_what_was_agreed(client: Client, head: Person) -> None:
    adopt("PG")
    child = long_term_section_20(400)
    asked = ask_agreement(
        by=head, child=child, clause="PG-079", under="PG-083", kind="frequency", every="18 months", why="Settled",
        end=in_days(300),
    )  # fmt: skip
    agree(by=head, agreement=asked, decider="head of service")
    book = _book(client)
    [line] = book["Agreed otherwise"].iter_rows(min_row=2, values_only=True)
    assert line[:3] == (child.case_number, "PG-079", "PG-083")
    row = next(row for row in book["All duties"].iter_rows(min_row=2, values_only=True) if row[8] == "PG-079")
    assert (row[2], row[-2].startswith("PG-083: every 18 months")) == ("due", True)
    board = Board(head, "all", Filters(list="agreed"), today())
    assert _numbers(board) == {child.pk}
    bring_up_to_date()
    assert book["Board"]["A2"].value == {3: "Red", 2: "Amber", 1: "Green"}[board.children.get().level]
