"""Every short name that a tracker can show has its plain words."""

import pytest

from permanence.policy.duties import STATUS, evaluator
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.policy.reviews import BASIS
from permanence.policy.terms import terms
from permanence.policy.vocabulary import vocabulary
from permanence.tracker.names import codes_of, meeting_title, title, words


@pytest.mark.parametrize("fact", ["legal_status", "placement", "proceedings"])
def test_every_code_of_a_fact_has_words(fact: str) -> None:
    assert list(words(fact)) == list(vocabulary().facts[fact].codes)
    assert list(codes_of(fact)) == list(vocabulary().tokens_of(fact))


def test_every_plan_status_and_basis_has_words() -> None:
    assert set(words("plan")) == set(vocabulary().attributes["primary"].choices)
    assert set(words("status")) == set(STATUS)
    assert set(words("basis")) == set(BASIS)


@pytest.mark.parametrize("pack", BUILT_IN)
def test_every_duty_has_a_title(pack: str) -> None:
    titles = [title(kind.duty, terms(pack).local) for kind in evaluator(read_pack(pack)).kinds]
    assert all(one[:1].isupper() and "_" not in one and "{" not in one for one in titles)


def test_every_meeting_has_a_title() -> None:
    titles = {code: meeting_title(code) for code in vocabulary().facts["booked"].codes}
    assert len(set(titles.values())) == len(titles)
    assert titles["review"] == "Statutory review"
    assert titles["tracking"] == "Tracking meeting"
