"""What a writer finds beside a box: what was written last time and what the record says, each with its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from permanence.policy.meeting_kinds import Prompt
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.presenters.facts import line
from permanence.practice.children.words import Local, fact_name, local_words
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.models import Appraisal, Meeting
from permanence.practice.meetings.passages import passages_of
from permanence.practice.today import today

LAST, RECORD = "last", "record"
"""The two places that words may come from."""

MOST = 6
"""Of what happened again and again, such as hearings, so many: the latest."""


@dataclass(frozen=True)
class Beside:
    """Words that may help someone write. ``place``: where they come from (LAST or RECORD); ``title`` says it."""

    place: str
    title: str
    text: str


Aids = Mapping[str, Sequence[Beside]]
"""For each prompt what stands beside its box."""


def aids(child: Child, prompts: Iterable[Prompt], last: Meeting | None = None) -> Aids:
    """What stands beside each prompt. The child was shown to who asks."""
    written = passages_of(last) if last else {}
    facts, local = _facts_that_stand(child), local_words()
    found: dict[str, list[Beside]] = {prompt.id: [] for prompt in prompts}
    for prompt in prompts:
        if last and prompt.id in written and written[prompt.id].text.strip():
            found[prompt.id].append(_said_last(last, written[prompt.id].text))
        if lines := list(_lines(prompt, facts, local)):
            found[prompt.id].append(Beside(RECORD, "What the record says", "\n".join(lines)))
    return found


def begins(aids: Aids, place: str) -> dict[str, str]:
    """The words to begin each box with, taken from one place."""
    return {prompt: one.text for prompt, several in aids.items() for one in several if one.place == place}


def option_then(last: Meeting | None, option: str) -> Appraisal | None:
    """What the last meeting thought of an option of permanence."""
    found: Appraisal | None = (
        Appraisal.objects.about(last.child).filter(meeting=last, option=option).first() if last else None
    )
    return found


def last_option(then: Appraisal | None) -> list[Beside]:
    """The same in words."""
    return [_said_last(then.meeting, f"{then.get_verdict_display()}. {then.why}")] if then else []


def last_conclusion(last: Meeting | None) -> list[Beside]:
    """What the last meeting recommended, and the plan in force since."""
    said = [last.recommendation, last.reasons] if last else []
    text = "\n".join(words for words in said if words)
    return [_said_last(last, text)] if last and text else []


def plan_in_force(child: Child) -> list[Beside]:
    """The plan that the record holds to today."""
    local = local_words()
    held = Fact.objects.about(child).holding().filter(token="plan").select_related("recorded_by")
    return [Beside(RECORD, "The plan in force", _words(fact, local)) for fact in held]


def _said_last(last: Meeting, text: str) -> Beside:
    return Beside(LAST, f"Last time, {day_words(last.day)}", text)


def _facts_that_stand(child: Child) -> list[Fact]:
    """The facts of the child that count, the latest first."""
    return list(Fact.objects.about(child).counting().select_related("recorded_by").order_by("-start", "-pk"))


def _lines(prompt: Prompt, facts: Iterable[Fact], local: Local) -> Iterator[str]:
    """What the record says about a prompt: what holds today, or of what happens the latest; each with its source."""
    for name in prompt.facts:
        of_kind = [fact for fact in facts if fact.fact == name]
        holding = [fact for fact in of_kind if not fact.is_span or fact.holds_on(today())]
        shown = (holding or of_kind[:1])[:MOST]
        if not shown:
            yield f"{fact_name(name, local)}: nothing is recorded."
        yield from (_words(fact, local) for fact in reversed(shown))


def _words(fact: Fact, local: Local) -> str:
    said = line(fact, local)
    details = f" ({said.details})" if said.details else ""
    return f"{said.what}, {said.when}{details}. Source: {said.source}."
