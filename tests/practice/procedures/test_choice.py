"""The authority's choice of policy: proposed by one, looked at, approved by another, and never changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from permanence.policy.pack import read_pack, value_words
from permanence.practice.children.actions import restrict
from permanence.practice.procedures import triggers
from permanence.practice.procedures.actions import approve, propose, withdraw
from permanence.practice.procedures.local_pack import differing
from permanence.practice.procedures.models import Adoption
from permanence.practice.procedures.policy import current_pack
from permanence.practice.procedures.presenters import settings_of
from permanence.practice.record.models import Entry
from permanence.practice.refusals import Refusal
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty
from practice.made import a_person, child_in_care, days_ago

pytestmark = pytest.mark.django_db


def _adopt(pack: str, effective: date, **settings: object) -> Adoption:
    adoption = propose(by=a_person("head_of_service"), pack=pack, effective=effective, settings=settings)
    return approve(by=a_person("assistant_director"), adoption=adoption)


def _typed(effective: date, **settings: str) -> dict[str, object]:
    document = read_pack("PG").settings
    values = {name: value_words(setting.on(None)) for name, setting in document.items()} | settings
    day = {"effective_day": effective.day, "effective_month": effective.month, "effective_year": effective.year}
    return {**values, **day, "why": "Agreed by the board"}


# --- what is kept ------------------------------------------------------------------------------------------------


def test_what_was_approved_is_kept_as_a_pack_of_ones_own() -> None:
    adoption = _adopt("PG", days_ago(10), foster_every="2 months")
    assert "foster_every" in adoption.text
    assert adoption.fingerprint == current_pack().fingerprint


def test_an_approved_policy_never_changes() -> None:
    triggers.install(connection)
    adoption = _adopt("PG", days_ago(10))
    adoption.settings = {"foster_every": "9 months"}
    with pytest.raises(Refusal, match="does not change"):
        adoption.save()
    with pytest.raises(Refusal, match="does not change"):
        adoption.delete()
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Adoption.objects.filter(pk=adoption.pk).update(pack="AM")


def test_past_days_keep_the_version_that_set_them() -> None:
    _adopt("AM", days_ago(300))
    _adopt("PG", days_ago(100), foster_every="2 months")
    _adopt("PG", days_ago(50), foster_every="1 month")
    assert [current_pack(days_ago(day)).code for day in (301, 200, 80, 0)] == ["ENGLAND", "AM", "PG", "PG"]
    foster = current_pack().settings["foster_every"]
    assert [foster.on(days_ago(day)) for day in (80, 50)] == ["2 months", "1 month"]


def test_a_setting_no_longer_named_goes_back_to_the_document() -> None:
    _adopt("PG", days_ago(100), foster_every="2 months")
    _adopt("PG", days_ago(50))
    foster = current_pack().settings["foster_every"]
    assert [foster.on(days_ago(day)) for day in (80, 50)] == ["2 months", "3 months"]


def test_a_policy_left_and_taken_up_again_starts_afresh() -> None:
    _adopt("PG", days_ago(100), foster_every="2 months")
    _adopt("AM", days_ago(60))
    _adopt("PG", days_ago(20))
    assert current_pack().settings["foster_every"].on(today()) == "3 months"


def test_only_what_changes_is_written() -> None:
    document = read_pack("PG")
    assert differing({"foster_every": "2 months"}, {"foster_every": "2 months"}, document) == {}
    assert differing({}, {"foster_every": "3 months"}, document) == {}


@pytest.mark.parametrize(("settings", "field", "words"), [
    ({"foster_every": "often"}, "foster_every", "often"),
    ({"first_review_within": "30 working days"}, "first_review_within", "statute"),
])  # fmt: skip
def test_a_value_that_cannot_be_is_refused_at_its_field(settings: dict[str, str], field: str, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        propose(by=a_person("head_of_service"), pack="PG", effective=today(), settings=settings)
    assert (refused.value.field, "tmp" in refused.value.wording) == (field, False)


def test_nothing_is_approved_for_days_another_policy_holds() -> None:
    _adopt("PG", days_ago(10))
    with pytest.raises(Refusal, match="Choose that day or a later one"):
        propose(by=a_person("head_of_service"), pack="AM", effective=days_ago(11))


def test_a_withdrawn_proposal_is_not_approved() -> None:
    adoption = propose(by=a_person("head_of_service"), pack="AM", effective=today())
    withdraw(by=a_person("head_of_service"), adoption=adoption)
    with pytest.raises(Refusal, match="withdrawn"):
        approve(by=a_person("assistant_director"), adoption=adoption)


def test_a_policy_from_a_later_day_waits_for_it() -> None:
    child_in_care(30)
    _adopt("PG", today() + timedelta(days=9))
    assert (current_pack().code, current_pack(today() + timedelta(days=9)).code) == ("ENGLAND", "PG")
    assert not Duty.objects.filter(clause="PG-074").exists()


# --- the pages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def head(client: Client) -> object:
    person = a_person("head_of_service")
    client.force_login(person)
    return person


@pytest.mark.usefixtures("head")
def test_what_is_counted_or_not_is_chosen_with_yes_or_no(client: Client) -> None:
    client.post(reverse("procedures:propose", args=["PG"]), _typed(days_ago(1), adoption_reviews="yes"))
    adoption = Adoption.objects.get()
    assert adoption.settings == {"adoption_reviews": True}
    assert [(row.value, row.document) for row in settings_of(adoption)] == [("yes", "no")]


@pytest.mark.usefixtures("head")
def test_a_policy_is_proposed_looked_at_and_approved_by_another(client: Client) -> None:
    child = child_in_care(30, first_name="Wren")
    asked = client.post(reverse("procedures:choose"), {"pack": "PG"})
    assert asked["Location"] == reverse("procedures:propose", args=["PG"])
    proposed = client.post(asked["Location"], _typed(days_ago(1), foster_every="2 months"))
    adoption = Adoption.objects.get()
    assert (proposed.status_code, adoption.settings) == (302, {"foster_every": "2 months"})
    page = client.get(proposed["Location"]).content.decode()
    assert "1 child of the 1 child you see" in page
    assert ">Approve<" not in page
    assert client.post(reverse("procedures:approve", args=[adoption.pk])).status_code == 403
    client.force_login(a_person("assistant_director"))
    assert ">Approve<" in client.get(proposed["Location"]).content.decode()
    client.post(reverse("procedures:approve", args=[adoption.pk]))
    assert current_pack().code == "PG"
    assert Duty.objects.filter(child=child, clause="PG-074").exists()


@pytest.mark.usefixtures("head")
def test_a_mistake_stands_at_its_setting(client: Client) -> None:
    page = client.post(
        reverse("procedures:propose", args=["PG"]), _typed(today(), foster_every="often")
    ).content.decode()
    assert '<a href="#id_foster_every">' in page
    assert "Write it as 4 weeks" in page


@pytest.mark.usefixtures("head")
def test_the_preview_names_children_and_is_recorded_and_leaves_out_what_one_may_not_see(client: Client) -> None:
    seen, hidden = child_in_care(30, first_name="Wren"), child_in_care(30, first_name="Hidden")
    restrict(by=None, child=hidden, kind="adoption", why="Placed for adoption")
    adoption = propose(by=a_person("assistant_director"), pack="PG", effective=today())
    address = reverse("procedures:touched", args=[adoption.pk])
    page = client.get(address, {"duty": "meeting.permanence", "kind": "gains"}).content.decode()
    assert ("Wren" in page, "Hidden" in page, "1 child<" in page) == (True, False, True)
    look = Entry.objects.filter(did="looked").get()
    assert [concern.child for concern in look.concerns.all()] == [seen]
    assert client.get(address, {"duty": "meeting.permanence", "kind": "nonsense"}).status_code == 404


@pytest.mark.parametrize("role", ["social_worker", "team_manager", "data_analyst", "inspector", "system_administrator"])
def test_others_do_not_choose(client: Client, role: str) -> None:
    client.force_login(a_person(role))
    adoption = propose(by=a_person("head_of_service"), pack="PG", effective=today())
    pages = [
        reverse("procedures:choose"),
        reverse("procedures:propose", args=["PG"]),
        reverse("procedures:touched", args=[adoption.pk]),
    ]
    assert [client.get(page).status_code for page in pages] == [403] * 3
    assert client.post(reverse("procedures:approve", args=[adoption.pk])).status_code == 403
    page = client.get(reverse("procedures:adoption", args=[adoption.pk])).content.decode()
    assert "What it would change" not in page
