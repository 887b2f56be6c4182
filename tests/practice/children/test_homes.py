"""The settings a child may live in: each can be chosen, in the policy's own words, and only with its kind of home."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.homes import homes_of
from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.actions import record_fact
from permanence.practice.children.models import Fact
from permanence.practice.refusals import Refusal
from practice.children.given import a_form
from practice.made import a_child, a_fact, a_person, days_ago, works_with
from practice.tracker.council import adopt

pytestmark = pytest.mark.django_db
SETTINGS = vocabulary().attributes["setting"].choices


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_can_be_recorded_for_a_child_under_section_20(client: Client, setting: str) -> None:
    """PG-019: each of the listed settings, by the form a social worker fills in."""
    adopt("PG")
    child, home = a_child(), homes_of("PG")[setting]
    a_fact(child, "in_care", days_ago(5))
    a_fact(child, "legal_status.s20", days_ago(5))
    client.force_login(works_with(a_person(), child))
    address, day = reverse("children:record", args=[child.pk, "placement"]), days_ago(5)
    assert home.name in client.get(address).content.decode().replace("&#x27;", "'")
    told = a_form(day, code=home.placements[0], setting=setting)
    answer = client.post(address, told)
    assert answer.status_code == 302, answer.content.decode()
    fact = Fact.objects.about(child).get(token=f"placement.{home.placements[0]}")
    assert fact.attributes == {"setting": setting}
    page = client.get(reverse("children:facts", args=[child.pk])).content.decode().replace("&#x27;", "'")
    assert home.name in page


def test_a_setting_of_another_kind_is_refused() -> None:
    adopt("PG")
    child = a_child()
    a_fact(child, "in_care", days_ago(5))
    with pytest.raises(Refusal, match="'Secure unit' does not go with placement"):
        record_fact(
            by=None, child=child, token="placement.foster", start=days_ago(5), attributes={"setting": "secure_unit"}
        )


def test_every_policy_names_every_setting() -> None:
    for pack in ("ENGLAND", "AM", "DG", "SP", "PG", "PP"):
        assert set(homes_of(pack)) == set(SETTINGS)
    assert {home.clause for home in homes_of("PG").values()} == {"PG-019"}
