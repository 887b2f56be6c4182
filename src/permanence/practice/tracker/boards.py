"""A board: the children of one worker, team or service with their colours, their counts, and what each is owed next.

One queryset is behind the list, the counts and the export, so that a number always has as many children behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When

from permanence.policy.duties import Evaluator
from permanence.practice.children.models import Child
from permanence.practice.prepared import prepared, prepared_cells
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.record.remembering import remembered
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.staff.roles import Brief
from permanence.practice.staff.sight import Sight, beneath, sight_of
from permanence.practice.tracker.filters import (
    COLOURS,
    LISTS,
    Filters,
    asks_for_duties,
    condition,
    duties_asked_for,
    of_teams,
)

COLOUR_WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "none": "Nothing owed"}
SCOPES = {"mine": "My children", "team": "My team", "all": "Everyone I see"}
A_PAGE = 25
_ORDER: Mapping[str, tuple[Any, ...]] = {
    "": ("-level", F("pressing").asc(nulls_last=True)),
    "due": (F("earliest").asc(nulls_last=True),),
    "name": (),
    "age": (F("born").desc(nulls_last=True),),
}


@dataclass(frozen=True)
class Board:
    """The board of a person on a day. Whatever the scope and the filters, it holds only children they may see."""

    person: Person
    scope: str
    filters: Filters
    day: date

    @property
    def sight(self) -> Sight:
        """How far the person sees."""
        return sight_of(self.person)

    @cached_property
    def kept_by(self) -> tuple[Any, ...] | None:
        """All that its questions are made from. Of a search none is kept: it may be for a child's name."""
        if self.filters.q or self.filters.worker:
            return None
        return self.sight.kept_by, self.scope, self.filters, self.day, self._goes_by, self._teams_asked

    @cached_property
    def ready(self) -> Evaluator:
        """The policy in force on the day."""
        return current_evaluator(self.day)

    def page(self, first: int, last: int) -> list[Child]:
        """Some of the children, by their places in the order."""
        places = {child: place for place, child in enumerate(_order(self, first, last))}
        return sorted(_children(*places, board=self), key=lambda child: places[child.pk])

    @property
    def children(self) -> Any:
        """The children on the board, in order, each with ``level``: the place of their colour."""
        return self._ordered(self._of_colour(self._all, self.filters.colour))

    def counts(self) -> dict[str, int]:
        """How many children of each colour and on each short list, each with the other filters as they are."""
        by_level = {level: dict(zip(("all", *LISTS), counts, strict=True)) for level, *counts in _by_level_now(self)}
        shown, colour = self.filters.list or "all", self.filters.colour
        levels = [COLOURS[colour]] if colour else list(COLOURS.values())
        of_colour = {name: by_level.get(level, {}).get(shown, 0) for name, level in COLOURS.items()}
        return of_colour | {name: sum(by_level.get(level, {}).get(name, 0) for level in levels) for name in LISTS}

    def on_list(self, name: str) -> Q:
        """On a short list, by a duty that is also of the duty, clause and status asked for."""
        return Q(pk__in=duties_asked_for(replace(self.filters, list=name), self.day).values("child"))

    def total(self, counts: Mapping[str, int]) -> int:
        """How many children the board holds, by its counts."""
        return counts[self.filters.colour] if self.filters.colour else sum(counts[name] for name in COLOURS)

    def workers_of(self, children: Sequence[int]) -> dict[int, str]:
        """The social worker of each of these children of the board."""
        found: dict[int, list[str]] = defaultdict(list)
        for child, name in _workers(*children, day=self.day):
            found[child].append(name)
        return {child: ", ".join(names) for child, names in found.items()}

    # --- the one queryset ---

    @cached_property
    def _all(self) -> Any:
        return self.everyone(self.filters)

    def everyone(self, filters: Filters) -> Any:
        """The children of the board by these filters, of whatever colour, each with ``level``."""
        seen = Child.objects.seen_by(self.sight).filter(self._within, condition(filters, self.day, self._teams_asked))
        return seen.annotate(level=_level(self.day))

    def _of_colour(self, children: Any, colour: str) -> Any:
        return children.filter(level=COLOURS[colour]) if colour else children

    def _ordered(self, children: Any) -> Any:
        """In order, each with ``earliest``: the earliest limit of the duties asked for, else of all that is open."""
        earliest: Any = F("reckoning__first_limit")
        if asks_for_duties(self.filters):
            of_child = duties_asked_for(self.filters, self.day).filter(child=OuterRef("pk")).exclude(limit=None)
            earliest = Subquery(of_child.order_by("limit").values("limit")[:1])
        known = children.annotate(
            earliest=earliest, legal_status=F("reckoning__legal_status"), placement=F("reckoning__placement")
        )
        if self.filters.sort == "":
            known = known.annotate(pressing=self._pressing_since())
        return known.order_by(*_ORDER[self.filters.sort], "last_name", "first_name", "pk")

    def _pressing_since(self) -> Any:
        """What orders children of one colour: the day the first duty became red, or the limit of those asked for."""
        if asks_for_duties(self.filters):
            return F("earliest")
        return Case(When(reckoning__red_from__lte=self.day, then=F("reckoning__red_from")), default=F("earliest"))

    @cached_property
    def _within(self) -> Q:
        if self.scope == "mine":
            allocated = Allocation.objects.on(self.day).filter(person__in=self._goes_by)
            return Q(pk__in=allocated.values("child"))
        return of_teams(self._goes_by, self.day) if self.scope == "team" else Q()

    @cached_property
    def _goes_by(self) -> frozenset[int]:
        """The people, or the teams, whose children the scope is of."""
        if self.scope == "mine":
            return self.sight.people
        if self.scope == "team":
            return self.sight.teams or frozenset(beneath(self.sight.own_teams))
        return frozenset()

    @cached_property
    def _teams_asked(self) -> frozenset[int]:
        """The team the board is narrowed to, and those beneath it."""
        return frozenset(beneath([int(self.filters.team)])) if self.filters.team else frozenset()


