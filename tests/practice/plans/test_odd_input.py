"""What nobody should send: years that cannot be, texts without end, another child's meeting, a word said again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.actions import withdraw_fact
from permanence.practice.children.models import Child, Fact
from permanence.practice.plans import actions
from permanence.practice.plans.models import Mark, Plan
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.made import a_fact, a_person, days_ago, works_with
from practice.meetings.given import asked, family, follow
from practice.plans.given import BESIDE, LEADS, places, settled

pytestmark = pytest.mark.django_db


def _with_plan(client: Client) -> tuple[Child, Person, Plan]:
    follow("PG")
    child, worker, _ = family()
    plan = settled(worker, child, places(reunification=LEADS, kinship=BESIDE), day=days_ago(5))
    client.force_login(worker)
    return child, worker, plan


def _day(name: str, day: str, month: str, year: str) -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


@pytest.mark.parametrize("year", ["0001", "1899", "9999"])
@pytest.mark.parametrize("page", ["court", "say", "settle", "achieved"])
def test_a_year_that_cannot_be_right_is_told_and_nothing_is_kept(client: Client, page: str, year: str) -> None:
    child, _, plan = _with_plan(client)
    args: dict[str, list[Any]] = {"court": [plan.pk], "say": [child.pk, "reunification", "with_parents_assessed"]}
    said = {"who": "The court", "how": "the order", "because": "A year.", "seen": plan.pk, **_day("on", "1", "2", year),
            **_day("day", "1", "2", year), "role_kinship": LEADS, "role_reunification": BESIDE,
            "why_kinship": "An aunt.", "why_reunification": "Mum."}  # fmt: skip
    shown = client.post(reverse(f"plans:{page}", args=args.get(page, [child.pk])), said)
    assert shown.status_code == 200
    assert "There is a problem" in shown.content.decode()
    assert not Mark.objects.about(child).exists()
    assert Plan.objects.about(child).count() == 1


def test_a_text_without_end_is_told(client: Client) -> None:
    child, worker, plan = _with_plan(client)
    mark = actions.tell(by=worker, plan=plan, of="several", who="Sam", on=today(), how="by telephone")
    shown = client.post(reverse("plans:take_back", args=[mark.pk]), {"why": "x" * 401}).content.decode()
    assert "There is a problem" in shown
    shown = client.post(reverse("plans:settle", args=[child.pk]), {"because": "x" * 50_001}).content.decode()
    assert "Shorten it" in shown
    mark.refresh_from_db()
    assert not mark.taken_back


def test_another_childs_meeting_is_nobodys_here(client: Client) -> None:
    child, worker, _ = _with_plan(client)
    other, colleague, _ = family()
    works_with(worker, other)
    meeting = asked(other, colleague)
    assert client.get(reverse("plans:settle_from", args=[child.pk, meeting.pk])).status_code == 404
    assert client.post(reverse("plans:take_over", args=[child.pk, meeting.pk])).status_code == 404


def test_the_last_word_of_the_review_counts(client: Client) -> None:
    child, _, plan = _with_plan(client)
    officer = works_with(a_person("reviewing_officer"), child, "reviewing_officer")
    for day, agreed in ((days_ago(4), True), (today(), False)):
        actions.review_plan(by=officer, plan=plan, on=day, in_time=agreed, agreed=agreed, note="I saw her.",
                            confirmed={"no_review"})  # fmt: skip
    page = client.get(reverse("plans:of_child", args=[child.pk]))
    [line] = [one for one in page.context["marks"] if one.what.startswith("Endorsed")]
    assert line.tag.text == "Needed"


def test_a_plan_whose_fact_was_withdrawn_is_said_to_be_missing(client: Client) -> None:
    child, worker, plan = _with_plan(client)
    withdraw_fact(by=worker, fact=Fact.objects.about(child).holding().get(token="plan"), why="It was another child's.")
    page = reverse("plans:of_child", args=[child.pk])
    assert "The record holds no plan" in client.get(page).content.decode()
    with pytest.raises(Refusal, match="holds no plan any more"):
        actions.achieve_plan(by=worker, child=child, day=today(), version=plan.pk)
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE), version=plan.pk)
    assert "The record holds no plan" not in client.get(page).content.decode()


def test_a_plan_is_not_achieved_while_the_record_tells_of_another(client: Client) -> None:
    child, worker, plan = _with_plan(client)
    a_fact(child, "plan", days_ago(1), attributes={"primary": "adoption"}, ends_previous=True)
    with pytest.raises(Refusal, match="Settle the plan first"):
        actions.achieve_plan(by=worker, child=child, day=today(), version=plan.pk)


def test_a_child_who_is_home_for_good_reads_of_no_other_home(client: Client) -> None:
    child, worker, plan = _with_plan(client)
    page = f"{reverse('plans:for_child', args=[child.pk])}?age=from_8_to_12"
    assert "someone in your family" in client.get(page).content.decode()
    actions.achieve_plan(by=worker, child=child, day=today(), version=plan.pk)
    assert "someone in your family" not in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("born", "said"),
    [(date(2010, 2, 28), "turns 18 on 28 February 2028"), (date(2008, 2, 29), "turned 18 on 1 March 2026")],
)
def test_coming_of_age_is_told(client: Client, settings: Any, born: date, said: str) -> None:
    settings.TODAY = date(2026, 11, 25)
    child, *_ = _with_plan(client)
    Child.objects.filter(pk=child.pk).update(born=born)
    assert said in client.get(reverse("plans:of_child", args=[child.pk])).content.decode()


def test_a_stale_achievement_is_refused(client: Client) -> None:
    child, worker, plan = _with_plan(client)
    settled(worker, child, places(reunification=LEADS, adoption=BESIDE, kinship="ruled_out"))
    with pytest.raises(Refusal, match="Someone else settled"):
        actions.achieve_plan(by=worker, child=child, day=today(), version=plan.pk)
