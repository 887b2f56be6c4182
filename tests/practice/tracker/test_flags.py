"""What is missing from the record: on the child's page and in a list, only for whom one sees, and recorded."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.actions import record_fact, restrict
from permanence.practice.children.models import Child
from permanence.practice.design.page import Link
from permanence.practice.record.models import Entry
from permanence.practice.refusals import Question
from permanence.practice.staff.actions import grant
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.flags import FlagLine, listed, missing_of, missing_over
from practice.made import a_fact, a_person, child_in_care, days_ago, works_with
from practice.panels.given import referred, world
from practice.tracker.council import adopt

pytestmark = pytest.mark.django_db
NO_CARE_PLAN = "No care plan is on the record"


@pytest.fixture
def head(client: Client) -> Person:
    adopt("PG")
    person = a_person("head_of_service")
    client.force_login(person)
    return person


def _restrict(child: Child) -> None:
    restrict(by=a_person("assistant_director"), child=child, kind="adoption", why="Placed for adoption")


def _granted(child: Child, person: Person) -> None:
    grant(by=a_person("assistant_director"), child=child, person=person, why="Hears the child", end=days_ago(-7))


def _care_plan_line(person: Person) -> FlagLine:
    return next(line for line in missing_over(person, today()) if line.flag.code == "care_plan")


def test_the_childs_page_says_what_is_missing_until_it_is_recorded(client: Client, head: Person) -> None:
    """PG-014: a child under section 20 without a care plan is flagged."""
    child = child_in_care(30)
    page = client.get(reverse("children:child", args=[child.pk])).content.decode()
    assert NO_CARE_PLAN in page
    assert reverse("children:record", args=[child.pk, "document"]) in page
    assert "PG-014" in page
    a_fact(child, "document.care_plan", today())
    assert NO_CARE_PLAN not in client.get(reverse("children:child", args=[child.pk])).content.decode()


def test_what_a_panel_has_not_heard_leads_to_the_referral(client: Client, head: Person) -> None:
    """PG-077: what the panel said is written by its own pages, not by hand."""
    child = child_in_care(30)
    asked = next(one for one in missing_of(child, today()) if one.clauses[0].text == "PG-077")
    assert asked.record == Link("Refer to a panel", reverse("panels:prepare", args=[child.pk]))
    page = client.get(reverse("children:child", args=[child.pk])).content.decode()
    assert f'href="{asked.record.href}">Refer to a panel<' in page
    assert reverse("children:record", args=[child.pk, "panel"]) not in page


def test_the_list_counts_and_shows_the_children_of_one_flag(client: Client, head: Person) -> None:
    missing, has = child_in_care(30), child_in_care(40)
    a_fact(has, "document.care_plan", today())
    assert missing.name not in client.get(reverse("tracker:missing")).content.decode()
    page = client.get(reverse("tracker:missing_one", args=["care_plan"])).content.decode()
    assert missing.name in page
    assert has.name not in page
    look = Entry.objects.last()
    assert (look.where, [one.child_id for one in look.concerns.all()]) == ("tracker:missing_one", [missing.pk])


def test_nobody_is_flagged_to_one_who_may_not_see_them(client: Client, head: Person) -> None:
    hidden, seen = child_in_care(30), child_in_care(40)
    _restrict(hidden)
    worker = works_with(a_person(), seen)
    for person in (head, worker):
        assert _care_plan_line(person).children == (seen.pk,)
    assert hidden.name not in client.get(reverse("tracker:missing_one", args=["care_plan"])).content.decode()


def test_a_seat_counts_the_child_it_hears_until_the_record_is_restricted() -> None:
    around = world("PG")

    def counted() -> tuple[int, ...]:
        return _care_plan_line(Person.objects.get(pk=around.member.pk)).children

    assert counted() == ()
    referred(around, "plan", exception="The minutes are with the chair.")
    assert counted() == (around.child.pk,)
    _restrict(around.child)
    assert counted() == ()
    _granted(around.child, around.member)
    assert counted() == (around.child.pk,)


def test_who_is_restricted_since_they_were_counted_is_left_out(head: Person) -> None:
    hidden, seen = child_in_care(30), child_in_care(40)
    line = _care_plan_line(head)
    _restrict(hidden)
    assert [child for child, _ in listed(line, head, slice(0, 25))] == [seen]


def test_a_policy_without_flags_says_so(client: Client) -> None:
    adopt("AM")
    client.force_login(a_person("head_of_service"))
    assert "asks for nothing here" in client.get(reverse("tracker:missing")).content.decode()


def test_stopping_contact_without_advice_is_asked_about_and_stays_flagged(client: Client) -> None:
    """DG-097, DG-099: it may be recorded, as it has happened, but not without being told."""
    adopt("DG")
    child = child_in_care(30)
    stopped = {"by": None, "child": child, "token": "contact_suspended", "start": today()}
    with pytest.raises(Question, match=r"No legal advice.*DG-097.*reviewing officer.*DG-099"):
        record_fact(**stopped)
    a_fact(child, "officer_asked", days_ago(1))
    with pytest.raises(Question, match="No legal advice") as asked:
        record_fact(**stopped)
    assert "DG-099" not in str(asked.value)
    record_fact(**stopped, confirmed=["wanted_before"])
    assert [one.clauses[0].text for one in missing_of(child, today())] == ["DG-097"]


def test_stopping_contact_after_advice_is_not_asked_about() -> None:
    adopt("DG")
    child = child_in_care(30)
    a_fact(child, "officer_asked", days_ago(1))
    a_fact(child, "legal_advice", days_ago(28))
    record_fact(by=None, child=child, token="contact_suspended", start=today())
    assert missing_of(child, today()) == []
