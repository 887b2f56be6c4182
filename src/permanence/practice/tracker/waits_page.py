"""What the page of time to permanence says: periods side by side, a picture of them, and each child's wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.paginator import Page, Paginator
from django.urls import reverse

from permanence.policy.timeline import as_date
from permanence.practice.children.models import Child
from permanence.practice.design.wording import count, short
from permanence.practice.staff.models import Team
from permanence.practice.tracker import first_review
from permanence.practice.tracker.links import child_page
from permanence.practice.tracker.waits import Waits
from permanence.tracker.names import words
from permanence.tracker.time_sheets import standings
from permanence.tracker.time_to_permanence import FEW, HOW, ROUTES, Line, Measure, Stays, days_in_words, in_a_sentence

A_PAGE = 25
LENGTH_WORDS = {"year": "Financial years, April to March", "quarter": "Quarters of a year"}
_WIDE, _LEFT, _AFTER, _HIGH = 840, 270, 190, 26
"""Of the picture: its width, where its bars begin, the room for words after them, and how high each bar stands."""


@dataclass(frozen=True)
class Bar:
    """A bar of the picture, with its middle number in words at its end."""

    y: int
    width: int
    text: str
    looks: str


@dataclass(frozen=True)
class Select:
    """A list to choose from: its name in the address, its label, and values with their words."""

    name: str
    label: str
    chosen: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class WaitRow:
    """One time in care of one child (by number), in words."""

    child: int
    name: str
    href: str
    entered: str
    days: int
    moves: int
    is_whole: bool
    standing: str
    on: str


@dataclass(frozen=True)
class WaitsPage:
    """Everything the template shows."""

    waits: Waits
    page: Page
    rows: Sequence[WaitRow]

    how: Sequence[str] = HOW
    few: int = FEW
    wide: int = _WIDE
    bars_from: int = _LEFT
    words_from: int = _LEFT + 6

    @property
    def sentence(self) -> str:
        """The chosen period in a sentence."""
        return in_a_sentence(self.waits.report)

    @property
    def periods(self) -> list[str]:
        """The periods by name, each told whether it is not over."""
        return [self.waits.named(one) for one in self.waits.report.periods]

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """Everyone: a line for each thing counted, a cell for each period."""
        told = self.waits.report
        lines = [(heading, [tell(one) for one in told.everyone.measures]) for heading, tell in _TOLD.items()]
        return [*lines, (first_review.HEADING, first_review.shares(self.waits.timeline, told.periods, self.waits.day))]

    @property
    def parts(self) -> list[tuple[str, list[tuple[str, list[str]]]]]:
        """By way to a home, and by team: a line for each, and in each cell the middle number and how many children."""
        told = self.waits.report
        return [(title, [(one.heading, _cells(one)) for one in lines]) for title, lines in (
            ("By how the child came to a home for good", told.routes),
            ("By the team the child is in now", told.teams),
        ) if lines]  # fmt: skip

    @property
    def is_few(self) -> bool:
        """Whether a middle number of everyone hangs on so few children that one can change it."""
        return any(one.is_few for one in self.waits.report.everyone.measures)

    @property
    def bars(self) -> list[tuple[str, int, list[Bar]]]:
        """For each period its name, where that stands, and two bars: children who came to a home, and who waited."""
        measures = self.waits.report.everyone.measures
        longest = max((number for one in measures for number in (one.days, one.days_waiting) if number), default=1)
        return [
            (name, place * 3 * _HIGH + _HIGH + 3, [
                _bar(place * 3 * _HIGH, one.days, longest, "reached", one.reached),
                _bar(place * 3 * _HIGH + _HIGH, one.days_waiting, longest, "waiting", one.waiting),
            ])
            for place, (name, one) in enumerate(zip(self.periods, measures, strict=True))
        ]  # fmt: skip

    @property
    def high(self) -> int:
        """How high the picture is."""
        return 3 * _HIGH * len(self.periods)

    @property
    def selects(self) -> list[Select]:
        """What can be chosen."""
        asked, everyone = self.waits.asked, ("", "Everyone I see")
        teams = [(str(pk), name) for pk, name in Team.objects.values_list("pk", "name")]
        listed = [("", "All of them"), ("waiting", "Still waiting"), *((one, words("route")[one]) for one in ROUTES)]
        return [
            Select("length", "Compare", asked.length, [*LENGTH_WORDS.items()]),
            Select("ends", "Up to", self.waits.period.last.isoformat(), [
                (one.last.isoformat(), self.waits.named(one)) for one in self.waits.choices
            ]),
            Select("team", "Team", asked.team, [everyone, *teams]),
            Select("show", "Children in the list", asked.show, listed),
        ]  # fmt: skip

    @property
    def export(self) -> str:
        """The address of the list as a file."""
        return f"{reverse('tracker:waits_export')}?{self.waits.asked.query()}"


_TOLD: Mapping[str, Any] = {
    "Children who came to a home for good": lambda one: f"{one.reached:,}",
    "Middle number of days it took": lambda one: _middle(one.days, one.reached),
    "Middle number of moves on the way": lambda one: _middle(one.moves, one.reached, _moves),
    "Children still waiting at the end": lambda one: f"{one.waiting:,}",
    "Middle number of days they had waited": lambda one: _middle(one.days_waiting, one.waiting),
    "Middle number of moves so far": lambda one: _middle(one.moves_waiting, one.waiting, _moves),
    "Left care with no home for good on record": lambda one: f"{one.left:,}",
    "Record begins after they came into care, so days not known": lambda one: f"{one.not_whole:,}",
}


def _middle(number: float | None, children: int, said: Callable[[float], str] = days_in_words) -> str:
    if number is None:
        return "Not known" if children else "None"
    return said(number)


def _moves(number: float) -> str:
    return f"{number:,g}"


def _cells(line: Line) -> list[str]:
    return [_cell(one) for one in line.measures]


def _cell(one: Measure) -> str:
    some = f" (of {one.known:,})" if one.known < one.reached else ""
    days = f"{days_in_words(one.days)} days{some}, " if one.days is not None else ""
    reached = f"{days}{count(one.reached, 'child', 'children')}" if one.reached else "No child"
    return f"{reached}; {one.waiting:,} waiting" if one.waiting else reached


def _bar(y: int, number: float | None, longest: float, looks: str, children: int) -> Bar:
    width = round((_WIDE - _LEFT - _AFTER) * (number or 0) / longest)
    said = {"reached": "days to a home", "waiting": "days so far"}[looks]
    text = f"{days_in_words(number)} {said}" if number is not None else "Not known" if children else "Nobody"
    return Bar(y, max(width, 2), text, looks)


def waits_page(waits: Waits, number: str) -> WaitsPage:
    """The page with this number (the first, where it is none)."""
    page = Paginator(range(len(waits.listed)), A_PAGE).get_page(number)
    return WaitsPage(waits, page, wait_rows(waits, waits.listed.only(np.array(page.object_list, np.intp))))


def wait_rows(waits: Waits, rows: Stays) -> list[WaitRow]:
    """These times in care in words. A child restricted since they were counted is left out."""
    numbers = waits.numbers(rows)
    children = Child.objects.visible_to(waits.person).in_bulk(set(numbers))
    return [
        _row(children[pk], *told)
        for pk, *told in zip(
            numbers, rows.entered.tolist(), rows.days.tolist(), rows.moves.tolist(), rows.route.tolist(),
            rows.ended.tolist(), rows.is_whole.tolist(), standings(rows), strict=True,
        ) if pk in children
    ]  # fmt: skip


def _row(
    child: Child, entered: int, days: int, moves: int, route: int, on: int, is_whole: bool, standing: str
) -> WaitRow:
    how = words("route")[ROUTES[route]] if route >= 0 else standing
    when = short(as_date(on)) if on else ""
    began = short(as_date(entered))
    return WaitRow(child.pk, child.name, child_page(child.pk), began, days, moves, is_whole, how, when)
