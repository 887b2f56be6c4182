"""Addresses of pages that the pages of what is owed lead to."""

from __future__ import annotations

from permanence.practice.children.models import Child
from permanence.practice.design.addresses import address
from permanence.practice.design.page import Link


def child_page(pk: int) -> str:
    """The child's own page."""
    return address("children:child", pk)


def child_crumbs(child: Child) -> list[Link]:
    """The way back to a child."""
    return [Link("What is owed", address("tracker:board")), Link(child.name, child_page(child.pk))]
