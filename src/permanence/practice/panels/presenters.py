"""What the pages about panels say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from permanence.policy.meeting_kinds import Only, Reason, Someone
from permanence.policy.meetings import words_of
from permanence.policy.panel_kinds import PanelKind
from permanence.policy.panels import panel_words
from permanence.policy.register import clauses_of
from permanence.policy.sittings import value_of
from permanence.practice.children.models import Child
from permanence.practice.design.page import Link, Row
from permanence.practice.design.wording import day as day_words
from permanence.practice.design.wording import weekday
from permanence.practice.meetings.policy import pack_code
from permanence.practice.meetings.words import local_sentence
from permanence.practice.panels.models import Item, Seat, Sitting
from permanence.practice.panels.permissions import may_mark, runs_panels
from permanence.practice.panels.policy import matter_name, panel_of, panels_now, settings_for
from permanence.practice.panels.sittings import held_ahead, is_full, sittings_ahead, to_make_it
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.words import Tag, paragraph

COLOURS = {"preparing": "yellow", "listed": "blue", "withdrawn": "grey", "ratified": "green", "deferred": "orange",
           "declined": "red"}  # fmt: skip


LINKS = ("change", "add_seat", "attendance", "order", "agenda")
"""Where the page of a sitting leads."""


@dataclass(frozen=True)
class SittingLine:
    """A sitting in a list: its day, and by when things must be there to make it."""

    panel: str
    when: str
    href: str
    to_make: str
    tag: Tag | None


@dataclass(frozen=True)
class PanelLine:
    """A panel in the list of panels, with its next sittings."""

    name: str
    href: str
    sits: str
    next: list[SittingLine]


@dataclass(frozen=True)
class ItemLine:
    """A child's item in a list: on the agenda its time, elsewhere its day."""

    item: Item
    what: str
    panel: str
    when: str
    href: str
    tag: Tag


def panel_lines() -> list[PanelLine]:
    """The panels of the policy in force, each with its next three sittings."""
    return [PanelLine(panel.name, reverse("panels:panel", args=[panel.code]), sits_words(panel),
                      [sitting_line(panel, one) for one in held_ahead(panel)[:3]])
            for panel in panels_now().values()]  # fmt: skip


def sits_words(panel: PanelKind) -> str:
    """When a panel sits: "Every week on Friday. A sitting on a bank holiday is not held."."""
    if panel.sits is None:
        return "The policy sets no day. The panel administrator adds each sitting."
    on = value_of(panel.sits.weekday, settings_for(panel), today())
    holiday = panel_words("holiday")[panel.sits.holiday]
    return f"{local_sentence(panel_words('sits')[panel.sits.every])} on {on}. A sitting on a bank holiday {holiday}."


def sitting_href(sitting: Sitting, name: str = "sitting", *more: Any) -> str:
    """The address of a sitting: its panel, and its day by the rule, which never changes."""
    return reverse(f"panels:{name}", args=[sitting.panel, sitting.rule_day.isoformat(), *more])


def sitting_line(panel: PanelKind, sitting: Sitting) -> SittingLine:
    """A sitting as a list shows it."""
    when = weekday(sitting.day or sitting.rule_day)
    return SittingLine(panel.name, when, sitting_href(sitting), to_make_it(panel, sitting), _sitting_tag(sitting))


def _sitting_tag(sitting: Sitting) -> Tag | None:
    if sitting.day is None:
        return Tag("Not held", "grey")
    if is_full(sitting):
        return Tag("Full", "red")
    closed = sitting.papers_by is not None and sitting.papers_by < today()
    return Tag("Closed for referrals", "orange") if closed else None


def item_line(item: Item, at: str = "") -> ItemLine:
    """An item as a list shows it; ``at`` is its time on the agenda."""
    day = item.sitting.day if item.sitting else None
    return ItemLine(item, local_sentence(matter_name(item.matter)), panel_of(item).name,
                    at or day_words(day) or "No sitting yet", item_href(item.pk), item_tag(item))  # fmt: skip


def item_href(pk: int) -> str:
    """The address of an item."""
    return reverse("panels:item", args=[pk])


def item_tag(item: Item) -> Tag:
    """Where an item stands; once decided, how."""
    if item.outcome:
        return Tag(item.get_outcome_display(), COLOURS[item.outcome])
    return Tag(item.get_stage_display(), COLOURS[item.stage])


