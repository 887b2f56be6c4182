"""The agenda of a sitting to print: for each reader the children they see, by initials, and the look is recorded."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from permanence.practice.meetings.calendars import initials
from permanence.practice.panels import actions
from permanence.practice.panels.models import Item
from permanence.practice.record.models import Entry
from permanence.practice.staff.models import Person
from practice.made import works_with
from practice.panels.given import World, referred, world

pytestmark = pytest.mark.django_db


def _listed(around: World) -> Item:
    return referred(around, "plan", exception="The minutes are with the chair.")


def _got(person: Person, around: World, name: str, *form: str) -> bytes:
    client = Client()
    client.force_login(person)
    address = reverse(f"panels:{name}", args=["permanence", around.sitting.rule_day.isoformat(), *form])
    answer = client.get(address)
    assert answer.status_code == 200
    return bytes(answer.content)


def test_the_agenda_names_times_members_and_interests_and_children_by_initials() -> None:
    around = world("PG")
    works_with(around.chair, around.child, role="second_worker")
    item = _listed(around)
    page = _got(around.chair, around, "agenda").decode()
    child = around.child
    assert child.name not in page
    for words in (initials(child), child.case_number, "09:30", around.member.name,
                  around.worker.name, "Works with the child"):  # fmt: skip
        assert words in page
    actions.stand_aside(by=around.chair, item=item, person=around.chair, why="Their aunt.")
    page = _got(around.admin, around, "agenda").decode()
    assert "Stands aside" in page
    assert "Their aunt" not in page  # the reason stays on the child's page


def test_each_reader_gets_the_children_they_see() -> None:
    around = world("PG")
    item = _listed(around)
    case = str(around.child.case_number)
    assert case in _got(around.member, around, "agenda").decode()
    actions.stand_aside(by=around.admin, item=item, person=around.member, why="Their neighbour.")
    assert case not in _got(around.member, around, "agenda").decode()


def test_the_agenda_is_a_word_document_and_a_pdf_and_each_look_is_recorded() -> None:
    around = world("PG")
    _listed(around)
    word = Document(BytesIO(_got(around.member, around, "agenda_document", "docx")))
    assert str(around.child.case_number) in " ".join(cell.text for table in word.tables for cell in table._cells)
    assert _got(around.member, around, "agenda_document", "pdf").startswith(b"%PDF")
    looks = Entry.objects.filter(where="panels:agenda_document", by=around.member, concerns__child=around.child)
    assert looks.count() == 2
    _got(around.member, around, "agenda")
    assert Entry.objects.filter(where="panels:agenda", by=around.member, concerns__child=around.child).exists()
