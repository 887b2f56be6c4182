"""Names beside what they name, hung beneath it on a thin line, so that no two ever collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from permanence.practice.children.journey.letters import width_of
from permanence.practice.children.journey.picture import Shape, Text
from permanence.practice.children.journey.shapes import line
from permanence.practice.children.journey.shelf import Shelf

LETTERS, ROW = 13.0, 19.0
SPACE = 9.0
MOST_ROWS = 3
"""Rows of names: the table beneath the picture has the rest."""


@dataclass(frozen=True)
class Label:
    """A name that wants to stand beneath a place. Where room is short, a high priority goes first."""

    x: float
    text: str
    hangs_from: float
    looks: str
    priority: int


def hang(
    labels: Sequence[Label], left: float, right: float, top: float, today: float
) -> tuple[list[Shape], list[Text], float]:
    """The lines and texts of these names beneath ``top``, and the height they take. They keep off today's line."""
    shelf, strings, texts = Shelf(), [], []
    for label in sorted(labels, key=lambda one: (one.priority, -one.x)):
        wide = width_of(label.text, LETTERS)
        turned = label.x + wide > right or (label.x - wide > left and label.x <= today < label.x + wide + 4)
        low = max(left, label.x - wide) if turned else label.x
        row = shelf.hang(low - 3, low + wide + SPACE, label.x, MOST_ROWS)
        if row is None:
            continue
        y = top + row * ROW
        strings.append(Shape(line(label.x, label.hangs_from, label.x, y + 8), f"string {label.looks}"))
        texts.append(_text(label, turned, y, low, wide))
    return strings, texts, len(shelf.rows) * ROW


def _text(label: Label, turned: bool, y: float, low: float, wide: float) -> Text:
    return Text(low + wide if turned else label.x + 4, y + 14, label.text, label.looks, "end" if turned else "start")
