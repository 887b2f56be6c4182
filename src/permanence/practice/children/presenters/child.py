"""What the overview of a child says, and the page about the people around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from permanence.practice.children.ethnicity import ethnicity_words
from permanence.practice.children.models import Child, Connection, Fact, Sibling
from permanence.practice.children.presenters.facts import FactLine, line
from permanence.practice.children.presenters.head import STANDING
from permanence.practice.children.words import Local, fact_name
from permanence.practice.design.page import Row
from permanence.practice.design.wording import age_words, day
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.today import today


def told_now(child: Child) -> list[Fact]:
    """The spans that hold today, and every time in care, in the order of the vocabulary."""
    return sorted(Fact.objects.about(child).holding_or_care().select_related("recorded_by").order_by(), key=_order)


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
    rows = Allocation.objects.about(child).on().select_related("person")
    return [PersonLine(row.person.name, row.get_role_display(), "", f"since {day(row.start)}", "", "") for row in rows]


def around(child: Child) -> tuple[list[PersonLine], list[PersonLine]]:
    """The people around the child who do not work here: now, and earlier."""
    rows = list(Connection.objects.about(child))
    ended = [row for row in rows if row.end and row.end <= today()]
    return [_person(row) for row in rows if row not in ended], [_person(row) for row in ended]


def _person(row: Connection) -> PersonLine:
    has = "has parental responsibility" if row.has_parental_responsibility else ""
    since = f"since {day(row.start)}" if row.start else ""
    when = f"{day(row.start) or 'start not known'} to {day(row.end)}" if row.end else since
    numbers = [row.child_id, row.pk]
    return PersonLine(
        row.name, row.get_role_display(), ", ".join(part for part in (has, row.contact, row.notes) if part), when,
        reverse("children:connection", args=numbers),
        "" if row.end else reverse("children:end_connection", args=numbers),
    )  # fmt: skip


def sibling_groups(child: Child, user: Person) -> list[Group]:
    """The child's sibling groups, each with the brothers and sisters this person may see; the others are not there."""
    mine = [one.group for one in Sibling.objects.about(child).select_related("group").order_by("group")]
    if not mine:
        return []
    seen = Sibling.objects.visible_to(user).filter(group__in=mine).exclude(child=child).select_related("child")
    return [
        Group(group.pk, group.name, [one.child for one in seen if one.group_id == group.pk],
              reverse("children:leave_siblings", args=[child.pk, group.pk]))
        for group in mine
    ]  # fmt: skip


def people_page(child: Child, user: Person) -> dict[str, Any]:
    """The people around a child, brothers and sisters, and the child's details."""
    now, earlier = around(child)
    return {
        "workers": workers(child), "around": now, "earlier": earlier, "groups": sibling_groups(child, user),
        "details": details_rows(child),
    }  # fmt: skip
