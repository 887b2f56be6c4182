"""Children whom a panel keeps in view: how long they have waited, and how often the record is asked for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from permanence.practice.children.models import Child
from permanence.practice.panels.conditions import unmet
from permanence.practice.panels.models import Item
from permanence.practice.panels.watching import lines, watched
from permanence.practice.today import today
from practice.made import a_child, a_fact, child_in_care, days_ago, works_with
from practice.panels.given import world

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]


def _told_twice(child: Child) -> Child:
    """Under section 20 for 900 days, told by one return until 30 days ago and by the next from then on."""
    for token in ("in_care", "legal_status.s20"):
        a_fact(child, token, days_ago(900), days_ago(30))
        a_fact(child, token, days_ago(30))
    return child


def test_time_in_care_that_two_returns_tell_counts_as_one() -> None:
    around, longer = world(), _told_twice(a_child())
    works_with(around.worker, longer)
    listed = watched("section_20", around.worker)
    assert listed == [longer, around.child]
    assert [line.care_days for line in lines(listed, today())] == [900, 200]


def test_a_meeting_before_the_second_return_is_of_this_time_in_care() -> None:
    """SP-141: a match wants a selection meeting first."""
    child = _told_twice(a_child())
    item = Item(child=child, panel="fostering", pack="SP", matter="long_term_match")
    assert [one.needs for one in unmet(item)] == ["selection"]
    a_fact(child, "meeting.selection", days_ago(400))
    assert unmet(item) == []


def test_the_list_asks_as_often_for_two_children_as_for_one(django_assert_max_num_queries: Counting) -> None:
    around = world()
    children = [around.child, child_in_care(100)]
    with django_assert_max_num_queries(1):
        assert len(lines(children, today())) == 2
