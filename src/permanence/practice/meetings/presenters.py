"""What the pages about meetings say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from permanence.policy.meeting_kinds import MeetingKind, Only, SentTo, Someone
from permanence.policy.meetings import words_of
from permanence.policy.register import Clause, clauses_of
from permanence.practice.children.models import Child
from permanence.practice.design.page import Link, Row
from permanence.practice.design.wording import day as day_words
from permanence.practice.design.wording import moment
from permanence.practice.meetings.believed import known_then
from permanence.practice.meetings.carried import last_conclusion, plan_in_force
from permanence.practice.meetings.gates import OPTIONS, Writing, gates_of
from permanence.practice.meetings.limits import limit_of, safe_day
from permanence.practice.meetings.models import TRIES, Invitee, Letter, Meeting
from permanence.practice.meetings.passages import files_of
from permanence.practice.meetings.permissions import approvers, may_approve_minutes
from permanence.practice.meetings.policy import applies, asked_sections, kind_of, kinds_now
from permanence.practice.meetings.siblings import without_a_copy
from permanence.practice.meetings.stages import is_open
from permanence.practice.meetings.words import local_sentence, option_name, who_is
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write
from permanence.practice.today import today
from permanence.practice.tracker.words import Tag, paragraph

_COLOURS = {"asked": "yellow", "booked": "blue", "held": "purple", "closed": "orange", "approved": "turquoise",
            "sent": "green", "cancelled": "grey"}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A meeting in a list."""

    meeting: Meeting
    name: str
    href: str
    when: str
    stage: Tag


@dataclass(frozen=True)
class Part:
    """A section of the minutes on the meeting's page: how much of it is written."""

    title: str
    href: str
    answered: int
    asked: int


@dataclass(frozen=True)
class Option:
    """An option of permanence and what the meeting thought of it."""

    name: str
    href: str
    verdict: str
    why: str


def line(meeting: Meeting) -> Line:
    """A meeting as a list shows it."""
    when = (
        f"{day_words(meeting.day)}{f', {meeting.time:%H:%M}' if meeting.time else ''}" if meeting.day else "No day yet"
    )
    tag = Tag(meeting.get_stage_display(), _COLOURS[meeting.stage])
    return Line(meeting, kind_of(meeting).name, reverse("meetings:meeting", args=[meeting.pk]), when, tag)


def lines(meetings: Iterable[Meeting]) -> list[Line]:
    """Meetings as a list shows them."""
    return [line(meeting) for meeting in meetings]


def kinds_to_ask() -> list[tuple[str, str]]:
    """The meetings that the policy in force has, to choose from."""
    return [(kind.code, kind.name) for kind in kinds_now().kinds.values()]


def crumbs(child: Child, meeting: Meeting | None = None) -> list[Link]:
    """The way back: the child, their meetings, this one."""
    way = [Link(child.name, reverse("children:child", args=[child.pk])),
           Link("Meetings", reverse("meetings:of_child", args=[child.pk]))]  # fmt: skip
    return [*way, Link(kind_of(meeting).name, reverse("meetings:meeting", args=[meeting.pk]))] if meeting else way


def meeting_page(writing: Writing, person: Person) -> dict[str, Any]:
    """Everything the page of one meeting shows."""
    meeting, kind = writing.meeting, kind_of(writing.meeting)
    gates = gates_of(writing)
    return {
        "meeting": meeting, "child": meeting.child, "line": line(meeting), "title": kind.name, "rows": _rows(meeting),
        "crumbs": crumbs(meeting.child), "invitees": _asked(writing), "parts": list(_parts(writing)),
        "options": list(_options(writing)), "deeds": writing.deeds, "before": writing.before, "gates": gates,
        "files": files_of(meeting), "known_then": known_then(meeting) if meeting.closed_at else [],
        "may_send": meeting.stage == "approved" or (meeting.stage == "sent" and _lack_minutes(writing)),
        "to_copy": without_a_copy(meeting, person) if meeting.approved_at else [],
        "last": line(writing.last) if writing.last else None,
        "beside": [*last_conclusion(writing.last), *plan_in_force(meeting.child)],
        "unmet": [gate for gate in gates if not gate.is_met], "remember": remembered(meeting),
        "papers": _papers(writing), "approvers": [one.name for one in approvers(meeting, person)],
        "may_write": may_write(person), "may_change": may_write(person) and is_open(meeting.stage),
        "is_held": meeting.stage in ("held", "closed", "approved", "sent"),
        "is_written_up": meeting.stage in ("held", "closed", "approved"),
        "may_approve": meeting.stage == "closed" and may_approve_minutes(person, meeting),
        "is_author": meeting.closed_by_id == person.pk, "limit": limit_of(meeting), "chair_is": _chair(writing),
        "send_to": _recipients(kind.send, writing), "tell": _recipients(kind.tell, writing),
        "minutes_by": _minutes_by(kind, meeting.pack), "letters": _letters(meeting) if may_write(person) else [],
    }  # fmt: skip


def _lack_minutes(writing: Writing) -> bool:
    """Whether someone who is to have the minutes does not: the letter came back, or they were asked for later."""
    return any((one.invited or one.is_sent_minutes) and one.sent_at is None for one in writing.invitees)


