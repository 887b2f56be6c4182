"""A move, an unregistered home and life story work, step by step: who may, what comes first, and which duties close."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from permanence.practice.children.models import Child, Fact
from permanence.practice.meetings.views import asking
from permanence.practice.pathways.actions import begin_pathway, close_pathway, take_step
from permanence.practice.pathways.models import Course, StepTaken
from permanence.practice.pathways.policy import pathway_of
from permanence.practice.pathways.presenters import kinds_for, lines, rows
from permanence.practice.pathways.to_do import to_do
from permanence.practice.pathways.waiting import waiting_for_a_meeting
from permanence.practice.pathways.walking import said_last
from permanence.practice.refusals import Question, Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty
from practice.made import a_fact, a_person, a_team, child_in_care, days_ago, works_with
from practice.meetings.given import follow

pytestmark = pytest.mark.django_db
UNREGISTERED = {"approval": "unregistered"}


def begun(pack: str, kind: str) -> tuple[Course, Person]:
    follow(pack)
    child: Child = child_in_care(100, team=a_team())
    if kind == "unregistered_home":
        a_fact(child, "placement.residential", days_ago(5), attributes=UNREGISTERED, ends_previous=True)
    worker = works_with(a_person(), child)
    return begin_pathway(by=worker, child=child, kind=kind, why="It is needed now."), worker


def take(course: Course, by: Person, step: str, **more: Any) -> StepTaken:
    course.refresh_from_db()
    return take_step(by=by, course=course, step=step, version=course.version, **more)


def tags(course: Course, person: Person) -> dict[str, str]:
    return {line.ask: line.tag.text for line in lines(course, person)}


def test_a_move_waits_for_the_stability_meeting_and_then_for_the_service_manager() -> None:
    course, worker = begun("SP", "placement_move")
    manager = a_person("service_manager", course.child.team)
    take(course, worker, "reason", words="The carers have given notice.")
    take(course, worker, "route", answer="stability")
    with pytest.raises(Refusal, match="comes first: The placement stability meeting"):
        take(course, manager, "agreed", answer="yes", words="Agreed.")
    take(course, worker, "heard")
    assert Fact.objects.about(course.child).filter(token="meeting.placement_stability", start=today()).exists()
    with pytest.raises(Refusal, match="it is not you"):
        take(course, worker, "agreed", answer="yes", words="I agree with myself.")
    assert [task.about for section in to_do(manager, today()) for task in section.tasks] == [course.child.name]
    take(course, manager, "agreed", answer="yes", words="There is no better home.")
    assert set(tags(course, worker).values()) == {"Done"}
    assert not list(to_do(manager, today()))


def test_a_move_is_on_the_list_for_the_stability_meeting_until_it_was_talked_about(client: Client) -> None:
    """SP-236, SP-237: from the day the work begins; one that is exempt is off it, and its page says why."""
    course, worker = begun("SP", "placement_move")
    client.force_login(worker)
    listed = client.get(reverse("meetings:list")).content.decode()
    assert all(words in listed for words in (course.child.name, "SP-229, SP-236", "It is needed now."))
    assert not waiting_for_a_meeting(a_person())  # who does not see the child
    take(course, worker, "reason", words="She is 17 and asks for a place of her own.")
    take(course, worker, "route", answer="spot_to_hass", words="Out of spot provision.")
    assert not waiting_for_a_meeting(worker)
    assert (
        "out of spot provision into HASS" in client.get(reverse("pathways:course", args=[course.pk])).content.decode()
    )
    take(course, worker, "route", answer="stability")
    assert [one.child for one in waiting_for_a_meeting(worker)] == [course.child]
    take(course, worker, "heard")
    assert not waiting_for_a_meeting(worker)


def test_what_waits_longest_for_a_meeting_stands_first_and_what_is_more_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much newer work was talked about already; and after the council has gone over to another policy."""
    monkeypatch.setattr(asking, "FIRST_FEW", 1)
    first, worker = begun("SP", "placement_move")
    with CaptureQueriesContext(connection) as one:
        assert len(waiting_for_a_meeting(Person.objects.get(pk=worker.pk))) == 1
    for number in range(3):
        child = child_in_care(100, team=first.child.team)
        works_with(worker, child)
        course = begin_pathway(by=worker, child=child, kind="placement_move", why=f"Number {number}.")
        if number:
            for step, more in (("reason", {"words": "Notice."}), ("route", {"answer": "stability"}), ("heard", {})):
                take(course, worker, step, **more)
    follow("PG")
    with CaptureQueriesContext(connection) as four:
        found = waiting_for_a_meeting(Person.objects.get(pk=worker.pk))
    assert [each.why for each in found] == ["It is needed now.", "Number 0."]
    assert len(four) == len(one)
    client.force_login(worker)
    page = client.get(reverse("meetings:list")).content.decode()
    assert "It is needed now." in page
    assert "Number 0." not in page
    assert "And 1 more, begun later." in page


