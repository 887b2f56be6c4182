"""What a board is narrowed to: read from the address, said in words, and turned into a condition on children."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from permanence.practice.design.numbers import row_number
from permanence.practice.staff.models import Allocation, Post, holding
from permanence.practice.tracker.models import Duty
from permanence.tracker.rag import SOON

STATUSES = {
    "overdue": "Overdue", "due": "Due, and not late", "untimed": "Open, with no date set", "late": "Done late",
    "missed": "Missed", "met": "Done in time", "lapsed": "No longer needed",
}  # fmt: skip
LISTS = {
    "soon": f"Due in {SOON} days",
    "unbooked": "Nothing booked",
    "at_risk": "At risk",
    "agreed": "Agreed otherwise",
}
"""The short lists: due soon; overdue or due soon and not booked; those of them not late yet; another limit agreed."""
COLOURS = {"red": 3, "amber": 2, "green": 1, "none": 0}
AGES = {"0-4": (0, 5), "5-9": (5, 10), "10-15": (10, 16), "16-17": (16, 18), "18+": (18, 120)}
SORTS = {
    "": "The most pressing first",
    "due": "The earliest limit first",
    "name": "By family name",
    "age": "The youngest first",
}


@dataclass(frozen=True)
class Filters:
    """One value each, or "" for any. ``team`` is a team's number, ``worker`` part of a name, ``q`` the search."""

    colour: str = ""
    list: str = ""
    q: str = ""
    team: str = ""
    worker: str = ""
    duty: str = ""
    status: str = ""
    clause: str = ""
    legal: str = ""
    placement: str = ""
    age: str = ""
    sort: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Filters:
        """The filters of an address. What it says that cannot be is left out, so that an old address still opens."""
        read = {one.name: str(given.get(one.name, "")).strip()[:100] for one in fields(cls)}
        return cls(**{name: value for name, value in read.items() if _can_be(name, value)})

    def query(self, **other: str) -> str:
        """The part of an address after the question mark, with some values changed."""
        changed = replace(self, **other)
        return urlencode({one.name: value for one in fields(changed) if (value := getattr(changed, one.name))})

    def without(self, *names: str) -> Filters:
        """The same without these."""
        return replace(self, **dict.fromkeys(names, ""))

    @property
    def narrowing(self) -> dict[str, str]:
        """The values that leave children out, by name."""
        return {one.name: value for one in fields(self) if one.name != "sort" and (value := getattr(self, one.name))}


_KNOWN: dict[str, Mapping[str, Any]] = {
    "colour": COLOURS,
    "list": LISTS,
    "status": STATUSES,
    "age": AGES,
    "sort": SORTS,
}


def _can_be(name: str, value: str) -> bool:
    if name == "team":
        return row_number(value) is not None
    return bool(value) and (name not in _KNOWN or value in _KNOWN[name])


# --- as conditions -----------------------------------------------------------------------------------------------


def condition(filters: Filters, day: date, teams: frozenset[int]) -> Q:
    """The condition on children, but for their colour, which is worked out beside it.

    ``teams``: the team asked for, and those beneath it.
    """
    asked = of_teams(teams, day) if filters.team else Q()
    for name, about in _ABOUT_THE_CHILD.items():
        if value := getattr(filters, name):
            asked &= about(value, day)
    if asks_for_duties(filters):
        asked &= Q(pk__in=duties_asked_for(filters, day).values("child"))
    return asked


def asks_for_duties(filters: Filters) -> bool:
    """Whether the board shows the duties asked for, and not simply the next one of each child."""
    return bool(filters.duty or filters.status or filters.clause or filters.list)


def duties_asked_for(filters: Filters, day: date) -> Any:
    """The duty rows that are of this duty, clause and status, and on this short list: one row must be all of them."""
    rows = _on_list(filters.list, day)
    if filters.duty:
        rows = rows.filter(duty=filters.duty)
    if filters.clause:
        rows = rows.filter(clause=filters.clause)
    if filters.status or not filters.list:
        rows = rows.filter(_of_status(filters.status, day))
    return rows


def _on_list(name: str, day: date) -> Any:
    match name:
        case "soon":
            return Duty.objects.due_within(SOON, day)
        case "unbooked":
            return Duty.objects.nothing_booked(day)
        case "at_risk":
            return Duty.objects.at_risk(day)
        case "agreed":
            return Duty.objects.agreed_otherwise()
    return Duty.objects.order_by()


def _of_status(status: str, day: date) -> Q:
    match status:
        case "":
            return Q(settled="")
        case "overdue":
            return Q(settled="", limit__lt=day)
        case "due":
            return Q(settled="", limit__gte=day)
        case "untimed":
            return Q(settled="", limit__isnull=True) & ~Q(agreement__kind="exempt")
    return Q(settled=status)


def _by_name(words: str, _: date) -> Q:
    """Every word stands in one of the names, or all of it is a number of the child's."""
    named = Q()
    for word in words.split():
        named &= Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(known_as__icontains=word)
    return named | Q(case_number__iexact=words) | Q(return_id__iexact=words)


def of_teams(teams: Any, day: date) -> Q:
    """Children of these teams, and those their workers are allocated to."""
    workers = Post.objects.filter(holding(day), team__in=teams).values("person")
    return Q(team__in=teams) | Q(pk__in=Allocation.objects.on(day).filter(person__in=workers).values("child"))


def _of_worker(name: str, day: date) -> Q:
    return Q(pk__in=Allocation.objects.on(day).filter(person__name__icontains=name).values("child"))


def _of_age(band: str, day: date) -> Q:
    youngest, too_old = AGES[band]
    return Q(born__lte=_years_before(day, youngest), born__gt=_years_before(day, too_old))


def _years_before(day: date, years: int) -> date:
    """The last day of birth of someone who is so many years old on the day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, in a year that has none
        return date(day.year - years, 2, 28)


_ABOUT_THE_CHILD: dict[str, Callable[[str, date], Q]] = {
    "q": _by_name,
    "worker": _of_worker,
    "legal": lambda code, _: Q(reckoning__legal_status=code),
    "placement": lambda code, _: Q(reckoning__placement=code),
    "age": _of_age,
}
