"""What docs/operate.md tells whoever keeps the servers: the first account, the health page, duties after an upgrade."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from house.tree import ROOT, SOURCE, files
from permanence.practice.procedures.actions import approve, propose
from permanence.practice.record import triggers
from permanence.practice.staff.models import Person
from permanence.practice.tracker.models import Reckoning
from practice.made import a_child, a_person, child_in_care, days_ago

pytestmark = pytest.mark.django_db
DOCUMENT = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")


def _said(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_first_administrator_chooses_a_password_and_makes_the_others(client: Client) -> None:
    said = _said("first_administrator", "Sam Green", "sam@council.example")
    form = client.get("/" + said.split("/", 3)[3].strip(), follow=True)
    client.post(
        form.request["PATH_INFO"], {"password1": "a long walk by the sea", "password2": "a long walk by the sea"}
    )
    person = Person.objects.get(email="sam@council.example")
    assert person.check_password("a long walk by the sea")
    assert [role.code for role in person.roles] == ["system_administrator"]


def test_there_is_one_first_administrator() -> None:
    a_person("system_administrator")
    with pytest.raises(CommandError, match="already"):
        _said("first_administrator", "Sam Green", "sam@council.example")


# --- health ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("guarded")
def test_health_says_ok_and_how_long_the_record_has_stood_still(client: Client) -> None:
    assert client.get("/health").content.decode() == "ok\nthe record is empty\n"
    a_child(last_name="Nobody-should-read-this")
    assert client.get("/health").content.decode() == "ok\nlast entry of the record: 0 minutes ago\n"


@pytest.mark.usefixtures("guarded")
def test_health_says_what_is_wrong(client: Client) -> None:
    triggers.remove(connection)
    answer = client.get("/health")
    assert (answer.status_code, "is not guarded" in answer.content.decode()) == (503, True)


@pytest.mark.usefixtures("guarded")
def test_health_sees_migrations_that_wait(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'procedures' AND name LIKE '0002%'")
    answer = client.get("/health")
    assert (answer.status_code, answer.content.decode().splitlines()[0]) == (
        503,
        "migrations wait: run manage.py migrate",
    )


# --- the rest ----------------------------------------------------------------------------------------------------


def test_duties_are_worked_out_anew_after_an_upgrade() -> None:
    approve(by=None, adoption=propose(by=None, pack="PG", effective=days_ago(400)))
    child_in_care(30)
    assert _said("work_out_duties") == "Worked out anew: 0 children.\n"
    Reckoning.objects.update(policy="PG of an older program")
    assert _said("work_out_duties") == "Worked out anew: 1 children.\n"


def test_every_setting_is_told_and_every_setting_told_is_there() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in files(".py", under=SOURCE / "practice" / "config"))
    read = set(re.findall(r'"((?:PERMANENCE_|DATABASE_)[A-Z_]+)"', source))
    assert set(re.findall(r"(?:PERMANENCE_|DATABASE_)[A-Z_]+", DOCUMENT)) == read


def test_every_command_told_is_there() -> None:
    told = set(re.findall(r"manage\.py ([a-z_]+)", DOCUMENT)) - {"migrate", "collectstatic", "check", "clearsessions"}
    there = {path.stem for path in files(".py", under=SOURCE / "practice") if path.parent.name == "commands"}
    assert told <= there
