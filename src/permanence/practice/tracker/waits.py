"""Time to permanence of the children a person may see: what is asked, and the report that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from permanence.policy.spells import Keys, keys
from permanence.policy.timeline import Timeline, day_number
from permanence.practice.children.models import Child
from permanence.practice.children.timeline import care_begun_before, timeline_of
from permanence.practice.design.numbers import row_number
from permanence.practice.staff.models import Person
from permanence.practice.staff.sight import beneath
from permanence.practice.tracker.filters import of_teams
from permanence.tracker.periods import LENGTHS, Period, periods
from permanence.tracker.time_to_permanence import ROUTES, Report, Stays, report

BESIDE = 4
"""Periods side by side, the chosen one last."""

BACK = {"year": 10, "quarter": 12}
"""How many periods there are to choose from, the newest being the one that holds today."""

NO_TEAM = "No team"


@dataclass(frozen=True)
class Asked:
    """One value each, or "" for any. ``ends`` is the last day of the chosen period; ``show`` narrows the list."""

    length: str = "year"
    ends: str = ""
    team: str = ""
    show: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """What an address asks. What cannot be is left out, so that an old address still opens."""
        length, team, show = (given.get(name, "") for name in ("length", "team", "show"))
        return cls(
            length if length in LENGTHS else "year", given.get("ends", "")[:10],
            "" if row_number(team) is None else team, show if show in ("waiting", *ROUTES) else "",
        )  # fmt: skip

    def query(self) -> str:
        """The part of an address after the question mark."""
        return urlencode({name: value for name, value in vars(self).items() if value})


@dataclass(frozen=True)
class Waits:
    """The report of a person on a day: only over children they may see, whatever is asked."""

    person: Person
    asked: Asked
    day: date

    @cached_property
    def choices(self) -> list[Period]:
        """The periods there are to choose from, the newest first."""
        return periods(self.asked.length, self.day, BACK[self.asked.length])[::-1]

    @cached_property
    def period(self) -> Period:
        """The chosen period: the newest, where none is chosen."""
        return next((one for one in self.choices if one.last.isoformat() == self.asked.ends), self.choices[0])

    def named(self, period: Period) -> str:
        """The name of a period, told whether it is not over."""
        return f"{period.name}, so far" if period.last > self.day else period.name

    @property
    def children(self) -> Any:
        """The children counted."""
        seen = Child.objects.visible_to(self.person)
        return seen.filter(of_teams(beneath([int(self.asked.team)]), self.day)) if self.asked.team else seen

    @cached_property
    def timeline(self) -> Timeline:
        """What is known of them."""
        return timeline_of(self.children)

    @cached_property
    def report(self) -> Report:
        """The chosen period beside those before it."""
        spans = periods(self.asked.length, self.period.last, BESIDE)
        return report(self.timeline, spans, self.day, self._teams, self._begun_before)

    @property
    def _begun_before(self) -> Keys:
        """The times in care whose first day was only inferred: their records begin later than they do."""
        place = {int(pk): number for number, pk in enumerate(self.timeline.ids)}  # of one just brought in, none
        begun = [(place[child], day_number(day)) for child, day in care_begun_before(self.children) if child in place]
        return keys(*np.array(begun, np.int64).reshape(-1, 2).T)

    @property
    def _teams(self) -> dict[str, NDArray[np.bool_]]:
        named = dict(self.children.order_by().values_list("pk", "team__name"))
        teams = np.array([named.get(int(pk)) or NO_TEAM for pk in self.timeline.ids], dtype=object)
        return {team: teams == team for team in sorted(set(teams.tolist()))}

    @cached_property
    def listed(self) -> Stays:
        """The waits behind the chosen period's numbers: ended in it, or still going on at its end; longest first."""
        rows, begun = self.report.each, day_number(self.period.first)
        chosen = rows.is_waiting | (rows.achieved >= begun) | ((rows.left >= begun) & (rows.achieved == 0))
        if self.asked.show == "waiting":
            chosen &= rows.is_waiting
        elif self.asked.show:
            chosen &= rows.route == ROUTES.index(self.asked.show)
        found = rows.only(chosen)
        return found.only(np.argsort(-found.days, kind="stable"))

    def numbers(self, rows: Stays) -> list[int]:
        """The numbers of the children of these rows."""
        return [int(self.timeline.ids[place]) for place in rows.child.tolist()]
