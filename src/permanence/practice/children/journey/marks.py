"""The marks of a lane and the limits of what is owed in it: rings, filled or not, and how late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from permanence.policy.explain import short_day
from permanence.practice.children.journey.axis import Axis
from permanence.practice.children.journey.bars import duration
from permanence.practice.children.journey.labels import Label
from permanence.practice.children.journey.lanes import CROWDED
from permanence.practice.children.journey.picture import Shape, Text
from permanence.practice.children.journey.shapes import MARKS, RADIUS, disc, line
from permanence.practice.children.journey.shelf import Shelf
from permanence.practice.children.journey.story import Limit, Mark

ROW = 22.0
MOST_ROWS = 3


@dataclass(frozen=True)
class Drawn:
    """The marks of a lane: what lies beneath, what lies on top, the names they want, and their height."""

    shapes: list[Shape]
    texts: list[Text]
    labels: list[Label]
    height: float


def marks(shown: Sequence[Mark], limits: Sequence[Limit], axis: Axis, today: date, top: float) -> Drawn:
    """The marks and rings of a lane, in rows where days stand too close."""
    shelf = Shelf()
    middle = {}
    for mark in sorted((one for one in shown if axis.shows(one.day)), key=lambda one: one.day):
        x = axis.at(mark.day)
        row = shelf.put(x - 8, x + 8, 1 if mark.lane in CROWDED else MOST_ROWS)
        middle[mark] = (x, top + ROW / 2 + (len(shelf.rows) - 1 if row is None else row) * ROW)
    seen = [limit for limit in limits if limit.due and limit.status != "agreed" and (axis.shows(limit.due) or limit.status == "overdue")]
    rings = [shape for limit in seen for shape in _ring(limit, axis, today, top + ROW / 2)]
    drawn = [shape for mark, place in middle.items() for shape in _mark(mark, place)]
    texts = [Text(x, y + 4, mark.short, "in-mark", "middle") for mark, (x, y) in middle.items() if mark.short]
    labels = [*_limit_labels(seen, axis, today, top), *_mark_labels(middle)]
    rows = max(len(shelf.rows), 1 if seen else 0)
    return Drawn([*rings, *drawn], texts, labels, rows * ROW)


def _mark(mark: Mark, place: tuple[float, float]) -> Iterator[Shape]:
    outline = MARKS[mark.shape](*place)
    yield Shape(outline, f"mark {mark.lane} {mark.shape}{' ahead' if mark.ahead else ''}", spoken(mark))
    if mark.ahead:
        yield Shape(disc(*place, 2.0), "dot")


def spoken(mark: Mark) -> str:
    """A mark in a sentence: "Statutory review 3, 9 May 2025"."""
    number = f" {mark.short}" if mark.short else ""
    said = "".join(f", {one}" for one in mark.details)
    return f"{mark.label}{number}{said}, {'arranged for ' if mark.ahead else ''}{short_day(mark.day)}"


# --- limits ------------------------------------------------------------------------------------------------------


def _ring(limit: Limit, axis: Axis, today: date, y: float) -> Iterator[Shape]:
    due = limit.due or today
    x = axis.at(due)
    if limit.status in ("overdue", "late"):
        until = axis.at(today if limit.status == "overdue" else limit.done or today)
        yield Shape(line(x + RADIUS, y, max(until, x + RADIUS), y), f"lateness {limit.status}")
    yield Shape(disc(x, y), f"ring {limit.status}", spoken_limit(limit))
    if limit.status == "missed":  # told from overdue without its colour
        yield Shape(line(x - 6, y + 6, x + 6, y - 6), "ring missed")


def spoken_limit(limit: Limit) -> str:
    """A limit in a sentence: "Statutory review, last day 9 May 2025, 34 days overdue"."""
    when = f"last day {short_day(limit.due)}" if limit.due else "no last day is set"
    how = {
        "overdue": f", {_days(limit.days_late)} overdue", "missed": ", missed", "met": ", done in time",
        "late": f", done {_days(limit.days_late)} late",
    }.get(limit.status, ", still to do")  # fmt: skip
    return f"{limit.label}, {when}{how}"


def _limit_labels(limits: Sequence[Limit], axis: Axis, today: date, top: float) -> Iterator[Label]:
    """What is overdue, always; what is due next, where there is room. Of several limits on one thing the earliest."""
    first: dict[tuple[str, str], Limit] = {}
    for limit in sorted(limits, key=lambda one: one.due or date.max):
        if limit.status in ("overdue", "due"):
            first.setdefault((limit.status, limit.duty), limit)
    for (status, _), limit in first.items():
        x = axis.at(limit.due or date.max)
        if status == "overdue":
            late = duration(limit.due or today, today)
            yield Label(x, f"{limit.label}: {late} overdue", top + ROW / 2 + RADIUS, "overdue", 0)
        elif limit.due:
            yield Label(x, f"{limit.label} due {short_day(limit.due, limit.due)}", top + ROW / 2 + RADIUS, "due", 1)


def _mark_labels(middle: dict[Mark, tuple[float, float]]) -> Iterator[Label]:
    """The name of what is arranged, and of the first of each kind: its shape then tells the rest."""
    named = {"minutes"}
    for mark, (x, y) in middle.items():
        if mark.ahead:
            yield Label(x, f"{mark.label} {short_day(mark.day, mark.day)}", y + 8, "of-mark", 2)
        elif mark.shape not in ("disc", "tick") and mark.label.lower() not in named:
            yield Label(x, mark.label, y + 8, "of-mark", 3)
        named.add(mark.label.lower())


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
