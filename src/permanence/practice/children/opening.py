"""Opening a child's record: found among those the person may see, and the look recorded, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest

from permanence.practice.children.models import Child
from permanence.practice.prepared import prepared
from permanence.practice.record.writing import looked
from permanence.practice.staff.sight import Sight, sight_of

AboutOne = TypeVar("AboutOne", bound=Model)
"""A model of rows about a child."""


def open_child(request: HttpRequest, pk: int) -> Child:
    """The child, for a page about them; the record tells that this person looked, and on which page.

    Raises Http404 where there is no such child or the person may not see them: the two cannot be told apart.
    """
    with transaction.atomic():
        found: list[Child] = _seen(pk, by=sight_of(request.user))
        if not found:
            raise Http404
        looked(by=request.user, children=found, where=page_name(request))
    return found[0]


@prepared
def _seen(pk: int, *, by: Sight) -> Any:
    return Child.objects.seen_by(by).select_related("team").filter(pk=pk).order_by()


def open_about(request: HttpRequest, about: type[AboutOne], *beside: str, **which: int) -> AboutOne:
    """One row about a child (a fact, an allocation) among those the person may see, found by numbers of rows, with the
    rows ``beside`` it; the look is recorded."""
    with transaction.atomic():
        found = _row(*which.values(), about=about, beside=beside, named=tuple(which), by=sight_of(request.user))
        if not found:
            raise Http404
        row: AboutOne = found[0]
        looked(by=request.user, children=[found[0].child], where=page_name(request))
    return row


@prepared
def _row(*numbers: int, about: Any, beside: Sequence[str], named: Sequence[str], by: Sight) -> Any:
    which = dict(zip(named, numbers, strict=True))
    return about.objects.seen_by(by).select_related("child", *beside).filter(**which).order_by()


def shown(request: HttpRequest, children: Iterable[Any], where: str = "") -> None:
    """Records that a list, a search or an export showed these children (rows or numbers)."""
    looked(by=request.user, children=children, where=where or page_name(request))


def page_name(request: HttpRequest) -> str:
    """The name of the page, as in children:child."""
    return request.resolver_match.view_name if request.resolver_match else request.path
