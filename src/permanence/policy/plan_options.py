"""The shapes of what a policy asks of a permanence plan. ``plans.py`` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .meeting_kinds import Asked, Only, Reason

OURS = Reason((), "ours")
"""The reason of what no paragraph asks for: a proposal of ours, and shown as one."""


@dataclass(frozen=True)
class Condition(Asked):
    """What must be so ``before`` an option may "lead", the child goes "home", or it is said to be "achieved".

    ``needs`` are words of meeting-words.yaml (when) or plan-words.yaml (needs, said), any one of which will do.
    """

    needs: tuple[str, ...]
    before: str


@dataclass(frozen=True)
class Way:
    """An option, or a variant of one: its name, its legal route in a few words, and what to weigh (paragraphs).

    ``because`` is None where no paragraph names it; ``only`` is when it is offered.
    """

    id: str
    name: str
    route: str
    because: Reason | None
    weigh: tuple[str, ...]
    conditions: tuple[Condition, ...]
    only: Only


@dataclass(frozen=True)
class Option(Way):
    """An option of permanence. ``id`` is a plan option of facts.yaml."""

    variants: tuple[Way, ...] = ()

    def variant(self, id: str) -> Way | None:
        """The variant with this id, or None."""
        return next((one for one in self.variants if one.id == id), None)

    def ways(self, variant: str = "") -> tuple[Way, ...]:
        """The option itself, and its variant where one is chosen."""
        chosen = self.variant(variant)
        return (self, chosen) if chosen else (self,)


@dataclass(frozen=True)
class Telling(Asked):
    """Someone who is told: ``of`` is "change" (another plan leads) or "several" (more than one plan).

    ``by`` and ``who`` are words of meeting-words.yaml, who.
    """

    of: str
    who: str
    by: str


@dataclass(frozen=True)
class Review(Asked):
    """Who says at the statutory review whether the plan is endorsed (words of meeting-words.yaml, who)."""

    by: tuple[str, ...]


@dataclass(frozen=True)
class Ratifying(Asked):
    """Which panel of facts.yaml ratifies the plan."""

    panel: str


@dataclass(frozen=True)
class Rung(Asked):
    """One step of a disagreement: who acts (a word of meeting-words.yaml), what they do, and within what time.

    ``is_ours`` is whether the time is a proposal of ours, because the policy gives none.
    """

    who: str
    do: str
    within: str
    is_ours: bool


@dataclass(frozen=True)
class Note(Asked):
    """Paragraphs to have in mind while this is so."""


@dataclass(frozen=True)
class Plans:
    """What a policy asks of plans. ``pack`` is whose; ``only_these`` is set where its list of options is closed.

    ``leads`` and ``stands_by`` ask for one plan that leads, and for another until permanence is achieved; ``court`` for
    the court's agreement, where there is a court case or an order. The ladders
    are "worker" (one step after the other) and "child" (all at once).
    """

    pack: str
    options: Mapping[str, Option]
    only_these: Reason | None
    leads: Reason | None
    stands_by: Reason | None
    tell: tuple[Telling, ...]
    review: Review | None
    court: Reason | None
    ratify: tuple[Ratifying, ...]
    notes: tuple[Note, ...]
    ladders: Mapping[str, tuple[Rung, ...]]
