"""Where a form about panels stands: a sitting, an item or a child, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from permanence.policy.panel_kinds import PanelKind
from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.children.models import Child
from permanence.practice.children.views.kept import Asked
from permanence.practice.design.page import Link
from permanence.practice.meetings.views.steps import Place
from permanence.practice.panels.models import Item, Sitting
from permanence.practice.panels.presenters import child_crumbs, crumbs, item_href, panel_page_href, sitting_href


def at_item(item: Item) -> Place:
    """The page of an item."""
    return Place(item.child, child_crumbs(item.child, item), item_href(item.pk))


def at_child(child: Child, back: str) -> Place:
    """The panels of a child."""
    return Place(child, child_crumbs(child), back)


def panel_step(
    request: HttpRequest, kind: PanelKind, form: KeptForm, action: Callable[..., Any], words: tuple[str, str, str],
    sitting: Sitting | None = None, **given: Any,
) -> HttpResponse:  # fmt: skip
    """A form about a panel or one of its sittings, about no one child. ``words``: title, button, what was done.

    Where someone else was quicker, the page says so, and may be sent again from then on.
    """
    title, save, done = words
    back = sitting_href(sitting) if sitting else panel_page_href(kind)
    way = [*crumbs(), Link(kind.name, panel_page_href(kind))]
    asked = Asked(request, form, None, title, save, done, "meetings/form.html", {"crumbs": way})
    answers = form.answers() if form.is_ready else {}
    if sitting is not None and "seat" not in given:
        given["sitting"] = sitting
    if asked.sends(action, **given, **answers):
        return redirect(back)
    if form.is_bound and hasattr(form, "theirs"):
        asked.more["theirs"] = form.theirs()
        form.see_now()
    return asked.page(back)
