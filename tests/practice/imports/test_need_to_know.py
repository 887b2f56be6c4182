"""Who may bring in files, and children in a file whom the importer may not see: counted, never named, never changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.actions import restrict
from permanence.practice.children.models import Child, Fact
from permanence.practice.imports.models import Import
from permanence.practice.imports.permissions import IMPORTERS
from permanence.practice.record.models import Entry
from permanence.practice.staff.actions import grant
from permanence.practice.staff.roles import ROLES
from permanence.practice.today import today
from practice.imports.sending import an_analyst, applied, read, row_of, sheet, undone
from practice.made import a_child, a_fact, a_person, a_team

pytestmark = pytest.mark.django_db

CARE = "1001,in_care,,2026-01-05,,,2015-06-01,,,"
CLOSED = "9009,in_care,,2026-01-05,,,2015-06-01,,,"
WRONG = "9009,in_care,,never,,,,,,"


def _restricted() -> Child:
    child = a_child("Hidden", return_id="9009")
    a_fact(child, "in_care", date(2025, 1, 5))
    return restrict(by=None, child=child, kind="adoption", why="Placed nearby")


PAGES = ("imports:import", "imports:children", "imports:problems", "imports:problems_file", "imports:apply")


def _said(client: Client, source: Import) -> str:
    return "".join(client.get(reverse(page, args=[source.pk])).content.decode() for page in PAGES)


def test_a_restricted_child_is_counted_never_named_and_never_changed(client: Client) -> None:
    child, analyst = _restricted(), an_analyst()
    before = list(Fact.objects.filter(child=child).values_list("pk", "replaced_by", "end"))
    source = read(analyst, sheet(CARE, CLOSED, WRONG))
    client.force_login(analyst)
    pages = _said(client, source)
    assert source.not_shown == 1
    assert "Not shown: 1 child" in pages
    assert "9009" not in pages
    assert "Hidden" not in pages
    applied(analyst, source)
    assert list(Fact.objects.filter(child=child).values_list("pk", "replaced_by", "end")) == before


def test_who_has_a_grant_sees_and_imports_the_child() -> None:
    child, analyst = _restricted(), an_analyst()
    grant(
        by=a_person("head_of_service"), child=child, person=analyst, why="Data quality", end=today() + timedelta(days=9)
    )
    source = read(analyst, sheet(CLOSED))
    assert (source.not_shown, row_of(source, "9009").child) == (0, child)


def test_a_child_restricted_after_the_dry_run_is_neither_shown_nor_changed(client: Client) -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, CLOSED, WRONG)))
    source = read(analyst, sheet(CARE, CLOSED, WRONG, "9009,visit,,,,2026-02-01,,,,", "1001,visit,,,,2026-02-01,,,,"))
    child = Child.objects.get(return_id="9009")
    restrict(by=None, child=child, kind="safeguarding", why="Threats")
    client.force_login(analyst)
    pages = _said(client, source)
    assert "9009" not in pages
    assert client.get(reverse("imports:child", args=[source.pk, row_of(source, "9009").pk])).status_code == 404
    applied(analyst, source)
    assert list(Fact.objects.filter(token="visit").values_list("child__return_id", flat=True)) == ["1001"]
    undone(analyst, source)
    assert not Fact.objects.current().filter(token="visit").exists()


def test_only_the_entitled_find_the_pages(client: Client) -> None:
    source = read(an_analyst(), sheet(CARE))
    pages = [
        *(reverse(f"imports:{name}") for name in ("list", "new")),
        *(
            reverse(name, args=[source.pk])
            for name in (*PAGES, "imports:throw_away", "imports:again", "imports:progress")
        ),
        reverse("imports:child", args=[source.pk, row_of(source).pk]),
    ]
    for role in ROLES:
        client.force_login(a_person(role, a_team()))
        answers = {client.get(page).status_code for page in pages}
        assert answers <= {200, 204, 302} if role in IMPORTERS else answers == {403}


def test_files_go_back_only_to_who_sent_them_and_only_as_a_download(client: Client) -> None:
    analyst = an_analyst()
    source = read(analyst, sheet(CARE))
    address = reverse("imports:file", args=[source.pk, source.files.get().pk])
    client.force_login(a_person("permanence_team_manager"))
    assert client.get(address).status_code == 404
    client.force_login(analyst)
    answer = client.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="facts.csv"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert b"1001,in_care" in b"".join(answer.streaming_content)


def test_every_look_at_a_child_is_recorded(client: Client) -> None:
    analyst, child = an_analyst(), a_child(return_id="1001")
    source = read(analyst, sheet(CARE, "1001,visit,,never,,,,,,"))
    client.force_login(analyst)
    addresses: dict[str, Any] = {
        "imports:children": [source.pk],
        "imports:child": [source.pk, row_of(source).pk],
        "imports:problems": [source.pk],
        "imports:problems_file": [source.pk],
    }
    for name, args in addresses.items():
        client.get(reverse(name, args=args))
    looks = Entry.objects.filter(did="looked", by=analyst, concerns__child=child)
    assert set(looks.values_list("where", flat=True)) == set(addresses)


def test_a_problem_cannot_become_a_formula(client: Client) -> None:
    analyst = an_analyst()
    source = read(analyst, sheet(CARE, "1001,in_care,,=1+1,,,,,,"))
    client.force_login(analyst)
    text = client.get(reverse("imports:problems_file", args=[source.pk])).content.decode()
    assert ",'=1+1," in text
