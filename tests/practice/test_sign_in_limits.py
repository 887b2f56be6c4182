"""Wrong passwords are counted over all processes, as a server runs several and an attacker meets any of them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from practice.made import a_person

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "a long walk by the sea"

TRIES = """
import sys, django
django.setup()
from django.test import Client
from django.urls import reverse
for password in sys.argv[1:]:
    print(Client().post(reverse("account_login"), {"login": "lee@council.example", "password": password}).status_code)
"""


def in_a_process_of_its_own(*passwords: str) -> list[int]:
    """The answers to these tries: 302 lets one in, 200 asks again, 429 is told to wait."""
    kept = connection.settings_dict
    address = f"sqlite:///{kept['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgresql://{kept['USER']}@{kept['HOST']}:{kept['PORT']}/{kept['NAME']}"
    here: dict[str, Any] = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "practice.settings"}
    here["PYTHONPATH"] = "tests"
    command = [sys.executable, "-c", TRIES, *passwords]
    done = subprocess.run(command, env=here, capture_output=True, encoding="utf-8", check=True)
    return [int(line) for line in done.stdout.split()]


def test_wrong_passwords_are_counted_over_all_processes() -> None:
    cache.clear()
    person = a_person(email="lee@council.example")
    person.set_password(WORDS)
    person.save()
    assert in_a_process_of_its_own("no", "no", "no", WORDS) == [200, 200, 200, 302]
    assert in_a_process_of_its_own("no", "no", WORDS)[-1] != 302
    assert in_a_process_of_its_own(WORDS) != [302]