def _rows(meeting: Meeting) -> list[Row]:
    said = [
        ("Why", meeting.because), ("Asked for by", meeting.clause), ("Day", line(meeting).when),
        ("Where", meeting.place), ("Chair", meeting.chair.name if meeting.chair else ""),
        ("Closed by", _by(meeting.closed_by, meeting.closed_at)),
        ("Minutes approved by", _by(meeting.approved_by, meeting.approved_at)),
    ]  # fmt: skip
    return [Row(key, value) for key, value in said if value]


def _by(who: Person | None, when: Any) -> str:
    return f"{who.name}, {moment(when)}" if who and when else ""


def _parts(writing: Writing) -> Iterator[Part]:
    for heading, prompts in asked_sections(kind_of(writing.meeting), writing.so):
        href = reverse("meetings:write", args=[writing.meeting.pk, heading.id])
        yield Part(heading.title, href, sum(writing.is_answered(one) for one in prompts), len(prompts))


def _options(writing: Writing) -> Iterator[Option]:
    for option in OPTIONS:
        found = writing.appraisals.get(option)
        href = reverse("meetings:appraise", args=[writing.meeting.pk, option])
        yield Option(option_name(option), href, found.get_verdict_display() if found else "Not looked at yet",
                     found.why if found else "")  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Someone on the list, and what people are left to judge about asking them."""

    invitee: Invitee
    judged: str


def _asked(writing: Writing) -> list[Asked]:
    """Everyone on the list, in its order."""
    judged = {", ".join(one.because.clauses): one.only.judged for one in kind_of(writing.meeting).people}
    return [Asked(one, judged.get(one.clauses, "")) for one in writing.invitees]


def _papers(writing: Writing) -> list[tuple[str, str, str]]:
    """The papers that come before: which, who writes it, and the paragraphs."""
    names = kinds_now().papers
    due = [one for one in kind_of(writing.meeting).papers if applies(one.only, writing.so)]
    return [(names[one.paper].name if one.paper in names else one.paper.replace("_", " "),
             " to ".join(who_is(word, writing.meeting.pack) for word in (one.by, one.to) if word),
             f"{', '.join(one.because.clauses)}{_where(one.only)}")
            for one in due]  # fmt: skip


def _chair(writing: Writing) -> str:
    """Who chairs, by the policy, and the paragraphs: the first whose condition holds."""
    for one in kind_of(writing.meeting).chair:
        if applies(one.only, writing.so):
            return f"{local_sentence(_named(one, writing.meeting.pack))} ({', '.join(one.because.clauses)})"
    return ""


def _minutes_by(kind: MeetingKind, pack: str) -> str:
    """Who writes the minutes, by the policy, and the paragraphs."""
    one = kind.minutes_by
    return f"{local_sentence(_named(one, pack))} ({', '.join(one.because.clauses)})" if one else ""


def _letters(meeting: Meeting) -> list[tuple[Letter, str, bool]]:
    """The letters about the meeting: which and to whom, whether it went, and whether it may be tried afresh."""
    found = Letter.objects.about(meeting.child).filter(meeting=meeting)
    given_up = set(found.given_up())
    return [(letter, _went(letter), letter in given_up) for letter in found]


def _went(letter: Letter) -> str:
    if letter.sent_at:
        return f"sent on {moment(letter.sent_at)}"
    if letter.is_overtaken:
        return "not sent: a later letter took its place"
    if letter.tries:
        again = "It is tried again." if letter.tries < TRIES else "It was given up: reach them another way."
        return f"not delivered after {letter.tries} tries. {again} {letter.wrong}"
    return "waits to be sent"


def _recipients(asked: Iterable[SentTo], writing: Writing) -> list[tuple[str, str]]:
    """Who is told, or gets the minutes, by the policy; with the paragraphs."""
    return [(local_sentence(_named(one.someone, writing.meeting.pack) if one.someone else words_of("send")[one.to])
             + _where(one.only),
             ", ".join(one.because.clauses)) for one in asked if applies(one.only, writing.so)]  # fmt: skip


def _named(someone: Someone, pack: str) -> str:
    return someone.post or " or ".join(who_is(word, pack) for word in someone.who)


def _where(only: Only) -> str:
    return f", where {only.judged}" if only.judged else ""


def remembered(meeting: Meeting) -> list[tuple[str, list[tuple[Clause, str]]]]:
    """The paragraphs that the policy wants remembered at each step, each with the address of its paragraph."""
    known = clauses_of(meeting.pack)
    return [(words_of("steps")[step], [(known[one], paragraph(one)) for one in clauses])
            for step, clauses in kind_of(meeting).remember.items()]  # fmt: skip


def safe_words(meeting: Meeting) -> str:
    """When it must be by, and a day that leaves something to spare, where one does."""
    limit = limit_of(meeting)
    if limit is None:
        return "Nothing that is owed sets a last day for it."
    by_when = f"{limit.clause} asks for it by {day_words(limit.day)}."
    if limit.day < today():
        return f"{by_when} That day has passed, so the soonest day is best."
    safe = safe_day(limit.day)
    spare = f"{day_words(safe)} leaves three working days to spare." if safe > today() else "There is little time left."
    return f"{by_when} {spare}"
