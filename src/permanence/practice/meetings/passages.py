"""What is written under prompts, of a meeting's minutes or of a paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.http import Http404

from permanence.policy.meeting_kinds import Prompt, Sectioned
from permanence.practice.meetings.models import Attached, Meeting, Paper, Passage
from permanence.practice.meetings.policy import asked_sections, kind_of, paper_kind

Holder = Meeting | Paper
LONGEST = 50_000
"""Letters under one prompt, or in one box: a long report is a file of its own."""


def kind_of_holder(holder: Holder) -> Sectioned:
    """The kind of a meeting or of a paper, as the policy it was begun under has it."""
    return kind_of(holder) if isinstance(holder, Meeting) else paper_kind(holder)


def which(holder: Holder) -> dict[str, Any]:
    """Whose passages: the words that find them, or make one."""
    return {"meeting" if isinstance(holder, Meeting) else "paper": holder}


def passages_of(holder: Holder) -> dict[str, Passage]:
    """What is written, by prompt."""
    return {one.prompt: one for one in Passage.objects.about(holder.child).filter(**which(holder))}


def files_of(holder: Holder) -> list[Attached]:
    """The files of a meeting or a paper, those taken off too: that there was one is told."""
    return list(Attached.objects.about(holder.child).filter(**which(holder)).select_related("by"))


def seen(passages: Mapping[str, Passage]) -> dict[str, tuple[str, int]]:
    """The text and version of each, as a form shows them."""
    return {prompt: (one.text, one.version) for prompt, one in passages.items()}


def asked_section(holder: Holder, so: Collection[str], section: str) -> tuple[str, list[Prompt]]:
    """The title of a section and its prompts that apply to this child. Raises Http404 where there is none."""
    for heading, prompts in asked_sections(kind_of_holder(holder), so):
        if heading.id == section:
            return heading.title, prompts
    raise Http404


def empty_musts(holder: Holder, so: Collection[str], passages: Mapping[str, Passage]) -> Iterator[Prompt]:
    """The prompts that apply to this child and must be answered, and are not. What people judge is left to them."""
    for _, prompts in asked_sections(kind_of_holder(holder), so):
        for prompt in prompts:
            asked = prompt.because.strength == "must" and not prompt.only.judged
            if asked and not (prompt.id in passages and passages[prompt.id].text.strip()):
                yield prompt
