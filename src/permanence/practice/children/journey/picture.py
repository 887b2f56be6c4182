"""What is drawn: shapes with their places, ready for the template, which only writes them down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """A path. ``looks`` are its classes, ``texture`` the pattern laid over it, ``title`` what it is in words."""

    path: str
    looks: str
    title: str = ""
    texture: str = ""


@dataclass(frozen=True)
class Text:
    """A text that starts, is centred or ends at x."""

    x: float
    y: float
    text: str
    looks: str = ""
    anchor: str = "start"


@dataclass(frozen=True)
class LaneName:
    """A lane's name in one or two lines, and the line above it."""

    top: float
    height: float
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Picture:
    """The whole picture. Shapes are drawn in their order, so what comes later lies on top."""

    width: int
    height: float
    gutter: float
    today: float
    lanes: tuple[LaneName, ...]
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
