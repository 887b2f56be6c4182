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
from permanence.practice.children.journey.letters import width_of
from permanence.practice.children.journey.picture import Shape, Text
from permanence.practice.children.journey.shapes import MARKS, RADIUS, disc, line
from permanence.practice.children.journey.shelf import Shelf
from permanence.practice.children.journey.story import Limit, Mark

ROW, LATE_ROW = 22.0, 38.0
MOST_ROWS = 4
RINGED = frozenset({"met", "late", "due", "missed"})
"""Statuses whose limit is a ring among the marks; what is overdue has a row of its own."""


@dataclass(frozen=True)
class Drawn:
    """The marks of a lane: what lies beneath, what lies on top, the names they want, and their height."""

    shapes: list[Shape]
    texts: list[Text]
    labels: list[Label]
    height: float


def marks(shown: Sequence[Mark], limits: Sequence[Limit], axis: Axis, today: date, top: float) -> Drawn:
    """The marks and rings of a lane, in rows where days stand too close, and beneath them what is overdue."""
    middle, rows = _places([one for one in shown if axis.shows(one.day)], axis, top)
    seen = [limit for limit in limits if limit.due and limit.status in RINGED and axis.shows(limit.due)]
    rings = [shape for limit in seen for shape in _ring(limit, axis, today, top + ROW / 2)]
    drawn = [shape for mark, place in middle.items() for shape in _mark(mark, place)]
    texts = [Text(x, y + 4, mark.short, "in-mark", "middle") for mark, (x, y) in middle.items() if mark.short]
    tall = max(rows, 1 if seen else 0) * ROW
    late, said, more = overdue([one for one in limits if one.status == "overdue"], axis, today, top + tall)
    labels = [*_due_labels(seen, axis, today, top), *_mark_labels(middle, today)]
    return Drawn([*rings, *late, *drawn], [*texts, *said], labels, tall + more)


def _places(shown: Sequence[Mark], axis: Axis, top: float) -> tuple[dict[Mark, tuple[float, float]], int]:
    """Where the middle of each mark stands, and the rows they take."""
    shelf, middle = Shelf(), {}
    for mark in sorted(shown, key=lambda one: one.day):
        x = axis.at(mark.day)
        row = shelf.put(x - 8, x + 8, 1 if mark.lane in CROWDED else MOST_ROWS)
        middle[mark] = (x, top + ROW / 2 + (len(shelf.rows) - 1 if row is None else row) * ROW)
    return middle, len(shelf.rows)


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
    x = axis.at(limit.due or today)
    if limit.status == "late":
        yield Shape(line(x + RADIUS, y, max(axis.at(limit.done or today), x + RADIUS), y), "lateness late")
    yield Shape(disc(x, y), f"ring {limit.status}", spoken_limit(limit))
    if limit.status == "missed":  # told from overdue without its colour
        yield Shape(line(x - 6, y + 6, x + 6, y - 6), "ring missed")


def overdue(limits: Sequence[Limit], axis: Axis, today: date, top: float) -> tuple[list[Shape], list[Text], float]:
    """What is overdue, each thing in a row of its own: from its last day to today, and how long that is."""
    shapes: list[Shape] = []
    texts: list[Text] = []
    by_duty: dict[str, list[Limit]] = {}
    for limit in sorted(limits, key=lambda one: one.due or today):
        by_duty.setdefault(limit.duty, []).append(limit)
    for number, same in enumerate(by_duty.values()):
        y = top + number * LATE_ROW + ROW / 2
        first = axis.at(same[0].due or today)
        shapes.append(Shape(line(first + RADIUS, y, max(axis.at(today), first + RADIUS), y), "lateness overdue"))
        shapes += [Shape(disc(axis.at(one.due or today), y), "ring overdue", spoken_limit(one)) for one in same]
        texts.append(_overdue_text(same[0], axis, today, y + RADIUS + 13))
    return shapes, texts, len(by_duty) * LATE_ROW


def _overdue_text(limit: Limit, axis: Axis, today: date, y: float) -> Text:
    """Beside today's line, where the eye is; from the left where that is too narrow."""
    words = f"{limit.label}: {duration(limit.due or today, today)} overdue"
    right = axis.at(today) - 5
    if right - width_of(words, 13, bold=True) > axis.left:
        return Text(right, y, words, "overdue", "end")
    return Text(axis.left, y, words, "overdue")


def spoken_limit(limit: Limit) -> str:
    """A limit in a sentence: "Statutory review, last day 9 May 2025, 34 days overdue"."""
    when = f"last day {short_day(limit.due)}" if limit.due else "no last day is set"
    how = {
        "overdue": f", {_days(limit.days_late)} overdue", "missed": ", missed", "met": ", done in time",
        "late": f", done {_days(limit.days_late)} late",
    }.get(limit.status, ", still to do")  # fmt: skip
    return f"{limit.label}, {when}{how}"


def _due_labels(limits: Sequence[Limit], axis: Axis, today: date, top: float) -> Iterator[Label]:
    """What is due next, where there is room; of several limits on one thing the earliest."""
    first: dict[str, Limit] = {}
    for limit in sorted(limits, key=lambda one: one.due or date.max):
        if limit.status == "due":
            first.setdefault(limit.duty, limit)
    for limit in first.values():
        if limit.due:
            words = f"{limit.label} due {short_day(limit.due, today)}"
            yield Label(axis.at(limit.due), words, top + ROW / 2 + RADIUS, "due", 1)


def _mark_labels(middle: dict[Mark, tuple[float, float]], today: date) -> Iterator[Label]:
    """The name of what is arranged, and of the first of each kind: its shape then tells the rest."""
    named = {"minutes"}
    for mark, (x, y) in middle.items():
        if mark.ahead:
            yield Label(x, f"{mark.label} {short_day(mark.day, today)}", y + 8, "of-mark", 2)
        elif mark.shape not in ("disc", "tick") and mark.label.lower() not in named:
            yield Label(x, mark.label, y + 8, "of-mark", 3)
        named.add(mark.label.lower())


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
