"""Whether the service holds the meetings that its policy wants every week or month: a line for each, latest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from permanence.policy.meeting_kinds import Held, MeetingKind
from permanence.practice.children.models import Fact
from permanence.practice.design.wording import short
from permanence.practice.meetings.policy import kinds_now
from permanence.practice.staff.models import Person
from permanence.practice.staff.roles import Brief
from permanence.practice.staff.sight import sight_of
from permanence.practice.today import today

MOST = 12
"""Weeks or months that are looked back at."""
ONE_DAY = timedelta(1)


@dataclass(frozen=True)
class Period:
    """A week or a month by name, and the days on which the meeting was held in it; ``over`` once it is past."""

    name: str
    held: tuple[date, ...]
    over: bool

    @property
    def words(self) -> str:
        """The days it was held, or that it was not."""
        return ", ".join(map(short, self.held)) or ("None held" if self.over else "None held yet")

    @property
    def tag(self) -> tuple[str, str]:
        """In a word, and its colour, how the period stands."""
        if self.held:
            return "Held", "green"
        return ("Missed", "red") if self.over else ("Not yet", "grey")


@dataclass(frozen=True)
class Rhythm:
    """A kind of meeting that the policy wants held regularly, and how that went."""

    kind: MeetingKind
    held: Held
    periods: list[Period]


def rhythms(person: Person) -> list[Rhythm]:
    """For who answers for the whole service; to anyone else a week would look missed whose meeting was about children
    they do not see. No child is shown by it."""
    if Brief.SERVICE not in sight_of(person).briefs:
        return []
    return [_rhythm(kind, kind.held, person) for kind in kinds_now().kinds.values() if kind.held]


def _rhythm(kind: MeetingKind, held: Held, person: Person) -> Rhythm:
    found = Fact.objects.visible_to(person).current().filter(token=f"meeting.{kind.code}", start__lte=today())
    days = sorted(set(found.values_list("start", flat=True)))
    spans = islice(_back_from(today(), held.every), MOST)
    return Rhythm(kind, held, [_period(first, last, days, held.every) for first, last in spans if _is_told(last, days)])


def _is_told(last: date, days: list[date]) -> bool:
    """Whether a week or month is one of those the record reaches back to; the one we are in is, whatever it says."""
    return last >= today() or (bool(days) and last >= days[0])


def _period(first: date, last: date, days: list[date], every: str) -> Period:
    name = f"{first:%B %Y}" if every == "month" else f"Week of {short(first)}"
    return Period(name, tuple(day for day in days if first <= day <= last), last < today())


def _back_from(day: date, every: str) -> Iterator[tuple[date, date]]:
    """The first and last day of the week (from Monday) or calendar month of a day, and of each one before it."""
    last = _last_of(day, every)
    while True:
        first = last.replace(day=1) if every == "month" else last - 6 * ONE_DAY
        yield first, last
        last = first - ONE_DAY


def _last_of(day: date, every: str) -> date:
    if every == "week":
        return day + (6 - day.weekday()) * ONE_DAY
    return (day.replace(day=28) + 4 * ONE_DAY).replace(day=1) - ONE_DAY
