"""The shapes of what a policy says of its panels. ``panels.py`` reads them; ``sittings.py`` counts their days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .meeting_kinds import Approval, Asked, Reason, SentTo, Someone
from .pack import Setting


@dataclass(frozen=True)
class Sits:
    """When a panel sits by rule. ``every`` is week, fortnight or month (its first such weekday).

    ``weekday`` is one or a setting ($name); ``holiday`` says whether a sitting on a bank holiday moves to the next
    working day ("moves") or is not held ("dropped").
    """

    every: str
    weekday: str
    holiday: str
    because: Reason | None


@dataclass(frozen=True)
class Referral:
    """How a child is put before a panel: ``lead`` before the sitting, and which ``paper`` of meetings.yaml, if any.

    ``lead`` and ``minutes`` (the time for writing up the meeting it comes from) are lengths, a setting ($name), or
    nothing where the policy sets none. ``from_meeting``: the minutes of a meeting are, or make, the referral.
    """

    lead: str = ""
    minutes: str = ""
    paper: str = ""
    from_meeting: bool = False
    because: Reason | None = None


@dataclass(frozen=True)
class Matter(Asked):
    """What may be put to a panel: a word of panel-words.yaml (matters), and the facts it means once ratified.

    ``means`` holds facts (match.adoptive), or long_term: the foster home becomes the home for the long term.
    """

    matter: str
    means: tuple[str, ...]


@dataclass(frozen=True)
class PanelPaper(Asked):
    """A paper a panel wants: its name, who writes it, and the fact that shows it is there, if there is one."""

    paper: str
    name: str
    by: str
    fact: str


@dataclass(frozen=True)
class Condition(Asked):
    """What must be so before the panel may ratify, or a reasoned exception (a word of panel-words.yaml, needs).

    ``matters`` are those it is for; none is all.
    """

    needs: str
    matters: tuple[str, ...]


@dataclass(frozen=True)
class Following(Asked):
    """What is to be done once the panel ratified: what, by whom, and within how long of the sitting."""

    what: str
    by: str
    within: str
    matter: str


@dataclass(frozen=True)
class Watched(Asked):
    """Children whom the panel keeps in view (a word of panel-words.yaml, watches)."""

    over: str


@dataclass(frozen=True, kw_only=True)
class PanelKind:
    """A panel as one policy has it. ``code`` is a panel of facts.yaml, and ``fact`` what a sitting is recorded as.

    ``places``, ``minutes_each``, ``at`` (the time) and ``quorum`` are what a sitting begins with; each may be changed.
    ``settings`` are those of its pack: a panel of an earlier policy names settings that the one in force need not have.
    """

    code: str
    name: str
    fact: str
    because: Reason | None = None
    matters: tuple[Matter, ...] = ()
    sits: Sits | None = None
    at: str = "09:30"
    minutes_each: int = 30
    places: int = 8
    quorum: int = 3
    referral: Referral = Referral()
    papers: tuple[PanelPaper, ...] = ()
    members: tuple[Someone, ...] = ()
    decide: Approval | None = None
    needs: tuple[Condition, ...] = ()
    tell: tuple[SentTo, ...] = ()
    follow: tuple[Following, ...] = ()
    watch: tuple[Watched, ...] = ()
    remember: tuple[str, ...] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict, compare=False)


Panels = Mapping[str, PanelKind]
"""The panels of a policy, by code."""
