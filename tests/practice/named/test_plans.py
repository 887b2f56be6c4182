"""Every paragraph that a policy names about plans: on its page, where one is settled, or at a disagreement."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.plan_options import Way
from permanence.policy.plans import need_words, plans_of
from permanence.policy.register import DOCUMENTS
from permanence.practice.children.models import Child
from permanence.practice.meetings.words import local_sentence
from permanence.practice.plans import actions
from permanence.practice.plans.models import Disagreement, Step
from permanence.practice.refusals import Question, Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.made import a_fact, a_person, days_ago, works_with
from practice.meetings.given import family, follow
from practice.named.walking import EVERYTHING, named_in, page, suppose, told, written
from practice.plans.given import BESIDE, LEADS, OUT, places, settled

pytestmark = pytest.mark.django_db
PARTS = [(pack, part) for pack in DOCUMENTS for part in written(pack, "plans.yaml")]
SURE = {"no_order", "stands_by"}


@pytest.fixture
def known(client: Client, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> tuple[Child, Person]:
    """A child for whom everything is so, with everybody who may be asked."""
    follow(request.getfixturevalue("pack"))
    suppose(monkeypatch, EVERYTHING)
    child, worker, _ = family()
    works_with(a_person("reviewing_officer"), child, "reviewing_officer")
    for role in ("service_manager", "permanence_team_manager"):
        a_person(role, child.team)
    client.force_login(worker)
    return child, worker


@pytest.mark.parametrize(
    ("pack", "part"), [one for one in PARTS if one[1] in ("tell", "review", "ratify", "court", "notes")]
)
def test_the_page_of_a_plan_asks_for_all_that_its_policy_names(
    client: Client, known: tuple[Child, Person], pack: str, part: str
) -> None:
    """Who was told, what the review, the panel and the court said, and what to have in mind."""
    child, worker = known
    lead, beside, *_ = plans_of(pack).options
    a_fact(child, "plan", days_ago(30), attributes={"primary": "residential"})
    settled(worker, child, places(**{lead: LEADS, beside: BESIDE, "residential": OUT}), confirmed=SURE)
    shown = page(client, reverse("plans:of_child", args=[child.pk]))
    assert named_in(written(pack, "plans.yaml")[part]) - told([shown]) == set()


@pytest.mark.parametrize("pack", [pack for pack, part in PARTS if part == "options"])
def test_every_option_and_way_can_be_chosen_with_what_to_weigh_and_what_it_needs(
    client: Client, known: tuple[Child, Person], pack: str
) -> None:
    """The paragraph of an option is its being offered, that of what it needs is what it needs, in words."""
    shown = page(client, reverse("plans:settle", args=[known[0].pk]))
    for way in _ways(pack):
        needed = [local_sentence(" or ".join(map(need_words, one.needs))) for one in way.conditions]
        assert [words for words in (way.name, *needed) if words not in shown] == []
        assert set(way.weigh) - told([shown]) == set()


def _ways(pack: str) -> Iterator[Way]:
    return (way for option in plans_of(pack).options.values() for way in (option, *option.variants))


@pytest.mark.parametrize(("pack", "part"), [one for one in PARTS if one[1] in ("only_these", "leads", "stands_by")])
def test_a_plan_that_may_not_be_is_stopped_with_the_paragraph(
    known: tuple[Child, Person], pack: str, part: str
) -> None:
    child, worker = known
    lead, other, *_ = plans_of(pack).options
    wrong = {
        "only_these": {lead: LEADS, "independence": BESIDE}, "leads": {lead: LEADS, other: LEADS},
        "stands_by": {lead: LEADS},
    }  # fmt: skip
    with pytest.raises((Refusal, Question)) as stopped:
        settled(worker, child, places(**wrong[part]), confirmed={"no_order"})
    assert named_in(written(pack, "plans.yaml")[part]) <= told([str(stopped.value)])


@pytest.mark.parametrize(("pack", "whose"), [
    (pack, whose) for pack, part in PARTS if part == "ladders" for whose in written(pack, "plans.yaml", "ladders")
])  # fmt: skip
def test_each_who_hears_of_a_disagreement_has_their_step(
    client: Client, known: tuple[Child, Person], pack: str, whose: str
) -> None:
    child, worker = known
    found = actions.raise_disagreement(by=worker, child=child, whose=whose, on=today(), about="It is too far away.")
    asks = written(pack, "plans.yaml", "ladders")[whose]
    for step in range(len(asks)):
        _pass_on(found, step)
    shown = page(client, reverse("plans:disagreement", args=[found.pk]))
    assert [one["do"] for one in asks if one["do"] not in shown] == []
    assert named_in(asks) <= told([shown])


def _pass_on(found: Disagreement, step: int) -> None:
    """The worker's ladder goes on where an answer settles nothing; the child's steps all stand there at once."""
    open_steps = Step.objects.about(found.child).filter(disagreement=found, done_on=None)
    if found.whose == "worker" and open_steps.count() == 1 and step == 0:
        one = open_steps.get()
        by = Person.objects.get(posts__role=one.who)
        actions.answer_step(by=by, step=one, answer="It stays as it is.")


def test_every_part_of_every_policy_is_gone_through() -> None:
    gone_through = {
        "tell",
        "review",
        "ratify",
        "court",
        "notes",
        "options",
        "only_these",
        "leads",
        "stands_by",
        "ladders",
    }
    assert {part for _, part in PARTS} <= gone_through
