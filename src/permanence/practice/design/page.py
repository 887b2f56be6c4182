"""The small things pages are made of, as presenters give them to templates."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere. ``about`` is added for those who hear the page: Change (date of birth)."""

    text: str
    href: str
    about: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a summary: what, and how it stands; with links to change it."""

    key: str
    value: str
    actions: tuple[Link, ...] = field(default=())
