"""One line of a dry run: what a file says of a child's fact or detail, and what is recorded now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from permanence.practice.children.models import Fact
from permanence.practice.imports.stating import version

NEW, CHANGED, CONFLICTING, SET_ASIDE = "new", "changed", "conflicting", "set_aside"
KINDS = (CONFLICTING, CHANGED, NEW, SET_ASIDE)

DROPPED = "dropped"
"""Why a line says nothing: the files no longer have what is recorded. To follow them is to withdraw it."""

CONTENT = ("token", "start", "end", "attributes", "basis", "file", "line")
"""What a version of a fact says, and where it was read."""

DETAILS = ("born", "sex", "ethnicity")
"""The details of a child that a file may tell."""

KEPT = ("kind", "says", "was", "instead", "detail", "where", "why")

Said = dict[str, Any]
"""The content of a version as it is kept in a line: days as text, nothing for what is not said."""


@dataclass
class Line:
    """A line of one of KINDS.

    ``says`` is what would stand if the file is followed, ``was`` what stands now, in the version ``instead``; or, for a
    detail of the child, both hold its name and value. ``where`` is the file and line read; ``why`` says why it is in
    conflict or set aside.
    """

    kind: str
    says: Said = field(default_factory=dict)
    was: Said = field(default_factory=dict)
    instead: int | None = None
    detail: str = ""
    where: tuple[str, int | None] = ("", None)
    why: str = ""

    def kept(self) -> Said:
        """The line as kept in a row: only what says something."""
        whole = {name: getattr(self, name) for name in KEPT}
        return {name: value for name, value in whole.items() if value not in (None, "", {}, ("", None))}

    @classmethod
    def of(cls, kept: Said) -> Line:
        """The line of what was kept."""
        file, number = kept.get("where") or ("", None)
        return cls(**{**kept, "where": (file, number)})

    @property
    def withdraws(self) -> bool:
        """Whether to follow the files here is to withdraw what is recorded."""
        return self.why == DROPPED

    @cached_property
    def version(self) -> Fact:
        """A version with what the line says, of no child yet."""
        says = dict(self.says)
        days = {name: date.fromisoformat(says.pop(name)) for name in ("start", "end") if name in says}
        return version(**says, **days)


def said(fact: Fact) -> Said:
    """What a version says, as kept in a line."""
    whole = {name: getattr(fact, name) for name in CONTENT}
    return {name: _plain(value) for name, value in whole.items() if value not in (None, "", {})}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
