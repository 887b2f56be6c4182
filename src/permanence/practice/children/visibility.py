"""Which children a person may see: the only way to fetch a child, or anything about one.

``Child.objects.visible_to(person)`` and, for every model about a child, ``Model.objects.visible_to(person)``. What one
may not see does not exist for one: it is in no list, count, search or export, and its page is not found.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from permanence.practice.staff.roles import Brief
from permanence.practice.staff.sight import Sight, sight_of


class AboutChild(QuerySet[Any]):
    """Rows about a child, which are seen by those who see the child."""

    def visible_to(self, person: Any) -> Any:
        """The rows about children this person may see today."""
        return self.seen_by(sight_of(person)) if person.is_authenticated else self.none()

    def seen_by(self, sight: Sight, among: Any = None) -> Any:
        """The rows about children someone with this sight may see today; ``among`` are the only ones to look at."""
        if not sight.sees_children:
            return self.none()
        seen = _children().filter(_may_be_seen(sight))
        return self.filter(child__in=seen if among is None else seen.filter(pk__in=among))

    def about(self, child: Any) -> Any:
        """The rows about one child, whom the asker has already been shown to see (open_child)."""
        return self.filter(child=child)


class Children(QuerySet[Any]):
    """Children, found only by who asks."""

    def visible_to(self, person: Any) -> Any:
        """The children this person may see today."""
        return self.seen_by(sight_of(person)) if person.is_authenticated else self.none()

    def seen_by(self, sight: Sight) -> Any:
        """The children someone with this sight may see today."""
        return self.filter(_may_be_seen(sight)) if sight.sees_children else self.none()


def _children() -> Any:
    return apps.get_model("children.Child").objects.all()


def _may_be_seen(sight: Sight) -> Q:
    """The condition for the children someone with this sight may see. Made once for each request, as it is."""
    if sight.condition is None:
        sight.condition = _condition(sight)
    return sight.condition


def _condition(sight: Sight) -> Q:
    """Open records by brief, tie or seat at a panel; any record by a grant or broken glass of one's own."""
    return Q(taken_back=False) & (
        (Q(restricted="") & _reached(sight))
        | _tie("staff.Grant", sight.day, person=sight.person)
        | _tie("staff.BreakGlass", sight.day, person=sight.person)
    )


def _reached(sight: Sight) -> Q:
    if Brief.SERVICE in sight.briefs:
        return Q()
    reached = _tie("staff.Allocation", sight.day, person__in=sight.people)
    if sight.teams:
        reached |= Q(team__in=sight.teams) | _tie("staff.Allocation", sight.day, person__in=_workers_of(sight))
    if Brief.ADOPTION in sight.briefs:
        reached |= _adoption()
    return reached | _heard(sight)


def _tie(model: str, day: date, **whose: Any) -> Q:
    """That a tie of this kind holds on a day between the child and these people."""
    return Q(pk__in=apps.get_model(model).objects.on(day).filter(**whose).order_by().values("child"))


def _heard(sight: Sight) -> Q:
    """That the child is before a sitting at which the person has a seat, while it is theirs to hear."""
    items = apps.get_model("panels.Item").objects.heard_by(sight.person)
    return Q(pk__in=items.order_by().values("child"))


def _workers_of(sight: Sight) -> Any:
    return apps.get_model("staff.Post").objects.on(sight.day).filter(team__in=sight.teams).values("person")


def _adoption() -> Q:
    """That the plan in force names adoption, or the decision on adoption was made or is planned."""
    facts = apps.get_model("children.Fact").objects.current()
    plan = Q(token="plan", end__isnull=True) & (
        Q(attributes__primary="adoption") | Q(attributes__parallel__icontains="adoption")
    )
    decided = Q(token__in=("decision.should_be_placed", "legal_status.placement_order"))
    return Q(pk__in=facts.filter(plan | decided).order_by().values("child"))


def for_the_machine() -> Any:
    """Every child, for work that shows nobody anything: matching a return, rebuilding duties, checking the record.

    What comes of it must pass through ``visible_to`` before a person sees it. The architecture test names who may call.
    """
    return _children()
