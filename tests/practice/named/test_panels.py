"""Every paragraph that a policy names for a panel: on the panel's page, or on that of a child before it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.panels import panels_of
from permanence.practice.meetings.actions import finish_paper
from permanence.practice.panels import actions
from permanence.practice.panels.models import Item
from permanence.practice.panels.presenters import sits_words
from practice.made import a_person
from practice.named.walking import EVERYTHING, entries, fill, named_in, page, suppose, told, written
from practice.panels.given import World, everybody_came, papers_there, referred, seat, world

pytestmark = pytest.mark.django_db
PANELS = entries("panels.yaml", "panels")


@pytest.mark.parametrize(("pack", "code"), PANELS)
def test_a_panel_shows_all_that_its_policy_names(
    client: Client, monkeypatch: pytest.MonkeyPatch, pack: str, code: str
) -> None:
    """What may be put to it, its papers and conditions, who is told, and what follows once it agreed.

    When it sits and who decides stand there in words, and how a child is referred is gone through in doing it.
    """
    around = world(pack, code)
    suppose(monkeypatch, EVERYTHING)
    pages = [_as(client, around.admin, reverse("panels:panel", args=[code]))]
    for matter in dict.fromkeys(one.matter for one in panels_of(pack)[code].matters):
        item = _ratified(around, matter)
        pages.append(_as(client, around.worker, reverse("panels:item", args=[item.pk])))
        assert bool(item.paper) == bool(panels_of(pack)[code].referral.paper)
    asks = written(pack, "panels.yaml", "panels")[code]
    shown_by_working = named_in({key: asks.get(key) for key in ("clause", "sits", "referral", "decide")})
    assert (named_in(asks) | set(asks.get("remember", ()))) - shown_by_working - told(pages) == set()
    assert all(words in pages[0] for words in (panels_of(pack)[code].name, sits_words(panels_of(pack)[code])))


def _as(client: Client, person: object, address: str) -> str:
    client.force_login(person)
    return page(client, address)


def _ratified(around: World, matter: str) -> Item:
    """The child referred with this matter, and the panel agreed, by whoever decides for it."""
    item = referred(around, matter, exception="The panel should hear it all the same.")
    if item.paper and item.paper.finished_on is None:
        fill(around.worker, item.paper, "This is what they think.")
        finish_paper(by=around.worker, paper=item.paper)
    decides = around.chair
    if panels_of(item.pack)[item.panel].decide:
        decides = a_person("agency_decision_maker")
        seat(around.admin, around.sitting, decides)
    everybody_came(around)
    papers_there(around, item)
    item.refresh_from_db()
    return actions.decide(by=decides, item=item, version=item.version, outcome="ratified", reasons="It is right.")
