"""Every paragraph that a policy names for a kind of meeting or paper: it stands where people work on that one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.meetings import meetings_of
from permanence.practice.children.actions import add_connection
from permanence.practice.children.models import Child
from permanence.practice.meetings import actions
from permanence.practice.meetings.models import Meeting, Paper
from permanence.practice.meetings.permissions import may_approve_minutes
from permanence.practice.staff.models import Person
from practice.made import a_person, works_with
from practice.meetings.given import family, follow
from practice.named.walking import EVERYTHING, entries, fill, named_in, page, suppose, told, whens, written

pytestmark = pytest.mark.django_db
MEETINGS, PAPERS = entries("meetings.yaml", "meetings"), entries("meetings.yaml", "papers")


@pytest.mark.parametrize(("pack", "kind"), MEETINGS)
def test_a_meeting_asks_for_all_that_its_policy_names(
    client: Client, monkeypatch: pytest.MonkeyPatch, pack: str, kind: str
) -> None:
    """Whom to invite, what to write, papers, gates, who writes and gets the minutes, and what to remember."""
    meeting, asks = _asked(client, monkeypatch, pack, kind), written(pack, "meetings.yaml", "meetings")[kind]
    pages = [page(client, reverse("meetings:write", args=[meeting.pk, one["id"]])) for one in asks.get("sections", ())]
    for so in {EVERYTHING, *whens(asks)}:
        suppose(monkeypatch, so)
        pages.append(page(client, reverse("meetings:meeting", args=[meeting.pk])))
    approvers = named_in(asks.get("approve"))
    remembered = {clause for step in asks.get("remember", {}).values() for clause in step}
    elsewhere = {"approve": None, "held": None}  # how often the service holds it stands with all the meetings
    assert (named_in({**asks, **elsewhere}) | remembered) - told(pages) == set()
    assert not approvers or _only_they_approve(monkeypatch, meeting, asks["approve"])


@pytest.mark.parametrize(("pack", "kind"), MEETINGS)
def test_every_prompt_of_a_meeting_is_asked_in_its_words(
    client: Client, monkeypatch: pytest.MonkeyPatch, pack: str, kind: str
) -> None:
    meeting = _asked(client, monkeypatch, pack, kind)
    for heading in meetings_of(pack).kinds[kind].sections:
        boxes = page(client, reverse("meetings:write", args=[meeting.pk, heading.id]))
        assert [one.id for one in heading.prompts if f'name="{one.id}"' not in boxes] == []


@pytest.mark.parametrize(("pack", "kind"), PAPERS)
def test_a_paper_asks_for_all_that_its_policy_names(
    client: Client, monkeypatch: pytest.MonkeyPatch, pack: str, kind: str
) -> None:
    """Each prompt in its section. What is advice is read by tests/practice/meetings/test_hints.py as well."""
    follow(pack)
    suppose(monkeypatch, EVERYTHING)
    child, worker, _ = family()
    client.force_login(worker)
    asks, shape = written(pack, "meetings.yaml", "papers")[kind], meetings_of(pack).papers[kind]
    paper = _write_what_calls_for_advice(worker, child, kind)
    pages = [page(client, reverse("meetings:write_paper", args=[paper.pk, one.id])) for one in shape.sections]
    pages.append(page(client, reverse("meetings:paper", args=[paper.pk])))
    headings = {clause for one in shape.sections if one.because for clause in one.because.clauses}
    assert named_in(asks) - headings - told(pages) == set()
    assert all(f'name="{one.id}"' in "".join(pages) for one in shape.prompts())
    assert all(one.title in pages[-1] for one in shape.sections)  # the paragraph of a section is its title


def _asked(client: Client, monkeypatch: pytest.MonkeyPatch, pack: str, kind: str) -> Meeting:
    """A meeting of this kind, asked for where everything that a policy may ask about is so."""
    follow(pack)
    suppose(monkeypatch, EVERYTHING)
    child, worker, _ = family()
    add_connection(by=worker, child=child, name="Sam Parent", role="mother", has_parental_responsibility=True)
    for role in ("reviewing_officer", "supervising_social_worker"):
        works_with(a_person(role), child, role)
    client.force_login(worker)
    return actions.ask_for_meeting(by=worker, child=child, kind=kind, because="It is needed.")


def _only_they_approve(monkeypatch: pytest.MonkeyPatch, meeting: Meeting, asks: list[dict[str, Any]]) -> bool:
    """Whether those whom each entry names may approve the minutes, where it holds, and the worker may not."""
    team, worker = meeting.child.team, meeting.asked_by
    for one in asks:
        suppose(monkeypatch, one.get("when", ()))
        if may_approve_minutes(worker, meeting) or not may_approve_minutes(a_person(one["by"][0], team), meeting):
            return False
    return True


def _write_what_calls_for_advice(worker: Person, child: Child, kind: str) -> Paper:
    """A paper that says the same as the one before it, at length and with a short form nobody has explained."""
    for is_last in (False, True):
        paper = actions.begin_paper(by=worker, child=child, kind=kind)
        fill(worker, paper, "The PLO began in May, and her aunt was there. " * 40)
        if not is_last:
            actions.finish_paper(by=worker, paper=paper)
    return paper
