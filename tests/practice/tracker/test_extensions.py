"""The 26 weeks of care proceedings: the court may extend them, by 8 weeks at a time, and by whom and why is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from permanence.practice.children.models import Child
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import agree, ask_agreement
from permanence.practice.tracker.checking import differences
from permanence.practice.tracker.models import Agreement, Duty
from practice.made import a_child, a_fact, a_person, days_ago, works_with
from practice.tracker.council import adopt

pytestmark = pytest.mark.django_db
EIGHT_WEEKS = timedelta(days=56)


@pytest.fixture
def child() -> Child:
    """In proceedings for 100 days, with a hearing yesterday."""
    adopt("PG")
    child: Child = a_child()
    a_fact(child, "in_care", days_ago(100))
    a_fact(child, "proceedings.care", days_ago(100))
    a_fact(child, "hearing.case_management", days_ago(1))
    return child


@pytest.fixture
def manager(child: Child) -> Person:
    return works_with(a_person("team_manager"), child)


def _limit(child: Child) -> date:
    found: date = Duty.objects.get(child=child, clause="ENGLAND-26-weeks").limit
    return found


def _asked(child: Child, by: Person, limit: date) -> Agreement:
    row = Duty.objects.get(child=child, clause="ENGLAND-26-weeks")
    given: dict[str, Any] = {"clause": "ENGLAND-26-weeks", "under": "ENGLAND-26-weeks", "kind": "extend"}
    why, end = "An expert needs more time", limit + timedelta(days=1)
    return ask_agreement(by=by, child=child, why=why, limit=limit, anchor=row.anchor, end=end, **given)


def test_the_court_adds_eight_weeks_and_then_eight_more(child: Child, manager: Person) -> None:
    first = _limit(child)
    for times in (1, 2):
        until = first + times * EIGHT_WEEKS
        agree(by=manager, agreement=_asked(child, manager, until), decider="court", agreed_on=days_ago(1))
        assert _limit(child) == until
    assert Duty.objects.get(child=child, clause="ENGLAND-26-weeks").due == first  # the statute's own stays in sight
    assert list(differences()) == []


def test_a_day_more_than_eight_weeks_is_refused(child: Child, manager: Person) -> None:
    with pytest.raises(Refusal, match="eight weeks at most"):
        _asked(child, manager, _limit(child) + EIGHT_WEEKS + timedelta(days=1))


def test_without_a_hearing_that_day_nothing_is_extended(child: Child, manager: Person) -> None:
    asked = _asked(child, manager, _limit(child) + EIGHT_WEEKS)
    with pytest.raises(Refusal, match="No court that heard this child"):
        agree(by=manager, agreement=asked, decider="court", agreed_on=today())


def test_a_worker_cannot_record_what_the_court_agreed(child: Child) -> None:
    worker = works_with(a_person(), child)
    asked = _asked(child, worker, _limit(child) + EIGHT_WEEKS)
    with pytest.raises(Refusal):
        agree(by=worker, agreement=asked, decider="court", agreed_on=days_ago(1))
