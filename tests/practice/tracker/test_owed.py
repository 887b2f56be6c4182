"""What is owed to one child: in the order to be done, with why; recorded; and only to who may see."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.explain import Explainer
from permanence.practice.record.models import Entry
from permanence.practice.today import today
from permanence.practice.tracker.presenters import folded, owed_for
from practice.made import a_fact, a_person, days_ago, works_with
from practice.tracker.council import adopt, child_under, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _policy() -> None:
    adopt("PG")


def test_now_next_and_late() -> None:
    child = child_under("s20", 30)
    a_fact(child, "review", days_ago(1))
    worker = works_with(a_person(), child)
    owed = owed_for(child, worker)
    first = owed.now[0]
    assert (first.clause, first.tag.text, first.what) == ("PG-068", "Overdue", "Permanency Planning Meeting")
    assert "PG-074" in [other.clause for other in first.also]  # one meeting does for all of them
    assert "2 days ago" in first.when
    assert "four weeks after" in first.why
    assert first.paragraph == "/procedures/PG/#PG-068"
    limits = [item.duty.limit for item in owed.next]
    assert limits == sorted(limits)


def test_the_overview_counts_what_the_whole_page_lists() -> None:
    child = child_under("s20", 900)
    for number in range(1, 6):
        a_fact(child, "review", days_ago(900 - 160 * number))
        a_fact(child, "meeting.permanence", days_ago(905 - 160 * number))
    worker = works_with(a_person(), child)
    whole, overview = owed_for(child, worker), owed_for(child, worker, is_whole=False)
    assert (overview.number_done, overview.done) == (len(whole.done), [])
    assert overview.number_done > 3
    for name in ("now", "next", "late", "agreed"):
        assert [(one.clause, one.why) for one in getattr(overview, name)] == [
            (one.clause, one.why) for one in getattr(whole, name)
        ]


def test_what_was_done_late_stays_to_be_seen() -> None:
    child = child_under("s20", 60)
    a_fact(child, "meeting.permanence", days_ago(20))
    owed = owed_for(child, works_with(a_person(), child))
    late = next(item for item in owed.late if item.clause in ("PG-068", "PG-074"))
    assert (late.tag.text, "12 days late" in late.why) == ("Done late", True)


def test_what_is_overdue_by_many_limits_is_one_thing_to_do(client: Client) -> None:
    child = child_under("s20", 900)
    for number in range(1, 6):
        a_fact(child, "review", days_ago(900 - 160 * number))
    worker = works_with(a_person(), child)
    owed = owed_for(child, worker)
    late = [item for item in owed.now if item.duty.duty == "meeting.permanence" and item.tag.text == "Overdue"]
    shown = folded(owed.now, today())
    first, second, third = [
        item for item in shown if item.duty.duty == "meeting.permanence" and item.tag.text == "Overdue"
    ]
    assert len(late) > 5
    assert [item.place for item in (first, second, third, *third.again)] == [item.place for item in late]
    assert (first.again, second.again) == ([], [])
    assert sorted(item.place for item in owed.now) == sorted(one.place for item in shown for one in (item, *item.again))
    client.force_login(worker)
    page = client.get(reverse("children:child", args=[child.pk])).content.decode()
    assert f"Also overdue by {len(late) - 3} later limits" in page
    assert " more. Of those due that day this one leads" in first.why
    whole = client.get(reverse("tracker:owed", args=[child.pk])).content.decode()
    assert "Also overdue" not in whole
    assert all(f"due by {item.when.removeprefix('Due by ').partition(',')[0]}" in whole for item in late)


def test_a_paragraph_that_asks_twice_is_named_once() -> None:
    child = child_under("s20", 900)
    for number in range(1, 6):
        a_fact(child, "placement.foster", days_ago(900 - 100 * number), ends_previous=True)
    owed = owed_for(child, works_with(a_person(), child))
    several = [item for item in owed.now if item.asked_by_others]
    for item in several:
        named = [other.clause for other in item.asked_by_others]
        assert (len(named), item.clause in named) == (len(set(named)), False)
    assert several


def test_a_booking_is_told() -> None:
    child = child_under("s20", 20)
    a_fact(child, "booked.permanence", in_days(3))
    owed = owed_for(child, works_with(a_person(), child))
    item = next(item for item in owed.now if item.clause in ("PG-068", "PG-074"))
    assert (item.duty.booked, "It is booked for" in item.why) == (in_days(3), True)


def test_only_what_is_shown_is_put_into_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    child = child_under("s20", 60)
    a_fact(child, "review", days_ago(55))
    client.force_login(works_with(a_person(), child))
    said: list[int] = []
    monkeypatch.setattr(Explainer, "sentence", lambda _, row: said.append(row) or "Because.")
    owed = client.get(reverse("children:child", args=[child.pk])).context["owed"]
    shown = [item.place for item in (*owed.now, *owed.next, *owed.late)]
    assert (sorted(said), owed.number_done > 0, owed.done) == (sorted(shown), True, [])


def test_nothing_is_owed_to_whom_one_may_not_see() -> None:
    child = child_under("s20", 30)
    assert owed_for(child, a_person()).is_clear


def test_the_page_records_the_look(client: Client) -> None:
    child = child_under("s20", 30)
    worker = works_with(a_person(), child)
    client.force_login(worker)
    answer = client.get(reverse("tracker:owed", args=[child.pk]))
    assert (answer.status_code, b"Permanency Planning Meeting" in answer.content) == (200, True)
    look = Entry.objects.last()
    assert (look.did, look.where, look.by) == ("looked", "tracker:owed", worker)


def test_the_page_of_another_child_is_not_found(client: Client) -> None:
    child = child_under("s20", 30)
    client.force_login(a_person())
    assert client.get(reverse("tracker:owed", args=[child.pk])).status_code == 404


def test_a_clear_page_teaches(client: Client) -> None:
    from practice.made import a_child

    child = a_child()
    client.force_login(works_with(a_person(), child))
    answer = client.get(reverse("tracker:owed", args=[child.pk])).content.decode()
    assert "Nothing is owed" in answer
    assert "entering care" in answer


def test_the_sentences_are_those_of_the_engine() -> None:
    """Kept rows made into the engine's columns again say word for word what a fresh run says."""
    from permanence.policy.explain import Explainer
    from permanence.policy.terms import terms
    from permanence.practice.children.timeline import timeline_of_child
    from permanence.practice.procedures.policy import current_evaluator

    child = child_under("care_order", 400)
    a_fact(child, "meeting.permanence", days_ago(370))
    a_fact(child, "review", days_ago(380))
    ready, lives = current_evaluator(), timeline_of_child(child)
    fresh = Explainer(ready, lives, ready.duties(lives, today()), today(), terms("PG").local)
    owed = owed_for(child, works_with(a_person(), child))
    items = [item for one in (owed.now, owed.next, owed.late, owed.done) for item in one]
    said = sorted([item.why for item in items] + [other.why for item in items for other in item.also])
    assert said == sorted(fresh.sentence(place) for place in range(len(fresh.duties)))
