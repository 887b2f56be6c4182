"""What the overview of a child says, and the page about the people around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from permanence.practice.children.ethnicity import ethnicity_words
from permanence.practice.children.models import Child, Connection, Fact, Sibling
from permanence.practice.children.presenters.facts import FactLine, line
from permanence.practice.children.presenters.head import STANDING
from permanence.practice.children.siblings import siblings_seen
from permanence.practice.children.words import Local, fact_name
from permanence.practice.design.addresses import address
from permanence.practice.design.page import Row
from permanence.practice.design.wording import age_words, day
from permanence.practice.prepared import prepared
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.staff.sight import sight_of
from permanence.practice.today import today


def told_now(child: Child) -> list[Fact]:
    """The spans that hold today, and every time in care, in the order of the vocabulary."""
    return sorted(_standing(child.pk, today()), key=_order)


@prepared
def _standing(child: int, day: date) -> Any:
    return Fact.objects.about(child).holding_or_care(day).select_related("recorded_by").order_by()


def _order(fact: Fact) -> tuple[int, Any]:
    return STANDING.index(fact.fact) if fact.fact in STANDING else len(STANDING), fact.start


def standing_lines(facts: Sequence[Fact], local: Local) -> list[tuple[str, FactLine]]:
    """How things stand: each kind with the fact that holds."""
    return [(fact_name(fact.fact, local), line(fact, local)) for fact in facts if fact.holds_on(today())]


def details_rows(child: Child) -> list[Row]:
    """The child's details as a list."""
    said = [
        ("Name", _full_name(child)), ("Date of birth", day(child.born) or "not known"), ("Age", age_words(child.age())),
        ("Case number", child.case_number), ("Child ID in the return", child.return_id),
        ("Team", child.team and child.team.name), ("Sex", child.get_sex_display()),
        ("Ethnicity", ethnicity_words(child.ethnicity)), ("Language", _language(child)),
        ("Communication needs", child.communication_needs),
    ]  # fmt: skip
    return [Row(key, str(value or "not said")) for key, value in said]


def _full_name(child: Child) -> str:
    known = f", known as {child.known_as}" if child.known_as else ""
    return f"{child.first_name} {child.last_name}{known}"


def _language(child: Child) -> str:
    return ", ".join(part for part in (child.language, "needs an interpreter" if child.interpreter else "") if part)


# --- people ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonLine:
    """Someone around the child: who, as what, and for how long. ``href`` leads to the form that changes it."""

    name: str
    role: str
    more: str
    when: str
    href: str
    end_href: str


@dataclass(frozen=True)
class Group:
    """A sibling group: its name and those brothers and sisters the reader may see."""

    pk: int
    name: str
    siblings: list[Child]
    leave: str


def workers(child: Child) -> list[PersonLine]:
    """Those who work with the child now."""
    rows = _allocated(child.pk, today())
    return [PersonLine(row.person.name, row.get_role_display(), "", f"since {day(row.start)}", "", "") for row in rows]


@prepared
def _allocated(child: int, day: date) -> Any:
    return Allocation.objects.about(child).on(day).select_related("person")


def around(child: Child) -> tuple[list[PersonLine], list[PersonLine]]:
    """The people around the child who do not work here: now, and earlier."""
    rows = _connections(child.pk)
    ended = [row for row in rows if row.end and row.end <= today()]
    return [_person(row) for row in rows if row not in ended], [_person(row) for row in ended]


@prepared
def _connections(child: int) -> Any:
    return Connection.objects.about(child)


def _person(row: Connection) -> PersonLine:
    has = "has parental responsibility" if row.has_parental_responsibility else ""
    since = f"since {day(row.start)}" if row.start else ""
    when = f"{day(row.start) or 'start not known'} to {day(row.end)}" if row.end else since
    numbers = [row.child_id, row.pk]
    return PersonLine(
        row.name, row.get_role_display(), ", ".join(part for part in (has, row.contact, row.notes) if part), when,
        address("children:connection", *numbers),
        "" if row.end else address("children:end_connection", *numbers),
    )  # fmt: skip


def sibling_groups(child: Child, user: Person) -> list[Group]:
    """The child's sibling groups, each with the brothers and sisters this person may see; the others are not there."""
    mine = [one.group for one in _groups(child.pk)]
    if not mine:
        return []
    seen = siblings_seen(child.pk, by=sight_of(user))
    return [
        Group(group.pk, group.name, [one.child for one in seen if one.group_id == group.pk],
              address("children:leave_siblings", child.pk, group.pk))
        for group in mine
    ]  # fmt: skip


@prepared
def _groups(child: int) -> Any:
    return Sibling.objects.about(child).select_related("group").order_by("group")


def people_page(child: Child, user: Person) -> dict[str, Any]:
    """The people around a child, brothers and sisters, and the child's details."""
    now, earlier = around(child)
    return {
        "workers": workers(child), "around": now, "earlier": earlier, "groups": sibling_groups(child, user),
        "details": details_rows(child),
    }  # fmt: skip
