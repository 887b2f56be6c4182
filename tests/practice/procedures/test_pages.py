"""The policies as pages: every paragraph, with its rule, settings, examples, and the children it touches today."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.pack import BUILT_IN, read_pack
from permanence.policy.register import read_register
from permanence.practice.children.actions import restrict
from permanence.practice.procedures.actions import approve, propose
from permanence.practice.procedures.document import parts
from permanence.practice.today import today
from practice.made import a_person, child_in_care, days_ago

pytestmark = pytest.mark.django_db


def _follow(pack: str, **settings: object) -> None:
    approve(by=None, adoption=propose(by=None, pack=pack, effective=days_ago(400), settings=settings))


def _page(client: Client, role: str, address: str) -> str:
    client.force_login(a_person(role))
    return client.get(address).content.decode()


@pytest.mark.parametrize("code", BUILT_IN)
def test_every_paragraph_has_an_anchor_in_the_documents_order(client: Client, code: str) -> None:
    page = _page(client, "social_worker", reverse("procedures:document", args=[code]))
    places = [page.find(f'id="{clause.id}"') for clause in read_register((code,)).clauses]
    assert -1 not in places
    assert places == sorted(places)


def test_a_paragraph_shows_rule_setting_and_words_of_the_policy(client: Client) -> None:
    _follow("PG", foster_every="2 months")
    page = _page(client, "social_worker", reverse("procedures:document", args=["PG"]) + "?q=PG-095")
    for words in (
        "<strong>every 2 months</strong>",
        "The document says 3 months",
        "Permanency Planning Meeting",
        "PG-095",
    ):
        assert words in page
    assert "PG-096" not in page


def test_a_policy_says_where_it_comes_from(client: Client) -> None:
    """SP-001: a chapter of a manual, with its number and date."""
    page = _page(client, "social_worker", reverse("procedures:document", args=["SP"]))
    assert all(words in page for words in ("3.1.8", "October 2020", "A procedures manual", read_pack("SP").fingerprint))
    assert "The document does not say" in _page(client, "team_manager", reverse("procedures:document", args=["PG"]))


@pytest.mark.parametrize(("code", "clauses"), [
    ("SP", ["SP-040", "SP-048", "SP-092", "SP-113"]), ("PG", ["PG-198"]), ("DG", ["DG-106"]), ("AM", []),
])  # fmt: skip
def test_a_policy_says_which_documents_it_names_and_has_not(client: Client, code: str, clauses: list[str]) -> None:
    page = _page(client, "social_worker", reverse("procedures:document", args=[code]))
    assert ("not supplied</h3>" in page) is bool(clauses)
    assert all(f'(<a class="govuk-link" href="#{clause}">' in page for clause in clauses)


def test_the_number_of_children_is_that_of_the_board_and_of_those_one_sees(client: Client) -> None:
    _follow("PG")
    child_in_care(30)
    hidden = child_in_care(30)
    restrict(by=None, child=hidden, kind="safeguarding", why="A threat was made")
    address = reverse("procedures:document", args=["PG"]) + "?q=PG-074"
    page = _page(client, "head_of_service", address)
    assert "1 child<span" in page
    assert f"{reverse('tracker:boards', args=['all'])}?clause=PG-074" in page
    assert "Nothing is open under it" in _page(client, "social_worker", address)


def test_a_policy_not_followed_counts_nobody(client: Client) -> None:
    _follow("PG")
    child_in_care(30)
    assert "of those you see" not in _page(client, "head_of_service", reverse("procedures:document", args=["AM"]))


def test_paragraphs_with_a_time_can_be_shown_alone() -> None:
    timed = [one.clause for part in parts(read_pack("PG"), today(), None, timed=True) for one in part.paragraphs]
    assert timed == [clause for clause in read_register(("PG",)).clauses if clause.timed]


def test_examples_stand_beside_the_rule(client: Client) -> None:
    page = _page(client, "social_worker", reverse("procedures:document", args=["PG"]) + "?q=PG-095")
    assert "A late meeting restarts the three months from the day it was held." in page


def test_two_policies_stand_side_by_side(client: Client) -> None:
    page = _page(client, "social_worker", reverse("procedures:compare", args=["PG", "AM"]))
    assert "They differ on" in page
    assert "AM-07" in page
    assert "PG-102" in page
    client.force_login(a_person())
    sent = client.get(reverse("procedures:choose_two"), {"first": "PG", "second": "SP"})
    assert sent["Location"] == reverse("procedures:compare", args=["PG", "SP"])


@pytest.mark.parametrize(
    "address",
    ["/procedures/XX/", "/procedures/PG/beside/XX/", "/procedures/compare/?first=PG", "/procedures/choices/99/"],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    client.force_login(a_person("head_of_service"))
    assert client.get(address).status_code == 404


def test_the_list_says_what_is_followed(client: Client) -> None:
    assert "No policy was chosen yet" in _page(client, "head_of_service", reverse("procedures:list"))
    _follow("SP")
    page = _page(client, "social_worker", reverse("procedures:list"))
    assert "Followed here" in page
    assert "Propose a policy" not in page
