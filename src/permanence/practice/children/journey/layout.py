"""Where everything in the picture stands. Pure: the same story gives the same picture."""

from __future__ import annotations

from collections.abc import Iterator

from permanence.policy.explain import short_day
from permanence.practice.children.journey.axis import Axis, axis_of
from permanence.practice.children.journey.bars import bars
from permanence.practice.children.journey.labels import hang
from permanence.practice.children.journey.lanes import LANES, Lane
from permanence.practice.children.journey.letters import width_of
from permanence.practice.children.journey.marks import marks
from permanence.practice.children.journey.picture import LaneName, Picture, Shape, Text
from permanence.practice.children.journey.shapes import line
from permanence.practice.children.journey.story import Story

WIDTH, GUTTER, EDGE = 960, 112.0, 14.0
HEAD = 72.0
"""The height of the head: today's flag, the years, and the months."""
PADDING = 10.0


def lay_out(story: Story, two_years: bool = False) -> Picture:
    """The picture of the whole journey, or of its last two years."""
    axis = axis_of(story, GUTTER + EDGE, WIDTH - EDGE, two_years)
    names, shapes, texts, bottom = _lanes(story, axis)
    height = bottom + (28 if story.born else 8)
    grid = [*_years(axis, bottom), *_months(axis, bottom)]
    head = [*_year_texts(axis), *_month_texts(axis), *_ages(story, axis, bottom)]
    today, flag = _today(story, axis, bottom)
    if story.born:
        names.append(LaneName(bottom, 28, (Text(0, bottom + 19, "Birthdays", "age-name"),)))
    return Picture(
        WIDTH, height, GUTTER, axis.at(story.today), tuple(names), (*grid, *today[:1], *shapes, *today[1:]),
        (*head, *texts, flag),
    )  # fmt: skip


def _lanes(story: Story, axis: Axis) -> tuple[list[LaneName], list[Shape], list[Text], float]:
    names: list[LaneName] = []
    shapes: list[Shape] = []
    texts: list[Text] = []
    top = HEAD
    for lane in LANES:
        drawn, written, height = _lane(lane, story, axis, top + PADDING)
        if not drawn:
            continue
        height += 2 * PADDING
        names.append(LaneName(top, height, tuple(_name(lane.name, top))))
        shapes += drawn
        texts += written
        top += height
    return names, shapes, texts, top


def _lane(lane: Lane, story: Story, axis: Axis, top: float) -> tuple[list[Shape], list[Text], float]:
    """One lane: its bars, beneath them its marks, beneath these the names of both."""
    stretches = [one for one in story.stretches if one.lane == lane.code]
    solid, within, labels, tall = bars(stretches, axis, story.today, top)
    strings, names, hung = hang(labels, axis.left, axis.right, top + tall, axis.at(story.today))
    below = top + tall + hung
    shown = [one for one in story.marks if one.lane == lane.code]
    limits = [one for one in story.limits if one.lane == lane.code]
    drawn = marks(shown, limits, axis, story.today, below)
    foot = below + drawn.height
    more_strings, more_names, more_tall = hang(drawn.labels, axis.left, axis.right, foot, axis.at(story.today))
    shapes = [*strings, *solid, *more_strings, *drawn.shapes]
    return shapes, [*within, *names, *drawn.texts, *more_names], foot + more_tall - top


def _name(name: str, top: float) -> Iterator[Text]:
    """A lane's name, on two lines where it is too wide for the gutter."""
    words, y = name.split(), top + PADDING + 18
    while words:
        take = len(words)
        while take > 1 and width_of(" ".join(words[:take]), 14, bold=True) > GUTTER - 4:
            take -= 1
        yield Text(0, y, " ".join(words[:take]), "lane-name")
        words, y = words[take:], y + 17


# --- time --------------------------------------------------------------------------------------------------------


def _years(axis: Axis, bottom: float) -> Iterator[Shape]:
    for number, (first, after) in enumerate(axis.years()):
        if number % 2 == 0:
            left, right = axis.at(first), axis.at(after)
            yield Shape(f"M{left:g} 28H{right:g}V{bottom:g}H{left:g}z", "year")


def _year_texts(axis: Axis) -> Iterator[Text]:
    for first, after in axis.years():
        if axis.at(after) - axis.at(first) > width_of("2026", 15, bold=True) + 6:
            yield Text(axis.at(first) + 5, 46, str(first.year), "year-name")


def _months(axis: Axis, bottom: float) -> Iterator[Shape]:
    path = "".join(f"M{axis.at(day):g} {56 if day.month != 1 else 50:g}V{bottom:g}" for day in axis.months())
    yield Shape(path, "months")


def _month_texts(axis: Axis) -> Iterator[Text]:
    days = list(axis.months())
    for day, after in zip(days, [*days[1:], axis.last], strict=True):
        if axis.at(after) - axis.at(day) > width_of(f"{day:%b}", 12) + 3:
            yield Text(axis.at(day) + 4, 64, f"{day:%b}", "month-name")


def _ages(story: Story, axis: Axis, bottom: float) -> Iterator[Text]:
    """The child's age at each birthday, as far as there is room."""
    if not story.born:
        return
    taken = GUTTER
    for age, day in axis.birthdays(story.born):
        text = f"{age} years" if age != 1 else "1 year"
        text = "born" if age == 0 else text
        x, half = axis.at(day), width_of(text, 13) / 2
        if x - half > taken and x + half < WIDTH:
            taken = x + half + 6
            yield Text(x, bottom + 19, text, "age", "middle")


def _today(story: Story, axis: Axis, bottom: float) -> tuple[list[Shape], Text]:
    """Today's line from top to bottom, and its flag at the head."""
    x, words = axis.at(story.today), f"Today, {short_day(story.today)}"
    wide = width_of(words, 13, bold=True) + 16
    left = min(max(x - wide / 2, GUTTER), WIDTH - wide)
    flag = Shape(f"M{left:g} 2h{wide:g}v22h{-wide:g}z", "today-flag")
    return [Shape(line(x, 24, x, bottom), "today", words), flag], Text(
        left + wide / 2, 18, words, "today-name", "middle"
    )
