"""Another limit for one child: only what the policy allows, agreed only by whom it names, and shown beside its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from permanence.practice.children.actions import correct_fact
from permanence.practice.children.models import Child
from permanence.practice.record.models import Entry
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import agree, ask_agreement, bring_up_to_date, end_agreement, refuse_agreement
from permanence.practice.tracker.checking import differences
from permanence.practice.tracker.models import Agreement, Duty
from permanence.practice.tracker.presenters import owed_for
from practice.made import a_fact, a_person, days_ago, works_with
from practice.tracker.council import adopt, in_days, long_term_section_20

pytestmark = pytest.mark.django_db


@pytest.fixture
def child() -> Child:
    """Under section 20 for 400 days: the yearly meeting (PG-079) is a month overdue."""
    adopt("PG")
    return long_term_section_20(400)


@pytest.fixture
def worker(child: Child) -> Person:
    return works_with(a_person(), child)


def _row(child: Child, clause: str = "PG-079") -> Duty:
    return Duty.objects.select_related("agreement").get(child=child, clause=clause, settled="")


def _asked(child: Child, by: Person | None, **changes: Any) -> Agreement:
    given = {
        "clause": "PG-079",
        "under": "PG-083",
        "kind": "frequency",
        "every": "18 months",
        "why": "Settled for years",
        "end": in_days(365),
    }
    return ask_agreement(by=by, child=child, **(given | changes))


# --- what it changes ---------------------------------------------------------------------------------------------


def test_an_agreed_frequency_sets_the_limit_that_counts(child: Child, worker: Person) -> None:
    before = _row(child)
    assert (before.standing(), before.colour()) == ("overdue", 3)
    agreement = _asked(child, worker)
    assert _row(child).agreement is None  # asking changes nothing
    agree(by=a_person("head_of_service"), agreement=agreement, decider="head of service")
    row = _row(child)
    assert (row.due, row.status()) == (before.due, "overdue")  # the policy's own limit stands
    assert row.limit is not None
    assert row.limit > today()
    assert (row.standing(), row.colour(), row.agreement) == ("due", 1, agreement)
    assert list(differences()) == []


def test_both_limits_are_shown_with_who_agreed(child: Child, worker: Person) -> None:
    head = a_person("head_of_service", name="Sam Head")
    agree(by=head, agreement=_asked(child, worker), decider="head of service")
    owed = owed_for(child, worker)
    item = next(item for item in owed.next if item.clause == "PG-079")
    assert "Head of service (Sam Head) agreed" in item.agreed
    assert "every 18 months" in item.agreed
    assert "overdue" in item.why  # the policy's sentence is kept


def test_when_it_ends_the_policys_limit_counts_again(child: Child, worker: Person) -> None:
    agree(by=a_person("head_of_service"), agreement=_asked(child, worker, end=in_days(10)), decider="head of service")
    with override_settings(TODAY=in_days(10)):
        bring_up_to_date()
        row = _row(child)
        assert (row.agreement, row.limit, row.standing()) == (None, row.due, "overdue")


def test_more_time_this_once(child: Child, worker: Person) -> None:
    row = _row(child)
    asked = _asked(child, worker, kind="extend", every="", limit=in_days(20), anchor=row.anchor)
    agree(by=a_person("head_of_service"), agreement=asked, decider="head of service")
    assert (_row(child).limit, _row(child).standing()) == (in_days(20), "due")
    a_fact(child, "meeting.permanence", today())
    done = Duty.objects.get(child=child, clause="PG-079", anchor=row.anchor)
    assert (done.settled, done.agreement, done.limit) == (
        "late",
        asked,
        in_days(20),
    )  # late, and within what was agreed
    assert _row(child).agreement is None  # the next one is by the policy again


def test_an_end_before_its_day(child: Child, worker: Person) -> None:
    head = a_person("head_of_service")
    agreement = agree(by=head, agreement=_asked(child, worker, start=days_ago(3)), decider="head of service")
    end_agreement(by=head, agreement=agreement, why="The child moved")
    assert (_row(child).agreement, agreement.state()) == (None, "over")


# --- who may -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", ["social_worker", "team_manager", "service_manager", "assistant_director", "inspector"]
)
def test_only_whom_the_policy_names_may_agree(child: Child, worker: Person, role: str) -> None:
    with pytest.raises(Refusal, match="names who may"):
        agree(by=a_person(role), agreement=_asked(child, worker), decider="head of service")


def test_a_panel_agrees_by_a_sitting_that_is_recorded(child: Child, worker: Person) -> None:
    agreement, administrator = _asked(child, worker), a_person("panel_administrator")
    with pytest.raises(Refusal, match="Record that first"):
        agree(by=administrator, agreement=agreement, decider="permanence panel", agreed_on=days_ago(2))
    off = a_fact(child, "panel.permanence", days_ago(2), attributes={"outcome": "deferred"})
    with pytest.raises(Refusal, match="did not put it off"):
        agree(by=administrator, agreement=agreement, decider="permanence panel", agreed_on=days_ago(2))
    correct_fact(by=None, fact=off, why="It was agreed.", changes={"attributes": {"outcome": "ratified"}})
    agree(by=administrator, agreement=agreement, decider="permanence panel", agreed_on=days_ago(2))
    assert _row(child).agreement == agreement


def test_a_panel_of_another_name_agrees_by_any_panel_that_heard_the_child(
    child: Child, worker: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("permanence.practice.tracker.actions.agreements.deciders_for", lambda *_: ["fostering panel"])
    agreement, head = _asked(child, worker), a_person("head_of_service")
    with pytest.raises(Refusal, match="Record that first"):
        agree(by=head, agreement=agreement, decider="fostering panel", agreed_on=today())
    a_fact(child, "panel.fostering", today(), attributes={"outcome": "ratified"})
    agree(by=head, agreement=agreement, decider="fostering panel", agreed_on=today())
    assert _row(child).agreement == agreement


def test_a_no_needs_a_reason_and_changes_nothing(child: Child, worker: Person) -> None:
    agreement, head = _asked(child, worker), a_person("head_of_service")
    with pytest.raises(Refusal, match="Say why not"):
        refuse_agreement(by=head, agreement=agreement, decider="head of service", answer=" ")
    refuse_agreement(by=head, agreement=agreement, decider="head of service", answer="Too long")
    assert (agreement.state(), _row(child).agreement) == ("refused", None)


def test_one_answer_only(child: Child, worker: Person) -> None:
    agreement, head = _asked(child, worker), a_person("head_of_service")
    agree(by=head, agreement=agreement, decider="head of service")
    with pytest.raises(Refusal, match="answered already"):
        refuse_agreement(by=head, agreement=agreement, decider="head of service", answer="No")


# --- what the policy does not allow ------------------------------------------------------------------------------


@pytest.mark.parametrize(("changes", "words"), [
    ({"why": " "}, "Say why this child"),
    ({"clause": "ENGLAND-review-1"}, "lets nobody agree"),
    ({"kind": "exempt"}, "allows: PG-083"),
    ({"under": "PG-084"}, "allows: PG-083"),
    ({"every": "now and then"}, "as in 9 months"),
    ({"end": days_ago(1)}, "end after today"),
    ({"end": in_days(900)}, "two years at most"),
    ({"kind": "extend", "limit": None, "anchor": None}, "nothing open"),
])  # fmt: skip
def test_what_the_policy_does_not_allow_is_refused(
    child: Child, worker: Person, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        _asked(child, worker, **changes)
    assert not Agreement.objects.exists()


def test_asking_twice_is_refused(child: Child, worker: Person) -> None:
    _asked(child, worker)
    with pytest.raises(Refusal, match="asked about this limit already"):
        _asked(child, worker)


def test_the_longest_gap_of_the_aide_memoire() -> None:
    adopt("AM")
    child = long_term_section_20(400)
    for ago in (380, 300):
        a_fact(child, "meeting.permanence", days_ago(ago))
    given = {"clause": "AM-13", "under": "AM-10"}
    with pytest.raises(Refusal, match="six months at most"):
        _asked(child, None, **given, every="7 months")
    agreement = _asked(child, None, **given, every="4 months")
    manager = a_person("team_manager")
    agree(by=manager, agreement=agreement, decider="team manager")
    row = _row(child, "AM-13")
    assert row.limit is not None
    assert row.due is not None
    assert row.limit < row.due  # a shorter gap than the policy's longest


# --- the pages ---------------------------------------------------------------------------------------------------


def _form(**days: Any) -> dict[str, Any]:
    parts = {}
    for name, day in days.items():
        parts |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return parts


def test_a_worker_asks_and_the_head_of_service_agrees(client: Client, child: Child, worker: Person) -> None:
    client.force_login(worker)
    address = reverse("tracker:ask", args=[child.pk, "PG-079", _row(child).anchor])
    page = client.get(reverse("tracker:owed", args=[child.pk])).content.decode()
    assert address in page
    given = {
        "way": "PG-083:frequency",
        "every": "18 months",
        "why": "Settled",
        **_form(start=today(), end=in_days(300), limit=in_days(40)),
    }
    assert client.post(address, {**given, "every": ""}).status_code == 200  # asked again, with the mistake named
    answer = client.post(address, given)
    agreement = Agreement.objects.get()
    assert (answer.status_code, agreement.asked_by) == (302, worker)
    page = client.get(reverse("tracker:agreement", args=[agreement.pk])).content.decode()
    assert "It waits for an answer from: Head of service or Permanence Panel" in page
    assert client.post(reverse("tracker:agreement", args=[agreement.pk]), {"verdict": "agree"}).status_code == 403
    client.force_login(a_person("head_of_service"))
    home = client.get(reverse("home:today")).content.decode()
    assert "Asked of you" in home
    done = client.post(
        reverse("tracker:agreement", args=[agreement.pk]), {"verdict": "agree", "decider": "head of service"}
    )
    agreement.refresh_from_db()
    assert (done.status_code, agreement.state()) == (302, "in force")
    assert "tracker.agree" in set(Entry.objects.values_list("did", flat=True))
    assert "In force" not in client.get(reverse("tracker:agreements")).content.decode()
    assert b"Agreed" in client.get(reverse("tracker:agreements")).content


def test_agreements_of_a_child_one_may_not_see_are_not_there(client: Client, child: Child, worker: Person) -> None:
    agreement = _asked(child, worker)
    client.force_login(works_with(a_person(), long_term_section_20(100)))
    assert client.get(reverse("tracker:agreement", args=[agreement.pk])).status_code == 404
    assert child.name not in client.get(reverse("tracker:agreements")).content.decode()


def test_nothing_to_ask_where_the_policy_allows_nothing(client: Client, child: Child, worker: Person) -> None:
    client.force_login(worker)
    row = Duty.objects.filter(child=child).exclude(clause="PG-079").exclude(due=None).first()
    assert row is not None
    assert client.get(reverse("tracker:ask", args=[child.pk, row.clause, row.anchor])).status_code == 404


def test_stopping_and_exempting_where_a_policy_allows_it(child: Child) -> None:
    """No document of the five lets anyone stop a clock or exempt a child; a council's own may."""
    from permanence.practice.tracker.actions import rebuild

    row = _row(child)
    plain = {"child": child, "clause": "PG-079", "under": "PG-083", "anchor": row.anchor, "why": "x", "is_agreed": True}
    stopped = Agreement.objects.create(**plain, kind="stop", start=days_ago(60), end=days_ago(20))
    rebuild([child])
    assert row.due is not None
    assert _row(child).limit == row.due + timedelta(days=40)
    stopped.is_agreed = False
    stopped.save()
    Agreement.objects.create(**plain, kind="exempt", start=days_ago(60), end=in_days(20))
    rebuild([child])
    exempt = _row(child)
    assert (exempt.limit, exempt.standing(), exempt.colour()) == (None, "agreed", 0)
    head = a_person("head_of_service")
    assert [item.clause for item in owed_for(child, head).agreed] == ["PG-079"]
