"""What the home page is made of. Each app that has something waiting for a person says so in a module ``to_do``.

``to_do(person, day)`` gives sections. Their ``place`` orders them: 10 overdue, 20 to book, 30 coming up, 40 to answer,
50 to look into, 60 imports, 70 and on the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from permanence.practice.design.page import Link


@dataclass(frozen=True)
class Task:
    """One thing to do: what it is about, where it is done and how pressing. ``children``: those it shows, by number."""

    about: str
    href: str
    what: str
    when: str = ""
    tag: Any = None
    children: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """Things of one kind to do. ``count`` is how many there are in all; ``nothing`` is said where there is none."""

    place: int
    title: str
    tasks: Sequence[Task]
    count: int
    more: Link | None = None
    nothing: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.tasks)


def sections_for(person: Any, day: date) -> list[Section]:
    """Every section for a person on a day, in order."""
    return sorted((section for to_do in _sayers() for section in to_do(person, day)), key=lambda section: section.place)


def _sayers() -> Iterator[Any]:
    for app in apps.get_app_configs():
        if app.name.startswith("permanence.practice.") and module_has_submodule(app.module, "to_do"):
            yield import_module(f"{app.name}.to_do").to_do
