"""The outlines of bars and marks, as path data around a point."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

POINT = 9.0
"""How far the tip of a bar that still holds reaches beyond today."""
RADIUS = 9.0
"""Of a review and of the ring of a limit, so that a review held on its last day fills its ring."""


def disc(x: float, y: float, radius: float = RADIUS) -> str:
    """A circle."""
    half = f"a{radius:g} {radius:g} 0 1 0"
    return f"M{x - radius:g} {y:g}{half} {2 * radius:g} 0{half} {-2 * radius:g} 0z"


def _square(x: float, y: float) -> str:
    return f"M{x - 6:g} {y - 6:g}h12v12h-12z"


def _diamond(x: float, y: float) -> str:
    return f"M{x:g} {y - 8.5:g}l8.5 8.5-8.5 8.5-8.5-8.5z"


def _flag(x: float, y: float) -> str:
    return f"M{x:g} {y - 8:g}l8.5 15h-17z"


def _tick(x: float, y: float) -> str:
    return f"M{x - 1.5:g} {y - 7:g}h3v14h-3z"


def _page(x: float, y: float) -> str:
    return f"M{x - 5.5:g} {y - 7.5:g}h7l4 4v11h-11z"


def _cross(x: float, y: float) -> str:
    arms = "l2.5-2.5 4.5 4.5 4.5-4.5 2.5 2.5-4.5 4.5 4.5 4.5-2.5 2.5-4.5-4.5-4.5 4.5-2.5-2.5 4.5-4.5z"
    return f"M{x - 7:g} {y - 4.5:g}{arms}"


def _drop(x: float, y: float) -> str:
    return f"M{x - 5.5:g} {y - 6:g}h11v6l-5.5 6.5-5.5-6.5z"


def _star(x: float, y: float) -> str:
    tips = [(9.5 if tip % 2 == 0 else 4.2, pi * (tip / 5 - 0.5)) for tip in range(10)]
    return "M" + "L".join(f"{x + far * cos(turn):.1f} {y + far * sin(turn):.1f}" for far, turn in tips) + "z"


MARKS: dict[str, Callable[[float, float], str]] = {
    "disc": disc, "square": _square, "diamond": _diamond, "flag": _flag, "tick": _tick, "page": _page, "cross": _cross,
    "drop": _drop, "star": _star,
}  # fmt: skip


def bar(
    left: float, right: float, top: float, height: float, *, came_before: bool = False, goes_on: bool = False
) -> str:
    """A bar: notched where it began before the picture does, pointed where it still holds."""
    middle, bottom = top + height / 2, top + height
    tip = f"H{right:g}l{POINT:g} {height / 2:g}-{POINT:g} {height / 2:g}" if goes_on else f"H{right:g}V{bottom:g}"
    notch = f"H{left:g}L{left + 6:g} {middle:g}" if came_before else f"H{left:g}"
    return f"M{left:g} {top:g}{tip}{notch}z"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight line."""
    return f"M{x1:g} {y1:g}L{x2:g} {y2:g}"
