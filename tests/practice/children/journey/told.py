"""Invented journeys for the tests of the picture: facts and duties as plain rows, with no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.journey.story import Story, story_of

TODAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Told:
    token: str
    start: date
    end: date | None = None
    attributes: dict[str, object] = field(default_factory=dict)

    @property
    def is_span(self) -> bool:
        return vocabulary().fact_of(self.token).is_span


@dataclass(frozen=True)
class Owed:
    duty: str
    limit: date | None
    state: str = "due"
    clause: str = "PG-1"
    done: date | None = None
    booked: date | None = None
    days_late_settled: int = 0

    @property
    def due(self) -> date | None:
        return self.limit

    def standing(self, day: date | None = None) -> str:
        return self.state

    def days_overdue(self, day: date | None = None) -> int:
        return ((day or TODAY) - self.limit).days if self.state == "overdue" and self.limit else 0


def a_story(*facts: Told, duties: tuple[Owed, ...] = (), born: date | None = date(2015, 2, 28)) -> Story:
    return story_of("Robin Example", born, facts, duties, TODAY)


def in_care(since: date = date(2024, 3, 4)) -> tuple[Told, ...]:
    return (
        Told("in_care", since), Told("legal_status.s20", since, date(2024, 9, 2)),
        Told("legal_status.care_order", date(2024, 9, 2)), Told("placement.foster", since),
    )  # fmt: skip
