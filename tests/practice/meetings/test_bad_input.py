"""Whatever goes wrong while someone writes: they are told so, nothing is done twice, and no word is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from permanence.practice.children.models import Draft
from permanence.practice.meetings.models import Deed, Meeting, Passage
from permanence.practice.today import today
from practice.made import a_person, works_with
from practice.meetings.given import asked, booked, family, follow, wrote

pytestmark = pytest.mark.django_db
FIRST = "child.portrait"


def _written_by_two(client: Client) -> tuple[Any, Meeting, str]:
    follow("AM")
    child, worker, _ = family()
    meeting = asked(child, worker)
    client.force_login(worker)
    return worker, meeting, reverse("meetings:write", args=[meeting.pk, "child"])


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def _boxes(page: str) -> str:
    return " ".join(re.findall(r"<textarea.*?</textarea>", page, re.S))


def test_a_stale_form_shows_theirs_and_keeps_ours(client: Client) -> None:
    _, meeting, address = _written_by_two(client)
    seen = _hidden(client.get(address).content.decode())
    other = works_with(a_person(), meeting.child, role="second_worker")
    wrote(other, meeting, FIRST, "Theirs.")
    page = client.post(address, seen | {FIRST: "Ours."}).content.decode()
    assert "It says now: Theirs." in page
    assert "Ours." in _boxes(page)
    assert Passage.objects.get(prompt=FIRST).text == "Theirs."
    assert client.post(address, _hidden(page) | {FIRST: "Theirs and ours."}).status_code == 302
    assert Passage.objects.get(prompt=FIRST).text == "Theirs and ours."


def test_who_was_signed_out_finds_their_words_again_and_nobody_else_does(client: Client) -> None:
    worker, meeting, address = _written_by_two(client)
    seen = _hidden(client.get(address).content.decode())
    client.logout()
    answer = client.post(address, seen | {FIRST: "Written for an hour."}, follow=True)
    assert "what you wrote is kept" in answer.content.decode()
    assert not Passage.objects.exists()
    client.force_login(works_with(a_person(), meeting.child, role="second_worker"))
    assert "Written for an hour." not in _boxes(client.get(address).content.decode())
    client.force_login(worker)
    page = client.get(address).content.decode()
    assert "Written for an hour." in _boxes(page)
    assert client.post(address, _hidden(page) | {FIRST: "Written for an hour."}).status_code == 302
    client.logout()
    for bad in ({}, {"writer": "made:up"}, {"writer": seen["writer"] + "x"}):
        client.post(address, seen | {FIRST: "Nobody's."} | {"writer": ""} | bad)
    client.post(reverse("meetings:conclude", args=[meeting.pk]), seen | {"recommendation": "Of another form."})
    assert not Draft.objects.exists()


def test_a_double_click_does_it_once(client: Client) -> None:
    worker, meeting, _ = _written_by_two(client)
    day = today() + timedelta(days=3)
    for page, typed, count in (
        ("agree_deed", {"what": "Ring", "owner_name": "The aunt", "due_day": day.day, "due_month": day.month,
                        "due_year": day.year}, Deed.objects.count),
        ("add", {"name": "Ana Sample"}, meeting.invitees.count),
    ):  # fmt: skip
        address = reverse(f"meetings:{page}", args=[meeting.pk])
        before, seen = count(), _hidden(client.get(address).content.decode())
        for _ in range(2):
            assert client.post(address, seen | typed).status_code == 302
        assert count() == before + 1
    found = booked(meeting, worker)
    address = reverse("meetings:hold", args=[found.pk])
    seen = _hidden(client.get(address).content.decode())
    assert [client.post(address, seen).status_code for _ in range(2)] == [302, 302]
    assert "sent already" in client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()


@pytest.mark.parametrize(("page", "box"), [("write", FIRST), ("conclude", "recommendation"), ("cancel", "why")])
def test_a_paste_of_two_megabytes_is_told_and_stays_in_the_box(client: Client, page: str, box: str) -> None:
    _, meeting, _ = _written_by_two(client)
    args = [meeting.pk, "child"] if page == "write" else [meeting.pk]
    address = reverse(f"meetings:{page}", args=args)
    paste = "Zażółć — “quoted” & more. " * 80_000
    answer = client.post(address, _hidden(client.get(address).content.decode()) | {box: paste})
    assert answer.status_code == 200
    told = answer.content.decode()
    assert f"That is {len(paste.strip())} letters, and 50000 fit" in told
    assert told.count("“quoted”") >= 80_000
    too_much = client.post(reverse("children:keep"), {"page": address, box: paste})
    assert too_much.status_code == 413  # the script says that it is too long to be kept


def test_two_who_write_in_one_section_see_each_other(client: Client) -> None:
    _, meeting, address = _written_by_two(client)
    ana = works_with(a_person(name="Ana Sample"), meeting.child, role="second_worker")
    hers = Client()
    hers.force_login(ana)
    assert hers.post(reverse("children:keep"), {"page": address, FIRST: "Half a"}).content == b""
    said = re.search(r"Ana Sample has been writing here since \d+:\d\d[ap]m\.", client.get(address).content.decode())
    assert said
    mine = client.post(reverse("children:keep"), {"page": address, FIRST: "Mine"}).content.decode()
    assert mine == said[0]  # with each saving, without opening the page anew
    assert "Half a" not in client.get(address).content.decode()
    Draft.objects.filter(person=ana).update(kept_at=timezone.now() - timedelta(minutes=11))
    assert "Ana Sample" not in client.get(address).content.decode()
    elsewhere = reverse("meetings:write", args=[meeting.pk, "progress"])
    assert "writing here" not in client.get(elsewhere).content.decode()


def test_a_form_with_nonsense_in_what_it_carries_unseen_is_no_fault(client: Client) -> None:
    _, meeting, address = _written_by_two(client)
    for nonsense in ({"once": "x"}, {f"seen_{FIRST}": "-1"}, {f"seen_{FIRST}": "9" * 40}, {"confirm_": "on"}):
        assert client.post(address, {FIRST: "Quiet."} | nonsense).status_code in (200, 302)
    assert client.get(address, {"from": "nowhere"}).status_code == 200
    assert client.get(reverse("meetings:minutes", args=[meeting.pk]), {"for": "9" * 30}).status_code == 200
