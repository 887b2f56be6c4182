"""A meeting as a calendar entry: private, without any name of a child."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from permanence.practice.meetings.models import Meeting
from permanence.practice.meetings.policy import kind_of

HERE = ZoneInfo("Europe/London")
LONG = timedelta(hours=1, minutes=30)
"""How long a meeting is in the calendar: nobody says, so an hour and a half."""


def calendar_of(meeting: Meeting, to: str = "", *, is_off: bool = False) -> str:
    """The entry for one person, as iCalendar text: an invitation, or its cancellation.

    The meeting's version is the sequence, so that a later entry takes the place of an earlier one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Permanence//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "REQUEST")
    calendar.add_component(_event(meeting, to, is_off))
    calendar.add_missing_timezones(first_date=meeting.day, last_date=meeting.day)
    return calendar.to_ical().decode()


def _event(meeting: Meeting, to: str, is_off: bool) -> Event:
    event = Event()
    start = datetime.combine(meeting.day or timezone.localdate(), meeting.time or time(9), HERE)
    event.add("uid", f"meeting-{meeting.pk}@permanence")
    event.add("sequence", meeting.version)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", start)
    event.add("dtend", start + LONG)
    event.add("summary", kind_of(meeting).name)
    event.add("location", meeting.place)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}"))
    if to:
        event.add("attendee", vCalAddress(f"mailto:{to}"))
    return event
