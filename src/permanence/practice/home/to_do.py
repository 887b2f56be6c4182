"""What waits for a person beside what is owed: records opened in an emergency, imports, and a policy to approve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from permanence.practice.design.page import Link
from permanence.practice.design.wording import day as day_words
from permanence.practice.design.wording import moment
from permanence.practice.home.sections import Section, Task
from permanence.practice.imports.models import Import
from permanence.practice.procedures.models import Adoption
from permanence.practice.procedures.permissions import may_approve
from permanence.practice.staff.models import BreakGlass, Person

FIRST_FEW = 8


def to_do(person: Person, _: date) -> Iterator[Section]:
    """The sections that have something in them, for this person."""
    found = (
        (50, "Look into these", _glass(person)),
        (60, "Imports", _imports(person)),
        (70, "Policy", _policy(person)),
    )
    for place, title, tasks in found:
        if tasks:
            more = Link("All imports", reverse("imports:list")) if title == "Imports" else None
            yield Section(place, title, tasks[:FIRST_FEW], len(tasks), more)


def _glass(person: Person) -> list[Task]:
    """Records opened in an emergency that nobody has looked into, for those who were told. No child is named here."""
    waiting = person.told_of_broken_glass.filter(reviewed_at__isnull=True).exclude(person=person)
    return [_look_into(glass) for glass in waiting.select_related("person").order_by("at")]


def _look_into(glass: BreakGlass) -> Task:
    address = reverse("staff:review_glass", args=[glass.pk])
    return Task(glass.person.name, address, "Opened the record of a child in an emergency", moment(glass.at))


def _imports(person: Person) -> list[Task]:
    """Files that were read, or could not be, and wait for a choice."""
    waiting = Import.objects.visible_to(person).filter(stage__in=("ready", "failed")).select_related("by")
    return [
        Task(
            f"Files of {moment(one.at)}", reverse("imports:import", args=[one.pk]), one.get_stage_display(), one.by.name
        )
        for one in waiting
    ]


def _policy(person: Person) -> list[Task]:
    """Proposals of a policy that this person may approve."""
    waiting = Adoption.objects.filter(approved_at__isnull=True, withdrawn_at__isnull=True).select_related("proposed_by")
    return [
        Task(str(one), reverse("procedures:adoption", args=[one.pk]), "Waits for your approval", _proposed(one))
        for one in waiting
        if may_approve(person, one)
    ]


def _proposed(adoption: Adoption) -> str:
    who = f"{adoption.proposed_by.name}, " if adoption.proposed_by else ""
    return f"{who}{day_words(adoption.proposed_at.date())}"
