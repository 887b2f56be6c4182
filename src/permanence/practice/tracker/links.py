"""Addresses of pages that the pages of what is owed lead to."""

from __future__ import annotations

from functools import cache

from django.urls import reverse

from permanence.practice.children.models import Child
from permanence.practice.design.page import Link

_SOME = 123_456_789


def child_page(pk: int) -> str:
    """The child's own page."""
    return numbered("children:child", pk)


def numbered(name: str, pk: int) -> str:
    """The address of a page with one number: looked up once, as a board has many and looking up is slow."""
    before, after = _around(name)
    return f"{before}{pk}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_SOME]).partition(str(_SOME))
    return before, after


def child_crumbs(child: Child) -> list[Link]:
    """The way back to a child."""
    return [Link("What is owed", reverse("tracker:board")), Link(child.name, child_page(child.pk))]
