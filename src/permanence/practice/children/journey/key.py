"""How to read the picture: each shape in it, small, with what it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from permanence.practice.children.journey.picture import Shape
from permanence.practice.children.journey.shapes import MARKS, bar, disc, line
from permanence.practice.children.journey.story import Story

MIDDLE = 14.0
WORDS = {
    ("review", "disc"): "Review held, with its number", ("meeting", "square"): "Meeting held",
    ("panel", "diamond"): "Panel", ("court", "flag"): "Court hearing", ("visit", "tick"): "Visit",
    ("panel", "star"): "Decision, match or endorsement", ("home", "cross"): "Placement broke down",
    ("home", "drop"): "Notice, or a home in difficulty", ("paper", "page"): "Paper written",
    ("court", "drop"): "Papers filed", ("more", "drop"): "Something else that happened",
}  # fmt: skip


@dataclass(frozen=True)
class Sign:
    """A shape and what it means."""

    shapes: tuple[Shape, ...]
    means: str


def key_of(story: Story) -> list[Sign]:
    """The signs this picture uses, and no others."""
    return [*_marks(story), *_limits(story), *_bars(story)]


def _marks(story: Story) -> Iterator[Sign]:
    used = {(mark.lane, mark.shape) for mark in story.marks if not mark.ahead}
    for (lane, shape), words in WORDS.items():
        if (lane, shape) in used:
            yield Sign((Shape(MARKS[shape](MIDDLE, MIDDLE), f"mark {lane} {shape}"),), words)
    if any(mark.ahead for mark in story.marks):
        hollow = Shape(MARKS["square"](MIDDLE, MIDDLE), "mark meeting square ahead")
        yield Sign((hollow, Shape(disc(MIDDLE, MIDDLE, 2), "dot")), "Arranged, and not held yet")


def _limits(story: Story) -> Iterator[Sign]:
    used = {limit.status for limit in story.limits if limit.due}
    ring = disc(MIDDLE, MIDDLE)
    if "due" in used:
        yield Sign((Shape(ring, "ring due"),), "Last day for something still to do")
    if "overdue" in used:
        late = Shape(line(MIDDLE + 9, MIDDLE, MIDDLE + 26, MIDDLE), "lateness overdue")
        yield Sign((late, Shape(ring, "ring overdue")), "Overdue: the last day has passed")
    if "late" in used:
        late = Shape(line(MIDDLE + 9, MIDDLE, MIDDLE + 26, MIDDLE), "lateness late")
        yield Sign((late, Shape(ring, "ring late")), "Done late, and how late")
    if "missed" in used:
        slash = Shape(line(MIDDLE - 6, MIDDLE + 6, MIDDLE + 6, MIDDLE - 6), "ring missed")
        yield Sign((Shape(ring, "ring missed"), slash), "Missed: never done")
    if "met" in used:
        yield Sign((Shape(ring, "ring met"),), "Last day for something that was done in time")


def _bars(story: Story) -> Iterator[Sign]:
    if any(stretch.end is None for stretch in story.stretches):
        yield Sign(
            (Shape(bar(2, 26, 4, 20, goes_on=True), "bar home"), Shape(bar(2, 5, 4, 20), "edge home")), "Still so today"
        )
