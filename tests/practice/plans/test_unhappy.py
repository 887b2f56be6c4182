"""A worker who disagrees and a child who is unhappy: who hears of it, by when, and how it ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.models import Child, Fact
from permanence.practice.home.sections import sections_for
from permanence.practice.plans import actions
from permanence.practice.plans.models import Disagreement, Step
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.made import a_person, a_team, also, child_in_care, works_with
from practice.meetings.given import family, follow
from practice.plans.given import BESIDE, LEADS, places, settled

pytestmark = pytest.mark.django_db


def _waits_for(person: Person) -> list[str]:
    tasks = [section.tasks for section in sections_for(person, today()) if section.title == "Unhappy with the plan"]
    return [task.what for some in tasks for task in some]


def _raised(child: Child, by: Person, whose: str, **more: Any) -> Disagreement:
    return actions.raise_disagreement(
        by=by, child=child, whose=whose, on=more.pop("on", today()), about="It is too far.", **more
    )


def test_a_workers_disagreement_goes_to_the_manager_and_then_to_the_service_manager() -> None:
    follow("SP")
    over = a_team()
    team = a_team(within=over)
    child = child_in_care(team=team)
    worker, manager = works_with(a_person(team=team), child), a_person("team_manager", team)
    above = a_person("service_manager", over)
    found = _raised(child, worker, "worker", on=date(2026, 11, 2))
    [first] = Step.objects.about(child)
    assert (first.who, first.clauses, first.due, first.is_ours) == ("team_manager", "SP-173", date(2026, 11, 9), True)
    assert (_waits_for(manager), _waits_for(above), _waits_for(worker)) == ([first.do], [], [])
    with pytest.raises(Refusal, match="Whom the policy names"):
        actions.answer_step(by=above, step=first, answer="No.")
    actions.answer_step(by=manager, step=first, answer="I see it otherwise.")
    last = Step.objects.about(child).get(place=1)
    assert (last.clauses, _waits_for(manager), _waits_for(above)) == ("SP-174", [], [last.do])
    with pytest.raises(Refusal, match="how it ended"):
        actions.answer_step(by=above, step=last, answer="Both heard.")
    actions.answer_step(by=above, step=last, answer="The search goes on for a month.", outcome="changed")
    found.refresh_from_db()
    assert (found.outcome, found.settled_on) == ("changed", today())
    assert _waits_for(above) == []


def test_nobody_is_asked_about_their_own_disagreement() -> None:
    follow("SP")
    child, _, manager = family()
    _raised(child, manager, "worker")
    assert Step.objects.about(child).get().clauses == "SP-174"
    with pytest.raises(Refusal, match="open already"):
        _raised(child, manager, "worker")


def test_a_child_who_is_unhappy_is_heard_by_all_at_once_and_what_they_want_is_a_fact() -> None:
    follow("SP")
    child, worker, _ = family()
    officer = works_with(a_person("reviewing_officer"), child, "reviewing_officer")
    lead = a_person("permanence_team_manager")
    found = _raised(child, worker, "child", wants="To stay at my school.")
    steps = {step.clauses: step for step in Step.objects.about(child)}
    assert set(steps) == {"SP-175", "SP-176", "SP-177"}
    assert all(_waits_for(person) for person in (officer, worker, lead))
    assert Fact.objects.about(child).current().filter(token="change.child_wish").exists()
    actions.answer_step(by=worker, step=steps["SP-177"], answer="She wants an advocate; one comes on Monday.")
    found.refresh_from_db()
    assert found.outcome == ""
    actions.answer_step(by=officer, step=steps["SP-176"], answer="I saw her.", outcome="stays")
    assert [_waits_for(person) for person in (officer, worker, lead)] == [[], [], []]
    with pytest.raises(Refusal, match="answered already"):
        actions.answer_step(by=lead, step=steps["SP-175"], answer="Late.")


def test_under_a_policy_that_names_no_ladder_ours_stands_in_and_is_called_ours(client: Client) -> None:
    follow("AM")
    child, worker, _ = family()
    found = _raised(child, worker, "worker")
    client.force_login(worker)
    said = client.get(reverse("plans:disagreement", args=[found.pk])).content.decode()
    assert "5 working days, our proposal" in said
    also(worker, "social_worker")
    assert client.get(reverse("plans:answer", args=[Step.objects.about(child).get().pk])).status_code == 403


@pytest.mark.parametrize(("band", "said"), [
    ("under_8", "The grown-ups think it is best for you to live with someone in your family."),
    ("from_8_to_12", "If the plan does not work, there is a second plan: for you to be adopted"),
    ("from_13", "You can disagree."),
])  # fmt: skip
def test_the_childs_page_speaks_to_the_age(client: Client, band: str, said: str) -> None:
    follow("PG")
    child, worker, _ = family()
    works_with(a_person("reviewing_officer", name="Olu Review"), child, "reviewing_officer")
    settled(worker, child, places(kinship=LEADS, adoption="contingency"))
    client.force_login(worker)
    page = f"{reverse('plans:for_child', args=[child.pk])}?age={band}"
    shown = client.get(page).content.decode()
    assert said in shown
    assert "Olu Review" in shown


def test_the_workers_words_stand_on_the_page_until_the_plan_changes(client: Client) -> None:
    follow("PG")
    child, worker, _ = family()
    settled(worker, child, places(kinship=LEADS, adoption="contingency"))
    words = {"happening": "Aunt May wants you.", "said": "I like May.", "talk_to": "Miss Day"}
    actions.write_for_child(by=worker, child=child, version=0, **words)
    with pytest.raises(Refusal, match="has changed since"):
        actions.write_for_child(by=worker, child=child, version=0, **words)
    client.force_login(worker)
    page = reverse("plans:for_child", args=[child.pk])
    assert "Aunt May wants you." in client.get(page).content.decode()
    settled(worker, child, places(kinship="ruled_out", adoption=LEADS, reunification=BESIDE))
    shown = client.get(page).content.decode()
    assert "Aunt May wants you." not in shown
    assert "Write them anew" in shown
