"""From the search for a family to a match agreed by the panel and the first tea together."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.actions import withdraw_fact
from permanence.practice.children.models import Child, Fact
from permanence.practice.matching import actions
from permanence.practice.matching.models import STATES, Search
from permanence.practice.panels.actions import refer
from permanence.practice.panels.models import Item
from permanence.practice.refusals import Refusal
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty
from practice.made import a_fact
from practice.panels.given import SURE, World, decided, referred, world

pytestmark = pytest.mark.django_db


def _search(around: World) -> Search:
    return actions.begin_search(by=around.worker, child=around.child, wanted="A home with animals, near her school.")


def test_from_the_search_to_introductions() -> None:
    """SP-138 to SP-143: suitable carers open the selection meeting; the panel agrees the match."""
    around = world("SP", "fostering", born=today().replace(year=today().year - 7, day=1))
    search = _search(around)
    actions.log_search(by=around.worker, search=search, day=today(), where="Consortium", found="Two families.")
    carers = actions.link_carers(by=around.worker, search=search, name="The Larks", agency="Lark Fostering")
    chosen = actions.weigh_carers(by=around.worker, carers=carers, version=1, state="chosen", why="They keep hens.")
    assert Fact.objects.about(around.child).current().filter(token="carers_identified").count() == 1
    assert Duty.objects.get(child=around.child, clause="SP-143").settled == ""
    with pytest.raises(Refusal, match="once the match is agreed"):
        actions.plan_introduction(by=around.worker, carers=chosen, day=today(), what="Tea")
    with pytest.raises(Refusal, match="SP-141"):
        referred(around, "long_term_match")
    a_fact(around.child, "meeting.selection", today())
    item = Item.objects.about(around.child).get()
    decided(around, refer(by=around.worker, item=item, version=item.version, confirmed=SURE))
    assert Fact.objects.about(around.child).current().filter(token="match.long_term_foster", start=today()).exists()
    step = actions.plan_introduction(by=around.worker, carers=chosen, day=today(), what="Tea")
    told = actions.tell_introduction(by=around.worker, introduction=step, went="She fed the hens.")
    assert told.went == "She fed the hens."


def test_present_carers_are_visited_together_and_one_match_goes_forward() -> None:
    """SP-140."""
    around = world()
    search = _search(around)
    present = actions.link_carers(by=around.worker, search=search, name="The Finches", are_present=True)
    given = {"by": around.worker, "carers": present, "version": 1, "state": "chosen", "why": "She is at home there."}
    with pytest.raises(Refusal, match="together"):
        actions.weigh_carers(**given)
    actions.weigh_carers(**given, visited_on=today())
    others = actions.link_carers(by=around.worker, search=search, name="The Wrens")
    with pytest.raises(Refusal, match="Others are chosen already"):
        actions.weigh_carers(**given | {"carers": others})
    with pytest.raises(Refusal, match="has changed since"):
        actions.weigh_carers(**given, visited_on=today())
    with pytest.raises(Refusal, match="goes on already"):
        _search(around)
    ended = actions.end_search(by=around.worker, search=search, ended="The Finches.")
    with pytest.raises(Refusal, match="has ended"):
        actions.log_search(by=around.worker, search=ended, day=today(), where="Linkmaker", found="None.")
    assert _search(around).pk != ended.pk


def test_carers_who_are_no_longer_chosen_are_no_longer_found() -> None:
    around = world()
    carers = actions.link_carers(by=around.worker, search=_search(around), name="The Larks")
    given = {"by": around.worker, "carers": carers, "why": "They keep hens."}
    tomorrow = today() + timedelta(days=1)
    for state, _ in STATES:
        with pytest.raises(Refusal, match="has not come"):
            actions.weigh_carers(**given, version=1, state=state, visited_on=tomorrow)
    found = Fact.objects.about(around.child).current().filter(token="carers_identified")
    actions.weigh_carers(**given, version=1, state="chosen")
    actions.weigh_carers(**given, version=2, state="chosen")
    assert found.count() == 1
    actions.weigh_carers(**given, version=3, state="ruled_out")
    assert found.count() == 0
    actions.weigh_carers(**given, version=4, state="chosen")
    assert found.count() == 1


def test_carers_are_no_longer_chosen_for_a_reason() -> None:
    around = world()
    carers = actions.link_carers(by=around.worker, search=_search(around), name="The Larks")
    given = {"by": around.worker, "carers": carers}
    actions.weigh_carers(**given, version=1, state="thought_of", why="")
    actions.weigh_carers(**given, version=2, state="chosen", why="They keep hens.")
    with pytest.raises(Refusal, match="in words the child can read one day"):
        actions.weigh_carers(**given, version=3, state="thought_of", why=" ")
    actions.weigh_carers(**given, version=3, state="thought_of", why="They moved away.")
    assert not Fact.objects.about(around.child).current().filter(token="carers_identified").exists()


def test_that_carers_are_found_does_not_come_back_by_itself() -> None:
    around = world()
    carers = actions.link_carers(by=around.worker, search=_search(around), name="The Larks")
    given = {"by": around.worker, "carers": carers, "state": "chosen", "why": "They keep hens."}
    chosen = actions.weigh_carers(**given, version=1)
    withdraw_fact(by=around.worker, fact=chosen.identified, why="They are not approved yet.")
    actions.weigh_carers(**given, version=2, strengths="They live near her school.")
    assert not Fact.objects.about(around.child).current().filter(token="carers_identified").exists()


def test_how_a_step_went_is_said_once() -> None:
    around = world()
    carers = actions.link_carers(by=around.worker, search=_search(around), name="The Larks")
    chosen = actions.weigh_carers(by=around.worker, carers=carers, version=1, state="chosen", why="They keep hens.")
    a_fact(around.child, "match.long_term_foster", today())
    step = actions.plan_introduction(by=around.worker, carers=chosen, day=today(), what="Tea")
    actions.tell_introduction(by=around.worker, introduction=step, went="She fed the hens.")
    with pytest.raises(Refusal, match="already how it went"):
        actions.tell_introduction(by=around.worker, introduction=step, went="She did not.")


def test_a_search_ends_once_however_often_it_is_pressed() -> None:
    around = world()
    _search(around)
    client, sent = Client(), {"once": str(uuid4()), "ended": "The Larks."}
    client.force_login(around.worker)
    page = reverse("matching:end", args=[around.child.pk])
    assert [client.post(page, sent).status_code for _ in range(2)] == [302, 302]


def test_a_match_with_adopters_is_written_down_where_no_panel_hears_it() -> None:
    """AM-08, PG-104: the match ends a cycle, and no document says which panel hears it."""
    around = world("PG")
    carers = actions.link_carers(by=around.worker, search=_search(around), name="The Larks")
    chosen = actions.weigh_carers(by=around.worker, carers=carers, version=1, state="chosen", why="They keep hens.")
    client = Client()
    client.force_login(around.worker)
    write_down = reverse("children:record", args=[around.child.pk, "match"])
    page = client.get(reverse("matching:of_child", args=[around.child.pk])).content.decode()
    assert write_down in page
    assert client.get(write_down).status_code == 200
    a_fact(around.child, "match.adoptive", today())
    assert actions.plan_introduction(by=around.worker, carers=chosen, day=today(), what="Tea").pk


def test_a_search_begins_in_the_childs_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that of two who begin one at once the second is told, and nothing fails."""
    turns: list[Child] = []
    monkeypatch.setattr(actions, "take_turn", turns.append)
    around = world()
    _search(around)
    assert turns == [around.child]
