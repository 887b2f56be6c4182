"""Settling a plan: what the policy stops or asks, what becomes a fact, and what is kept of before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.models import Child, Fact
from permanence.practice.meetings import actions as meetings
from permanence.practice.plans import actions
from permanence.practice.plans.choices import Choice, now_chosen
from permanence.practice.plans.models import Mark, Plan, Track
from permanence.practice.plans.standing import standing_of
from permanence.practice.record.models import Entry
from permanence.practice.refusals import Question, Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty
from practice.made import a_fact, a_person, days_ago, works_with
from practice.meetings.given import all_decided, asked, booked, family, follow
from practice.plans.given import BESIDE, LEADS, OUT, STANDS_BY, places, settled

pytestmark = pytest.mark.django_db


def _plan_fact(child: Child) -> dict[str, Any]:
    return dict(Fact.objects.about(child).holding().get(token="plan").attributes)


def test_a_settled_plan_is_a_fact_and_closes_what_is_owed() -> None:
    follow("PG")
    child, worker, _ = family()
    open_before = Duty.objects.about(child).open().filter(duty="plan.identified")
    assert open_before.exists()  # PG-159
    given = places(reunification=LEADS, kinship=BESIDE, adoption=STANDS_BY, residential=OUT)
    plan = settled(worker, child, given)
    assert _plan_fact(child) == {"primary": "reunification", "parallel": ["kinship"]}
    assert not open_before.exists()
    assert {one.option: one.role for one in Track.objects.about(child).live()} == {
        "reunification": LEADS, "kinship": BESIDE, "adoption": STANDS_BY,
    }  # fmt: skip
    out = Track.objects.about(child).get(option="residential")
    assert (out.ended, out.start, out.end) == ("ruled_out", today(), today())
    assert plan.believed["owed"]
    assert Entry.objects.filter(did="plans.settle_plan").exists()


def test_one_leads_and_each_place_has_its_reason() -> None:
    follow("PG")
    child, worker, _ = family()
    with pytest.raises(Refusal, match=r"No option leads.*PG-017"):
        settled(worker, child, places(kinship=BESIDE))
    with pytest.raises(Refusal, match="Two options lead"):
        settled(worker, child, places(kinship=LEADS, adoption=LEADS))
    bare = places(kinship=LEADS, adoption=BESIDE)
    bare["adoption"] = type(bare["adoption"])(BESIDE)
    with pytest.raises(Refusal, match="why it is live") as refused:
        settled(worker, child, bare)
    assert refused.value.field == "why_adoption"
    assert not Plan.objects.about(child).exists()


def test_another_plan_stands_by_until_permanence_is_achieved() -> None:
    follow("PG")
    child, worker, _ = family()
    with pytest.raises(Question, match="PG-018, PG-160"):
        settled(worker, child, places(reunification=LEADS))
    plan = settled(worker, child, places(reunification=LEADS), confirmed={"stands_by"})
    actions.achieve_plan(by=worker, child=child, day=today(), version=plan.pk)
    settled(worker, child, places(reunification=(LEADS, "no_order")))  # and nothing is asked now
    follow("DG")
    other, colleague, _ = family()
    settled(colleague, other, places(reunification=LEADS))  # DG asks for none


def test_a_plan_narrows_and_loses_nothing() -> None:
    follow("PG")
    child, worker, _ = family()
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE, adoption=STANDS_BY), day=days_ago(20))
    track = Track.objects.about(child).get(option="kinship")
    actions.write_track(
        by=worker,
        track=track,
        version=track.version,
        rules_out="The aunt's health",
        evidence="Viability 3 May",
        decides="Full assessment",
        decides_on=today() + timedelta(days=9),
    )
    second = settled(worker, child, places(reunification=OUT, kinship=LEADS, adoption=STANDS_BY))
    assert second.changed
    assert _plan_fact(child) == {"primary": "kinship"}
    before = Fact.objects.about(child).current().get(token="plan", end=today())
    assert before.attributes == {"primary": "reunification", "parallel": ["kinship"]}
    changes = Fact.objects.about(child).current().filter(token__startswith="change.").values_list("token", flat=True)
    assert sorted(changes) == ["change.care_plan", "change.option_discounted"]
    gone, leads = (
        Track.objects.about(child).get(option="reunification"),
        Track.objects.about(child).live().get(role=LEADS),
    )
    assert (gone.ended, gone.end, gone.ended_because) == (
        "ruled_out",
        today(),
        "reunification: because it is ruled_out",
    )
    assert (leads.option, leads.evidence, leads.decides) == ("kinship", "Viability 3 May", "Full assessment")
    first, last = Plan.objects.about(child).order_by("day")
    assert (first.stands, last.stands) == (False, True)
    assert [one["role"] for one in first.believed["options"]] == [LEADS, BESIDE, STANDS_BY]
    with pytest.raises(Refusal, match="Nothing is different"):
        settled(worker, child, now_chosen(standing_of(child, worker)))
    with pytest.raises(Refusal, match="in the plan now"):
        settled(worker, child, places(kinship="", adoption=LEADS))


def test_a_stale_plan_is_refused_and_days_are_checked() -> None:
    follow("PG")
    child, worker, _ = family()
    first = settled(worker, child, places(reunification=LEADS, kinship=BESIDE), day=days_ago(2))
    settled(worker, child, places(reunification=LEADS, kinship=OUT, adoption=BESIDE), day=days_ago(1))
    with pytest.raises(Refusal, match="Someone else settled"):
        settled(worker, child, places(kinship=LEADS, adoption=BESIDE), version=first.pk)
    with pytest.raises(Refusal, match="that day or a later one"):
        settled(worker, child, places(reunification=LEADS, adoption=OUT, kinship=BESIDE), day=days_ago(2))
    with pytest.raises(Refusal, match="has come"):
        settled(worker, child, places(reunification=OUT, adoption=LEADS), day=today() + timedelta(days=1))


def test_what_an_option_needs_stops_where_it_must_and_asks_where_it_should() -> None:
    follow("SP")
    child, worker, _ = family()
    given = places(long_term_fostering=(LEADS, "connected_people"), kinship=STANDS_BY)
    with pytest.raises(Refusal, match="SP-115"):
        settled(worker, child, given)
    actions.say_so(
        by=worker,
        child=child,
        option="long_term_fostering",
        word="service_manager_agreed",
        who="Ann Head",
        on=today(),
        how="by e-mail",
    )
    settled(worker, child, given)
    follow("PG")
    with pytest.raises(Question, match="PG-067"):
        settled(worker, child, places(adoption=(LEADS, "foster_to_adopt"), kinship=BESIDE, long_term_fostering=OUT))


def test_long_term_fostering_is_achieved_only_as_the_panel_and_an_order_allow() -> None:
    follow("PG")
    child, worker, _ = family()
    plan = settled(
        worker, child, places(long_term_fostering=(LEADS, "present_carers"), adoption=OUT, kinship=STANDS_BY)
    )
    achieve = {"by": worker, "child": child, "day": today(), "version": plan.pk}
    with pytest.raises(Refusal, match="PG-056"):
        actions.achieve_plan(**achieve)
    a_fact(child, "panel.permanence", today(), attributes={"outcome": "ratified"})
    with pytest.raises(Refusal, match=r"care order.*PG-056"):
        actions.achieve_plan(**achieve)
    actions.say_so(
        by=worker,
        child=child,
        option="long_term_fostering",
        word="reason_without_order",
        who="Ann Head",
        on=today(),
        how="minutes of the panel",
    )
    actions.achieve_plan(**achieve)
    assert Fact.objects.about(child).current().filter(token="permanence_achieved.long_term_fostering").exists()
    with pytest.raises(Refusal, match="said already"):
        actions.achieve_plan(**achieve)


def test_a_closed_list_of_options_stays_closed() -> None:
    follow("DG")
    child, worker, _ = family()
    with pytest.raises(Refusal, match=r"not an option of this policy \(DG-003\)"):
        settled(worker, child, places(residential=LEADS, adoption=BESIDE))
    settled(worker, child, places(residential=OUT, adoption=LEADS))


def test_a_plan_recorded_elsewhere_is_taken_up() -> None:
    follow("PG")
    child, worker, _ = family()
    a_fact(child, "plan", days_ago(9), attributes={"primary": "adoption", "parallel": ["kinship"]})
    standing = standing_of(child, worker)
    assert standing.differs
    assert {option: one.role for option, one in now_chosen(standing).items()} == {"adoption": LEADS, "kinship": BESIDE}
    plan = settled(worker, child, places(adoption=LEADS, kinship=BESIDE), day=days_ago(9))
    assert not plan.changed
    assert Fact.objects.about(child).current().filter(token="plan").count() == 1
    assert not standing_of(child, worker).differs


def test_what_a_closed_meeting_recommends_is_taken_over_with_one_press(client: Client) -> None:
    """PG-162: the plan is brought up to date once a meeting settles the likely option."""
    follow("AM")
    child, worker, manager = family()
    meeting = booked(asked(child, worker), worker, manager)
    all_decided(meeting, worker)
    meeting = meetings.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    for option, verdict in (("kinship", LEADS), ("adoption", STANDS_BY), ("reunification", OUT)):
        meetings.appraise(by=worker, meeting=meeting, option=option, verdict=verdict, why=f"As to {option}.")
    with pytest.raises(Refusal, match="closed meeting"):
        settled(worker, child, places(kinship=LEADS), meeting=meeting)
    meetings.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    client.force_login(worker)
    page = reverse("plans:of_child", args=[child.pk])
    assert "recommends a plan" in client.get(page).content.decode()
    press = reverse("plans:take_over", args=[child.pk, meeting.pk])
    client.post(press)  # as from a page that knows no version
    assert not Plan.objects.about(child).exists()
    client.post(press, {"version": "0"})
    twice = client.post(press, {"version": "0"}, follow=True)  # a second press finds nothing more to do
    assert twice.redirect_chain[-1][0] == page
    assert "recorded once, not twice" in twice.content.decode()
    plan = Plan.objects.about(child).get()
    assert (plan.meeting, plan.primary, plan.day) == (meeting, "kinship", meeting.day)
    assert Track.objects.about(child).get(option="reunification").ended_at == meeting
    said = client.get(page).content.decode()
    assert "recommends a plan" not in said
    assert "As to adoption." in said


def test_who_was_told_and_who_endorsed_is_kept_and_only_the_reviewing_officer_endorses() -> None:
    follow("PG")
    child, worker, _ = family()
    officer = works_with(a_person("reviewing_officer"), child, "reviewing_officer")
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE), day=days_ago(5))
    plan = settled(worker, child, places(reunification=BESIDE, kinship=LEADS))
    actions.tell(by=worker, plan=plan, of="change", who=officer.name, on=today(), how="by telephone")
    with pytest.raises(Refusal, match="before the plan was settled"):
        actions.tell(by=worker, plan=plan, of="several", who="Sam, mother", on=days_ago(3), how="at a visit")
    said = {"plan": plan, "on": today(), "in_time": True, "agreed": True, "note": "It fits her."}
    with pytest.raises(Refusal, match="reviewing officer"):
        actions.review_plan(by=worker, **said)
    with pytest.raises(Question, match="No statutory review"):
        actions.review_plan(by=officer, **said)
    a_fact(child, "review", today())
    actions.review_plan(by=officer, **said)
    assert Fact.objects.about(child).current().filter(token="endorsement", start=today(), recorded_by=officer).exists()
    assert set(Mark.objects.about(child).values_list("kind", flat=True)) == {"change", "reviewed"}
    _is_taken_back(Mark.objects.about(child).get(kind="reviewed"), worker, officer)


def _is_taken_back(mark: Mark, worker: Person, officer: Person) -> None:
    """Only by who said it; a manager overrules no reviewing officer. The endorsement goes with it."""
    with pytest.raises(Refusal, match="Whoever said it"):
        actions.take_back_mark(by=a_person("head_of_service"), mark=mark, why="I think otherwise.")
    with pytest.raises(Refusal, match="Whoever said it"):
        actions.take_back_mark(by=worker, mark=mark, why="It was another child's.")
    with pytest.raises(Refusal, match="Say why"):
        actions.take_back_mark(by=officer, mark=mark, why=" ")
    actions.take_back_mark(by=officer, mark=mark, why="It was another child's.")
    assert not Fact.objects.about(mark.child).current().filter(token="endorsement").exists()
    assert mark not in standing_of(mark.child, worker).marks
    with pytest.raises(Refusal, match="taken back already"):
        actions.take_back_mark(by=officer, mark=mark, why="Again.")


def test_a_move_away_from_what_the_court_agreed_calls_a_meeting() -> None:
    follow("AM")
    child, worker, _ = family()
    a_fact(child, "proceedings.care", days_ago(200), end=days_ago(20))
    plan = settled(worker, child, places(reunification=LEADS, kinship=BESIDE), day=days_ago(9))
    actions.court_agreed(by=worker, plan=plan, who="The family court", on=days_ago(9), how="the order")
    assert standing_of(child, worker).court_agreed
    owed = Duty.objects.about(child).open().filter(clause="AM-40")
    assert not owed.exists()
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE, adoption=BESIDE))  # the same one leads
    assert standing_of(child, worker).court_agreed
    settled(worker, child, places(reunification=BESIDE, kinship=LEADS, adoption=OUT), in_court=True)
    assert Fact.objects.about(child).current().filter(token="change.court_plan", start=today()).exists()
    assert owed.exists()


def test_a_single_track_under_pp_changes_which_meetings_are_owed() -> None:
    follow("PP")
    child, worker, _ = family(120)
    a_fact(child, "review", days_ago(95))
    a_fact(child, "meeting.permanence", days_ago(80))
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE), day=days_ago(70))
    owed = Duty.objects.about(child).open().values_list("clause", flat=True)
    assert "PP-20" in owed
    assert "PP-24" not in owed
    settled(worker, child, places(reunification=OUT, kinship=LEADS))
    assert "PP-20" not in owed.all()
    assert "PP-24" in owed.all()


def test_section_20_that_goes_on_for_long_is_flagged() -> None:
    follow("PG")
    (child, worker, _), (other, _, _) = family(100), family(80)
    assert "section_20_long" in standing_of(child, worker).so
    assert "section_20_long" not in standing_of(other, worker).so


def test_who_is_slower_loses_nothing_of_what_they_typed(client: Client) -> None:
    follow("PG")
    child, worker, _ = family()
    page = reverse("plans:settle", args=[child.pk])
    client.force_login(worker)
    typed = {"role_kinship": LEADS, "why_kinship": "An aunt.", "because": "My own words.", "seen": "0",
             "day_day": "1", "day_month": "11", "day_year": "2026"}  # fmt: skip
    settled(worker, child, places(reunification=LEADS, adoption=BESIDE))
    shown = client.post(page, typed).content.decode()
    assert "Someone else settled another plan" in shown
    assert "My own words." in shown
    assert "reunification: because it is primary" in shown  # theirs, beside it
    kept = {"page": page, "role_kinship": LEADS, "because": "Half a sentence"}
    assert client.post(reverse("children:keep"), kept).status_code == 200
    assert "Half a sentence" in client.get(page).content.decode()
    track = reverse("plans:track", args=[Track.objects.about(child).live().first().pk])
    assert client.post(reverse("children:keep"), {"page": track, "evidence": "So far"}).status_code == 200


def test_that_another_plan_leads_stays_to_be_told_when_the_plan_is_settled_again() -> None:
    follow("PG")
    child, worker, _ = family()
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE), day=days_ago(5))
    settled(worker, child, places(reunification=BESIDE, kinship=LEADS), day=days_ago(2))
    plan = settled(worker, child, places(reunification=BESIDE, kinship=LEADS, adoption=BESIDE))
    assert plan.changed
    actions.tell(by=worker, plan=plan, of="change", who="The officer", on=today(), how="by telephone")
    assert not settled(worker, child, places(reunification=BESIDE, kinship=LEADS, adoption=OUT)).changed


def test_an_option_ruled_out_before_keeps_its_day_when_its_reason_is_said_anew() -> None:
    follow("PG")
    child, worker, _ = family()
    settled(worker, child, places(reunification=LEADS, adoption=BESIDE, kinship=OUT), day=days_ago(30))
    again = places(reunification=LEADS, adoption=BESIDE, kinship=OUT) | {
        "kinship": Choice(OUT, "", "Nobody could be found.")
    }
    settled(worker, child, again)
    [track] = Track.objects.about(child).filter(option="kinship")
    assert (track.end, track.ended_because) == (days_ago(30), "Nobody could be found.")


def test_two_plans_cannot_lead_when_the_record_names_another_than_the_tracks() -> None:
    follow("PG")
    child, worker, _ = family()
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE), day=days_ago(5))
    a_fact(child, "plan", days_ago(1), attributes={"primary": "adoption"}, ends_previous=True)
    with pytest.raises(Refusal, match="is in the plan now"):
        settled(worker, child, places(adoption=LEADS))


@pytest.mark.parametrize("year", [1, 9999])
def test_a_year_that_cannot_be_right_is_refused(year: int) -> None:
    follow("PG")
    child, worker, _ = family()
    settled(worker, child, places(reunification=LEADS, kinship=BESIDE))
    track = Track.objects.about(child).get(option="kinship")
    with pytest.raises(Refusal, match="Check the year"):
        actions.write_track(by=worker, track=track, version=track.version, rules_out="", evidence="",
                            decides="A report", decides_on=date(year, 1, 1))  # fmt: skip
    with pytest.raises(Refusal, match="year cannot be right"):
        actions.raise_disagreement(by=worker, child=child, whose="worker", on=date(min(year, 1960), 1, 1), about="No.")
