"""The parts of the app as the menu shows them, each to those it is for; and what else every page knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString

from permanence.practice.design.addresses import address
from permanence.practice.imports.permissions import may_import
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_manage_accounts, may_read_the_record, sees_children
from permanence.practice.today import today


@dataclass(frozen=True)
class Section:
    """A part of the app: its words in the menu, its first page, and whom it is for."""

    text: str
    first: str
    is_for: Callable[[Person], bool]


SECTIONS = (
    Section("Home", "home:today", sees_children),
    Section("Children", "children:list", sees_children),
    Section("What is owed", "tracker:board", sees_children),
    Section("Meetings", "meetings:list", sees_children),
    Section("Panels", "panels:list", sees_children),
    Section("Procedures", "procedures:list", sees_children),
    Section("Imports", "imports:list", may_import),
    Section("People", "staff:people", may_manage_accounts),
    Section("Record", "record:entries", may_read_the_record),
    Section("Help", "help:page", lambda _: True),
)


@dataclass(frozen=True)
class Shown:
    """A section as one page shows it."""

    text: str
    href: str
    is_here: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The council's name, the day and the menu."""
    known = getattr(request, "user", None)
    shown = [
        _shown(section, request) for section in SECTIONS if known and known.is_authenticated and section.is_for(known)
    ]
    return {"council": settings.COUNCIL, "today": today(), "menu": _menu(tuple(filter(None, shown)))}


@cache
def _menu(shown: tuple[Shown, ...]) -> SafeString:
    """The menu, made once for all pages that show the same: there are few of them."""
    return render_to_string("design/menu.html", {"sections": shown}) if shown else SafeString()


def _shown(section: Section, request: HttpRequest) -> Shown | None:
    here = request.resolver_match.app_name if request.resolver_match else ""
    try:
        return Shown(section.text, address(section.first), here == section.first.partition(":")[0])
    except NoReverseMatch:  # that part is not installed
        return None
