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

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When

from permanence.policy.duties import Evaluator
from permanence.practice.children.models import Child
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.staff.roles import Brief
from permanence.practice.staff.sight import beneath, sight_of
from permanence.practice.tracker.filters import (
    COLOURS,
    LISTS,
    Filters,
    asks_for_duties,
    condition,
    duties_asked_for,
    of_teams,
)
from permanence.practice.tracker.models import Duty, with_agreements

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

    @cached_property
    def ready(self) -> Evaluator:
        """The policy in force on the day."""
        return current_evaluator(self.day)

    @property
    def children(self) -> Any:
        """The children on the board, in order, each with ``level``: the place of their colour."""
        return self._ordered(self._of_colour(self._all, self.filters.colour))

    def counts(self) -> dict[str, int]:
        """How many children of each colour and on each short list, each with the other filters as they are."""
        everyone = self._everyone(self.filters.without("colour", "list"))
        listed = {name: Count("pk", filter=self._on_list(name)) for name in LISTS}
        by_level = {
            row["level"]: row for row in everyone.order_by().values("level").annotate(all=Count("pk"), **listed)
        }
        shown, colour = self.filters.list or "all", self.filters.colour
        levels = [COLOURS[colour]] if colour else list(COLOURS.values())
        of_colour = {name: by_level.get(level, {}).get(shown, 0) for name, level in COLOURS.items()}
        return of_colour | {name: sum(by_level.get(level, {}).get(name, 0) for level in levels) for name in LISTS}

    def _on_list(self, name: str) -> Q:
        """On a short list, by a duty that is also of the duty, clause and status asked for."""
        return Q(pk__in=duties_asked_for(replace(self.filters, list=name), self.day).values("child"))

    def total(self, counts: Mapping[str, int]) -> int:
        """How many children the board holds, by its counts."""
        return counts[self.filters.colour] if self.filters.colour else sum(counts[name] for name in COLOURS)

    def duties_of(self, children: Sequence[int]) -> dict[int, list[Duty]]:
        """The duties shown of these children of the board, by child, the most pressing first."""
        rows = duties_asked_for(self.filters, self.day) if asks_for_duties(self.filters) else Duty.objects.open()
        shown = with_agreements(rows.filter(child__in=children).order_by(), "agreement")
        found: dict[int, list[Duty]] = defaultdict(list)
        for row in sorted(shown, key=self._pressing):
            found[row.child_id].append(row)
        return found

    def _pressing(self, row: Duty) -> tuple[int, date, int]:
        return -row.colour(self.day), row.limit or row.done or date.max, row.place

    def workers_of(self, children: Sequence[int]) -> dict[int, str]:
        """The social worker of each of these children of the board."""
        allocated = Allocation.objects.on(self.day).filter(child__in=children, role="social_worker")
        found: dict[int, list[str]] = defaultdict(list)
        for child, name in allocated.values_list("child", "person__name"):
            found[child].append(name)
        return {child: ", ".join(names) for child, names in found.items()}

    # --- the one queryset ---

    @cached_property
    def _all(self) -> Any:
        return self._everyone(self.filters)

    def _everyone(self, filters: Filters) -> Any:
        seen = Child.objects.visible_to(self.person).filter(self._within, condition(filters, self.day))
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
        sight = sight_of(self.person)
        if self.scope == "mine":
            allocated = Allocation.objects.on(self.day).filter(person__in=sight.people)
            return Q(pk__in=allocated.values("child"))
        if self.scope == "team":
            return of_teams(sight.teams or beneath(own_teams(self.person)), self.day)
        return Q()


def first_scope(person: Person) -> str:
    """The board a person begins with: all for those with a brief for the service, then the team's, else one's own."""
    briefs = sight_of(person).briefs
    if briefs & {Brief.SERVICE, Brief.ADOPTION}:
        return "all"
    return "team" if Brief.TEAM in briefs else "mine"


def own_teams(person: Person) -> set[int]:
    """The teams of a person's posts today."""
    return {post.team_id for post in person.posts_today if post.team_id}


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
    """Pages of a list whose length is known already."""

    def __init__(self, rows: Any, per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
        self.total = total

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.total