def panel_page(panel: PanelKind, person: Person) -> dict[str, Any]:
    """Everything the page of one panel shows."""
    known = clauses_of(pack_code())
    return {
        "title": panel.name, "panel": panel, "sits": sits_words(panel), "crumbs": crumbs(),
        "sittings": [sitting_line(panel, one) for one in sittings_ahead(panel)], "runs": runs_panels(person),
        "matters": [(local_sentence(matter_name(one.matter)), _why(one.because, one.only))
                    for one in panel.matters],
        "papers": [(one.name, words_of("who")[one.by], _why(one.because, one.only)) for one in panel.papers],
        "needs": [(local_sentence(panel_words("needs")[one.needs]), _why(one.because)) for one in panel.needs],
        "watches": [(local_sentence(panel_words("watches")[one.over]),
                     reverse("panels:watch", args=[panel.code, one.over]), ", ".join(one.because.clauses))
                    for one in panel.watch],
        "members": [(_someone(one), _why(one.because, one.only)) for one in panel.members],
        "tell": [(words_of("send")[one.to] if one.to else _someone(one.someone), _why(one.because, one.only))
                 for one in panel.tell],
        "remember": [(known[one], paragraph(one)) for one in panel.remember],
    }  # fmt: skip


def _someone(one: Someone | None) -> str:
    return (one.post or " or ".join(words_of("who")[word] for word in one.who)) if one else ""


def _why(because: Reason, only: Only | None = None) -> str:
    """The paragraphs and how strong they are; and what people judge: "SP-163, must, where there is one"."""
    where = f", where {only.judged}" if only and only.judged else ""
    return f"{', '.join(because.clauses)}, {because.strength}{where}"


def sitting_page(panel: PanelKind, sitting: Sitting, items: Sequence[Item], person: Person) -> dict[str, Any]:
    """Everything the page of one sitting shows: the agenda of the children this person may see."""
    has_come = sitting.day is not None and sitting.day <= today()
    seats = list(sitting.seats.select_related("person")) if sitting.pk else []
    runs = runs_panels(person)
    return {
        "title": f"{panel.name}, {weekday(sitting.day or sitting.rule_day)}", "sitting": sitting, "panel": panel,
        "crumbs": [*crumbs(), Link(panel.name, reverse("panels:panel", args=[panel.code]))],
        "line": sitting_line(panel, sitting), "rows": _sitting_rows(panel, sitting), "seats": seats,
        "agenda": [item_line(item, f"{sitting.time_of(item.place):%H:%M}") for item in items],
        "runs": runs, "may_order": runs and any(item.stage == "listed" for item in items),
        "may_mark": has_come and bool(seats) and may_mark(person, sitting),
        "came": sum(seat.came == "came" for seat in seats), "has_come": has_come,
        "links": {name: sitting_href(sitting, name) for name in LINKS},
    }  # fmt: skip


def _sitting_rows(panel: PanelKind, sitting: Sitting) -> list[Row]:
    said = [
        ("Day", weekday(sitting.day) if sitting.day else "Not held"), ("Why", sitting.why),
        ("Time", f"{sitting.time:%H:%M}, {sitting.minutes_each} minutes for each child"), ("Where", sitting.place),
        ("Last day for referrals", weekday(sitting.papers_by) if sitting.papers_by else "Not set"),
        ("Room for", f"{sitting.places} children"), ("Members needed", str(sitting.quorum)),
    ]  # fmt: skip
    return [Row(key, value) for key, value in said if value]


def crumbs() -> list[Link]:
    """The way back to the list of panels."""
    return [Link("Panels", reverse("panels:list"))]


def child_crumbs(child: Child, item: Item | None = None) -> list[Link]:
    """The way back: the child, their panels, this item."""
    way = [Link(child.name, reverse("children:child", args=[child.pk])),
           Link("Panels", reverse("panels:of_child", args=[child.pk]))]  # fmt: skip
    return [*way, Link(local_sentence(matter_name(item.matter)), item_href(item.pk))] if item else way


def sittings_of(person: Person, since: date) -> list[Seat]:
    """The sittings at which a person sits, from a day on."""
    seats = Seat.objects.filter(person=person, sitting__day__gte=since).select_related("sitting")
    return list(seats.order_by("sitting__day"))


def panel_page_href(panel: PanelKind) -> str:
    """The address of a panel."""
    return reverse("panels:panel", args=[panel.code])
