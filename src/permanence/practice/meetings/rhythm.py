"""Whether the service holds the meetings that its policy wants every week or month: a line for each, latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from permanence.policy.meeting_kinds import Held, MeetingKind
from permanence.practice.children.models import Fact
from permanence.practice.design.wording import short
from permanence.practice.meetings.policy import kinds_now
from permanence.practice.procedures.policy import followed_since
from permanence.practice.staff.models import Person
from permanence.practice.staff.roles import Brief
from permanence.practice.staff.sight import sight_of
from permanence.practice.today import today
from permanence.tracker.periods import Period, first_of_month

MOST = 12
"""Weeks or months that are looked back at."""


@dataclass(frozen=True)
class Line:
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
        """In a word, and its colour, how it stands."""
        if self.held:
            return "Held", "green"
        return ("Missed", "red") if self.over else ("Not yet", "grey")


@dataclass(frozen=True)
class Rhythm:
    """A kind of meeting that the policy wants held regularly, and how that went."""

    kind: MeetingKind
    held: Held
    lines: list[Line]


def rhythms(person: Person) -> list[Rhythm]:
    """For who answers for the whole service; to anyone else a week would look missed whose meeting was about children
    they do not see. No child is shown by it."""
    if Brief.SERVICE not in sight_of(person).briefs:
        return []
    return [_rhythm(kind, kind.held, person) for kind in kinds_now().kinds.values() if kind.held]


def _rhythm(kind: MeetingKind, held: Held, person: Person) -> Rhythm:
    found = Fact.objects.visible_to(person).current().filter(token=f"meeting.{kind.code}", start__lte=today())
    days = sorted(set(found.values_list("start", flat=True)))
    told = [one for one in _back_from(today(), held.every) if one.last >= min(today(), _first_told(days))]
    return Rhythm(kind, held, [_line(one, days, held.every) for one in told])


def _first_told(days: list[date]) -> date:
    """The first day that is told of: the record reaches back to it, and the policy asked for the meeting by then."""
    since = followed_since()
    first = days[0] if days else today()
    return max(first, since) if since else first


def _line(period: Period, days: list[date], every: str) -> Line:
    name = f"{period.first:%B %Y}" if every == "month" else f"Week of {short(period.first)}"
    return Line(name, tuple(day for day in days if period.first <= day <= period.last), period.last < today())


def _back_from(day: date, every: str) -> list[Period]:
    """The calendar month, or the week from Monday to Sunday, of a day, and those before it, the latest first."""
    if every == "month":
        month = day.year * 12 + day.month - 1
        firsts = [first_of_month(month + 1 - before) for before in range(MOST + 1)]
    else:
        firsts = [day + timedelta(7 - day.weekday() - 7 * before) for before in range(MOST + 1)]
    return [Period(first, after - timedelta(1)) for after, first in pairwise(firsts)]
