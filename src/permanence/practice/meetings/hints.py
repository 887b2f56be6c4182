"""Advice on what is written in a paper, which stops nobody: the hints of the policy's own kind of paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from permanence.policy.meeting_kinds import Hint
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.models import Paper
from permanence.practice.meetings.passages import passages_of
from permanence.practice.meetings.policy import paper_kind

_SHORT_FORM = re.compile(r"\b[A-Z][A-Z0-9]{1,5}\b")
_A_SENTENCE = 8
"""Words from which a line that stands elsewhere too is no chance."""


@dataclass(frozen=True)
class Advice:
    """Something to look at again: the id of the prompt, what was seen there, and the paragraphs that ask."""

    prompt: str
    says: str
    clauses: str


@dataclass(frozen=True)
class _Before:
    """The paper of this kind that was finished last before this one: its lines, and when that was."""

    lines: frozenset[str]
    finished: str


def advice_on(paper: Paper) -> list[Advice]:
    """What to look at again in a paper whose child the asker has been shown to see."""
    hints = paper_kind(paper).hints
    if not hints:
        return []
    before, texts = _before(paper), {prompt: passage.text for prompt, passage in passages_of(paper).items()}
    return [
        Advice(prompt, said, ", ".join(hint.because.clauses))
        for hint in hints
        for prompt, text in texts.items()
        for said in _SEES[hint.hint](text, hint, before)
    ]


def _before(paper: Paper) -> _Before:
    of_kind = Paper.objects.about(paper.child).filter(kind=paper.kind, finished_on__isnull=False)
    found = of_kind.exclude(pk=paper.pk).order_by("finished_on", "pk").last()
    if found is None:
        return _Before(frozenset(), "")
    lines = frozenset(line for passage in passages_of(found).values() for line in _lines(passage.text))
    return _Before(lines, day_words(found.finished_on))


def _lines(text: str) -> Iterator[str]:
    """The lines that are long enough to be nobody's chance, each with its spaces as one."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return (line for line in lines if len(line.split()) >= _A_SENTENCE)


def _short_forms(text: str, hint: Hint, _: _Before) -> Iterator[str]:
    """Explained is what stands in brackets after its words, or has its words in brackets after it."""
    found = dict.fromkeys(_SHORT_FORM.findall(text))
    bare = [one for one in found if one not in hint.plain and f"({one})" not in text and f"{one} (" not in text]
    if bare:
        yield f"Say what {' and '.join(bare)} {'mean' if len(bare) > 1 else 'means'}, once, for whoever reads this."


def _too_long(text: str, hint: Hint, _: _Before) -> Iterator[str]:
    number = len(text.split())
    if hint.most and number > hint.most:
        yield f"This answer has {number} words. Can it be said in {hint.most}?"


def _as_before(text: str, _: Hint, before: _Before) -> Iterator[str]:
    if any(line in before.lines for line in _lines(text)):
        yield f"These words stand so in the paper finished on {before.finished}. Is all of it still right?"


_SEES: Mapping[str, Callable[[str, Hint, _Before], Iterator[str]]] = {
    "abbreviations": _short_forms, "length": _too_long, "repeated": _as_before,
}  # fmt: skip
