"""What the last meeting left and what the record says, beside what is written now; and boxes nobody asked to tick."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.meetings import actions
from permanence.practice.meetings.models import Deed, Meeting
from permanence.practice.today import today
from practice.made import a_fact, days_ago
from practice.meetings.given import all_decided, approved, asked, booked, family, follow, wrote

pytestmark = pytest.mark.django_db


def _next(child: Any, worker: Any) -> Meeting:
    return booked(asked(child, worker), worker, day=today() + timedelta(days=20))


def _once(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_last_times_words_and_the_record_stand_beside_each_box_and_can_be_begun_with(client: Client) -> None:
    """DG-030, DG-102: what was written last stands beside, to look at, and nothing of it is saved by looking."""
    follow("DG")
    child, worker, _ = family()
    a_fact(child, "hearing.initial", days_ago(9), by=worker)
    paper_prompt = "dates.hearings"
    first = booked(asked(child, worker), worker)
    wrote(worker, first, paper_prompt, "One on 4 March.")
    all_decided(first, worker)
    actions.hold_meeting(by=worker, meeting=first, version=first.version)
    later = _next(child, worker)
    client.force_login(worker)
    address = reverse("meetings:write", args=[later.pk, "dates"])
    page = client.get(address).content.decode()
    assert "One on 4 March." in page
    assert f"Source: {worker.name}" in page  # the hearing, with its day and who said so
    for place, begins in (("last", ">\r?\n?One on 4 March."), ("record", ">\r?\n?First hearing")):
        boxes = "".join(
            re.findall(r"<textarea.*?</textarea>", client.get(address, {"from": place}).content.decode(), re.S)
        )
        assert re.search(begins, boxes)
    assert not later.passages.exists()  # looking saves nothing


def test_what_is_still_open_comes_to_the_next_meeting_and_stays_in_its_minutes(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    first = asked(child, worker)
    for what in ("See the school", "Ring the aunt"):
        actions.agree_deed(by=worker, meeting=first, what=what, due=today() + timedelta(days=3), owner=worker)
    actions.appraise(by=worker, meeting=first, option="kinship", verdict="primary", why="The aunt came forward.")
    approved(first, worker, manager)
    Meeting.objects.about(child).filter(pk=first.pk).update(day=days_ago(90))
    second = booked(asked(child, worker), worker, day=today() + timedelta(days=4))
    Meeting.objects.about(child).filter(pk=second.pk).update(stage="held", day=days_ago(30))
    third = _next(child, worker)
    client.force_login(worker)
    page = client.get(reverse("meetings:meeting", args=[third.pk])).content.decode()
    assert "See the school" in page  # agreed two meetings ago, and nobody has said what became of it
    actions.settle_deed(by=worker, deed=Deed.objects.get(what="See the school"), outcome="done", evidence="Seen.")
    third.refresh_from_db()
    Meeting.objects.about(child).filter(pk=third.pk).update(day=today() + timedelta(days=1))
    page = client.get(reverse("meetings:meeting", args=[third.pk])).content.decode()
    assert "See the school" not in page
    assert "Ring the aunt" in page
    address = reverse("meetings:appraise", args=[second.pk, "kinship"])
    assert "The aunt came forward." in client.get(address).content.decode()
    assert re.search(r'value="primary"[^>]*checked', client.get(address, {"from": "last"}).content.decode())


def test_a_box_nobody_asked_to_tick_is_no_fault(client: Client) -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = asked(child, worker)
    client.force_login(worker)
    address = reverse("meetings:add", args=[meeting.pk])
    once = _once(client.get(address).content.decode())
    answer = client.post(address, {"once": once, "name": "Ana Sample", "confirm_anything": "on"})
    assert answer.status_code == 302
