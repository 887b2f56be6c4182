"""The check of kept duties: any change to any of them is found, and mended when asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from permanence.practice.tracker.actions import agree, ask_agreement, rebuild
from permanence.practice.tracker.checking import differences
from permanence.practice.tracker.models import Duty, Reckoning
from practice.made import a_child, a_fact, a_person, days_ago
from practice.tracker.council import adopt, child_under, in_days, long_term_section_20

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> Any:
    """A few children, one of them with an agreement; the rows of the first."""
    adopt("PG")
    child = child_under("care_order", 300)
    a_fact(child, "meeting.permanence", days_ago(250))
    other, head = long_term_section_20(400), a_person("head_of_service")
    asked = ask_agreement(
        by=head,
        child=other,
        clause="PG-079",
        under="PG-083",
        kind="frequency",
        every="18 months",
        why="x",
        end=in_days(90),
    )
    agree(by=head, agreement=asked, decider="head of service")
    assert list(differences()) == []
    return Duty.objects.filter(child=child)


@pytest.mark.parametrize("change", [
    {"due": days_ago(1)}, {"done": days_ago(1)}, {"booked": days_ago(1)}, {"anchor": days_ago(1)},
    {"not_before": days_ago(1)}, {"limit": days_ago(1)}, {"amber_from": days_ago(1)}, {"red_from": days_ago(1)},
    {"clause": "PG-001"}, {"duty": "visit"}, {"strength": "may"}, {"because": "visit"}, {"basis": "latest"},
    {"settled": "lapsed"}, {"days_late_settled": 999}, {"place": 99},
])  # fmt: skip
def test_every_part_of_a_row_is_compared(rows: Any, change: dict[str, Any]) -> None:
    row = rows.order_by("place").first()
    Duty.objects.filter(pk=row.pk).update(**change)
    assert [(one.child, one.lost) for one in differences()] == [(row.child_id, 1)]


def test_a_row_lost_and_a_row_too_many(rows: Any) -> None:
    row = rows.order_by("place").last()
    row.delete()
    assert [str(one) for one in differences()] == [
        f"Child {row.child_id}: 1 rows are missing or different, 0 rows should not be there."
    ]
    row.save()
    row.pk, row.place = None, 200
    row.save()
    assert [(one.lost, one.extra) for one in differences()] == [(0, 1)]


def test_all_rows_of_a_child_lost_and_a_row_of_a_child_who_has_none(rows: Any) -> None:
    one, nobody = rows.first(), a_child()
    number = rows.count()
    rows.delete()
    rebuild([nobody.pk])
    assert [(found.child, found.lost, found.extra) for found in differences()] == [(one.child_id, number, 0)]
    one.pk, one.child = None, nobody
    one.save()
    assert (nobody.pk, 0, 1) in [(found.child, found.lost, found.extra) for found in differences()]


def test_rows_due_on_one_day_are_told_apart_by_their_bookings() -> None:
    adopt("PG")
    booked, left = (child_under("care_order", 10) for _ in range(2))
    a_fact(booked, "booked.permanence", in_days(3))
    amber = (
        Duty.objects.open().filter(duty="meeting.permanence", limit__isnull=False).values_list("child", "amber_from")
    )
    assert dict(amber)[booked.pk] > dict(amber)[left.pk]
    assert list(differences()) == []


@pytest.mark.parametrize(
    "change", [{"is_owed": False}, {"red_from": days_ago(1)}, {"amber_from": None}, {"first_limit": days_ago(9)}]
)
def test_the_days_kept_of_a_child_follow_from_its_rows(rows: Any, change: dict[str, Any]) -> None:
    child = rows.first().child_id
    Reckoning.objects.filter(child=child).update(**change)
    assert [(one.child, "amber or red" in str(one)) for one in differences()] == [(child, True)]


def test_mending(rows: Any, capsys: pytest.CaptureFixture[str]) -> None:
    rows.update(due=days_ago(3))
    with pytest.raises(CommandError, match="Add --mend"):
        call_command("check_duties")
    call_command("check_duties", mend=True)
    assert "1 children were worked out anew" in capsys.readouterr().out
    call_command("check_duties")
