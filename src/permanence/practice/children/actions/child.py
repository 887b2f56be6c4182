"""Opening a child's record, changing its details, and restricting it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from permanence.practice.children.checks import day
from permanence.practice.children.models import RESTRICTED, Child, Fact
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.actions import keep_sight
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import rebuild

KEEPS_SIGHT = timedelta(weeks=4)
"""How long the person who restricts a record goes on seeing it."""

DETAILS = (
    "first_name", "last_name", "known_as", "born", "case_number", "return_id", "sex", "ethnicity", "language",
    "interpreter", "communication_needs", "team",
)  # fmt: skip
"""The details of a child that a person may fill in and change."""


@action
def create_child(*, by: Person | None, first_name: str, last_name: str, **details: Any) -> Child:
    """Opens a record. ``details``: any of DETAILS. Raises Refusal where a number is another child's."""
    child = Child()
    _fill(child, {"first_name": first_name, "last_name": last_name, **details})
    child.save()
    write(child, children=[child])
    rebuild([child])
    return child


@action
def change_details(*, by: Person | None, child: Child, changes: Mapping[str, Any], why: str = "") -> Child:
    """The child with changed details, read afresh. Raises Refusal where they cannot be.

    The record keeps what they were.
    """
    fresh = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    before = snapshot(fresh)
    _fill(fresh, changes)
    fresh.save()
    write(fresh, children=[fresh], before=before, why=why)
    rebuild([fresh])
    return fresh


@action
def restrict(*, by: Person | None, child: Child, kind: str, why: str, since: date | None = None) -> Child:
    """Restricts a record: from now on only a grant opens it.

    Who restricts it is given one for four weeks, or nobody could say who else needs to see it.
    """
    if kind not in dict(RESTRICTED):
        raise Refusal("Choose why the record is restricted.", "kind")
    restricted = _set_restriction(child, kind, since or today(), why)
    if by is not None:
        keep_sight(by=by, child=child, end=today() + KEEPS_SIGHT)
    return restricted


@action
def lift_restriction(*, by: Person | None, child: Child, why: str) -> Child:
    """Opens a restricted record to those whose brief or tie reaches it."""
    if not child.restricted:
        raise Refusal("This record is not restricted, so there is nothing to lift.")
    return _set_restriction(child, "", None, why)


def _set_restriction(child: Child, kind: str, since: date | None, why: str) -> Child:
    if not why.strip():
        raise Refusal("Say why, so that a reader of the record understands.", "why")
    before = snapshot(child)
    child.restricted, child.restricted_since = kind, since
    child.save(update_fields=["restricted", "restricted_since"])
    write(child, children=[child], before=before, why=why)
    return child


def _fill(child: Child, details: Mapping[str, Any]) -> None:
    for name, value in details.items():
        if name not in DETAILS:
            raise Refusal(f"A child has no detail called {name}.", name)
        setattr(child, name, value.strip() if isinstance(value, str) else value)
    child.case_number, child.return_id = child.case_number or None, child.return_id or None
    if not child.first_name or not child.last_name:
        raise Refusal(
            "Give the child's first name and family name. Write 'not known' where there is none yet.", "first_name"
        )
    if child.born and child.pk:
        _refuse_birth_after_facts(child)
    for name in ("case_number", "return_id"):
        _refuse_another_childs(child, name)


def _refuse_birth_after_facts(child: Child) -> None:
    facts = Fact.objects.filter(child=child, token__in=("in_care", "review")).current()
    first = facts.filter(start__lt=child.born).order_by("start").first()
    if first:
        raise Refusal(
            f"The child was in care on {day(first.start)}, before that birthday. Correct one of the two.", "born"
        )


def _refuse_another_childs(child: Child, name: str) -> None:
    number = getattr(child, name)
    if number and Child.objects.filter(**{name: number}).exclude(pk=child.pk).exists():
        label = Child._meta.get_field(name).verbose_name
        raise Refusal(f"The {label} {number} is in use already. Check it, and search for the child first.", name)
