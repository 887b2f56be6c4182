"""What is so for a child on the day of a meeting, where two returns tell one time in care in two facts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from permanence.practice.children.models import Child
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.today import today
from practice.made import a_child, a_fact, a_person, days_ago

pytestmark = pytest.mark.django_db
ASKED = frozenset({"first", "second", "new_to_care", "section_20_long"})


def _told_twice(gap: int = 0) -> Child:
    """Under section 20 for 900 days, told by one return until 30 days ago and by the next from then on."""
    child = a_child()
    for token in ("in_care", "legal_status.s20"):
        a_fact(child, token, days_ago(900), days_ago(30) - timedelta(days=gap))
        a_fact(child, token, days_ago(30))
    a_fact(child, "meeting.permanence", days_ago(400))
    return child


def test_facts_that_adjoin_are_one_time_in_care() -> None:
    assert circumstances(_told_twice(), "permanence", today(), a_person()) & ASKED == {"second", "section_20_long"}


def test_after_a_gap_care_is_new() -> None:
    assert circumstances(_told_twice(gap=1), "permanence", today(), a_person()) & ASKED == {"first", "new_to_care"}
