"""Single paragraphs about meetings, each seen to hold: who is listed, what may be asked for, who gets the minutes."""

from __future__ import annotations

import pytest

from permanence.practice.children.actions import add_connection
from permanence.practice.children.models import Fact
from permanence.practice.meetings import actions
from permanence.practice.meetings.models import Invitee
from permanence.practice.meetings.policy import kind_named
from permanence.practice.meetings.presenters import remembered
from permanence.practice.meetings.proposing import sent_minutes
from permanence.practice.staff.models import Allocation
from permanence.practice.today import today
from practice.made import a_child, a_fact, a_person, days_ago, works_with
from practice.meetings.given import asked, booked, family, follow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("pack", "are_listed"), [("PG", False), ("DG", True)])
def test_parents_are_listed_only_where_the_policy_lists_them(pack: str, are_listed: bool) -> None:
    """PG-147: a meeting of professionals lists no parent. The child is on every list, to be heard, invited or not."""
    follow(pack)
    child, worker, _ = family()
    add_connection(by=worker, child=child, name="Sam Parent", role="mother", has_parental_responsibility=True)
    listed = {one.who for one in Invitee.objects.about(child).filter(meeting=asked(child, worker))}
    assert ("parental_responsibility" in listed) is are_listed
    assert "child" in listed


@pytest.mark.parametrize(("stage", "kind"), [("pre_proceedings", "permanence"), ("care", "family_finding")])
def test_a_meeting_is_asked_for_before_and_during_proceedings(stage: str, kind: str) -> None:
    """SP-123: a planning meeting in pre-proceedings, not in care. SP-142: family finding before proceedings end."""
    follow("SP")
    _, worker, _ = family()
    child = a_child()
    works_with(worker, child)
    a_fact(child, f"proceedings.{stage}", days_ago(10))
    meeting = actions.ask_for_meeting(by=worker, child=child, kind=kind, because="So that no time is lost.")
    assert (meeting.asked_by, meeting.stage) == (worker, "asked")  # SP-053: who asked stays with it
    assert meeting.asked_at is not None


def test_planning_begins_from_the_day_a_child_is_on_record() -> None:
    """PG-001, PG-011, PG-012, SP-013: in care or not, with nothing else known. The day of the request is kept."""
    follow("PG")
    _, worker, _ = family()
    child = a_child()
    works_with(worker, child)
    meeting = asked(child, worker)
    assert Fact.objects.about(child).get(token="document.meeting_request").start == today()
    assert [wanted for wanted, _ in remembered(meeting)[0][1] if wanted.id == "PG-011"]


def test_who_chairs_is_kept_with_the_meeting_and_moves_nobody() -> None:
    """PG-125: whoever chairs, the child stays with the worker and the team they had."""
    follow("PG")
    child, worker, _ = family()
    before = list(Allocation.objects.filter(child=child).values_list("person", "role", "end"))
    chair = a_person("permanence_worker")
    meeting = booked(asked(child, worker), worker, chair)
    assert meeting.chair == chair
    assert list(Allocation.objects.filter(child=child).values_list("person", "role", "end")) == before


def test_an_early_meeting_may_be_asked_for_with_any_reason() -> None:
    """AM-46: the list of reasons is not closed."""
    follow("AM")
    child, worker, _ = family()
    why = "Her grandmother has come back and asks to be heard."
    assert actions.ask_for_meeting(by=worker, child=child, kind="permanence", because=why).because == why


def test_the_tracking_report_goes_to_the_bodies_the_policy_names() -> None:
    """SP-226, SP-227: each stands on the list of who gets it, where the day it was sent is kept."""
    follow("SP")
    child, _, _ = family()
    found = {one.name for one in sent_minutes(kind_named("tracking"), child, ())}
    assert found == {"Practice and Outcomes Meeting", "CLA Care Planning Panel"}


def test_family_finding_lists_the_finder_and_the_placement_service() -> None:
    """SP-125, SP-126, SP-127."""
    follow("SP")
    child, worker, _ = family()
    works_with(worker, child, "family_finder")
    meeting = actions.ask_for_meeting(by=worker, child=child, kind="family_finding", because="A home is wanted.")
    listed = list(Invitee.objects.about(child).filter(meeting=meeting))
    assert worker in [one.person for one in listed]
    assert "Deputy Team Manager, Placement Service" in [one.name for one in listed]
