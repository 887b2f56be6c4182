"""Which children a seat at a sitting lets its holder see, for the days that the sitting is theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps

from permanence.practice.children.visibility import AboutChild
from permanence.practice.today import today

STILL_THEIRS = timedelta(days=1)
"""How long after a sitting its members still see its children: the day after it, to put the minutes right."""


class Items(AboutChild):
    """Children before panels, found by those who see the child."""

    def heard_by(self, person: int) -> Any:
        """What a member (by number) hears at sittings of theirs, until the day after; not what they stand aside from.

        The one question by which a seat lets someone see a child (children/visibility.py).
        """
        seats = apps.get_model("panels.Seat").objects.filter(person=person).values("sitting")
        asides = apps.get_model("panels.Aside").objects.filter(person=person).values("item")
        theirs = self.filter(sitting__in=seats, sitting__day__gte=today() - STILL_THEIRS)
        return theirs.filter(stage__in=("listed", "decided")).exclude(pk__in=asides)

    def unanswered(self) -> Any:
        """The facts (by number) of planned decisions whose day has passed, while nobody wrote down what came of them.

        Nothing was decided as far as anyone knows, so the engine is not told of them (children/models.py, Facts.counting).
        """
        planned = self.filter(stage="listed", listing__token__startswith="decision.")
        return planned.filter(listing__start__lt=today()).order_by().values("listing")

    def open(self) -> Any:
        """Those being prepared or listed, the nearest first."""
        return self.filter(stage__in=("preparing", "listed")).order_by("sitting__day", "place", "id")
