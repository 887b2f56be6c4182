"""Keeping the sittings of a panel: their days, who sits, the agenda, and panels of an earlier policy."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from permanence.practice.children.actions import correct_fact
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child
from permanence.practice.panels import actions
from permanence.practice.panels.actions import listing, rows
from permanence.practice.panels.models import Item, Sitting, Task
from permanence.practice.panels.policy import panel_of, panels_now, referral_by
from permanence.practice.panels.sittings import held_ahead, to_make_it
from permanence.practice.refusals import Refusal
from permanence.practice.today import today
from practice.made import a_person
from practice.meetings.given import follow
from practice.panels.given import World, a_sitting, another, decided, prepared, referred, seat, world

pytestmark = pytest.mark.django_db


def _changed(around: World, sitting: Sitting, **more: Any) -> Sitting:
    given = {"day": sitting.day, "time": sitting.time, "place": "Room 1", "places": 8, "minutes_each": 30, "quorum": 2,
             "papers_by": sitting.papers_by, "version": sitting.version, "why": "Snow"}  # fmt: skip
    return actions.change_sitting(by=around.admin, sitting=sitting, **given | more)


def _untouched(place: int = 0) -> Sitting:
    """A sitting that stands by the rule alone."""
    return held_ahead(panels_now()["permanence"], today() + timedelta(days=8))[place]


def test_a_sitting_nobody_has_touched_yet_is_changed_and_ordered() -> None:
    around = world()
    found = _changed(around, _untouched())
    assert (found.place, found.version, found.seats.count()) == ("Room 1", 2, 2)
    ordered = actions.order_agenda(by=around.admin, sitting=_untouched(1), version=1, order={})
    assert ordered.pk is not None


def test_days_that_make_no_sense_are_refused() -> None:
    around = world("PG")
    with pytest.raises(Refusal, match="within two years"):
        a_sitting(around.admin, day=today() + timedelta(days=800))
    with pytest.raises(Refusal, match="twelve weeks"):
        a_sitting(around.admin, day=today() + timedelta(days=100))  # the last day for referrals is today
    with pytest.raises(Refusal, match="twelve weeks"):
        _changed(around, around.sitting, papers_by=today() + timedelta(days=1))
    for day in (today() - timedelta(days=1), today() + timedelta(days=800)):
        with pytest.raises(Refusal, match="within two years"):
            _changed(around, around.sitting, day=day)
    assert _changed(around, around.sitting, papers_by=today() - timedelta(days=7)).version == 2


def test_a_panel_does_not_sit_twice_on_a_day() -> None:
    around = world()
    friday = _untouched()
    with pytest.raises(Refusal, match="sits on that day already"):
        _changed(around, around.sitting, day=friday.day)
    beside = a_sitting(around.admin, day=today() + timedelta(days=1))
    with pytest.raises(Refusal, match="sits on that day already"):
        _changed(around, around.sitting, day=beside.day)
    other_day = friday.day + timedelta(days=3)
    back = _changed(around, _changed(around, friday, day=other_day), day=friday.day)
    assert back.day == friday.day  # its own day by the rule is free for it


def test_a_panel_of_an_earlier_policy_keeps_its_settings() -> None:
    around = world()
    item = referred(around)
    follow("SP")
    around.sitting.refresh_from_db()
    panel = panel_of(around.sitting)
    assert to_make_it(panel, around.sitting).startswith("To make ")
    assert referral_by(panel, today() + timedelta(days=30)) is not None
    decided(around, item)
    assert Task.objects.about(around.child).exists()


def test_what_an_earlier_policys_panel_puts_off_goes_on_as_the_policy_in_force_has_it() -> None:
    around = world()
    item = referred(around)
    follow("PG")  # which sets no day
    decided(around, item, "deferred")
    again = Item.objects.about(around.child).get(follows=item)
    assert again.sitting is None
    added = a_sitting(around.admin, day=today() + timedelta(days=14))
    again.refresh_from_db()
    assert again.sitting == added


def test_what_is_taken_back_in_this_very_moment_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    around = world("PG")
    decided(around, referred(around, "plan", exception="She is settled."), "deferred")
    again = Item.objects.about(around.child).get(stage="listed", sitting=None)

    def meanwhile(child: Child) -> None:
        """Someone else had the child's turn until now."""
        Item.objects.about(child).filter(pk=again.pk).update(stage="withdrawn")

    monkeypatch.setattr(listing, "take_turn", meanwhile)
    a_sitting(around.admin, day=today() + timedelta(days=14))
    again.refresh_from_db()
    assert (again.stage, again.sitting) == ("withdrawn", None)