def test_in_an_emergency_the_meeting_is_not_asked_for() -> None:
    course, worker = begun("SP", "placement_move")
    take(course, worker, "reason", words="Friday night.")
    take(course, worker, "route", answer="emergency", words="There was a fire.")
    assert not any("talked about the move" in ask for ask in tags(course, worker))
    take(course, a_person("service_manager", course.child.team), "agreed", answer="no", words="Not that home.")
    assert "Not agreed" in tags(course, worker).values()
    with pytest.raises(Question, match="SP-228"):
        close_pathway(by=worker, course=course, version=Course.objects.get().version, ended="The child stayed.")


def test_the_weekly_look_at_an_unregistered_home_closes_its_duty() -> None:
    course, worker = begun("PG", "unregistered_home")
    head = a_person("head_of_service")
    take(course, worker, "why", words="No registered home had room.")
    waits = Duty.objects.get(child=course.child, clause="PG-086", settled="")
    take(course, head, "reviewed", answer="yes", words="Staff are there day and night.")
    assert Duty.objects.get(child=course.child, clause="PG-086", anchor=waits.anchor).done == today()
    take(course, head, "reviewed", answer="yes", words="Looked at again the same day.")
    assert Fact.objects.about(course.child).filter(token="meeting.placement_review").count() == 1


def test_what_is_known_calls_for_it_first() -> None:
    follow("PG")
    child = child_in_care(100, team=a_team())
    a_fact(child, "placement.residential", days_ago(5), attributes=UNREGISTERED, ends_previous=True)
    first, *others = kinds_for(child, works_with(a_person(), child))
    assert (first[0].code, first[1]) == ("unregistered_home", True)
    assert not any(is_called for _, is_called in others)


def test_it_begins_once_and_a_stale_step_is_refused() -> None:
    course, worker = begun("SP", "life_story")
    with pytest.raises(Refusal, match="under way"):
        begin_pathway(by=worker, child=course.child, kind="life_story", why="Again.")
    take_step(by=worker, course=course, step="folder", version=0)
    with pytest.raises(Refusal, match="This has changed since"):
        take_step(by=worker, course=course, step="box", version=0)


def test_the_later_life_letter_is_the_fact_its_duties_wait_for() -> None:
    course, worker = begun("SP", "life_story")
    a_fact(course.child, "worker_left", days_ago(3))
    waits = Duty.objects.get(child=course.child, clause="SP-210")
    take(course, worker, "letter")
    assert Duty.objects.get(child=course.child, clause="SP-210", anchor=waits.anchor).done == today()
    assert take(course, worker, "copies").fact is None


def test_a_day_put_right_puts_the_fact_right() -> None:
    course, worker = begun("SP", "life_story")
    take(course, worker, "book", day=days_ago(9))
    take(course, worker, "book", day=days_ago(2))
    books = Fact.objects.about(course.child).current().filter(token="document.life_story_book")
    assert [fact.start for fact in books] == [days_ago(2)]
    assert StepTaken.objects.filter(step="book").count() == 2


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(9999, 1, 1)])
def test_a_day_that_cannot_be_right_is_refused(day: date) -> None:
    course, worker = begun("SP", "life_story")
    with pytest.raises(Refusal) as refused:
        take(course, worker, "folder", day=day)
    assert refused.value.field == "day"
    assert not StepTaken.objects.exists()


def test_a_second_piece_of_work_costs_its_own_steps_and_no_more() -> None:
    course, worker = begun("SP", "life_story")
    rows(course.child, worker)  # what is asked of a child once is known from here on
    with CaptureQueriesContext(connection) as one:
        rows(course.child, worker)
    begin_pathway(by=worker, child=course.child, kind="placement_move", why="It is needed now.")
    with CaptureQueriesContext(connection) as two:
        rows(course.child, worker)
    assert len(two) == len(one) + 1


def test_work_whose_agreement_was_given_costs_the_home_page_nothing() -> None:
    course, worker = begun("SP", "placement_move")
    manager = a_person("service_manager", course.child.team)
    take(course, worker, "reason", words="Friday night.")
    take(course, worker, "route", answer="emergency", words="There was a fire.")
    with CaptureQueriesContext(connection) as asked:
        assert list(to_do(manager, today()))
    take(course, manager, "agreed", answer="yes", words="There is no better home.")
    with CaptureQueriesContext(connection) as agreed:
        assert not list(to_do(manager, today()))
    assert len(agreed) < len(asked)


def test_a_fact_recorded_elsewhere_is_left_alone_when_a_step_is_put_right() -> None:
    course, worker = begun("SP", "life_story")
    a_fact(course.child, "document.life_story_book", days_ago(9))
    assert take(course, worker, "book", day=days_ago(9)).was_there
    take(course, worker, "book", day=days_ago(2))
    take(course, worker, "book", day=days_ago(1))  # what the step recorded itself is its own to change
    books = Fact.objects.about(course.child).current().filter(token="document.life_story_book").order_by("start")
    assert [fact.start for fact in books] == [days_ago(9), days_ago(1)]


def test_a_form_that_puts_a_step_right_begins_with_what_was_said() -> None:
    course, worker = begun("SP", "life_story")
    take(course, worker, "book", day=days_ago(9), words="She chose the pictures.")
    book, copies = (pathway_of(course).step(name) for name in ("book", "copies"))
    assert said_last(course, book) == {"day": days_ago(9), "answer": "", "words": "She chose the pictures."}
    take(course, worker, "copies")
    assert said_last(course, copies) == {}  # done again, not put right
