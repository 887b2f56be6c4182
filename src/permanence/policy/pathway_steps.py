"""The shapes of a pathway: work that a policy describes as steps, each with who takes it and what it asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .meeting_kinds import Asked, Reason

TAKES = {
    "words": "something is written",
    "day": "something is done, on a day",
    "agree": "someone agrees or does not",
    "choose": "one of several ways is chosen",
    "tell": "someone is told",
}
"""What a step takes, and what each means."""


@dataclass(frozen=True)
class Choice:
    """One way a choosing step may go."""

    code: str
    text: str
    because: Reason | None = None


@dataclass(frozen=True, kw_only=True)
class Step(Asked):
    """One step. ``id`` never changes: what was done is kept under it.

    ``takes`` is a word of TAKES; ``by`` are words of meeting-words.yaml (only they may agree; others are shown);
    ``after`` names steps that come first; ``way`` the choices of earlier steps under which it is asked; ``records`` the
    fact that it is; and a step that ``repeats`` is done again and again.
    """

    id: str
    ask: str
    takes: str
    by: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    way: Mapping[str, tuple[str, ...]] | None = None
    choices: tuple[Choice, ...] = ()
    records: str = ""
    repeats: bool = False


@dataclass(frozen=True)
class Pathway:
    """A piece of work in steps. ``calls`` are conditions (meeting-words.yaml, when) under which it is called for."""

    code: str
    name: str
    steps: tuple[Step, ...]
    calls: tuple[str, ...] = ()
    because: Reason | None = None
    remember: tuple[str, ...] = ()

    def step(self, code: str) -> Step | None:
        """The step with this id."""
        return next((step for step in self.steps if step.id == code), None)
