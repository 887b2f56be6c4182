"""What stands between a meeting and its closing: each gate of the policy, whether it is met, and what to do if not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from permanence.policy.meeting_kinds import Needed, Prompt
from permanence.policy.meetings import words_of
from permanence.practice.meetings.models import Appraisal, Deed, Invitee, Meeting, Passage
from permanence.practice.meetings.passages import empty_musts, passages_of
from permanence.practice.meetings.policy import applies, asked_sections, kind_of
from permanence.practice.meetings.words import local_sentence
from permanence.practice.today import today

OPTIONS = ("reunification", "kinship", "special_guardianship", "long_term_fostering", "residential", "adoption",
           "independence")  # fmt: skip
"""The options of permanence, as facts.yaml has them."""


NOT_BOOKED = ("asked", "cancelled")


@dataclass(frozen=True)
class Writing:
    """A meeting with all that is written in it. ``so``: the circumstances that hold; ``last``: the meeting of its kind
    before it; ``before``: the deeds of that one, and what was still open of earlier ones.
    """

    meeting: Meeting
    so: Collection[str]
    invitees: Sequence[Invitee]
    passages: Mapping[str, Passage]
    appraisals: Mapping[str, Appraisal]
    deeds: Sequence[Deed]
    last: Meeting | None
    before: Sequence[Deed]
    followed: bool

    def prompts(self) -> Iterator[Prompt]:
        """The prompts that apply to this child."""
        return (prompt for _, prompts in asked_sections(kind_of(self.meeting), self.so) for prompt in prompts)

    def is_answered(self, prompt: Prompt) -> bool:
        """Whether something is written under it."""
        return prompt.id in self.passages and bool(self.passages[prompt.id].text.strip())


def writing_of(meeting: Meeting, so: Collection[str]) -> Writing:
    """The meeting, whom the asker has been shown to see, with all that is written in it."""
    last = meeting.follows or _last_held(meeting)
    invitees = Invitee.objects.about(meeting.child).filter(meeting=meeting).select_related("person", "answered_by")
    return Writing(
        meeting, so, invitees=list(invitees),
        passages=passages_of(meeting),
        appraisals={one.option: one for one in Appraisal.objects.about(meeting.child).filter(meeting=meeting)},
        deeds=list(Deed.objects.about(meeting.child).filter(meeting=meeting).select_related("owner")),
        last=last, before=list(_carried_over(meeting, last)) if last else [],
        followed=Meeting.objects.about(meeting.child).filter(follows=meeting).exclude(stage__in=NOT_BOOKED).exists(),
    )  # fmt: skip


def _carried_over(meeting: Meeting, last: Meeting) -> Any:
    """The deeds of the last meeting, and those of earlier ones of its kind that were open on the day of this one."""
    day = meeting.day or today()
    still_open = Q(meeting__kind=meeting.kind, meeting__day__lt=day) & (Q(settled_at=None) | Q(settled_at__gte=day))
    return Deed.objects.about(meeting.child).filter(Q(meeting=last) | still_open).select_related("owner", "meeting")


def _last_held(meeting: Meeting) -> Meeting | None:
    """The last meeting of this kind before this one that was held here."""
    held = Meeting.objects.about(meeting.child).filter(
        kind=meeting.kind, stage__in=("held", "closed", "approved", "sent"), day__lte=meeting.day or today()
    )
    last: Meeting | None = held.exclude(pk=meeting.pk).first()
    return last


@dataclass(frozen=True)
class Gate:
    """One gate of a meeting. ``stops`` is whether it must be met before closing; otherwise it only warns."""

    needs: str
    says: str
    clauses: tuple[str, ...]
    stops: bool
    is_met: bool
    judged: str = ""


def gates_of(writing: Writing) -> list[Gate]:
    """Every gate that the policy has for this meeting and this child, in its order."""
    return [_gate(needed, writing) for needed in kind_of(writing.meeting).gates if applies(needed.only, writing.so)]


def _gate(needed: Needed, writing: Writing) -> Gate:
    stops = needed.because.strength == "must" and not needed.only.judged
    says = words_of("needs")[needed.needs]
    return Gate(needed.needs, local_sentence(says), needed.because.clauses, stops, MET[needed.needs](writing),
                needed.only.judged)  # fmt: skip


def _parents_decided(writing: Writing) -> bool:
    parents = [one for one in writing.invitees if one.has_parental_responsibility]
    return all(one.invited or (one.invited is False and one.why_not and one.agreed_by_id and one.told_how)
               for one in parents)  # fmt: skip


def _everyone_present(writing: Writing) -> bool:
    return all(
        one.came == "came" or one.why_not or one.why_absent for one in writing.invitees if one.strength == "must"
    )


def _options_appraised(writing: Writing) -> bool:
    return all(option in writing.appraisals and writing.appraisals[option].why.strip() for option in OPTIONS)


def _one_leads(writing: Writing) -> bool:
    return sum(one.verdict == "primary" for one in writing.appraisals.values()) == 1


def _stands_by(writing: Writing) -> bool:
    achieved = "permanence_achieved" in writing.so
    return achieved or any(one.verdict in ("contingency", "parallel") for one in writing.appraisals.values())


def _child_views(writing: Writing) -> bool:
    spoken = any(one.who == "child" and one.views.strip() and one.views_how.strip() for one in writing.invitees)
    return spoken or any(word in prompt.id and writing.is_answered(prompt)
                         for prompt in writing.prompts() for word in ("child_views", "views.child"))  # fmt: skip


MET: Mapping[str, Callable[[Writing], bool]] = {
    "next_meeting_booked": lambda writing: writing.followed or bool(writing.meeting.no_next.strip()),
    "attendance_recorded": lambda writing: all(one.came for one in writing.invitees if one.invited),
    "parents_decided": _parents_decided,
    "options_appraised": _options_appraised,
    "enough_information": lambda writing: bool(writing.meeting.enough),
    "recommendation_written": lambda writing: bool(writing.meeting.recommendation and writing.meeting.reasons),
    "recommendation_if_enough": lambda writing: (
        writing.meeting.enough == "no" or bool(writing.meeting.recommendation and writing.meeting.reasons)
    ),
    "primary_chosen": _one_leads,
    "contingency_written": _stands_by,
    "actions_recorded": lambda writing: bool(writing.deeds),
    "actions_dated": lambda writing: all(one.who for one in writing.deeds),
    "last_actions_accounted": lambda writing: all(one.outcome or one.due >= (writing.meeting.day or one.due)
                                                  for one in writing.before),
    "frequency_agreed": lambda writing: bool(writing.meeting.every and writing.meeting.every_because),
    "sections_answered": lambda writing: not any(empty_musts(writing.meeting, writing.so, writing.passages)),
    "child_views_recorded": _child_views,
    "everyone_present": _everyone_present,
}  # fmt: skip
"""For each word of meeting-words.yaml, needs: whether a meeting meets it."""
