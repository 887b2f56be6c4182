"""Who of those a meeting asks for is at another meeting then."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from permanence.practice.meetings.calendars import LONG
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.staff.models import Person


def who_is_taken(meeting: Meeting, day: date, at: time, chair: Person | None) -> list[str]:
    """The names of the chair and of those invited who chair another meeting at that time, or come to one.

    It says nothing of whose meeting: that may be about a child whom the asker may not see.
    """
    asked = Invitee.objects.about(meeting.child).filter(meeting=meeting, invited=True).exclude(person=None)
    people = {*asked.values_list("person", flat=True), *([chair.pk] if chair else [])}
    others = [one.pk for one in Meeting.objects.filter(day=day, stage="booked").exclude(pk=meeting.pk)
              if one.time and _apart(one.time, at) < LONG]  # fmt: skip
    chairs = Meeting.objects.filter(pk__in=others).values_list("chair", flat=True)
    guests = Invitee.objects.filter(meeting__in=others, invited=True).exclude(coming="no")
    busy = people & {*chairs, *guests.values_list("person", flat=True)}
    return list(Person.objects.filter(pk__in=busy).order_by("name").values_list("name", flat=True))


def _apart(one: time, other: time) -> timedelta:
    day = date.min
    return abs(datetime.combine(day, one) - datetime.combine(day, other))