def test_the_next_child_stands_after_the_last() -> None:
    around = world()
    first, second, third = referred(around), another(around), another(around)
    item = referred(second)
    actions.withdraw_item(by=around.worker, item=first, version=first.version, why="She moved.")
    assert (item.place, referred(third).place) == (1, 2)


def test_a_new_order_leaves_what_is_decided_where_it_was() -> None:
    around = world()
    first, second, third = decided(around, referred(around)), another(around), another(around)
    items = [referred(one) for one in (second, third)]
    sitting = Sitting.objects.get(pk=first.sitting_id)
    order = {items[0].pk: 1, items[1].pk: 0}
    actions.order_agenda(by=around.admin, sitting=sitting, version=sitting.version, order=order)
    for item in items:
        item.refresh_from_db()
    assert [first.place, *(item.place for item in items)] == [0, 2, 1]


def test_the_chair_is_someone_who_may_write_the_decision_down() -> None:
    around = world("PG")
    later = a_sitting(around.admin, day=today() + timedelta(days=14))
    actions.drop_seat(by=around.admin, seat=later.seats.get(is_chair=True))
    with pytest.raises(Refusal, match="only lets them read"):
        seat(around.admin, later, a_person("panel_member"), is_chair=True)
    seat(around.admin, later, a_person("service_manager"), is_chair=True)


def test_a_child_listed_in_this_very_moment_is_not_moved_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each child's turn is taken before the sitting is: whom the mover did not see yet, the mover is told of."""
    around = world()
    referred(around)
    answers = iter([Item.objects.none(), rows.listed_at(around.sitting)])
    monkeypatch.setattr(rows, "listed_at", lambda _: next(answers))
    with pytest.raises(Refusal, match="has changed since"):
        _changed(around, around.sitting)


def test_turns_are_taken_before_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of locks is the child, then the item, then the sitting, whoever asks: so nobody waits for ever."""
    around = world()
    item = prepared(around)
    order: list[str] = []

    def noted(name: str) -> None:
        does = getattr(rows, name)
        monkeypatch.setattr(rows, name, lambda *given: order.append(name) or does(*given))

    for name in ("take_turn", "taken", "taken_sitting"):
        noted(name)
    actions.move_item(by=around.worker, item=item, version=item.version, sitting=_untouched())
    assert order[:3] == ["take_turn", "taken", "taken_sitting"]


def _corrected(around: World, item: Item, **changes: Any) -> None:
    correct_fact(by=around.worker, fact=item.listing, why="So it is.", changes=changes, confirmed=QUESTIONS)


def test_a_sitting_moves_to_the_day_that_someone_gave_the_listing_by_hand() -> None:
    around = world("PG", "agency_decision")
    item, moved = referred(around, "placed_for_adoption"), today() + timedelta(days=3)
    _corrected(around, item, start=moved)
    assert _changed(around, around.sitting, day=moved, confirmed={"moves_children"}).day == moved


def test_a_decision_that_someone_wrote_into_the_fact_by_hand_is_written_down() -> None:
    around = world()
    item = referred(around)
    _corrected(around, item, attributes={**item.listing.attributes, "outcome": "ratified"})
    assert decided(around, item).outcome == "ratified"
