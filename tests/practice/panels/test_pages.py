"""The forms about panels and matching, sent as a browser sends them: each does what its action does, once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.models import Draft, Fact
from permanence.practice.matching.models import Carers, Introduction, LogEntry, Search
from permanence.practice.panels import actions
from permanence.practice.panels.models import Aside, Enclosure, Item, Seat, Sitting, Task, Told
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.made import a_person
from practice.panels.given import World, another, decided, prepared, referred, world
from practice.plans.given import LEADS, OUT, places, settled

pytestmark = pytest.mark.django_db
LATER = today() + timedelta(days=21)


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def _send(by: Person, page: str, args: list[Any], /, **words: Any) -> Any:
    """What comes of sending a form; one that was refused shows itself again, with 200."""
    client = Client()
    client.force_login(by)
    return client.post(reverse(page, args=args), {key: value for key, value in words.items() if value is not None})


def _sent(by: Person, page: str, args: list[Any], /, **words: Any) -> None:
    answer = _send(by, page, args, **words)
    assert answer.status_code == 302, answer.content.decode()[:4000]


def test_sittings_are_kept_by_the_administrator() -> None:
    around = world("PG")
    day = around.sitting.rule_day.isoformat()
    plain = {"time": "10:00", "place": "Room 9", "places": "6", "minutes_each": "20", "quorum": "2"}
    _sent(around.admin, "panels:add", ["permanence"], **plain, **_day("day", LATER))
    added = Sitting.objects.get(day=LATER)
    assert (added.places, added.seats.count()) == (6, 2)
    member = a_person("panel_member")
    _sent(around.admin, "panels:add_seat", ["permanence", day], person=member.pk, post="Doctor")
    seat = Seat.objects.get(person=member)
    nobody = a_person("system_administrator")
    assert b"no post through which" in _send(
        around.admin, "panels:add_seat", ["permanence", day], person=nobody.pk
    ).content  # fmt: skip
    _sent(around.admin, "panels:drop_seat", ["permanence", day, seat.pk])
    assert not Seat.objects.filter(person=member).exists()
    seats = {f"seat_{one.pk}": "came" for one in around.sitting.seats.all()}
    around.sitting.refresh_from_db()
    seats["seen"] = str(around.sitting.version)
    _sent(around.chair, "panels:attendance", ["permanence", day], **seats)
    again = _send(around.chair, "panels:attendance", ["permanence", day], **seats).content.decode()
    assert "This has changed since" in again
    assert set(around.sitting.seats.values_list("came", flat=True)) == {"came"}
    assert _send(around.worker, "panels:attendance", ["permanence", day], **seats).status_code == 403
    assert _send(around.worker, "panels:change", ["permanence", day], **plain).status_code == 403
    around.sitting.refresh_from_db()
    moved = {**plain, **_day("day", LATER + timedelta(days=7)), "why": "Snow"}
    stale = _send(around.admin, "panels:change", ["permanence", day], **moved, seen="0").content.decode()
    assert "This has changed since" in stale
    assert "Snow" in stale  # nothing typed is lost
    _sent(around.admin, "panels:change", ["permanence", day], **moved, seen=str(around.sitting.version))
    around.sitting.refresh_from_db()
    assert (around.sitting.day, around.sitting.why) == (LATER + timedelta(days=7), "Snow")


def test_a_referral_by_its_pages() -> None:
    around = world("PG")
    child, worker = around.child, around.worker
    _sent(worker, "panels:prepare", [child.pk], put="permanence:plan", because="It is time.")
    item = Item.objects.about(child).get()
    assert (item.sitting, item.asked_by) == (around.sitting, worker)
    row = Enclosure.objects.about(child).get(item=item)
    _sent(
        worker,
        "panels:enclosure",
        [item.pk, row.pk],
        source="On file",
        seen=str(row.version),
        **_day("came_on", today()),
    )
    sure = {"exception": "The minutes are with the chair.", "confirm_papers": "on"}
    _sent(worker, "panels:refer", [item.pk], seen=str(item.version), **sure)
    item.refresh_from_db()
    assert item.stage == "listed"
    aside = {"person": around.member.pk, "why": "Taught her brother."}
    assert b"Select a valid choice" in _send(worker, "panels:aside", [item.pk], **aside).content  # not for others
    _sent(around.chair, "panels:aside", [item.pk], **aside)
    assert Aside.objects.about(child).get().person == around.member
    day = around.sitting.rule_day.isoformat()
    around.sitting.refresh_from_db()
    _sent(
        around.admin, "panels:order", ["permanence", day], seen=str(around.sitting.version), **{f"item_{item.pk}": "1"}
    )
    _sent(worker, "panels:withdraw", [item.pk], why="She moved.", seen=str(item.version))
    item.refresh_from_db()
    assert item.stage == "withdrawn"
    assert not Fact.objects.about(child).current().filter(token="panel.permanence").exists()


def test_an_agenda_is_put_in_another_order_and_an_empty_one_is_not() -> None:
    around = world()
    here = [around.sitting.panel, around.sitting.rule_day.isoformat()]
    client = Client()
    client.force_login(around.admin)
    assert "another order" not in client.get(reverse("panels:sitting", args=here)).content.decode()
    assert b"nothing to put in order" in client.get(reverse("panels:order", args=here), follow=True).content
    first, second = referred(around), referred(another(around))
    assert "another order" in client.get(reverse("panels:sitting", args=here)).content.decode()
    seen = str(Sitting.objects.get(pk=first.sitting_id).version)
    _sent(around.admin, "panels:order", here, seen=seen, **{f"item_{first.pk}": "2", f"item_{second.pk}": "1"})
    assert list(Item.objects.order_by("place").values_list("pk", flat=True)) == [second.pk, first.pk]


def test_the_last_item_moves_up_to_where_another_was_withdrawn() -> None:
    around = world()
    first, second = referred(around), referred(another(around))
    actions.withdraw_item(by=around.worker, item=first, version=first.version, why="She moved.")
    here = [second.sitting.panel, second.sitting.rule_day.isoformat()]
    seen = str(Sitting.objects.get(pk=second.sitting_id).version)
    _sent(around.admin, "panels:order", here, seen=seen, **{f"item_{second.pk}": "1"})
    second.refresh_from_db()
    assert second.place == 0


def test_another_sitting_by_its_page() -> None:
    around = world()
    item = prepared(around)
    choices = Client()
    choices.force_login(around.worker)
    page = choices.get(reverse("panels:move", args=[item.pk])).content.decode()
    friday = next(
        line for line in page.split('value="') if line[:4].isdigit() and date.fromisoformat(line[:10]) > LATER
    )
    _sent(around.worker, "panels:move", [item.pk], sitting=friday[:10], seen=str(item.version))
    item.refresh_from_db()
    assert item.sitting.rule_day.isoformat() == friday[:10]


def test_what_follows_a_decision_by_its_pages() -> None:
    around = world()
    item = decided(around, referred(around))
    told = Told.objects.about(around.child).filter(item=item).first()
    _sent(around.worker, "panels:tell", [item.pk, told.pk], how="At a visit", **_day("told_on", today()))
    task = Task.objects.about(around.child).filter(item=item).first()
    done = _day("done_on", today())
    assert b"Say what was done" in _send(around.worker, "panels:task", [item.pk, task.pk], **done).content
    assert Draft.objects.filter(person=around.worker).count() == 1  # what was typed is kept
    _sent(around.worker, "panels:task", [item.pk, task.pk], became="A picnic", wishes="A picnic", **done)
    told.refresh_from_db()
    task.refresh_from_db()
    assert (told.told_on, task.done_on, task.wishes) == (today(), today(), "A picnic")


def test_matching_by_its_pages() -> None:
    around = world()
    child, worker = around.child, around.worker
    _sent(worker, "matching:begin", [child.pk], wanted="A home with animals")
    search = Search.objects.about(child).get()
    _sent(worker, "matching:log", [child.pk], where="Consortium", found="Two families", **_day("day", today()))
    assert LogEntry.objects.about(child).get().by == worker
    _sent(worker, "matching:add_carers", [child.pk], name="The Larks")
    carers = Carers.objects.about(child).get()
    _sent(worker, "matching:weigh", [child.pk, carers.pk], state="chosen", why="They keep hens.", seen="1")
    decided(around, referred(around))
    _sent(worker, "matching:introduce", [child.pk, carers.pk], what="Tea", **_day("day", today()))
    step = Introduction.objects.about(child).get()
    _sent(worker, "matching:went", [child.pk, step.pk], went="She laughed.")
    _sent(worker, "matching:end", [child.pk], ended="A match.")
    search.refresh_from_db()
    assert search.closed_on == today()
    assert _send(worker, "matching:log", [child.pk]).status_code == 404


def test_home_says_what_waits() -> None:
    around: World = world()
    referred(around)
    for person, says in ((around.chair, "Decisions to write down"), (around.member, "Sittings you sit at")):
        client = Client()
        client.force_login(person)
        assert says in client.get("/").content.decode()


def test_the_plan_leads_to_its_panel() -> None:
    """AM-32: a plan that no panel has ratified says by when to refer the child, and where."""
    around = world()
    settled(around.worker, around.child, places(long_term_fostering=LEADS, kinship=OUT))
    client = Client()
    client.force_login(around.worker)
    page = reverse("plans:of_child", args=[around.child.pk])
    before = client.get(page).content.decode()
    assert "Refer to the panel" in before
    assert "referral by" in before
    referred(around)
    assert "Refer to the panel" not in client.get(page).content.decode()
