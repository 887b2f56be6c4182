"""The made-up council: everything in it, once, and a sign-in for each role that works."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from permanence.practice.children.models import Child, Fact, SiblingGroup
from permanence.practice.demo.names import names
from permanence.practice.procedures.policy import current_pack
from permanence.practice.record.verify import faults
from permanence.practice.staff.models import Delegation, Grant, Person
from permanence.practice.staff.roles import ROLES
from permanence.practice.tracker.checking import differences
from permanence.practice.tracker.models import Agreement, Duty
from practice.made import a_person

pytestmark = pytest.mark.django_db


def _make(*words: str) -> str:
    out = StringIO()
    call_command("make_demo", *words, stdout=out)
    return out.getvalue()


def _sign_ins(said: str) -> dict[str, str]:
    """The e-mail of each role by its name."""
    return dict(re.findall(r"^  (\S.*?) {2,}(\S+@\S+)$", said, re.MULTILINE))


@pytest.fixture
def said() -> str:
    return _make("--children", "60", "--seed", "3")


def test_a_council_is_made_with_everything_worth_looking_at(said: str) -> None:
    assert current_pack().code == "PG"
    assert Child.objects.count() > 60
    kinds = set(Child.objects.values_list("restricted", flat=True))
    assert kinds >= {"", "staff_family", "safeguarding"}
    assert [rows for rows in (Fact, SiblingGroup, Grant, Delegation) if not rows.objects.exists()] == []
    assert Agreement.objects.filter(is_agreed=True).count() <= 1
    assert Duty.objects.filter(settled="").exists()
    assert list(faults()) == []
    assert set(_sign_ins(said)) == {role.name for role in ROLES.values()}


def test_made_again_it_changes_nothing_but_the_password_and_each_role_signs_in(said: str, client: Client) -> None:
    before = (Child.objects.count(), Fact.objects.count(), Person.objects.count())
    again = _make()
    assert (Child.objects.count(), Fact.objects.count(), Person.objects.count()) == before
    assert _sign_ins(again) == _sign_ins(said)
    assert _password(again) != _password(said)
    for email in _sign_ins(again).values():
        client.logout()
        client.post(reverse("account_login"), {"login": email, "password": _password(again)})
        assert client.get(reverse("staff:me")).status_code == 200


def _password(said: str) -> str:
    found = re.search(r"is {2}(\S+) {2}and", said)
    assert found
    return found[1]


def test_it_is_not_made_where_people_work() -> None:
    a_person()
    with pytest.raises(CommandError, match="in an empty one"):
        _make()


def test_nobody_is_named_as_somebody_at_work() -> None:
    families = {name for group in names()["backgrounds"].values() for name in group["family"]}
    people = [name for listed in names()["people"].values() for name in listed]
    assert len(set(people)) == len(people)
    assert {name.split()[-1] for name in people}.isdisjoint(families)


@pytest.mark.parametrize("pack", ["SP", "ENGLAND"])
def test_any_policy_can_be_shown(pack: str) -> None:
    _make("--children", "6", "--pack", pack)
    assert current_pack().code == pack
    assert list(differences()) == []
