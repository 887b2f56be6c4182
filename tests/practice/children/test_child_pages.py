"""The list, the overview, the journey, people and details: what they show, to whom, and that every look is recorded."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.explain import short_day
from permanence.practice.children.actions import add_connection, change_details, correct_fact, group_siblings, restrict
from permanence.practice.children.models import Child, Connection, Fact, Sibling
from permanence.practice.record.models import Entry
from permanence.practice.staff.actions import grant
from permanence.practice.staff.models import Person
from practice.children.given import typed
from practice.made import a_child, a_fact, a_person, a_team, child_in_care, days_ago, works_with

pytestmark = pytest.mark.django_db
PAGES = ("child", "journey", "facts", "people")


@pytest.fixture
def child() -> Child:
    return child_in_care(100, first_name="Robin", last_name="Swift", case_number="C777", return_id="R777")


@pytest.fixture
def worker(client: Client, child: Child) -> Person:
    person = works_with(a_person(), child)
    client.force_login(person)
    return person


def _list(client: Client, **query: str) -> tuple[int, list[str]]:
    context = client.get(reverse("children:list"), query).context
    return context["count"], [line.child.name for line in context["lines"]]


@pytest.mark.usefixtures("worker")
def test_an_overview_asks_the_database_few_questions(
    client: Client, child: Child, django_assert_max_num_queries: Any
) -> None:
    client.get("/")  # the first page of a session notes that it is in use
    with django_assert_max_num_queries(20):
        client.get(reverse("children:child", args=[child.pk]))


# --- the list ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("worker")
def test_the_list_has_the_children_one_sees_and_no_others(client: Client) -> None:
    child_in_care()
    assert _list(client) == (1, ["Robin Swift"])


@pytest.mark.parametrize(("words", "found"), [
    ("robin", 1), ("SWIFT rob", 1), ("c777", 1), ("R77", 1), ("swift c777", 1), ("robin jones", 0), ("", 1), ("%", 0),
])  # fmt: skip
@pytest.mark.usefixtures("worker")
def test_search_looks_for_every_word_in_names_and_numbers(client: Client, words: str, found: int) -> None:
    child_in_care(first_name="Robin", last_name="Jones")
    assert _list(client, q=words)[0] == found


def test_a_restricted_child_is_absent_from_list_count_and_search(client: Client, child: Child) -> None:
    manager = a_person("head_of_service")
    client.force_login(manager)
    assert _list(client)[0] == 1
    restrict(by=None, child=child, kind="adoption", why="Placed")
    assert (_list(client), _list(client, q="swift"), _list(client, q="C777")) == ((0, []), (0, []), (0, []))


@pytest.mark.usefixtures("worker")
def test_the_list_says_how_things_stand_and_what_is_overdue(client: Client) -> None:
    (line,) = client.get(reverse("children:list")).context["lines"]
    assert (line.legal_status, line.home, line.overdue > 0) == ("Section 20", "Foster home", True)


def test_those_who_left_care_are_found_when_asked_for(client: Client) -> None:
    old = a_child(first_name="Ellis")
    a_fact(old, "in_care", days_ago(300), days_ago(100))
    client.force_login(works_with(a_person(), old))
    assert [_list(client, which=which)[0] for which in ("in_care", "left", "all")] == [0, 1, 1]
    assert _list(client, q="ellis")[0] == 1


def test_the_list_is_paged_and_each_look_concerns_those_shown(client: Client) -> None:
    for _ in range(27):
        child_in_care(2)
    client.force_login(a_person("head_of_service"))
    assert len(_list(client)[1]) == 25
    assert Entry.objects.last().concerns.count() == 25
    assert len(_list(client, page="2")[1]) == 2
    assert Entry.objects.last().where == "children:list"


def test_the_list_costs_the_same_whatever_its_length(client: Client, django_assert_max_num_queries: object) -> None:
    client.force_login(a_person("head_of_service"))
    for _ in range(12):
        child_in_care(2)
    client.get(reverse("children:list"))
    with django_assert_max_num_queries(22):
        client.get(reverse("children:list"))


def test_the_administrator_of_accounts_sees_no_child(client: Client, child: Child) -> None:
    client.force_login(a_person("system_administrator"))
    assert client.get(reverse("children:list")).status_code == 403
    assert client.get(reverse("children:child", args=[child.pk])).status_code == 404


# --- pages of one child ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("worker")
def test_each_page_answers_and_the_look_is_recorded(client: Client, child: Child, worker: Person, page: str) -> None:
    assert client.get(reverse(f"children:{page}", args=[child.pk])).status_code == 200
    entry = Entry.objects.filter(did="looked").last()
    assert (entry.by, entry.where) == (worker, f"children:{page}")
    assert [concern.child for concern in entry.concerns.all()] == [child]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_a_child_one_may_not_see_is_not_found_and_no_look(client: Client, child: Child, page: str) -> None:
    client.force_login(a_person())
    assert client.get(reverse(f"children:{page}", args=[child.pk])).status_code == 404
    assert client.get(reverse(f"children:{page}", args=[99999])).status_code == 404
    assert not Entry.objects.filter(did="looked").exists()


@pytest.mark.parametrize("page", PAGES)
def test_each_page_answers_for_a_child_with_nothing_recorded(client: Client, page: str) -> None:
    bare = a_child(born=None, case_number="")
    client.force_login(works_with(a_person(), bare))
    answer = client.get(reverse(f"children:{page}", args=[bare.pk]))
    assert answer.status_code == 200
    assert "age not known" in answer.content.decode()


@pytest.mark.parametrize(("gap", "since"), [(0, 100), (1, 39)])
def test_care_told_by_two_returns_that_adjoin_began_with_the_first(client: Client, gap: int, since: int) -> None:
    twice = a_child()
    a_fact(twice, "in_care", days_ago(100), days_ago(40))
    a_fact(twice, "in_care", days_ago(40 - gap))
    client.force_login(works_with(a_person(), twice))
    page = client.get(reverse("children:child", args=[twice.pk])).content.decode()
    assert f"In care since {short_day(days_ago(since))}" in page


@pytest.mark.usefixtures("worker")
def test_the_overview_says_who_it_is_how_things_stand_and_what_is_owed(client: Client, child: Child) -> None:
    page = client.get(reverse("children:child", args=[child.pk])).content.decode()
    assert all(words in page for words in ("Robin Swift", "In care since", "Section 20", "Foster home", "Overdue"))


def test_a_restricted_child_says_so_to_those_who_hold_a_grant(client: Client, child: Child, worker: Person) -> None:
    restrict(by=None, child=child, kind="adoption", why="Placed")
    assert client.get(reverse("children:child", args=[child.pk])).status_code == 404
    grant(by=a_person("head_of_service"), child=child, person=worker, why="Allocated", end=days_ago(-90))
    page = client.get(reverse("children:child", args=[child.pk])).content.decode()
    assert "Only people with a grant see this record" in page


@pytest.mark.usefixtures("worker")
def test_an_inferred_fact_is_marked_with_its_basis_file_and_line(client: Client, child: Child) -> None:
    said = {"basis": "Told by a placement order", "file": "episodes.csv", "line": 7}
    a_fact(child, "plan", days_ago(9), attributes={"primary": "adoption"}, **said)
    page = client.get(reverse("children:facts", args=[child.pk])).content.decode()
    assert all(words in page for words in ("Inferred", "Told by a placement order", "episodes.csv, line 7"))


@pytest.mark.usefixtures("worker")
def test_what_was_corrected_is_shown_once_and_its_history_on_its_own_page(client: Client, child: Child) -> None:
    fact = a_fact(child, "visit", days_ago(9))
    correct_fact(by=None, fact=fact, why="Diary", changes={"start": days_ago(8)})
    page = client.get(reverse("children:facts", args=[child.pk])).context
    assert page["count"] == 4
    assert Fact.objects.filter(child=child).count() == 5


@pytest.mark.usefixtures("worker")
def test_the_journey_is_a_picture_with_a_title_and_the_same_in_words(client: Client, child: Child) -> None:
    a_fact(child, "review", days_ago(50))
    for query in ({}, {"show": "two-years"}):
        page = client.get(reverse("children:journey", args=[child.pk]), query).content.decode()
        assert all(words in page for words in ("<title id=", "<desc id=", "The journey of Robin Swift", "Review held"))
        assert " style=" not in page


# --- details -----------------------------------------------------------------------------------------------------


def _details(**words: str) -> dict[str, str]:
    return {"first_name": "Robin", "last_name": "Swift", "case_number": "C777", **words}


def test_a_child_is_added_and_opened_by_who_may_see_it(client: Client) -> None:
    client.force_login(a_person("head_of_service"))
    client.get(reverse("children:new"))
    answer = client.post(reverse("children:new"), _details())
    assert answer["Location"] == reverse("children:child", args=[Child.objects.get().pk])


def test_who_adds_a_child_of_another_team_is_not_led_to_a_page_that_is_not_there(client: Client) -> None:
    client.force_login(a_person())
    assert client.post(reverse("children:new"), _details())["Location"] == reverse("children:list")


def test_a_number_in_use_is_refused_at_its_field(client: Client, child: Child) -> None:
    client.force_login(a_person())
    assert "case_number" in client.post(reverse("children:new"), _details(case_number="C777")).context["form"].errors


@pytest.mark.usefixtures("child")
def test_a_name_on_record_is_asked_about_among_those_one_sees(client: Client) -> None:
    form = _details(case_number="C999")
    client.force_login(a_person("head_of_service"))
    assert "Robin Swift is on record already" in client.post(reverse("children:new"), form).content.decode()
    assert Entry.objects.last().concerns.count() == 1
    client.post(reverse("children:new"), {**form, "confirm_same_name": "on"})
    assert Child.objects.filter(last_name="Swift").count() == 2


@pytest.mark.usefixtures("child")
def test_a_name_one_does_not_see_is_not_given_away(client: Client) -> None:
    client.force_login(a_person())
    assert client.post(reverse("children:new"), _details(case_number="C999")).status_code == 302


@pytest.mark.usefixtures("worker")
def test_details_are_changed_and_the_second_of_two_is_shown_the_difference(client: Client, child: Child) -> None:
    address = reverse("children:details", args=[child.pk])
    seen = client.get(address).context["form"]["seen"].value()
    change_details(by=None, child=Child.objects.get(pk=child.pk), changes={"language": "Polish"})
    answer = client.post(address, _details(seen=seen, ethnicity="White Polish", **typed("born", child.born)))
    assert (answer.status_code, "Polish" in answer.content.decode()) == (409, True)
    client.post(address, dict(answer.context["posted"]))
    child.refresh_from_db()
    assert (child.ethnicity, child.language) == ("White Polish", "")


@pytest.mark.usefixtures("worker")
def test_details_saved_twice_are_saved_once(client: Client, child: Child) -> None:
    address = reverse("children:details", args=[child.pk])
    shown = client.get(address).context["form"]
    form = _details(seen=shown["seen"].value(), once=str(shown["once"].value()), language="Welsh")
    assert client.post(address, form).status_code == 302
    assert "recorded once" in client.post(address, form, follow=True).content.decode()


# --- people ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("worker")
def test_people_are_added_changed_and_ended(client: Client, child: Child) -> None:
    client.post(reverse("children:new_connection", args=[child.pk]), {"name": "Jo Swift", "role": "mother"})
    jo = Connection.objects.get()
    where = [child.pk, jo.pk]
    assert client.get(reverse("children:connection", args=where)).context["form"]["name"].value() == "Jo Swift"
    client.post(reverse("children:connection", args=where), {"name": "Jo Swift", "role": "mother", "contact": "01234"})
    client.post(reverse("children:end_connection", args=where), typed("end", days_ago(1)))
    jo.refresh_from_db()
    assert (jo.contact, jo.end) == ("01234", days_ago(1))
    assert "1 person from earlier" in client.get(reverse("children:people", args=[child.pk])).content.decode()


@pytest.mark.usefixtures("worker")
def test_people_of_another_child_are_not_found(client: Client, child: Child) -> None:
    jo = add_connection(by=None, child=a_child(), name="Jo", role="mother")
    assert client.get(reverse("children:connection", args=[child.pk, jo.pk])).status_code == 404


def test_brothers_and_sisters_are_joined_by_number_and_seen_by_who_may(
    client: Client, child: Child, worker: Person
) -> None:
    sister, hidden = a_child("Wren", case_number="C778"), a_child("Jay", case_number="C779")
    works_with(worker, sister)
    join = reverse("children:join_siblings", args=[child.pk])
    assert "No other child you can see" in client.post(join, {"number": "C779"}).content.decode()
    client.post(join, {"number": "c778"})
    group_siblings(by=None, name="", children=[hidden], group=Sibling.objects.first().group)
    page = client.get(reverse("children:people", args=[child.pk])).content.decode()
    assert ("Wren" in page, "Jay" in page) == (True, False)
    group = Sibling.objects.first().group
    client.post(reverse("children:leave_siblings", args=[child.pk, group.pk]), {"why": "Not related"})
    assert not Sibling.objects.filter(child=child).exists()
    assert client.get(reverse("children:leave_siblings", args=[child.pk, group.pk])).status_code == 404


def test_links_to_write_are_not_there_for_those_who_only_read(client: Client, child: Child) -> None:
    client.force_login(a_person("inspector"))
    for page in PAGES:
        content = client.get(reverse(f"children:{page}", args=[child.pk])).content.decode()
        assert not any(words in content for words in ("Record something new", "Add a person", "Change the details"))


def test_a_manager_has_the_way_to_who_sees_this(client: Client) -> None:
    team = a_team()
    client.force_login(a_person("team_manager", team))
    page = client.get(reverse("children:child", args=[child_in_care(team=team).pk])).content.decode()
    assert "Who sees this" in page
