"""Every page of staff, the record and sign-in answers, to those it is for and to no others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.actions import restrict
from permanence.practice.meetings.forms.asked import BookForm
from permanence.practice.record.models import Entry
from permanence.practice.staff.actions import end_post
from permanence.practice.staff.models import Delegation, Person
from permanence.practice.today import today
from practice.made import a_child, a_person, a_team, also, child_in_care, works_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Person:
    person = a_person("system_administrator")
    client.force_login(person)
    return person


@pytest.mark.parametrize("page", ["people", "new_starter", "teams", "new_team", "delegate", "me"])
@pytest.mark.usefixtures("administrator")
def test_pages_of_the_administrator_answer(client: Client, page: str) -> None:
    a_team("North")
    assert client.get(reverse(f"staff:{page}")).status_code == 200


@pytest.mark.parametrize("page", ["people", "new_starter", "teams"])
def test_others_do_not_manage_accounts(client: Client, page: str) -> None:
    client.force_login(a_person("head_of_service"))
    answer = client.get(reverse(f"staff:{page}"))
    assert (answer.status_code, b"Not for your role" in answer.content) == (403, True)


def test_nobody_comes_in_without_signing_in(client: Client) -> None:
    answer = client.get(reverse("staff:me"))
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/me/")


@pytest.mark.usefixtures("administrator")
def test_a_new_starter_gets_a_letter_and_sets_a_password(client: Client, mailoutbox: list) -> None:
    team = a_team("North")
    given = {"name": "Ash Green", "email": "ash@council.example", "role": "social_worker", "team": team.pk}
    client.post(reverse("staff:new_starter"), given)
    person = Person.objects.get(email="ash@council.example")
    letter = mailoutbox[0]
    address = next(line for line in letter.body.splitlines() if "/account/" in line)
    visitor = Client()
    form = visitor.get(address, follow=True)
    done = visitor.post(
        form.request["PATH_INFO"], {"password1": "a long walk by the sea", "password2": "a long walk by the sea"}
    )
    person.refresh_from_db()
    assert (done.status_code, person.check_password("a long walk by the sea")) == (302, True)


@pytest.mark.usefixtures("administrator")
def test_a_refusal_stands_at_its_field(client: Client) -> None:
    given = {"name": "Ash Green", "email": "ash@council.example", "role": "team_manager"}
    page = client.post(reverse("staff:new_starter"), given).content.decode()
    assert '<a href="#id_team">Choose the team: a team or practice manager sees the children of their team.</a>' in page
    assert "<title>Error: Add a new starter" in page


@pytest.mark.usefixtures("administrator")
def test_half_an_address_is_told_how_a_whole_one_looks(client: Client) -> None:
    given = {"name": "Ash Green", "email": "ash", "role": "data_analyst"}
    assert "as in name@council.gov.uk" in client.post(reverse("staff:new_starter"), given).content.decode()


def test_who_is_chosen_for_work_is_who_records_things_on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    worker, mover = a_person("social_worker"), a_person("social_worker")
    also(mover, "inspector")
    end_post(by=None, post=mover.posts.get(role="social_worker"), end=today() + timedelta(days=1))
    a_person("inspector")
    assert set(BookForm().fields["chair"].queryset) == {worker, mover}
    monkeypatch.setattr("permanence.practice.staff.models.today", lambda: date(2099, 1, 1))
    assert set(BookForm().fields["chair"].queryset) == {worker}


def test_an_address_without_a_page_says_so(client: Client) -> None:
    client.force_login(a_person("data_analyst"))
    answer = client.get(reverse("tracker:keep_view", args=["all"]))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Nothing was sent" in answer.content.decode()


@pytest.mark.usefixtures("administrator")
def test_a_person_changes_role_and_leaves(client: Client) -> None:
    person, team = a_person(), a_team("North")
    assert client.get(reverse("staff:person", args=[person.pk])).status_code == 200
    client.post(reverse("staff:new_post", args=[person.pk]), {"role": "team_manager", "team": team.pk})
    post = person.posts.get(role="team_manager")
    for page in (
        reverse("staff:end_post", args=[post.pk]),
        reverse("staff:details", args=[person.pk]),
        reverse("staff:leave", args=[person.pk]),
    ):
        assert client.get(page).status_code == 200
    client.post(reverse("staff:end_post", args=[post.pk]), {})
    client.post(reverse("staff:leave", args=[person.pk]), {})
    person.refresh_from_db()
    assert (person.is_active, person.left) == (False, today())
    assert not Client().login(email=person.email, password=person.name)


@pytest.mark.usefixtures("administrator")
def test_teams_stand_within_teams(client: Client) -> None:
    service = a_team("Service")
    client.post(reverse("staff:new_team"), {"name": "North", "within": service.pk})
    page = client.get(reverse("staff:teams")).content.decode()
    assert page.index("Service") < page.index("North")
    refused = client.post(reverse("staff:team", args=[service.pk]), {"name": "Service", "within": service.pk})
    assert b"cannot stand within itself" in refused.content


def test_one_arranges_who_stands_in(client: Client) -> None:
    worker, other, back = a_person(), a_person(), today() + timedelta(days=9)
    client.force_login(worker)
    given = {"to": other.pk, "end_day": back.day, "end_month": back.strftime("%B"), "end_year": back.year}
    assert client.post(reverse("staff:stand_in"), given).status_code == 302
    delegation = Delegation.objects.get(away=worker)
    assert (delegation.to, delegation.end) == (other, back)
    assert b"stands in for you" in client.get(reverse("staff:me")).content
    client.post(reverse("staff:end_stand_in", args=[delegation.pk]))
    delegation.refresh_from_db()
    assert delegation.end == today()


# --- who sees a child --------------------------------------------------------------------------------------------


@pytest.fixture
def manager(client: Client) -> Person:
    person = a_person("head_of_service")
    client.force_login(person)
    return person


def test_a_manager_allocates_and_ends_it(client: Client, manager: Person) -> None:
    child, worker = a_child(), a_person()
    client.post(reverse("staff:allocate", args=[child.pk]), {"person": worker.pk, "role": "social_worker"})
    allocation = child.allocations.get()
    assert allocation.person == worker
    assert client.get(reverse("staff:end_allocation", args=[allocation.pk])).status_code == 200
    client.post(reverse("staff:end_allocation", args=[allocation.pk]), {})
    page = client.get(reverse("staff:access", args=[child.pk])).content.decode()
    assert "Nobody is allocated" in page
    assert worker.name in page
    assert Entry.objects.filter(did="staff.allocate", by=manager, concerns__child=child).exists()


@pytest.mark.usefixtures("manager")
def test_a_record_is_restricted_granted_and_opened_again(client: Client) -> None:
    child, worker = a_child(), a_person()
    for page in ("restrict", "grant", "allocate"):
        assert client.get(reverse(f"staff:{page}", args=[child.pk])).status_code == 200
    client.post(reverse("staff:restrict", args=[child.pk]), {"kind": "adoption", "why": "Placed for adoption"})
    end = today() + timedelta(days=60)
    given = {
        "person": worker.pk,
        "why": "Holds the case",
        "end_day": end.day,
        "end_month": end.month,
        "end_year": end.year,
    }
    client.post(reverse("staff:grant", args=[child.pk]), given)
    grant = child.grants.get(person=worker)
    page = client.get(reverse("staff:access", args=[child.pk])).content.decode()
    assert "Holds the case" in page
    client.post(reverse("staff:end_grant", args=[grant.pk]), {"why": "Moved team"})
    client.post(reverse("staff:lift", args=[child.pk]), {"why": "Adoption did not go on"})
    child.refresh_from_db()
    assert (child.restricted, child.grants.filter(person=worker, end__gt=today()).count()) == ("", 0)


def test_a_child_one_may_not_see_is_not_found(client: Client) -> None:
    hidden = a_child()
    restrict(by=None, child=hidden, kind="adoption", why="Adopted")
    client.force_login(a_person("head_of_service"))
    missing = client.get(reverse("staff:access", args=[999_999]))
    closed = client.get(reverse("staff:access", args=[hidden.pk]))
    assert (missing.status_code, closed.status_code) == (404, 404)
    assert _main(closed.content) == _main(missing.content)


def _main(page: bytes) -> bytes:
    return page.partition(b"<main")[2].partition(b"</main>")[0]


def test_glass_is_broken_told_and_looked_into(
    client: Client, mailoutbox: list, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    child, worker, head = a_child("Zephyrine"), a_person(), a_person("head_of_service")
    restrict(by=None, child=child, kind="safeguarding", why="Threat")
    client.force_login(worker)
    assert client.get(reverse("staff:break_glass")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("staff:break_glass"), {"case_number": child.case_number, "why": "Found alone at the station"}
        )
    assert (mailoutbox[-1].to, "Zephyrine" in mailoutbox[-1].body) == ([head.email], False)
    glass = head.told_of_broken_glass.get()
    assert client.get(reverse("staff:review_glass", args=[glass.pk])).status_code == 404
    client.force_login(head)
    assert b"look into it" in client.get(reverse("staff:me")).content
    assert b"Found alone" in client.get(reverse("staff:review_glass", args=[glass.pk])).content
    client.post(reverse("staff:review_glass", args=[glass.pk]), {"was_right": "yes", "found": "It was"})
    glass.refresh_from_db()
    assert (glass.was_right, glass.reviewed_by) == (True, head)


# --- the record --------------------------------------------------------------------------------------------------


def test_the_record_of_a_child_tells_who_looked_and_what_changed(client: Client) -> None:
    child = child_in_care()
    worker = works_with(a_person(name="Lee Looker"), child)
    officer = works_with(a_person("reviewing_officer"), child, "reviewing_officer")
    client.force_login(officer)
    page = client.get(reverse("record:of_child", args=[child.pk])).content.decode()
    assert "recorded a fact" in page
    assert Entry.objects.filter(did="looked", by=officer, where="record:of_child", concerns__child=child).exists()
    client.force_login(worker)
    assert client.get(reverse("record:of_child", args=[child.pk])).status_code == 403


def test_the_record_names_no_child_one_may_not_see(client: Client) -> None:
    child, hidden = a_child("Openly"), a_child("Secretly")
    restrict(by=None, child=hidden, kind="adoption", why="Adopted")
    client.force_login(a_person("inspector"))
    page = client.get(reverse("record:entries")).content.decode()
    assert ("Openly" in page, "Secretly" in page, child.last_name in page) == (True, False, True)


def test_looks_and_changes_are_shown_apart(client: Client) -> None:
    a_child()
    client.force_login(a_person("head_of_service"))
    client.get(reverse("record:entries"))
    looks = client.get(reverse("record:entries"), {"kind": "looks"}).content.decode()
    changes = client.get(reverse("record:entries"), {"kind": "changes"}).content.decode()
    assert ("opened the record" in looks, "opened the record" in changes, "looked at" in changes) == (
        False,
        True,
        False,
    )


def test_the_head_can_be_kept_elsewhere(client: Client) -> None:
    a_child()
    client.force_login(a_person("head_of_service"))
    assert client.get(reverse("record:head")).content.decode().count(":") == 1


@pytest.mark.usefixtures("guarded")
def test_health_answers_anyone(client: Client) -> None:
    assert client.get("/health").content.startswith(b"ok\n")
