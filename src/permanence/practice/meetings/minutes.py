"""The minutes of a meeting as plain values: what the page, the Word document and the PDF all say."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.utils.timezone import localdate

from permanence.policy.lineage import pack_name
from permanence.practice.design.wording import age_words
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.gates import OPTIONS, Writing
from permanence.practice.meetings.models import OUTCOMES, Deed, Invitee, Meeting
from permanence.practice.meetings.policy import asked_sections, kind_of
from permanence.practice.meetings.words import option_name, own_words
from permanence.practice.staff.models import Person

_PARTS = {
    "-views": "What people think", "-options": "Options for permanence", "-conclusion": "Conclusion",
    "-actions": "Actions",
}  # fmt: skip
"""The parts that every meeting has, by an id that no section of a policy has."""


@dataclass(frozen=True)
class Said:
    """A question and what was written under it."""

    ask: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """A section of the minutes: what was said, or a table."""

    title: str
    said: tuple[Said, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Minutes:
    """The whole of it. ``is_draft``: nobody has approved it yet. ``policy``: the document it follows, which stands with
    the council's name at the head of each page. ``size``: of the letters on paper, in points. ``child``: nothing where
    it is about several.
    """

    title: str
    child: str
    facts: tuple[tuple[str, str], ...]
    is_draft: bool
    chapters: tuple[Chapter, ...] = field(default=())
    policy: str = ""
    size: int = 11


def minutes_of(writing: Writing, withheld: Collection[str] = ()) -> Minutes:
    """The minutes, without the sections withheld (by id): in their place stands that something was left out."""
    meeting = writing.meeting
    facts = [
        ("Child", f"{meeting.child.name}, {age_words(meeting.child.age(meeting.day))}"),
        ("Day", _when(meeting)),
        ("Place", meeting.place), ("Chair", meeting.chair.name if meeting.chair else ""),
        ("Why it was held", meeting.because),
        ("Approved by", meeting.approved_by.name if meeting.approved_by else ""),
    ]  # fmt: skip
    chapters = tuple(
        withheld_chapter(chapter.title) if part in withheld else chapter for part, chapter in _chapters(writing)
    )
    return Minutes(kind_of(meeting).name, meeting.child.name, tuple((key, value) for key, value in facts if value),
                   meeting.approved_by is None, chapters, policy=pack_name(meeting.pack))  # fmt: skip


def parts_of(meeting: Meeting) -> list[tuple[str, str]]:
    """The parts of the minutes that may be withheld from someone: the policy's sections, and what every meeting has."""
    return [*((heading.id, heading.title) for heading in kind_of(meeting).sections), *_PARTS.items()]


def _chapters(writing: Writing) -> Iterator[tuple[str, Chapter]]:
    """Each chapter, and the part of the minutes it belongs to: the policy's sections first, in the policy's order."""
    yield "", _present(writing)
    yield from _sections(writing)
    made = {"-views": _views, "-options": _options, "-conclusion": _conclusion, "-actions": _actions}
    yield from ((part, chapter) for part, chapters in made.items() for chapter in chapters(writing))


def withheld_chapter(title: str) -> Chapter:
    """What stands in the place of a chapter that its reader does not get to see."""
    return Chapter(title, (Said("", "This part is not shown to you."),))


def _when(meeting: Meeting) -> str:
    time = f", {meeting.time:%H:%M}" if meeting.time else ""
    return f"{day_words(meeting.day)}{time}" if meeting.day else "not booked"


def for_reader(writing: Writing, person: Person, number: int | None) -> Minutes:
    """The minutes as someone on the list gets them (by number); never more than the person who asks gets."""
    return minutes_of(writing, withheld_from(writing, person, number))


def withheld_from(writing: Writing, person: Person, number: int | None = None) -> frozenset[str]:
    """The parts (by id) that are left out for this person, and for someone on the list (by number)."""
    rows = [one for one in writing.invitees if one.person_id == person.pk or one.pk == number]
    return frozenset(part for one in rows for part in one.withheld)


def _present(writing: Writing) -> Chapter:
    asked = [one for one in writing.invitees if not one.only_reads and (one.who != "child" or one.came)]
    rows = tuple((one.name, one.post, _attendance(one)) for one in asked)
    return Chapter("Who was there", columns=("Name", "As what", "Came"), rows=rows)


def _attendance(invitee: Invitee) -> str:
    if invitee.invited is False:
        return f"Not invited: {invitee.why_not}" if invitee.why_not else "Not invited"
    came = invitee.get_came_display() or "Not said"
    return f"{came}: {invitee.why_absent}" if invitee.why_absent else came


def _sections(writing: Writing) -> Iterator[tuple[str, Chapter]]:
    passages, pack = writing.passages, writing.meeting.pack
    for heading, prompts in asked_sections(kind_of(writing.meeting), writing.so):
        answered = [one for one in prompts if writing.is_answered(one)]
        said = [Said(own_words(one.ask, pack), passages[one.id].text) for one in answered]
        if said:
            yield heading.id, Chapter(heading.title, tuple(said))


def _views(writing: Writing) -> Iterator[Chapter]:
    said = [Said(f"{one} ({one.views_how})", one.views) for one in writing.invitees if one.views]
    if said:
        yield Chapter(_PARTS["-views"], tuple(said))


def _options(writing: Writing) -> Iterator[Chapter]:
    rows = [(option_name(option), found.get_verdict_display(), found.why)
            for option in OPTIONS if (found := writing.appraisals.get(option))]  # fmt: skip
    if rows:
        yield Chapter(_PARTS["-options"], columns=("Option", "What the meeting thought", "Why"), rows=tuple(rows))


def _conclusion(writing: Writing) -> Iterator[Chapter]:
    meeting = writing.meeting
    said = [
        ("Was there enough information to decide?", meeting.get_enough_display()),
        ("What the meeting recommends", meeting.recommendation), ("Why", meeting.reasons),
        ("How often the meetings will be", ": ".join(part for part in (meeting.every, meeting.every_because) if part)),
        ("Why no next meeting is booked", meeting.no_next),
    ]  # fmt: skip
    if any(text for _, text in said):
        yield Chapter(_PARTS["-conclusion"], tuple(Said(ask, text) for ask, text in said if text))


def _actions(writing: Writing) -> Iterator[Chapter]:
    columns = ("What", "Who", "By", "What became of it")
    before = tuple((one.what, one.who, day_words(one.due), _became(one, writing.meeting)) for one in writing.before)
    now = tuple((one.what, one.who, day_words(one.due), _became(one, writing.meeting)) for one in writing.deeds)
    if before:
        yield Chapter("Actions of the last meeting", columns=columns, rows=before)
    if now:
        yield Chapter(_PARTS["-actions"], columns=columns, rows=now)


def _became(deed: Deed, meeting: Meeting) -> str:
    """What had become of it when the meeting closed: what is settled later is for the next minutes to tell."""
    is_later = meeting.closed_at and deed.settled_at and deed.settled_at > localdate(meeting.closed_at)
    return str(dict(OUTCOMES)["" if is_later else deed.outcome])
