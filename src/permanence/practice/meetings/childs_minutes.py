"""One page of the minutes for the child, in words for their age (``child_words.yaml``): a page, Word or PDF."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.gates import OPTIONS, Writing
from permanence.practice.meetings.minutes import Chapter, Minutes, Said, withheld_chapter, withheld_from
from permanence.practice.meetings.models import ChildsMinutes, Meeting
from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.meetings.words import local_sentence
from permanence.practice.staff.models import Person
from permanence.practice.today import today

_UNKNOWN_AGE = 11
"""Years: whose day of birth is not known reads the words of the middle."""


@cache
def _words() -> dict[str, Any]:
    return dict(yaml.safe_load(files(__package__).joinpath("child_words.yaml").read_text(encoding="utf-8")))


def band_of(meeting: Meeting) -> Mapping[str, Any]:
    """The words for a child as old as this one on the day of the meeting."""
    age = meeting.child.age(meeting.day)
    years = age[0] if age else _UNKNOWN_AGE
    found: Mapping[str, Any] = next(band for band in _words()["bands"] if years <= band["up_to"])
    return found


def too_long(meeting: Meeting, *texts: str) -> str:
    """The longest sentence, where it has more words than fit at the child's age; nothing where all fit."""
    sentences = [one.strip() for text in texts for one in re.split(r"[.!?\n]+", text)]
    longest = max(sentences, key=lambda one: len(one.split()), default="")
    return longest if len(longest.split()) > band_of(meeting)["longest"] else ""


def page_for_child(writing: Writing, told: ChildsMinutes | None, reader: Person) -> Minutes:
    """The page. ``told``: what a worker wrote for the child; without it, what the minutes say by themselves.

    What is withheld from the child is not on it, and of what is withheld from the reader it says only that it is.
    """
    meeting, band = writing.meeting, band_of(writing.meeting)
    hidden = withheld_from(writing, reader)
    chapters = (
        Chapter("", (Said("", band["opening"].format(day=day_words(meeting.day))),)),
        _chapter(band["came"], "\n".join(local_sentence(who) for who in _came(writing))),
        _unless(hidden & {"-views"}, band["said"], _views(writing) or band["unsaid"].format(worker=_worker(meeting))),
        _unless(hidden & {"-options", "-conclusion"}, band["plan"], *_plan(writing, band), told.why if told else ""),
        _unless(hidden & {"-actions"}, band["next"], told.next_steps if told else "", *_again(meeting, band)),
        _chapter(band["help"], band["tell"].format(worker=_worker(meeting))),
    )  # fmt: skip
    return Minutes(band["title"], meeting.child.name, (), meeting.approved_by_id is None,
                   tuple(one for one in chapters if one.said), size=band["size"])  # fmt: skip


def _chapter(title: str, *texts: str) -> Chapter:
    return Chapter(title, tuple(Said("", text) for text in texts if text.strip()))


def _unless(hidden: Collection[str], title: str, *texts: str) -> Chapter:
    return withheld_chapter(title) if hidden else _chapter(title, *texts)


def _came(writing: Writing) -> Iterator[str]:
    """Who came, each by name and as what; whose name the record does not know, as what alone."""
    for one in writing.invitees:
        if one.came == "came" and one.who != "child":
            as_what, is_known = _words()["people"].get(one.who, ""), bool(one.person_id or one.post)
            yield f"{one.name}, {as_what}" if is_known and as_what else as_what or one.name


def _views(writing: Writing) -> str:
    return next((one.views for one in writing.invitees if one.who == "child" and one.views.strip()), "")


def _plan(writing: Writing, band: Mapping[str, Any]) -> Iterator[str]:
    """What was decided, sentence by sentence: what leads, what is kept open beside it, what stands by."""
    asked = {"primary": "leads", "parallel": "beside", "contingency": "stands_by"}
    if any("-options" in one.withheld for one in writing.invitees if one.who == "child"):
        return
    verdicts = {option: one.verdict for option, one in writing.appraisals.items()}
    if "primary" not in verdicts.values():
        yield band["undecided"]
    for verdict, sentence in asked.items():
        for option in OPTIONS:
            if verdicts.get(option) == verdict:
                yield band[sentence].format(option=_words()["options"][option])


def _again(meeting: Meeting, band: Mapping[str, Any]) -> Iterator[str]:
    """When it meets again, where a day is booked."""
    ahead = Meeting.objects.about(meeting.child).filter(follows=meeting, stage="booked", day__gte=today()).first()
    if ahead:
        yield band["again"].format(day=day_words(ahead.day))


def _worker(meeting: Meeting) -> str:
    known = workers_who_are("social_worker", meeting.child)
    return str(known[0].name if known else _words()["worker"])
