"""What the service holds every week or month: a line for each, and one without a meeting is missed once it is over."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.meetings import meetings_of
from permanence.practice.meetings import rhythm
from permanence.practice.meetings.rhythm import Rhythm, rhythms
from permanence.practice.procedures.policy import followed_since
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.made import a_fact, a_person, child_in_care, works_with
from practice.meetings.given import follow
from practice.named.walking import entries

pytestmark = pytest.mark.django_db
REGULAR = [(pack, kind) for pack, kind in entries("meetings.yaml", "meetings") if meetings_of(pack).kinds[kind].held]


@pytest.fixture
def head(monkeypatch: pytest.MonkeyPatch) -> Person:
    """The head of service, on Thursday 12 March 2026, under the policy that wants two meetings regularly."""
    monkeypatch.setattr(rhythm, "today", lambda: date(2026, 3, 12))
    follow("SP")
    return a_person("head_of_service")


def _of(person: Person, kind: str) -> Rhythm:
    [found] = [one for one in rhythms(person) if one.kind.code == kind]
    return found


def _told(found: Rhythm) -> list[tuple[str, str, str]]:
    return [(line.name, line.words, line.tag[0]) for line in found.lines]


def test_a_month_without_a_tracking_meeting_is_missed(head: Person) -> None:
    """SP-216: held for whichever child, once a calendar month; months before the record begins are not judged."""
    for day in (date(2025, 12, 31), date(2025, 12, 31), date(2026, 2, 1), date(2026, 2, 28)):
        a_fact(child_in_care(500), "meeting.tracking", day)
    assert _told(_of(head, "tracking")) == [
        ("March 2026", "None held yet", "Not yet"),
        ("February 2026", "1 Feb 2026, 28 Feb 2026", "Held"),
        ("January 2026", "None held", "Missed"),
        ("December 2025", "31 Dec 2025", "Held"),
    ]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 3, 1), ["Not yet", "Missed", "Held"]),
        (date(2026, 3, 2), ["Not yet", "Held"]),
        (date(2026, 3, 8), ["Not yet", "Held"]),
        (date(2026, 3, 9), ["Held"]),
        (date(2026, 3, 12), ["Held"]),
    ],
)
def test_a_week_runs_from_monday_to_sunday(head: Person, day: date, told: list[str]) -> None:
    """SP-230."""
    a_fact(child_in_care(500), "meeting.placement_stability", day)
    assert [tag for *_, tag in _told(_of(head, "placement_stability"))] == told


def test_of_a_record_without_one_only_the_time_we_are_in_is_told(head: Person) -> None:
    assert _told(_of(head, "tracking")) == [("March 2026", "None held yet", "Not yet")]


def test_nothing_was_missed_before_the_policy_that_asks_for_it(head: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The council went over from another policy on Thursday 26 February 2026; the week in which it did is told."""
    monkeypatch.setattr(rhythm, "followed_since", lambda: date(2026, 2, 26))
    a_fact(child_in_care(500), "meeting.placement_stability", date(2026, 2, 2))
    told = _told(_of(head, "placement_stability"))
    assert [tag for *_, tag in told] == ["Not yet", "Missed", "Missed"]
    assert told[-1][0] == "Week of 23 Feb 2026"


def test_since_when_a_policy_is_followed() -> None:
    follow("PG")
    assert followed_since() is None
    follow("PG")
    assert followed_since() is None
    follow("SP")
    assert followed_since() == today()


def test_a_worker_who_sees_some_children_is_not_told(head: Person) -> None:
    child = child_in_care(500)
    a_fact(child, "meeting.tracking", date(2026, 2, 1))
    assert rhythms(works_with(a_person(), child)) == []


@pytest.mark.parametrize(("pack", "kind"), REGULAR)
def test_the_meetings_page_names_the_paragraph(client: Client, pack: str, kind: str) -> None:
    follow(pack)
    client.force_login(a_person("head_of_service"))
    page = client.get(reverse("meetings:list")).content.decode()
    held = meetings_of(pack).kinds[kind].held
    assert held is not None
    assert f"{meetings_of(pack).kinds[kind].name}: every {held.every}" in page
    assert all(clause in page for clause in held.because.clauses)
