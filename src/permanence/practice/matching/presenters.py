"""What the page of a child's matching says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.presenters.head import head
from permanence.practice.children.words import token_name
from permanence.practice.design.page import Link
from permanence.practice.design.wording import day as day_words
from permanence.practice.matching.agreed import match_agreed
from permanence.practice.matching.models import Carers, Introduction, LogEntry, Search
from permanence.practice.meetings.models import Meeting, Paper
from permanence.practice.meetings.papers import PaperLine
from permanence.practice.meetings.policy import kinds_now, paper_kind
from permanence.practice.panels.models import Item
from permanence.practice.panels.policy import panels_now
from permanence.practice.panels.presenters import item_line
from permanence.practice.staff.models import Person
from permanence.practice.tracker.words import Tag

COLOURS = {"thought_of": "grey", "linked": "blue", "chosen": "green", "ruled_out": "orange"}
ADOPTIVE = "match.adoptive"
PAPERS = ("child_profile", "matching_report", "child_permanence_report")
"""Papers of meetings.yaml that belong to matching, where a policy has them."""


@dataclass(frozen=True)
class CarersLine:
    """Carers in the list, with what was planned to get to know each other."""

    carers: Carers
    tag: Tag
    may_introduce: bool
    introductions: list[Introduction]


def matching_page(child: Child, person: Person) -> dict[str, Any]:
    """Everything the page shows: the search that goes on, or else the last."""
    search = Search.objects.about(child).select_related("finder").first()
    return {
        **head(child, person, "panels"), "search": search, "is_open": search is not None and search.closed_on is None,
        "log": list(LogEntry.objects.about(child).filter(search=search).select_related("by")) if search else [],
        "carers": [_line(one) for one in Carers.objects.about(child).filter(search=search).select_related("search")],
        "papers": _papers(child), "papers_wanted": any(kind in kinds_now().papers for kind in PAPERS),
        "selection": Meeting.objects.about(child).filter(kind="selection").first(),
        "has_selection": "selection" in kinds_now().kinds,
        "is_heard": any(ADOPTIVE in matter.means for panel in panels_now().values() for matter in panel.matters),
        "items": [item_line(one) for one in _before_panels(child)], "matches": _matches(child),
    }  # fmt: skip


def _line(carers: Carers) -> CarersLine:
    tag = Tag(carers.get_state_display().partition(":")[0], COLOURS[carers.state])
    steps = Introduction.objects.about(carers.child).filter(carers=carers)
    return CarersLine(carers, tag, match_agreed(carers), list(steps))


def _papers(child: Child) -> list[PaperLine]:
    found = Paper.objects.about(child).filter(kind__in=PAPERS)
    return [PaperLine(paper_kind(one).name, reverse("meetings:paper", args=[one.pk]),
                      f"finished on {day_words(one.finished_on)}" if one.finished_on else "being written")
            for one in found]  # fmt: skip


def _before_panels(child: Child) -> Any:
    found = Item.objects.about(child).filter(matter__in=("long_term_match", "long_term_home"))
    return found.select_related("child", "sitting")


def _matches(child: Child) -> list[tuple[str, str]]:
    agreed = Fact.objects.about(child).current().filter(token__startswith="match.").order_by("-start")
    return [(token_name(one.token), day_words(one.start)) for one in agreed]


def crumbs(child: Child) -> list[Link]:
    """The way back: the child, and their matching."""
    return [Link(child.name, reverse("children:child", args=[child.pk])),
            Link("Panels", reverse("panels:of_child", args=[child.pk])),
            Link("Matching", reverse("matching:of_child", args=[child.pk]))]  # fmt: skip
