"""Every flag of every policy stands in the list of what is missing, with its paragraphs."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.flags import flags_of
from practice.made import a_person
from practice.meetings.given import follow
from practice.named.walking import entries, named_in, page, told, written

pytestmark = pytest.mark.django_db
FLAGS = entries("flags.yaml", "flags")


@pytest.mark.parametrize(("pack", "flag"), FLAGS)
def test_a_flag_says_what_is_wrong_what_to_do_and_which_paragraph_asks(client: Client, pack: str, flag: str) -> None:
    follow(pack)
    client.force_login(a_person("head_of_service"))
    shown = page(client, reverse("tracker:missing_one", args=[flag]))
    asked = flags_of(pack)[flag]
    assert all(words in shown for words in (asked.says, asked.do))
    assert named_in(written(pack, "flags.yaml", "flags")[flag]) <= told([shown])
