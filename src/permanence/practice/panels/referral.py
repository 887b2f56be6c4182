"""What a referral says in its own paper: the views the policy asks for, and which of them are still missing."""

from __future__ import annotations

from collections.abc import Iterator

from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.passages import passages_of
from permanence.practice.meetings.policy import asked_sections, paper_kind
from permanence.practice.panels.models import Item
from permanence.practice.staff.models import Person
from permanence.practice.today import today


def said(item: Item, person: Person) -> Iterator[tuple[str, str, str]]:
    """Each thing the referral must say: the question, its paragraphs, and what is written."""
    if item.paper is None:
        return
    written = passages_of(item.paper)
    for _, prompts in asked_sections(paper_kind(item.paper), circumstances(item.child, "permanence", today(), person)):
        for prompt in prompts:
            text = written[prompt.id].text if prompt.id in written else ""
            yield prompt.ask, ", ".join(prompt.because.clauses), text


def unsaid(item: Item, person: Person) -> list[str]:
    """The questions that nobody has answered yet, with their paragraphs."""
    return [f"{question} ({clauses})" for question, clauses, text in said(item, person) if not text.strip()]
