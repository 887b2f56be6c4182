"""The same as the picture in rows, for those who read better than they see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from permanence.policy.explain import short_day
from permanence.practice.children.journey.bars import duration
from permanence.practice.children.journey.lanes import LANES
from permanence.practice.children.journey.story import Limit, Mark, Story, Stretch

HOW = {
    "met": "done in time", "due": "still to do", "untimed": "still to do", "missed": "not done before its reason ended",
    "agreed": "agreed that it is not needed",
}  # fmt: skip


@dataclass(frozen=True)
class TableRow:
    """One thing the picture shows. ``looks`` is overdue for what is late."""

    what: str
    when: str
    more: str
    looks: str = ""


@dataclass(frozen=True)
class LaneRows:
    """The rows of one lane, the earliest first."""

    name: str
    rows: list[TableRow]


def table_of(story: Story) -> list[LaneRows]:
    """The rows of every lane that has any."""
    lanes = ((lane.name, sorted(_rows(lane.code, story), key=lambda row: row[0])) for lane in LANES)
    return [LaneRows(name, [row for _, row in rows]) for name, rows in lanes if rows]


def _rows(lane: str, story: Story) -> Iterator[tuple[date, TableRow]]:
    for stretch in story.stretches:
        if stretch.lane == lane:
            yield stretch.start, _stretch(stretch, story.today)
    for mark in story.marks:
        if mark.lane == lane:
            yield mark.day, _mark(mark)
    for limit in story.limits:
        if limit.lane == lane:
            yield limit.due or date.max, _limit(limit, story.today)


def _stretch(stretch: Stretch, today: date) -> TableRow:
    until = f" to {short_day(stretch.end)}" if stretch.end else ""
    lasted = duration(stretch.start, stretch.end or today) if stretch.start <= today else "starts later"
    said = [one for one in stretch.details if one.lower() != stretch.label.lower()]
    return TableRow(
        stretch.label, f"{'' if until else 'since '}{short_day(stretch.start)}{until}", ", ".join([lasted, *said])
    )


def _mark(mark: Mark) -> TableRow:
    number = f" {mark.short}" if mark.short else ""
    arranged = ["arranged, not held yet"] if mark.ahead else []
    return TableRow(f"{mark.label}{number}", short_day(mark.day), ", ".join([*arranged, *mark.details]))


def _limit(limit: Limit, today: date) -> TableRow:
    when = short_day(limit.due) if limit.due else "no day is set"
    how = HOW.get(limit.status, "")
    if limit.status == "overdue" and limit.due:
        how = f"overdue by {duration(limit.due, today)}"
    if limit.status == "late" and limit.due and limit.done:
        how = f"done on {short_day(limit.done)}, {duration(limit.due, limit.done)} late"
    looks = "overdue" if limit.status == "overdue" else ""
    return TableRow(f"Last day: {limit.label}", when, f"{how} ({', '.join(limit.clauses)})", looks)
