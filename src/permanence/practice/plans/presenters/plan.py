"""What the page of a child's plan says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from permanence.policy.register import clauses_of
from permanence.practice.children.models import Child
from permanence.practice.children.presenters.head import head, plan_words
from permanence.practice.children.words import local_words
from permanence.practice.design.page import Link
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.models import Deed, Meeting, Paper
from permanence.practice.meetings.policy import applies, kind_of, kinds_now
from permanence.practice.plans.models import BESIDE, LEADS, RULED_OUT, STANDS_BY, Plan, Track
from permanence.practice.plans.narrowing.layout import lay_out
from permanence.practice.plans.narrowing.story import story_of
from permanence.practice.plans.narrowing.table import in_words, table_of
from permanence.practice.plans.presenters.disagreement import lines as disagreement_lines
from permanence.practice.plans.presenters.marks import mark_lines, need_lines
from permanence.practice.plans.standing import Standing, all_needs, standing_of
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.presenters import Item, folded, owed_for
from permanence.practice.tracker.words import Tag, paragraph

COLOURS = {LEADS: "green", BESIDE: "blue", STANDS_BY: "yellow", RULED_OUT: "grey"}
ABOUT_THE_PLAN = ("plan", "document.permanence_plan", "endorsement", "meeting.permanence", "panel.", "consent")
"""How the duties begin that are about the plan."""


@dataclass(frozen=True)
class TrackLine:
    """A track on the page: its place, the option by its way, and what is known of it."""

    track: Track
    name: str
    place: Tag
    href: str


@dataclass(frozen=True)
class Gone:
    """An option that was ruled out: when, why, and at which meeting."""

    name: str
    day: date
    why: str
    meeting: Link | None


def plan_page(child: Child, user: Person) -> dict[str, Any]:
    """Everything the page of a child's plan says."""
    standing = standing_of(child, user)
    story = story_of(standing)
    meeting = recommending(standing)
    return {
        **head(child, user, "plan"), "plan": standing.plan, "standing_plan": standing,
        "tracks": [_line(standing, one) for one in standing.live], "gone": list(_gone(standing)),
        "deeds": list(Deed.objects.about(child).filter(outcome="").select_related("owner", "meeting")),
        "is_empty": not standing.tracks and standing.by_facts is None,
        "by_facts": plan_words(standing.by_facts) if standing.by_facts and standing.differs else "",
        "is_unrecorded": bool(standing.live) and standing.by_facts is None,
        "facts_since": standing.by_facts.start if standing.by_facts else None,
        "meeting": meeting, "meeting_name": kind_of(meeting).name if meeting else "",
        "is_single": len([one for one in standing.live if one.role != STANDS_BY]) == 1,
        "achieved": standing.achieved, "needs": _needs(standing, user), "marks": list(mark_lines(standing, user)),
        "notes": _notes(standing), "owed": _owed(child, user), "disagreements": disagreement_lines(child),
        "versions": list(Plan.objects.about(child).select_related("settled_by", "meeting")), "paper": _paper(child),
        "has_paper": "permanence_plan" in kinds_now().papers,
        "picture": lay_out(story) if story.stretches else None,
        "picture_title": f"How the plan of {child.name} narrows",
        "picture_words": in_words(story), "table": table_of(story), "consent": _consent(standing),
        "eighteen": _eighteen(standing), "several_plans": local_words()("parallel planning"),
    }  # fmt: skip


def _line(standing: Standing, track: Track) -> TrackLine:
    place = Tag(track.get_role_display(), COLOURS[track.role])
    name = standing.name(track.option, track.variant)
    return TrackLine(track, name, place, reverse("plans:track", args=[track.pk]))


def _gone(standing: Standing) -> Iterator[Gone]:
    """The options ruled out and not taken up again, the latest first."""
    live = {one.option for one in standing.live}
    last = {one.option: one for one in standing.tracks if one.ended == "ruled_out" and one.option not in live}
    for one in sorted(last.values(), key=lambda one: one.end or one.start, reverse=True):
        link = (
            Link(kind_of(one.ended_at).name, reverse("meetings:meeting", args=[one.ended_at_id]))
            if one.ended_at
            else None
        )
        yield Gone(standing.name(one.option, one.variant), one.end or one.start, one.ended_because, link)


def recommending(standing: Standing) -> Meeting | None:
    """The last meeting with an option that leads, closed since the plan in force was settled, and not taken over."""
    held = Meeting.objects.about(standing.child).filter(
        stage__in=("closed", "approved", "sent"), appraisals__verdict=LEADS, plans__isnull=True
    )
    if standing.plan is not None:
        held = held.filter(closed_at__gt=standing.plan.settled_at)
    last: Meeting | None = held.order_by("-day", "-id").first()
    return last


def _needs(standing: Standing, user: Person) -> list[Any]:
    """What the option that leads still needs before it counts as achieved."""
    lead = standing.leading
    if lead is None or standing.achieved:
        return []
    return need_lines(standing, lead.option, all_needs(standing, lead.option, lead.variant), user)


def _notes(standing: Standing) -> list[tuple[str, str, str]]:
    """What the policy wants in mind while things are so: the paragraph, its words, and its address."""
    known = clauses_of(standing.asked.pack)
    named = [
        clause for note in standing.asked.notes if applies(note.only, standing.so) for clause in note.because.clauses
    ]
    return [(clause, known[clause].says, paragraph(clause)) for clause in dict.fromkeys(named)]


def _owed(child: Child, user: Person) -> list[Item]:
    """What is owed about the plan now or next, as the overview of the child says it."""
    found = owed_for(child, user)
    waiting = (*folded(found.now, today()), *found.agreed, *found.next)
    return [item for item in waiting if item.duty.duty.startswith(ABOUT_THE_PLAN)]


def _consent(standing: Standing) -> str:
    """When section 20 consent was last given, while the child is under section 20."""
    if "section_20" not in standing.so:
        return ""
    given = [one for one in standing.facts if one.token == "consent"]
    if given:
        return f"Agreement was last given on {day_words(given[-1].start)}."
    if "unaccompanied" in standing.so:
        return ("Agreement is not on record. That is usual for a child who came alone: record it once someone with "
                "parental responsibility is found.")  # fmt: skip
    return "Agreement by the parents is not on record."


def _eighteen(standing: Standing) -> str:
    """That a child in care is about to be grown up."""
    in_care = any(one.token == "in_care" and one.holds_on(standing.day) for one in standing.facts)
    if not in_care or "rising_18" not in standing.so:
        return ""
    name, day = standing.child.name, day_words(standing.child.eighteenth)
    return f"{name} turns 18 on {day}. Does the plan say where they live then, and who helps them?"


def _paper(child: Child) -> Paper | None:
    found: Paper | None = Paper.objects.about(child).filter(kind="permanence_plan").first()
    return found
