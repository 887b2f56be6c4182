"""Help tells each role what it can do, and no more."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.staff.roles import ROLES
from practice.made import a_person

pytestmark = pytest.mark.django_db


def _page(client: Client, role: str) -> str:
    client.force_login(a_person(role))
    answer = client.get(reverse("help:page"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_help_is_for_everyone(client: Client, role: str) -> None:
    assert ROLES[role].name.lower() in _page(client, role)


def test_help_tells_what_a_role_can_do(client: Client) -> None:
    page = _page(client, "social_worker")
    told = [
        words in page
        for words in ("Record what happened", "In an emergency", "Choose the policy", "close the accounts")
    ]
    assert told == [True, True, False, False]


def test_the_system_administrator_is_told_nothing_about_children(client: Client) -> None:
    page = _page(client, "system_administrator")
    assert "close the accounts" in page
    assert "What is owed, and why" not in page
