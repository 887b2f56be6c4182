"""What the picture tells: each option's places in the plan, the moments that moved them, and what decides next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from permanence.practice.children.words import local_words, token_name
from permanence.practice.plans.standing import Standing

MOMENTS = ("review", "meeting.permanence", "panel.permanence", "panel.long_term_fostering", "panel.fostering",
           "endorsement", "decision.should_be_placed", "meeting.final_care_planning")  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """An option in one place of the plan: from, to (None: still), and how it ended ("ruled_out", "moved")."""

    option: str
    name: str
    role: str
    place: str
    start: date
    end: date | None
    ended: str
    why: str


@dataclass(frozen=True)
class Moment:
    """A day that counts for the plan: ``option`` is the lane of a decision point, or nothing."""

    day: date
    name: str
    token: str
    option: str = ""


@dataclass(frozen=True)
class Story:
    """The whole of it. ``today`` is the day it is told."""

    today: date
    stretches: Sequence[Stretch]
    moments: Sequence[Moment]

    @property
    def options(self) -> list[str]:
        """The options in the order they came into the plan."""
        return list(dict.fromkeys(one.option for one in self.stretches))

    def of(self, option: str) -> list[Stretch]:
        """The stretches of one option."""
        return [one for one in self.stretches if one.option == option]


def story_of(standing: Standing) -> Story:
    """The story of a child's tracks, and of the meetings, reviews and panels since they began."""
    stretches = [
        Stretch(one.option, standing.name(one.option, one.variant), one.role, one.get_role_display(), one.start,
                one.end, one.ended, one.ended_because or one.why)
        for one in standing.tracks
    ]  # fmt: skip
    since = min((one.start for one in stretches), default=standing.day)
    return Story(standing.day, stretches, [*_held(standing, since), *_ahead(standing)])


def _held(standing: Standing, since: date) -> Iterator[Moment]:
    local = local_words()
    for fact in standing.facts:
        achieved = fact.fact == "permanence_achieved"
        if (fact.token in MOMENTS or achieved) and fact.start >= since:
            yield Moment(fact.start, token_name(fact.token, local), fact.token, fact.code if achieved else "")


def _ahead(standing: Standing) -> Iterator[Moment]:
    for one in standing.live:
        if one.decides_on:
            yield Moment(one.decides_on, one.decides, "decides", one.option)
