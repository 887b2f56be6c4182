"""Addresses that open without signing in: a calendar of one's own actions, and the answer to an invitation."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from permanence.practice.children.actions import restrict
from permanence.practice.meetings import actions
from permanence.practice.meetings.models import Feed, Invitee
from permanence.practice.meetings.views.private import READS_AN_HOUR, TRIES
from permanence.practice.record.models import Entry
from permanence.practice.staff.actions import end_allocation
from permanence.practice.staff.models import Allocation
from permanence.practice.today import today
from practice.made import a_person, child_in_care, works_with
from practice.meetings.given import asked, booked, decided, family, follow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


def _made(client: Client, worker: Any) -> str:
    """The address as it is shown, once."""
    client.force_login(worker)
    assert reverse("meetings:calendar") in client.get(reverse("staff:me")).content.decode()
    page = client.post(reverse("meetings:calendar")).content.decode()
    found = re.search(r"http://testserver(/calendar/\S+?\.ics)", page)
    assert found
    return found[1]


def test_a_calendar_shows_its_owners_actions_of_children_they_see_and_initials_only(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    due = today() + timedelta(days=9)
    for owner in (worker, manager):
        actions.agree_deed(by=worker, meeting=meeting, what=f"Ring {child.name}", due=due, owner=owner)
    other = child_in_care()
    works_with(worker, other)
    deed = actions.agree_deed(by=worker, meeting=asked(other, worker), what="See them", due=due, owner=worker)
    address = _made(client, worker)
    assert Feed.objects.get().digest not in address
    visitor = Client()
    answer = visitor.get(address)
    events = Calendar.from_ical(answer.content.decode()).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["R.E.: an action is due"] * 2
    assert {event.decoded("DTSTART") for event in events} == {due}
    assert child.last_name not in answer.content.decode()
    look = Entry.objects.filter(where="meetings:feed").get()
    assert (look.by, look.concerns.count()) == (worker, 2)
    restrict(by=a_person("head_of_service"), child=other, kind="adoption", why="Placed for adoption.")
    assert f"action-{deed.pk}@" not in visitor.get(address).content.decode()
    end_allocation(by=manager, allocation=Allocation.objects.get(person=worker, child=child), end=today())
    assert "VEVENT" not in visitor.get(address).content.decode()


def test_an_address_can_be_ended_made_anew_and_not_guessed(client: Client) -> None:
    follow("AM")
    _, worker, _ = family()
    first = _made(client, worker)
    assert first not in client.get(reverse("meetings:calendar")).content.decode()  # once, and never again
    second = _made(client, worker)
    visitor = Client()
    assert (visitor.get(first).status_code, visitor.get(second).status_code) == (404, 200)
    tries = [visitor.get(second).status_code for _ in range(READS_AN_HOUR)]
    assert (tries[0], tries[-1]) == (200, 429)
    client.post(reverse("meetings:end_calendar"))
    assert visitor.get(second).status_code == 404
    assert client.post(reverse("meetings:end_calendar")).status_code == 302  # pressed twice: nothing breaks
    guesses = [visitor.get(f"/calendar/guess{number}.ics").status_code for number in range(TRIES + 1)]
    assert guesses[-1] == 429
    cache.clear()
    third = _made(client, worker)
    worker.is_active = False
    worker.save()
    assert visitor.get(third).status_code == 404  # whoever left takes no child's initials along


def test_an_invitation_is_answered_without_signing_in_and_names_nobody(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    day = today() + timedelta(days=9)
    meeting = booked(asked(child, worker), worker, manager, day=day)
    aunt = actions.add_invitee(by=worker, meeting=meeting, name="Ana Sample", post="Aunt", email="ana@example.org")
    call_command("send_letters", verbosity=0)
    [letter] = [one for one in mail.outbox if one.to == ["ana@example.org"]]
    found = re.search(r"http://localhost:8000(/answer/\S+)", letter.body)
    assert found
    address = found[1]
    page = client.get(address).content.decode()
    assert "Permanency planning meeting" in page
    for name in (child.first_name, child.last_name, "Ana", worker.name):
        assert name not in page
    assert client.post(address, {"coming": "never"}).status_code == 200
    assert client.post(address, {"coming": "maybe"}).status_code == 302
    aunt.refresh_from_db()
    assert (aunt.coming, aunt.answered_by) == ("maybe", None)
    client.force_login(worker)
    home = reverse("meetings:meeting", args=[meeting.pk])
    assert "By the link in the letter" in client.get(home).content.decode()
    meeting.refresh_from_db()
    booked(meeting, worker, manager, day=day, time=time(15, 0))
    aunt.refresh_from_db()
    assert (aunt.coming, aunt.answered_at) == ("", None)  # of another hour they said nothing yet
    decided(worker, aunt, invited=False)
    assert "no longer waits" in Client().post(address, {"coming": "yes"}).content.decode()
    aunt.refresh_from_db()
    assert aunt.coming == ""
    assert Client().get(address[:-3] + "xx/").status_code == 404
    mine = Invitee.objects.get(meeting=meeting, person=worker)
    actions.hear_invitee(by=manager, invitee=mine, version=mine.version, coming="yes")
    mine.refresh_from_db()
    assert mine.answered_by == manager