# --- what is asked ------------------------------------------------------------------------------------------------


@remembered
def _order(board: Board, first: int, last: int) -> list[int]:
    return [pk for (pk,) in _in_order(board=board, first=first, last=last)]


@prepared_cells
def _in_order(*, board: Board, first: int, last: int) -> Any:
    return board.children.values_list("pk")[first:last]


@prepared
def _children(*children: int, board: Board) -> Any:
    return board.children.filter(pk__in=children).order_by()


@remembered
def _by_level_now(board: Board) -> list[tuple[int, ...]]:
    return _by_level(board=board)


@prepared_cells
def _by_level(*, board: Board) -> Any:
    """Of each colour how many children there are, and how many of them on each short list."""
    everyone = board.everyone(board.filters.without("colour", "list"))
    listed = {name: Count("pk", filter=board.on_list(name)) for name in LISTS}
    return everyone.order_by().values("level").annotate(all=Count("pk"), **listed).values_list("level", "all", *LISTS)


@prepared_cells
def _workers(*children: int, day: date) -> Any:
    allocated = Allocation.objects.on(day).filter(child__in=children, role="social_worker")
    return allocated.values_list("child", "person__name")


def first_scope(person: Person) -> str:
    """The board a person begins with: all for those with a brief for the service, then the team's, else one's own."""
    briefs = sight_of(person).briefs
    if briefs & {Brief.SERVICE, Brief.ADOPTION}:
        return "all"
    return "team" if Brief.TEAM in briefs else "mine"


def _level(day: date) -> Case:
    """The colour of a child on a day, as a place in ``permanence.tracker.rag.COLOURS``."""
    return Case(
        When(reckoning__red_from__lte=day, then=Value(3)),
        When(reckoning__amber_from__lte=day, then=Value(2)),
        When(reckoning__is_owed=True, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )


class Counted(Paginator):
    """Pages of a board whose length is known already."""

    def __init__(self, board: Board, per_page: int, total: int) -> None:
        super().__init__((), per_page)
        self.board, self.total = board, total

    def page(self, number: int | str) -> Page:
        """The page of this number, with its rows."""
        valid: int = self.validate_number(number)
        first = (valid - 1) * self.per_page
        return self._get_page(self.board.page(first, first + self.per_page), valid, self)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.total
