"""Random lives for the engine and the referee to agree on, with days drawn to where mistakes live.

A day is an earlier day of the same life plus one of the packs' own limits, and often one less or one more; lives begin
on month ends, leap days, bank holidays and the eves of them. The stretches of a status or of homes follow on from one
another, with a gap now and then. Then come plans: bookings and listings around the as-at day, which itself is drawn
the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from permanence.policy.days import Span
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.policy.vocabulary import vocabulary
from policy.life import counted

Child = dict[str, Any]

DAY = timedelta(days=1)
LONGEST_LIFE = 1000 * DAY
BEGINNINGS = [
    date(2023, 8, 31), date(2024, 1, 31), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 28), date(2024, 4, 30),
    date(2024, 8, 23), date(2024, 12, 24), date(2024, 12, 31), date(2025, 4, 17), date(2025, 5, 2), date(2025, 11, 30),
]  # fmt: skip
STATUSES = ["s20", "care_order", "placement_order", "interim_care_order", "remand", "emergency", "s20", "care_order"]
HOMES = ["foster", "foster", "residential", "with_parents", "secure", "adoptive", "independent", "temporary"]
PLANNED = ["hearing.final", "hearing.adoption", "hearing.case_management", "panel.permanence", "panel.entry_to_care",
           "decision.should_be_placed", "final_evidence"]  # fmt: skip
SOMETIMES = ["unaccompanied", "jointly_funded", "remaining_in_care_plan", "contact_suspended", "plan"]
OFTEN = ["meeting.permanence"] * 14 + ["review"] * 10 + ["document.minutes", "document.permanence_plan"] * 3


@cache
def limits() -> list[Span]:
    """Every length of time in the packs, those counted in days first, so that failures shrink to small numbers."""
    found = {one for name in BUILT_IN for one in _spans_in(read_pack(name).rules)}
    return [Span(0, "days"), *sorted(found, key=lambda one: (len(one.unit), one.number))]


def _spans_in(part: Any) -> set[Span]:
    if isinstance(part, Span):
        return {part}
    if is_dataclass(part):
        return set().union(*(_spans_in(getattr(part, one.name)) for one in fields(part)))
    return set().union(*map(_spans_in, part)) if isinstance(part, tuple) else set()


@cache
def events() -> list[str]:
    """The events, the common ones often; bookings come with the plans."""
    words = vocabulary()
    every = [one for one in words.tokens if not words.fact_of(one).is_span and not one.startswith("booked.")]
    return OFTEN + every


@dataclass
class Story:
    """A life in the telling. ``days`` are those from which the next is drawn."""

    draw: Any
    days: list[date]
    facts: list[dict[str, Any]] = field(default_factory=list)

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == one_in)

    def one_of(self, choices: list[Any]) -> Any:
        return self.draw(st.sampled_from(choices))

    def next_day(self) -> date:
        """A day at a limit from an earlier one, or just short of it or past it."""
        start = self.one_of(self.days)
        way = -1 if self.chance(6) else 1
        day = counted(start, self.one_of(limits()), way) + self.one_of([0, 0, -1, 1]) * DAY
        return day if abs(day - self.days[0]) < LONGEST_LIFE else start

    def tell(self, token: str, start: date, end: date | None = None, **details: Any) -> None:
        fact, _, code = token.partition(".")
        entry = {"fact": fact, **({"code": code} if code else {}), **details}
        dated = {"from": start, "to": end} if vocabulary().fact_of(token).is_span else {"date": start}
        self.facts.append({**entry, **{key: day for key, day in dated.items() if day}})
        self.days += [day for day in (start, end) if day and abs(day - self.days[0]) < LONGEST_LIFE]

    def cut(self, start: date, end: date | None, most: int) -> list[tuple[date, date | None]]:
        """The time from start to end cut into pieces that follow on from one another."""
        inside = {day for _ in range(self.draw(st.integers(0, most))) if start < (day := self.next_day())}
        cuts = [start, *sorted(day for day in inside if end is None or day < end)]
        return list(zip(cuts, [*cuts[1:], end], strict=True))

    def details(self, fact: str) -> dict[str, Any]:
        """Some of the details this fact takes, mostly left unsaid."""
        takes = vocabulary().facts[fact].takes
        return {name: self._detail(name) for name in takes if self.chance(2 if name in ("stage", "about") else 3)}

    def _detail(self, name: str) -> Any:
        attribute = vocabulary().attributes[name]
        if attribute.kind == "bool":
            return self.chance(2)
        if attribute.kind == "int":
            return self.one_of([14, 28, 30])
        if attribute.kind == "choices":
            return [self.one_of(list(attribute.choices))]
        if attribute.kind == "date":
            return self.one_of(self.days)
        return self.one_of(list(attribute.choices)) if attribute.choices else "first"


def _care(story: Story) -> None:
    """A period of care, with statuses and homes; none, one or two of each."""
    start = story.next_day()
    end = max(story.next_day(), start + DAY) if story.chance(3) else None
    story.tell("in_care", start, end)
    for piece in story.cut(start, end, 2):
        if not story.chance(6):
            story.tell(f"legal_status.{story.one_of(STATUSES)}", *piece)
    for piece in story.cut(start if story.chance(2) else min(story.next_day(), start), end, 4):
        if not story.chance(8):
            story.tell(f"placement.{story.one_of(HOMES)}", *piece, **story.details("placement"))


def _proceedings(story: Story) -> None:
    start = story.next_day()
    end = max(story.next_day(), start + DAY) if story.chance(2) else None
    story.tell(f"proceedings.{story.one_of(['care', 'care', 'pre_proceedings'])}", start, end)


def _sometimes(story: Story) -> None:
    fact = story.one_of(SOMETIMES)
    start = story.next_day()
    for piece in story.cut(start, max(story.next_day(), start + DAY) if story.chance(2) else None, 1):
        story.tell(fact, *piece, **story.details(fact))


def _event(story: Story) -> None:
    token = story.one_of(events())
    day = story.next_day()
    story.tell(token, day, **story.details(token.partition(".")[0]))


def _plan_ahead(story: Story, as_at: date) -> None:
    """A booking or a listing, most often on the as-at day or after it, sometimes one whose day has passed."""
    booked = [one for one in vocabulary().tokens if one.startswith("booked.")]
    token = story.one_of(["booked.permanence"] * 9 + ["booked.review"] * 9 + booked + PLANNED * 2)
    near = as_at + story.one_of([0, 0, 1, 2, 20, 60, -1]) * DAY
    story.tell(token, near if story.chance(2) else story.next_day())


@st.composite
def lives(draw: Any) -> Story:
    """One life without its plans."""
    story = Story(draw, [draw(st.sampled_from(BEGINNINGS))])
    for part, most in ((_care, 2), (_proceedings, 2), (_sometimes, 3), (_event, 16)):
        for _ in range(draw(st.integers(0, most))):
            part(story)
    return story


@st.composite
def populations(draw: Any, most: int = 3) -> tuple[list[Child], date]:
    """Some children ``{id, born, facts}``, of whom one may have no facts at all, and an as-at day amid their lives."""
    stories = draw(st.lists(lives(), min_size=1, max_size=most))
    as_at = draw(st.sampled_from(stories)).next_day()
    return [_child(story, number, as_at) for number, story in enumerate(stories)], as_at


def _child(story: Story, number: int, as_at: date) -> Child:
    for _ in range(story.draw(st.integers(0, 4))):
        _plan_ahead(story, as_at)
    if story.facts and story.chance(5):
        story.facts.append(dict(story.one_of(story.facts)))
    born = story.one_of([date(2020, 2, 29), date(2012, 2, 29), date(2009, 8, 31), date(2024, 1, 31), None])
    return {"id": f"c{number}", "born": born, "facts": story.facts}


__all__ = ["Child", "populations"]
