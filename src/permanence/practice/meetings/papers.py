"""What the pages about papers say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from permanence.policy.lineage import pack_name
from permanence.policy.meeting_kinds import Heading, PaperKind, Prompt
from permanence.policy.register import clauses_of
from permanence.practice.children.models import Child
from permanence.practice.design.page import Link
from permanence.practice.design.wording import age_words
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.hints import advice_on
from permanence.practice.meetings.minutes import Chapter, Minutes, Said
from permanence.practice.meetings.models import Paper, Passage
from permanence.practice.meetings.passages import files_of, passages_of
from permanence.practice.meetings.policy import asked_sections, kinds_now, pack_code, paper_kind
from permanence.practice.meetings.words import own_words, who_is
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write


@dataclass(frozen=True)
class PaperLine:
    """A paper in a list."""

    name: str
    href: str
    state: str


@dataclass(frozen=True)
class ToBegin:
    """A paper that may be begun: its name, who writes it, and the paragraphs that ask for it."""

    kind: str
    name: str
    who: str
    clauses: str


@dataclass(frozen=True)
class Written:
    """A section of a paper: each prompt with its words."""

    title: str
    href: str
    said: tuple[tuple[str, str, str], ...]


def papers_page(child: Child) -> dict[str, Any]:
    """The papers there are, and those that may be begun."""
    found = list(Paper.objects.about(child).select_related("begun_by"))
    open_kinds = {paper.kind for paper in found if paper.finished_on is None}
    to_begin = [_to_begin(kind) for kind in kinds_now().papers.values() if kind.code not in open_kinds]
    return {"papers": [_line(paper) for paper in found], "to_begin": to_begin}


def _line(paper: Paper) -> PaperLine:
    state = f"Finished on {day_words(paper.finished_on)}" if paper.finished_on else "Being written"
    return PaperLine(paper_kind(paper).name, reverse("meetings:paper", args=[paper.pk]), state)


def _to_begin(kind: PaperKind) -> ToBegin:
    who = " or ".join(who_is(word, pack_code()) for word in kind.by)
    return ToBegin(kind.code, kind.name, who, ", ".join(kind.because.clauses) if kind.because else "")


def paper_page(paper: Paper, so: Collection[str], person: Person) -> dict[str, Any]:
    """One paper: its sections with what is written, and what the reader may do."""
    kind = paper_kind(paper)
    known = clauses_of(paper.pack)
    written = passages_of(paper)
    sections = [_section(paper, heading, prompts, written) for heading, prompts in asked_sections(kind, so)]
    return {
        "paper": paper, "child": paper.child, "title": kind.name, "line": _line(paper), "sections": sections,
        "crumbs": paper_crumbs(paper)[:-1], "remember": [known[one] for one in kind.remember],
        "files": files_of(paper), "may_write": may_write(person),
        "advice": [(_ask(kind, one.prompt, paper.pack), one) for one in advice_on(paper)]
        if paper.finished_on is None else [],
        "may_change": may_write(person) and paper.finished_on is None,
        "clauses": ", ".join(kind.because.clauses) if kind.because else "",
    }  # fmt: skip


def _ask(kind: PaperKind, prompt: str, pack: str) -> str:
    """The words of a prompt; its id, where the policy no longer has it."""
    return next((own_words(one.ask, pack) for one in kind.prompts() if one.id == prompt), prompt)


def _section(paper: Paper, heading: Heading, prompts: Iterable[Prompt], written: Mapping[str, Passage]) -> Written:
    texts = {prompt: passage.text for prompt, passage in written.items()}
    asked = [(one, own_words(one.ask, paper.pack)) for one in prompts]
    said = tuple((words, ", ".join(one.because.clauses), texts.get(one.id, "")) for one, words in asked)
    return Written(heading.title, reverse("meetings:write_paper", args=[paper.pk, heading.id]), said)


def paper_document(paper: Paper, so: Collection[str]) -> Minutes:
    """The paper as a document, in the policy's order: what is written, and nothing of what is not."""
    kind, written = paper_kind(paper), passages_of(paper)
    facts = [("Child", f"{paper.child.name}, {age_words(paper.child.age())}"),
             ("Finished by", _finished(paper))]  # fmt: skip
    chapters = (
        Chapter(heading.title, tuple(Said(own_words(one.ask, paper.pack), written[one.id].text) for one in prompts
                                     if one.id in written and written[one.id].text.strip()))
        for heading, prompts in asked_sections(kind, so)
    )  # fmt: skip
    return Minutes(kind.name, paper.child.name, tuple(row for row in facts if row[1]), paper.finished_on is None,
                   tuple(one for one in chapters if one.said), policy=pack_name(paper.pack))  # fmt: skip


def _finished(paper: Paper) -> str:
    return f"{paper.finished_by.name}, {day_words(paper.finished_on)}" if paper.finished_by else ""


def paper_crumbs(paper: Paper) -> list[Link]:
    """The way back: the child, their papers, this one."""
    return [
        Link(paper.child.name, reverse("children:child", args=[paper.child_id])),
        Link("Papers", reverse("meetings:papers", args=[paper.child_id])),
        Link(paper_kind(paper).name, reverse("meetings:paper", args=[paper.pk])),
    ]
