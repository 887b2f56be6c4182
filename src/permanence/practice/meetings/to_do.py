"""What waits for a person about meetings: actions that are theirs, minutes to approve, and meetings to write up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from permanence.practice.design.page import Link
from permanence.practice.design.wording import day as day_words
from permanence.practice.home.sections import Section, Task
from permanence.practice.meetings.models import Deed, Letter, Meeting
from permanence.practice.meetings.permissions import may_approve_minutes
from permanence.practice.meetings.policy import kind_of
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import manages, sees_children
from permanence.practice.tracker.words import Tag

FIRST_FEW = 8


def to_do(person: Person, day: date) -> Iterator[Section]:
    """The sections that have something in them."""
    if not sees_children(person):
        return
    found = (
        (15, "Your actions", _deeds(person, day)),
        (16, "Actions of people who have left: pass them on", _left_behind(person, day)),
        (25, "Meetings to hold and write up", _to_write(person, day)),
        (26, "Letters that did not arrive", _undelivered(person)),
        (41, "Minutes to approve", _to_approve(person)),
    )
    for place, title, tasks in found:
        if tasks:
            yield Section(place, title, tasks[:FIRST_FEW], len(tasks), Link("All meetings", reverse("meetings:list")))


def _deeds(person: Person, day: date) -> list[Task]:
    mine = Deed.objects.visible_to(person).filter(owner=person, outcome="").select_related("child", "meeting")
    return _as_tasks(mine, day)


def _left_behind(person: Person, day: date) -> list[Task]:
    """For who manages: what nobody will do unless it is passed on."""
    if not manages(person):
        return []
    left = Deed.objects.visible_to(person).filter(owner__is_active=False, outcome="")
    return _as_tasks(left.select_related("child", "meeting"), day)


def _as_tasks(deeds: Iterable[Deed], day: date) -> list[Task]:
    return [
        Task(deed.child.name, reverse("meetings:meeting", args=[deed.meeting_id]), deed.what,
             f"by {day_words(deed.due)}",
             Tag("Late", "red") if deed.is_late(day) else None, (deed.child_id,))
        for deed in deeds
    ]  # fmt: skip


def _to_write(person: Person, day: date) -> list[Task]:
    """Those this person chairs or asked for: their day has come and they are not written up."""
    seen = Meeting.objects.visible_to(person).filter(Q(chair=person) | Q(asked_by=person)).select_related("child")
    found = seen.filter(Q(stage="held") | Q(stage="booked", day__lte=day)).order_by("day")
    return [_task(meeting, meeting.get_stage_display()) for meeting in found]


def _undelivered(person: Person) -> list[Task]:
    """Letters given up about meetings this person chairs or asked for: someone must be reached another way."""
    found = Letter.objects.visible_to(person).given_up().filter(Q(meeting__chair=person) | Q(meeting__asked_by=person))
    return [
        Task(letter.child.name, reverse("meetings:meeting", args=[letter.meeting_id]), str(letter),
             day_words(letter.made_at.date()), children=(letter.child_id,))
        for letter in found.select_related("child")
    ]  # fmt: skip


def _to_approve(person: Person) -> list[Task]:
    closed = Meeting.objects.visible_to(person).filter(stage="closed").exclude(closed_by=person)
    found = closed.select_related("child", "child__team").order_by("day")
    return [_task(meeting, "Minutes to approve") for meeting in found if may_approve_minutes(person, meeting)]


def _task(meeting: Meeting, what: str) -> Task:
    href = reverse("meetings:meeting", args=[meeting.pk])
    return Task(meeting.child.name, href, f"{kind_of(meeting).name}: {what.lower()}", day_words(meeting.day),
                children=(meeting.child_id,))  # fmt: skip
