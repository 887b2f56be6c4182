"""Who was told of the plan, who agreed and what somebody knows to be so: each with who, when and how, or what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from permanence.policy.meeting_kinds import Reason
from permanence.policy.plans import need_words, plan_words
from permanence.practice.children.words import choice_name, local_words, token_name
from permanence.practice.design.page import Link
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.policy import applies
from permanence.practice.meetings.words import local_sentence, who_is
from permanence.practice.panels.sittings import next_to_make
from permanence.practice.plans.models import Mark
from permanence.practice.plans.permissions import may_review, may_take_back, reviewers
from permanence.practice.plans.standing import Need, Standing
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write
from permanence.practice.tracker.words import Tag

UNSAID = Tag("Not said yet", "grey")
DONE, NEEDED, SHOULD, LISTED = (
    Tag("Done", "green"),
    Tag("Needed", "red"),
    Tag("Should be", "yellow"),
    Tag("Listed", "blue"),
)
OPEN = (NEEDED, SHOULD, UNSAID)
"""How strongly something is still asked for, the strongest first."""


@dataclass(frozen=True)
class Said:
    """Who said it, when and how, in words; and where the reader may take it back."""

    words: str
    take_back: str = ""


@dataclass(frozen=True)
class MarkLine:
    """One thing a plan is marked by: what, how it stands, who and when; and the link to say it."""

    what: str
    tag: Tag
    said: tuple[Said, ...]
    clauses: str
    link: Link | None = None


def mark_lines(standing: Standing, user: Person) -> Iterator[MarkLine]:
    """Everything the policy asks a settled plan to be marked by."""
    if standing.plan is not None:
        yield from _told(standing, user)
        yield from _reviewed(standing, user)
        yield from _ratified(standing, user)
        yield from _in_court(standing, user)


def _open(because: Reason) -> Tag:
    """How something stands that is not so yet: how strongly it is asked for, or that nobody asks."""
    if because.strength == "ours":
        return UNSAID
    return NEEDED if because.strength == "must" else SHOULD


def of_is_so(standing: Standing, of: str) -> bool:
    """Whether there is something to tell: another plan leads, or there is more than one."""
    plan = standing.plan
    return plan is not None and (plan.changed if of == "change" else len(standing.live) > 1)


def _told(standing: Standing, user: Person) -> Iterator[MarkLine]:
    plan = standing.plan
    what = {"change": "{} told that another plan leads", "several": "{} told why there is more than one plan"}
    for one in standing.asked.tell:
        if plan is None or not of_is_so(standing, one.of) or not applies(one.only, standing.so):
            continue
        said = tuple(_said(mark, user) for mark in standing.marks if mark.plan_id == plan.pk and mark.kind == one.of)
        who = who_is(one.who, standing.asked.pack)
        href = reverse("plans:tell", args=[plan.pk, one.of])
        link = (
            Link("Say who else was told" if said else "Say who was told", href, what[one.of].format(who))
            if may_write(user)
            else None
        )
        yield MarkLine(what[one.of].format(local_sentence(who)), DONE if said else _open(one.because), said,
                       ", ".join(one.because.clauses), link)  # fmt: skip


def _reviewed(standing: Standing, user: Person) -> Iterator[MarkLine]:
    plan, review = standing.plan, standing.asked.review
    if plan is None or review is None:
        return
    found = [mark for mark in standing.marks if mark.plan_id == plan.pk and mark.kind == "reviewed"]
    agreed = bool(found) and found[-1].agreed  # the last word counts: a later review may think otherwise
    link = (
        Link("Say what the review thought", reverse("plans:review", args=[plan.pk]))
        if may_review(user, plan.child)
        else None
    )
    by = ", ".join(one.name for one in reviewers(plan.child)) or "nobody is on record"
    whose = " or ".join(who_is(one, standing.asked.pack) for one in review.by)
    what = f"Endorsed at the {local_words()('statutory review')} by {whose} ({by})"
    yield MarkLine(what, DONE if agreed else _open(review.because), tuple(_said(mark, user) for mark in found),
                   ", ".join(review.because.clauses), link)  # fmt: skip


def _ratified(standing: Standing, user: Person) -> Iterator[MarkLine]:
    """What the panels decided, read off the facts: a panel's decision is recorded by the panel. Or how to get there.

    A panel stands there once, for whatever reasons it is asked.
    """
    asked = [one for one in standing.asked.ratify if applies(one.only, standing.so)]
    for panel in dict.fromkeys(one.panel for one in asked):
        yield from _ratified_by(panel, [one.because for one in asked if one.panel == panel], standing, user)


def _ratified_by(panel: str, reasons: Sequence[Reason], standing: Standing, user: Person) -> Iterator[MarkLine]:
    lead = standing.leading
    if lead is None:
        return
    found = standing.sittings(panel, lead.option)
    outcomes = [fact.attributes.get("outcome") for fact in found]
    tag = DONE if "ratified" in outcomes else LISTED if None in outcomes else min(map(_open, reasons), key=OPEN.index)
    said = tuple(Said(f"{day_words(fact.start)}: {_outcome(fact.attributes.get('outcome'))}") for fact in found)
    name = token_name(f"panel.{panel}", local_words())
    link = _refer(standing, user, name) if tag not in (DONE, LISTED) else None
    if link and (by_when := next_to_make(panel)):
        said = (*said, Said(by_when))
    clauses = dict.fromkeys(clause for one in reasons for clause in one.clauses)
    yield MarkLine(f"Ratified by: {name}", tag, said, ", ".join(clauses), link)


def _refer(standing: Standing, user: Person, panel: str) -> Link | None:
    """The way to refer the child, for who writes."""
    href = reverse("panels:prepare", args=[standing.plan.child_id]) if standing.plan else ""
    return Link("Refer to the panel", href, panel) if href and may_write(user) else None


def _in_court(standing: Standing, user: Person) -> Iterator[MarkLine]:
    plan, asked = standing.plan, standing.asked.court
    if plan is None or asked is None or not standing.is_in_court:
        return
    said = tuple(_said(mark, user) for mark in standing.in_court)
    link = Link("Say that the court agreed", reverse("plans:court", args=[plan.pk])) if may_write(user) else None
    yield MarkLine("Agreed by the court", DONE if said else _open(asked), said, ", ".join(asked.clauses), link)


def _outcome(outcome: str | None) -> str:
    return choice_name("outcome", outcome).lower() if outcome else "listed"


def mark_title(mark: Mark) -> str:
    """What a mark is about: "Told: another plan leads"."""
    if mark.kind in plan_words("of"):
        return f"Told: {plan_words('of')[mark.kind]}"
    return {"reviewed": "Statutory review", "court": "Court"}.get(mark.kind) or need_words(mark.kind)


def _said(mark: Mark, user: Person) -> Said:
    return Said(said_words(mark), reverse("plans:take_back", args=[mark.pk]) if may_take_back(user, mark) else "")


def said_words(mark: Mark) -> str:
    """A mark in words: who, when and how, and what they thought."""
    parts = [f"{mark.who}, {day_words(mark.on)}, {mark.how}"]
    if mark.agreed is not None:
        parts.append("endorsed" if mark.agreed else "not endorsed")
        parts.append("in a realistic time" if mark.in_time else "not in a realistic time")
    taken_back = f". Taken back: {mark.taken_back}" if mark.taken_back else ""
    return ", ".join(parts) + (f": {mark.note}" if mark.note else "") + taken_back


def need_lines(standing: Standing, option: str, needs: Iterable[Need], user: Person) -> list[MarkLine]:
    """What an option needs, each as it stands."""
    return [_need_line(standing, option, need, user) for need in needs]


def _need_line(standing: Standing, option: str, need: Need, user: Person) -> MarkLine:
    href = reverse("plans:say", args=[standing.child.pk, option, need.word]) if need.word else ""
    link = Link("Say that it is so", href, need.says) if href and not need.is_met else None
    said = (_said(need.said, user),) if need.said else ()
    what = f"{need.says}, {plan_words('before')[need.condition.before]}"
    return MarkLine(what, DONE if need.is_met else NEEDED if need.stops else SHOULD, said, need.clauses, link)
