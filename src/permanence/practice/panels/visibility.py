"""Which children a seat at a sitting lets its holder see, for the days that the sitting is theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps

from permanence.practice.children.models import Fact, latest
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

    def to_hear(self) -> list[Fact]:
        """The facts, as they stand, that children are heard at a sitting, while nobody wrote down what came of it.

        Someone may have corrected one since it was listed, also by a file: its last version is still the listing.
        """
        listed = self.filter(stage="listed").select_related("listing__replaced_by").order_by()
        return [fact for fact in (latest(item.listing) for item in listed) if fact is not None]

    def unanswered(self) -> list[int]:
        """The facts (by number) of planned decisions whose day has passed, while nobody wrote down what came of them.

        Nothing was decided as far as anyone knows, so they do not count (children/models.py).
        """
        planned = self.filter(listing__token__startswith="decision.").to_hear()
        return [fact.pk for fact in planned if fact.start < today()]

    def open(self) -> Any:
        """Those being prepared or listed, the nearest first."""
        return self.filter(stage__in=("preparing", "listed")).order_by("sitting__day", "place", "id")
