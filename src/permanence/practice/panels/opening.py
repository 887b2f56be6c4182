"""Opening an item: found among those about children the person may see, and the look recorded; and a sitting."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest

from permanence.policy.panel_kinds import PanelKind
from permanence.practice.children.opening import open_about
from permanence.practice.panels.models import Enclosure, Item, Sitting, Task, Told
from permanence.practice.panels.policy import panel_of, panels_now
from permanence.practice.panels.sittings import find_sitting

_WITH = ("child__team", "sitting", "meeting", "paper", "asked_by", "referred_by", "decided_by",
         "late_agreed_by", "listing", "referral", "follows")  # fmt: skip


def open_item(request: HttpRequest, pk: int) -> Item:
    """The item. Raises Http404 where there is none, or it is about a child whom the person may not see."""
    return open_about(request, Item, *_WITH, pk=pk)


def open_enclosure(request: HttpRequest, item: int, pk: int) -> Enclosure:
    """A paper the panel wants for an item."""
    return open_about(request, Enclosure, "item", pk=pk, item=item)


def open_told(request: HttpRequest, item: int, pk: int) -> Told:
    """Someone who is to hear of a decision."""
    return open_about(request, Told, "item", pk=pk, item=item)


def open_task(request: HttpRequest, item: int, pk: int) -> Task:
    """Something to be done because of a decision."""
    return open_about(request, Task, "item", "owner", pk=pk, item=item)


def panel_or_404(code: str) -> PanelKind:
    """The panel with this code under the policy in force. Raises Http404 where it has none."""
    panels = panels_now()
    if code not in panels:
        raise Http404
    return panels[code]


def sitting_or_404(panel: str, day: str) -> tuple[PanelKind, Sitting]:
    """The panel, and its sitting with this day (2026-12-11) by the rule. Raises Http404 where there is none."""
    try:
        found = find_sitting(panel, date.fromisoformat(day))
    except ValueError as wrong:
        raise Http404 from wrong
    return panel_of(found), found
