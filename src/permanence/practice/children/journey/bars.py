"""The stretches of a lane as bars, each with its name inside it or hung beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from permanence.policy.explain import short_day
from permanence.practice.children.journey.axis import Axis
from permanence.practice.children.journey.labels import Label
from permanence.practice.children.journey.letters import first_that_fits
from permanence.practice.children.journey.picture import Shape, Text
from permanence.practice.children.journey.shapes import bar
from permanence.practice.children.journey.shelf import Shelf
from permanence.practice.children.journey.story import Stretch
from permanence.tracker.names import words

HEIGHT, ASIDE, GAP = 28.0, 11.0, 4.0
LETTERS = 13.0
PADDING = 7.0

TEXTURES = {
    "legal_status.s20": "", "legal_status.interim_care_order": "rising", "legal_status.care_order": "level",
    "legal_status.placement_order": "dots", "legal_status.emergency": "checks", "legal_status.remand": "upright",
    "placement.foster": "", "placement.residential": "dots", "placement.secure": "checks",
    "placement.with_parents": "rising", "placement.adoptive": "upright", "placement.independent": "falling",
    "placement.temporary": "level", "proceedings.pre_proceedings": "", "proceedings.care": "rising",
    "unaccompanied": "dots", "jointly_funded": "falling", "remaining_in_care_plan": "", "contact_suspended": "checks",
}  # fmt: skip
"""The texture that tells one kind of bar from another in its lane, in black and white too."""
PLAN_TEXTURES = ("", "rising", "dots", "level", "falling", "upright", "checks")


def bars(
    stretches: Sequence[Stretch], axis: Axis, today: date, top: float
) -> tuple[list[Shape], list[Text], list[Label], float]:
    """The bars of a lane, the names within them, the names that found no room there, and the height they take."""
    shapes: list[Shape] = []
    texts: list[Text] = []
    labels: list[Label] = []
    shelf = Shelf()
    shown = [one for one in stretches if (one.end is None or one.end > axis.first) and one.start < axis.last]
    for stretch in sorted(shown, key=lambda one: (one.is_aside, one.start)):
        left, right = _ends(stretch, axis, today)
        row = shelf.put(left, right) or 0
        y = top + row * (HEIGHT + GAP)
        height = ASIDE if stretch.is_aside else HEIGHT
        shapes += _drawn(stretch, axis, today, (left, right, y, height))
        name = "" if stretch.is_aside else first_that_fits(_names(stretch, today), right - left - 2 * PADDING, LETTERS)
        if name:
            texts.append(Text(left + PADDING, y + height / 2 + 4.5, name, "on-bar"))
        else:
            labels.append(Label(left, stretch.label, y + height, "of-bar", priority=1))
    rows = len(shelf.rows)
    return shapes, texts, labels, rows * (HEIGHT + GAP) - GAP if rows else 0.0


def _ends(stretch: Stretch, axis: Axis, today: date) -> tuple[float, float]:
    """Where a bar starts and ends. What still holds reaches today, or the edge where it starts only later."""
    left = axis.at(stretch.start)
    if stretch.end is None:
        return left, axis.at(today if stretch.start <= today else axis.last)
    return left, max(axis.at(stretch.end) - 1.5, left + 2)


def _drawn(stretch: Stretch, axis: Axis, today: date, place: tuple[float, float, float, float]) -> Iterator[Shape]:
    left, right, top, height = place
    looks = f"bar {stretch.lane}{' ahead' if stretch.start > today else ''}"
    outline = bar(
        left, right, top, height, came_before=stretch.start < axis.first,
        goes_on=stretch.end is None or (stretch.end > axis.last),
    )  # fmt: skip
    yield Shape(outline, looks, spoken(stretch), _texture(stretch))
    if stretch.start >= axis.first:
        yield Shape(bar(left, left + 3, top, height), f"edge {stretch.lane}")


def _texture(stretch: Stretch) -> str:
    if stretch.token != "plan":
        return TEXTURES.get(stretch.token, "")
    options = [name.lower() for name in words("plan").values()]
    return PLAN_TEXTURES[options.index(stretch.label.lower())] if stretch.label.lower() in options else ""


def _names(stretch: Stretch, today: date) -> tuple[str, ...]:
    """What may be written in a bar, the fullest first."""
    said = [one for one in stretch.details if one.lower() != stretch.label.lower()]
    first = said[:1]
    if stretch.token == "in_care":
        lasted = duration(stretch.start, stretch.end or today)
        return f"In care, {lasted}", lasted, "In care"
    return (", ".join([stretch.label, *said]), ", ".join([stretch.label, *first]), stretch.label)


def spoken(stretch: Stretch) -> str:
    """A stretch in a sentence: "Foster home, agency, from 3 March 2024 to 9 May 2025"."""
    until = f" to {short_day(stretch.end)}" if stretch.end else ", and still"
    said = [one for one in stretch.details if one.lower() != stretch.label.lower()]
    return f"{', '.join([stretch.label, *said])}, from {short_day(stretch.start)}{until}"


def duration(start: date, end: date) -> str:
    """How long it lasted: "34 days", "2 years 8 months"."""
    if (end - start).days < 60:
        return _count((end - start).days, "day")
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    years, rest = divmod(months, 12)
    return " ".join(_count(number, unit) for number, unit in ((years, "year"), (rest, "month")) if number)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
