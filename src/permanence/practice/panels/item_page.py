"""What the page of one child's item before a panel says."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from permanence.policy.meetings import words_of
from permanence.practice.children.models import Fact
from permanence.practice.design.page import Link, Row
from permanence.practice.design.wording import day as day_words
from permanence.practice.design.wording import moment, weekday
from permanence.practice.meetings.policy import kind_of
from permanence.practice.meetings.words import local_sentence
from permanence.practice.panels.conditions import conditions_of
from permanence.practice.panels.interests import interests_in
from permanence.practice.panels.long_term import codes_for, foster_home
from permanence.practice.panels.models import Aside, Enclosure, Item, Task, Told
from permanence.practice.panels.permissions import deciders, may_decide, may_have_stand_aside, runs_panels
from permanence.practice.panels.policy import matter_name, panel_of
from permanence.practice.panels.presenters import child_crumbs, item_tag, sitting_href
from permanence.practice.panels.referral import said
from permanence.practice.panels.sittings import to_make_it
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty

VISITS = "visit"
"""The duty of visiting: how far apart visits may be at most."""


def item_page(item: Item, person: Person) -> dict[str, Any]:
    """Everything the page shows."""
    panel, child, sitting = panel_of(item), item.child, item.sitting
    writes = may_write(person)
    is_open = item.stage in ("preparing", "listed")
    return {
        "item": item, "child": child, "title": local_sentence(matter_name(item.matter)), "panel": panel,
        "crumbs": child_crumbs(child), "tag": item_tag(item), "rows": _rows(item),
        "to_make": to_make_it(panel, sitting) if sitting and item.stage == "preparing" else "",
        "sitting_href": sitting_href(sitting) if sitting else "",
        "enclosures": [(row, words_of("who").get(row.by, row.by)) for row in _about(Enclosure, item)],
        "said": list(said(item, person)), "conditions": conditions_of(item),
        "asides": _about(Aside, item).select_related("person"),
        "may_conflict": interests_in([item], person)[item.pk].work_with, "told": _about(Told, item),
        "tasks": _about(Task, item).select_related("owner"),
        "deciders": [one.name for one in deciders(item)], "may_write": writes, "is_open": is_open,
        "may_refer": writes and item.stage == "preparing" and sitting is not None,
        "may_change": writes and is_open, "may_move": _may_move(item, person),
        "may_decide": item.stage == "listed" and _has_come(item) and may_decide(person, item),
        "has_come": _has_come(item), "is_unanswered": _is_unanswered(item),
        "may_set_aside": writes and item.stage == "listed" and may_have_stand_aside(person, item).exists(),
        "long_term": _long_term(item), "again": Item.objects.about(child).filter(follows=item).first(),
    }  # fmt: skip


def _about(model: Any, item: Item) -> Any:
    return model.objects.about(item.child).filter(item=item)


def _has_come(item: Item) -> bool:
    return item.sitting is not None and item.sitting.day is not None and item.sitting.day <= today()


def _is_unanswered(item: Item) -> bool:
    """Whether the day of a planned decision has passed and nobody wrote down what came of it."""
    return bool(Item.objects.about(item.child).filter(pk=item.pk).unanswered())


def _may_move(item: Item, person: Person) -> bool:
    return may_write(person) and (item.stage == "preparing" or (item.stage == "listed" and runs_panels(person)))


def _rows(item: Item) -> list[Row]:
    sitting = item.sitting
    said = [
        ("Panel", panel_of(item).name), ("What it is asked, and why", item.because), ("Asked for by", item.clause),
        ("Sitting", weekday(sitting.day) if sitting else "None yet"),
        ("Heard at", f"{sitting.time_of(item.place):%H:%M}" if sitting and item.stage == "listed" else ""),
        ("Referred", _by(item.referred_by, day_words(item.referred_on)) if item.referred_on else ""),
        ("Taken late", _by(item.late_agreed_by, item.late_why)), ("Why an exception", item.exception),
        ("Decided", item.get_outcome_display()), ("Reasons", item.reasons), ("Conditions", item.conditions),
        ("Minutes", item.minutes), ("Written down by", _by(item.decided_by, moment(item.decided_at))),
        ("Withdrawn because", item.why_withdrawn),
    ]  # fmt: skip
    rows = [Row(key, value) for key, value in said if value]
    return [*rows[:2], *_meeting(item), *rows[2:]]


def _by(who: Person | None, more: str) -> str:
    return f"{who.name}, {more}" if who and more else ""


def _meeting(item: Item) -> list[Row]:
    """The meeting it comes from, with the way there."""
    if item.meeting is None:
        return []
    what = f"{kind_of(item.meeting).name}, {day_words(item.meeting.day) or 'not booked'}"
    link = Link("Open it", reverse("meetings:meeting", args=[item.meeting_id]), "the meeting")
    return [Row("Comes from", what, (link,))]


def _long_term(item: Item) -> dict[str, str] | None:
    """What ratifying changes: the home from which day, its code in the return, and how far apart visits may be."""
    if item.matter != "long_term_home" or item.outcome not in ("", "ratified"):
        return None
    home = foster_home(item.child, (item.sitting.day if item.sitting else None) or today())
    if home is None:
        return None
    before, now = codes_for(home.attributes)
    visits = Duty.objects.about(item.child).open().filter(duty=VISITS).exclude(limit=None).order_by("limit").first()
    return {
        "before": before, "now": now, "is_done": "yes" if item.outcome else "",
        "since": day_words(_long_since(item)), "visits": _visits(visits),
        "ask": reverse("tracker:ask", args=[item.child_id, visits.clause, visits.anchor]) if visits else "",
    }  # fmt: skip


def _long_since(item: Item) -> Any:
    homes = Fact.objects.about(item.child).current().filter(token="placement.foster", attributes__long_term=True)
    found = homes.order_by("-start").first()
    return found.start if found else None


def _visits(row: Duty | None) -> str:
    return f"{row.clause} asks for a visit by {day_words(row.limit)}." if row else ""
