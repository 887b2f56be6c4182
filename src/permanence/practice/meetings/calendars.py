"""Meetings and actions as calendar entries: private, without any name of a child."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration
from icalendar.parser import Contentline, Parameters

from permanence.practice.children.models import Child
from permanence.practice.meetings.models import Deed, Meeting
from permanence.practice.meetings.policy import kind_of

HERE = ZoneInfo("Europe/London")
LONG = timedelta(hours=1, minutes=30)
"""How long a meeting is in the calendar: nobody says, so an hour and a half."""


def calendar_of(meeting: Meeting, *, is_off: bool = False) -> str:
    """The entry, as iCalendar text: an invitation, or its cancellation.

    The meeting's version is the sequence, so that a later entry takes the place of an earlier one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Permanence//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "REQUEST")
    calendar.add_component(_clock(meeting.day or timezone.localdate()))
    calendar.add_component(_event(meeting, is_off))
    return str(calendar.to_ical().decode())


def addressed(calendar: str, to: str) -> str:
    """The entry of a meeting as it goes to one person: their address put in, so that it is made once for all."""
    line = Contentline.from_parts("ATTENDEE", Parameters(), vCalAddress(f"mailto:{to}")).to_ical().decode()
    return calendar.replace("END:VEVENT", f"{line}\r\nEND:VEVENT")


def _clock(day: date) -> Timezone:
    """What England's clocks show on a day, for calendars that do not know."""
    return Timezone.from_tzinfo(HERE, first_date=day, last_date=day + timedelta(days=1))


def _event(meeting: Meeting, is_off: bool) -> Event:
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
    return event


def calendar_of_actions(deeds: Iterable[Deed]) -> str:
    """Someone's open actions, each on its last day, with the child's initials and no more."""
    calendar = Calendar()
    calendar.add("prodid", "-//Permanence//Actions//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Permanence: my actions")
    calendar.add("refresh-interval", vDuration(timedelta(hours=1)), {"VALUE": "DURATION"})
    for deed in deeds:
        calendar.add_component(_last_day(deed))
    return str(calendar.to_ical().decode())


def _last_day(deed: Deed) -> Event:
    event = Event()
    event.add("uid", f"action-{deed.pk}@permanence")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", deed.due)
    event.add("dtend", deed.due + timedelta(days=1))
    event.add("summary", f"{initials(deed.child)}: an action is due")
    event.add("url", f"{settings.SITE}{reverse('meetings:meeting', args=[deed.meeting_id])}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def initials(child: Child) -> str:
    """R.E. for Robin Example: enough for who knows the child, and nothing for anyone else."""
    return "".join(f"{name[0].upper()}." for name in (child.known_as or child.first_name, child.last_name) if name)
