"""Kept duty rows: in step with the facts, right on each day until they say they hold no longer, and checked."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from permanence.policy.contract import work_out
from permanence.policy.duties import evaluator
from permanence.policy.pack import read_pack
from permanence.policy.timeline import as_date, day_number, timeline_of
from permanence.practice.children.actions import withdraw_fact
from permanence.practice.children.models import Child
from permanence.practice.children.timeline import timeline_of as timeline_of_rows
from permanence.practice.children.timeline import timeline_of_child
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.procedures.actions import approve, propose
from permanence.practice.procedures.policy import current_pack
from permanence.practice.refusals import Refusal
from permanence.practice.today import today
from permanence.practice.tracker.actions import bring_up_to_date, rebuild, stale
from permanence.practice.tracker.checking import differences
from permanence.practice.tracker.models import Duty
from permanence.practice.tracker.reckoning import good_until
from permanence.practice.tracker.reckoning import work_out as as_kept
from policy.populations import seeded_population
from practice.made import a_child, a_fact, a_person, child_in_care, days_ago

PACKS = ("AM", "DG", "SP", "PG", "PP", "ENGLAND")


def _adopt(pack: str, effective: date, **settings: Any) -> None:
    adoption = propose(by=a_person("head_of_service"), pack=pack, effective=effective, settings=settings)
    approve(by=a_person("assistant_director"), adoption=adoption)


# --- in step -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_fact_changes_the_duties_in_the_same_breath() -> None:
    _adopt("PG", days_ago(400))
    child = child_in_care(30)
    meeting = Duty.objects.get(child=child, clause="PG-074")
    assert (meeting.status(), meeting.due, meeting.days_late()) == ("overdue", days_ago(2), 2)
    fact = a_fact(child, "meeting.permanence", days_ago(1))
    met = Duty.objects.get(child=child, clause="PG-074")
    assert (met.status(), met.done, met.days_late()) == ("late", days_ago(1), 1)
    withdraw_fact(by=None, fact=fact, why="Another child's meeting")
    assert Duty.objects.get(child=child, clause="PG-074").status() == "overdue"
    assert list(differences()) == []


@pytest.mark.django_db
def test_rows_of_the_database_say_what_a_case_file_says() -> None:
    children, as_at = seeded_population(3, 40)
    for told in children:
        _keep(told)
    from_rows = timeline_of_rows(for_the_machine())
    from_case = timeline_of(children)
    ready = evaluator(read_pack("PG"))
    one, other = ready.duties(from_rows, as_at), ready.duties(from_case, as_at)
    for name in ("child", "kind", "anchor", "due", "done", "booked", "status", "days_late", "basis"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    child = for_the_machine().order_by("pk")[7]
    alone = work_out(read_pack("PG"), timeline_of_child(child), as_at)
    assert len(alone) == int((one.child == 7).sum())


def _keep(told: dict[str, Any]) -> Child:
    """A told life as rows, put in past the checks: it may hold what a person could not record."""
    from permanence.practice.children.models import Fact

    child = a_child(born=told.get("born"))
    Fact.objects.bulk_create(_row(child, fact) for fact in told["facts"])
    return child


def _row(child: Child, told: dict[str, Any]) -> Any:
    from permanence.practice.children.models import Fact

    token = f"{told['fact']}.{told['code']}" if told.get("code") else told["fact"]
    plain = {"fact", "code", "from", "to", "date"}
    details = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in told.items()
        if name not in plain
    }
    return Fact(
        child=child, token=token, start=told.get("date") or told["from"], end=told.get("to"), attributes=details
    )


# --- how long they hold ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", PACKS)
def test_rows_stand_as_they_are_until_the_day_they_say(pack: str) -> None:
    children, as_at = seeded_population(11, 150)
    ready = evaluator(read_pack(pack))
    timeline = timeline_of([{**child, "id": place} for place, child in enumerate(children)])
    until, rows = good_until(ready, timeline, as_at), _kept(ready, timeline, as_at)
    looked_at = 0
    for ahead in (1, 2, 3, 5, 8, 14, 30, 60, 120, 200, 365):
        day = as_at + timedelta(days=ahead)
        later = _kept(ready, timeline, day)
        holding = [child for child in range(len(children)) if until[child] > day_number(day)]
        looked_at += len(holding)
        assert [child for child in holding if later[child] != rows[child]] == []
    assert looked_at > 300


def _kept(ready: Any, timeline: Any, day: date) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = defaultdict(list)
    for duty in as_kept(ready, timeline, day).duties:
        rows[duty.child_id].append(
            (
                duty.clause,
                duty.anchor,
                duty.due,
                duty.done,
                duty.booked,
                duty.settled,
                duty.days_late_settled,
                duty.basis,
            )
        )
    return rows


@pytest.mark.parametrize("pack", PACKS)
def test_status_is_asked_of_the_day(pack: str) -> None:
    children, as_at = seeded_population(12, 100)
    ready = evaluator(read_pack(pack))
    timeline = timeline_of([{**child, "id": place} for place, child in enumerate(children)])
    until, rows = good_until(ready, timeline, as_at), as_kept(ready, timeline, as_at).duties
    for ahead in (0, 7, 45):
        day = as_at + timedelta(days=ahead)
        fresh = [
            (row["status"], row["days_late"])
            for row in work_out(read_pack(pack), timeline, day)
            if until[int(row["child"])] > day_number(day)
        ]
        asked = [(duty.status(day), duty.days_late(day)) for duty in rows if until[duty.child_id] > day_number(day)]
        assert asked == fresh


@pytest.mark.django_db
def test_rows_that_hold_no_longer_are_rebuilt_before_they_are_read() -> None:
    child = child_in_care(30)
    a_fact(child, "booked.review", today() + timedelta(days=5))
    assert stale() == []
    with override_settings(TODAY=today() + timedelta(days=6)):
        assert stale() == [child.pk]
        bring_up_to_date()
        assert (stale(), stale(for_the_machine())) == ([], [])


@pytest.mark.django_db
def test_until_when_rows_hold_is_the_next_arriving_day() -> None:
    child = a_child()
    ready = evaluator(read_pack("ENGLAND"))
    assert as_date(good_until(ready, timeline_of_child(child), today())[0]).year > 2140
    a_fact(child, "in_care", days_ago(9))
    a_fact(child, "booked.review", today() + timedelta(days=20))
    assert as_date(good_until(ready, timeline_of_child(child), today())[0]) == today() + timedelta(days=20)
    assert as_date(good_until(ready, timeline_of_child(child), today() + timedelta(days=20))[0]) == today() + timedelta(
        days=21
    )


# --- the policy --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_statute_holds_until_a_policy_is_adopted_and_approved() -> None:
    assert current_pack().code == "ENGLAND"
    propose(by=a_person("head_of_service"), pack="PG", effective=days_ago(1))
    assert current_pack().code == "ENGLAND"
    _adopt("PG", days_ago(1))
    assert (current_pack().code, current_pack(days_ago(2)).code) == ("PG", "ENGLAND")


@pytest.mark.django_db
def test_a_setting_counts_for_what_began_from_its_day_on() -> None:
    _adopt("PG", days_ago(400))
    _adopt("PG", days_ago(20), first_meeting_within="2 weeks")
    before, after = child_in_care(30), child_in_care(10)
    due = dict(Duty.objects.filter(clause="PG-074").values_list("child", "due"))
    assert due == {before.pk: days_ago(30 - 28), after.pk: days_ago(10 - 14)}


@pytest.mark.django_db
def test_another_policy_has_every_child_worked_out_anew() -> None:
    child = child_in_care(30)
    _adopt("PG", days_ago(1))
    assert stale() == []
    assert Duty.objects.filter(child=child, clause="PG-074").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("pack", "settings", "words"), [
    ("XX", {}, "Choose one"), ("PG", {"no_such_setting": "1 day"}, "no setting"),
    ("PG", {"first_meeting_within": "soon"}, "soon"),
])  # fmt: skip
def test_a_policy_that_would_not_hold_is_refused(pack: str, settings: dict[str, str], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        propose(by=a_person("head_of_service"), pack=pack, effective=today(), settings=settings)


@pytest.mark.django_db
def test_who_proposes_does_not_approve_and_nobody_approves_twice() -> None:
    head, director = a_person("head_of_service"), a_person("assistant_director")
    adoption = propose(by=head, pack="AM", effective=today())
    with pytest.raises(Refusal, match="Someone else"):
        approve(by=head, adoption=adoption)
    approve(by=director, adoption=adoption)
    with pytest.raises(Refusal, match="already"):
        approve(by=director, adoption=adoption)


# --- the command -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_row_that_differs_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    child = child_in_care(60)
    call_command("check_duties")
    Duty.objects.filter(child=child, place=0).update(due=days_ago(1))
    with pytest.raises(CommandError, match="1 children differ"):
        call_command("check_duties")
    assert f"Child {child.pk}: 1 rows" in capsys.readouterr().out
    rebuild([child])
    assert list(differences()) == []
