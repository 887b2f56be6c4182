"""What the tests beside it share: the entries of a file over all policies, and a child for whom any condition holds."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pytest
from django.test import Client

from permanence.policy.keeping import FILES
from permanence.policy.lineage import place_of
from permanence.policy.lines import read_yaml
from permanence.policy.meetings import words_of
from permanence.policy.meetings_keep import clauses_named
from permanence.policy.register import DOCUMENTS
from permanence.practice.meetings import circumstances
from permanence.practice.meetings.actions import write_paper
from permanence.practice.meetings.models import Paper
from permanence.practice.meetings.policy import paper_kind
from permanence.practice.staff.models import Person

EVERYTHING = tuple(words_of("when"))
_CLAUSE = re.compile(r"\b(?:AM|DG|SP|PG|PP)-\d+\b")

Part = tuple[str, str]
"""A policy, and the name of an entry in one of its files."""


def written(pack: str, name: str, under: str = "") -> Mapping[str, Any]:
    """What stands in a file of a policy, or under a key of it; nothing where there is none."""
    file = place_of(pack) / name
    found: Mapping[str, Any] = read_yaml(file) if file.exists() else {}
    return found.get(under) or {} if under else found


def entries(name: str, under: str) -> list[Part]:
    """Every entry that stands under a key of a file, of every policy."""
    return [(pack, code) for pack in DOCUMENTS for code in written(pack, name, under)]


def named_in(part: Any) -> set[str]:
    """The paragraphs named anywhere in a part of a file: those that it keeps."""
    return set(clauses_named(part))


def kept(pack: str, name: str) -> set[str]:
    """Every paragraph that a file of a policy keeps."""
    return {clause for clause, _, _ in FILES[name](written(pack, name))}


def whens(part: Any) -> Iterator[tuple[str, ...]]:
    """The conditions in a part, each as its words."""
    if isinstance(part, Mapping):
        yield from [tuple(part["when"])] if part.get("when") else []
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from whens(inner)


def suppose(monkeypatch: pytest.MonkeyPatch, words: Collection[str]) -> None:
    """From here on these words hold for every child, and no others."""
    monkeypatch.setattr(circumstances, "_BY_WORD", {})
    monkeypatch.setattr(circumstances, "_by_facts", lambda _: words)


def fill(by: Person, paper: Paper, text: str) -> None:
    """The same words under every prompt of a paper, written by who has seen what stands there."""
    seen = {one.prompt: one.version for one in paper.passages.all()}
    prompts = [one.id for one in paper_kind(paper).prompts()]
    write_paper(by=by, paper=paper, written={one: (text, seen.get(one, 0)) for one in prompts})


def page(client: Client, address: str) -> str:
    """The words of a page that opens."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def told(pages: Collection[str]) -> set[str]:
    """The paragraphs that stand on pages."""
    return {clause for text in pages for clause in _CLAUSE.findall(text)}
