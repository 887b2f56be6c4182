"""What the pages about agreements say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from permanence.policy.agreements import KINDS, MayAgree
from permanence.policy.explain import long_day
from permanence.policy.terms import terms
from permanence.practice.children.models import Child
from permanence.practice.design.page import Link, Row
from permanence.practice.design.wording import day as day_words
from permanence.practice.procedures.policy import current_pack
from permanence.practice.tracker.links import child_crumbs
from permanence.practice.tracker.models import Agreement, Duty
from permanence.practice.tracker.permissions import paragraph_of
from permanence.practice.tracker.words import Tag, decider_words, new_limit_words, paragraph
from permanence.tracker.names import title

_STATES = {
    "waiting": Tag("Waits for an answer", "yellow"), "in force": Tag("Agreed", "green"),
    "ahead": Tag("Agreed, not begun", "blue"), "over": Tag("Over", "grey"), "refused": Tag("Not agreed", "red"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """An agreement in a list."""

    agreement: Agreement
    href: str
    state: Tag
    says: str


def listed(agreements: Iterable[Agreement], day: date) -> list[Line]:
    """The agreements as lines: what waits first, then what is in force, then the others; the newest first in each."""
    order = list(_STATES)
    found = [(agreement.state(day), agreement) for agreement in agreements]
    return [
        Line(agreement, reverse("tracker:agreement", args=[agreement.pk]), _STATES[state], says(agreement))
        for state, agreement in sorted(found, key=lambda one: (order.index(one[0]), -one[1].pk))
    ]


def says(agreement: Agreement) -> str:
    """What it is about, in a few words: "PG-079: every nine months"."""
    return f"{agreement.clause}: {new_limit_words(agreement, agreement.limit)}"


def agreement_page(agreement: Agreement) -> dict[str, Any]:
    """What the page of one agreement shows."""
    child, pack = agreement.child, current_pack()
    may = paragraph_of(pack, agreement.under)
    local = terms(pack.code).local
    return {
        "agreement": agreement, "child": child, "state": _STATES[agreement.state()], "rows": _rows(agreement),
        "who": [decider_words(decider, local) for decider in may.by] if may else [],
        "under": paragraph(agreement.under), "title": f"Another limit for {child.name}",
        "crumbs": [*child_crumbs(child), Link("Agreements", reverse("tracker:agreements"))],
    }  # fmt: skip


def _rows(agreement: Agreement) -> list[Row]:
    asked = (
        f"{agreement.asked_by.name if agreement.asked_by else 'The system'}, on {day_words(agreement.asked_at.date())}"
    )
    rows = [
        Row("Paragraph it changes", agreement.clause),
        Row("Paragraph that allows it", agreement.under),
        Row("What was asked", _capital(new_limit_words(agreement, agreement.limit))),
        Row("Holds from", long_day(agreement.start)),
        Row("Ends on", long_day(agreement.end)),
        Row("Why", agreement.why),
        Row("Asked by", asked),
    ]
    return [*rows, *_answer(agreement)]


def _answer(agreement: Agreement) -> list[Row]:
    if agreement.is_agreed is None:
        return []
    verb = "Agreed by" if agreement.is_agreed else "Not agreed by"
    who = (
        f"{decider_words(agreement.decider)}: {agreement.decided_by.name}"
        if agreement.decided_by
        else agreement.decider
    )
    rows = [Row(verb, f"{who}, on {day_words(agreement.agreed_on)}")]
    rows += [Row("What they said", agreement.answer)] if agreement.answer else []
    return [*rows, *([Row("Why it ended", agreement.why_ended)] if agreement.why_ended else [])]


def ask_page(child: Child, row: Duty, allowed: Sequence[MayAgree]) -> dict[str, Any]:
    """What the page that asks for another limit shows."""
    pack = current_pack()
    local = terms(pack.code).local
    return {
        "child": child, "row": row, "what": title(row.duty, local), "limit": long_day(row.due) if row.due else "",
        "allowed": [
            {"clause": may.clause, "href": paragraph(may.clause), "kinds": [KINDS[kind] for kind in may.kinds],
             "who": [decider_words(decider, local) for decider in may.by]}
            for may in allowed
        ],
        "back": reverse("tracker:owed", args=[child.pk]), "title": "Ask for another limit",
        "crumbs": child_crumbs(child),
    }  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
