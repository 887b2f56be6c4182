"""The kinds of meeting under the authority's policy, and what each asks for this child."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from permanence.policy.meeting_kinds import Heading, MeetingKind, Meetings, Only, PaperKind, Prompt, Sectioned
from permanence.policy.meetings import meetings_of
from permanence.practice.meetings.models import Meeting, Paper
from permanence.practice.procedures.policy import current_pack, document_of
from permanence.practice.refusals import Refusal


def kinds_now() -> Meetings:
    """The kinds of meeting and paper of the policy in force today."""
    return meetings_of(pack_code())


def pack_code() -> str:
    """The document behind the policy in force: AM, DG, SP, PG, PP or ENGLAND. Meetings are not changed by settings."""
    return document_of(current_pack())


def kind_of(meeting: Meeting) -> MeetingKind:
    """The kind, as the policy it was booked under has it."""
    return meetings_of(meeting.pack).kinds[meeting.kind]


def paper_kind(paper: Paper) -> PaperKind:
    """The kind of a paper, as the policy it was begun under has it."""
    return meetings_of(paper.pack).papers[paper.kind]


def kind_named(code: str) -> MeetingKind:
    """The kind with this code today. Raises Refusal where the policy has no such meeting."""
    kinds = kinds_now().kinds
    if code not in kinds:
        raise Refusal("The policy in force has no meeting of this kind. Choose another.", "kind")
    return kinds[code]


def applies(only: Only, so: Collection[str]) -> bool:
    """Whether a condition holds, as far as the record can tell. What people judge is left to them."""
    return all(word in so for word in only.when)


def asked_sections(kind: Sectioned, so: Collection[str]) -> Iterator[tuple[Heading, list[Prompt]]]:
    """The sections with the prompts that apply to this child, those without any left out."""
    for heading in kind.sections:
        prompts = [prompt for prompt in heading.prompts if applies(prompt.only, so)]
        if prompts:
            yield heading, prompts


def day_of(meeting: Meeting, today: date) -> date:
    """The day that circumstances are looked at: the meeting's own, or today while none is booked."""
    return meeting.day or today
