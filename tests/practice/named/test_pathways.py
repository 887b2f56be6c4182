"""Every step and choice of every pathway: asked in its words, on the page of the work, with its paragraphs."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.pathways import pathways_of
from permanence.practice.meetings.words import own_words
from permanence.practice.pathways.actions import begin_pathway
from practice.made import a_person, a_team, child_in_care, works_with
from practice.meetings.given import follow
from practice.named.walking import EVERYTHING, entries, named_in, page, suppose, told, written

pytestmark = pytest.mark.django_db
PATHWAYS = entries("pathways.yaml", "pathways")


@pytest.mark.parametrize(("pack", "kind"), PATHWAYS)
def test_each_step_is_asked_and_names_its_paragraphs(
    client: Client, monkeypatch: pytest.MonkeyPatch, pack: str, kind: str
) -> None:
    """All steps at once, whatever was chosen: which of them a choice leads to is told in test_way_through.py."""
    follow(pack)
    suppose(monkeypatch, EVERYTHING)
    monkeypatch.setattr("permanence.practice.pathways.walking._is_on_the_way", lambda *_: True)
    child = child_in_care(100, team=a_team())
    client.force_login(worker := works_with(a_person(), child))
    course, pathway = begin_pathway(by=worker, child=child, kind=kind, why="It is needed."), pathways_of(pack)[kind]
    shown = [page(client, reverse("pathways:course", args=[course.pk]))]
    shown += [page(client, reverse("pathways:step", args=[course.pk, one.id])) for one in pathway.steps if one.choices]
    for step in pathway.steps:
        texts = (step.ask, *(choice.text for choice in step.choices))
        assert [text for text in texts if own_words(text, pack) not in "".join(shown)] == []
    assert named_in(written(pack, "pathways.yaml", "pathways")[kind]) - told(shown) == set()
