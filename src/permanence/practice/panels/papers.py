"""Papers a panel wants, found where they are already: as a fact of the child, or written here and finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from permanence.policy.panel_kinds import PanelPaper
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.words import token_name
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.models import Meeting, Paper

DRAFTED = ("drafted",)
"""Stages of a paper that is not yet a paper to send. One that says no stage was recorded as done."""


@dataclass(frozen=True)
class Found:
    """A paper that is there: since when, and what shows it."""

    day: date
    source: str


def found_paper(child: Child, wanted: PanelPaper, meeting: Meeting | None) -> Found | None:
    """The latest one there is; the minutes are those of the meeting it comes from, where one is named."""
    return _written_here(child, wanted) or _recorded(child, wanted, meeting)


def _written_here(child: Child, wanted: PanelPaper) -> Found | None:
    papers = Paper.objects.about(child).filter(kind=wanted.paper).exclude(finished_on=None)
    paper = papers.order_by("-finished_on").first()
    return Found(paper.finished_on, f"Written here, finished on {day_words(paper.finished_on)}") if paper else None


def _recorded(child: Child, wanted: PanelPaper, meeting: Meeting | None) -> Found | None:
    if not wanted.fact:
        return None
    facts = Fact.objects.about(child).current().filter(token=wanted.fact).order_by("-start")
    for fact in facts:
        about = fact.attributes.get("about")
        other = wanted.fact == "document.minutes" and meeting is not None and about != _plain(meeting.day)
        if not other and fact.attributes.get("stage") not in DRAFTED:
            return Found(fact.start, f"{token_name(fact.token)}, recorded on {day_words(fact.start)}")
    return None


def _plain(day: date | None) -> str:
    return day.isoformat() if day else ""
