"""Where everything in the picture stands. Pure: the same story gives the same picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from permanence.policy.explain import short_day
from permanence.practice.children.journey.axis import Axis
from permanence.practice.children.journey.letters import first_that_fits, width_of
from permanence.practice.children.journey.picture import LaneName, Picture, Shape, Text
from permanence.practice.children.journey.shapes import MARKS, bar, line
from permanence.practice.plans.narrowing.story import Moment, Story, Stretch

WIDTH, GUTTER, EDGE = 960, 150.0, 16.0
HEAD, LANE, BAR, SIZE = 60.0, 52.0, 28.0, 13.0
SPARE = timedelta(days=45)
LOOKS = {"primary": ("leads", ""), "parallel": ("beside", "rising"), "contingency": ("stands-by", "dots"),
         "ruled_out": ("ruled-out", "")}  # fmt: skip
"""For each place its class and its texture, so that it can be told without colour."""
SHAPES = {"review": "disc", "meeting": "square", "panel": "diamond", "endorsement": "star", "decision": "star",
          "permanence_achieved": "star", "decides": "diamond"}  # fmt: skip
OTHERS = "Meetings, reviews, panels"


def lay_out(story: Story) -> Picture:
    """The picture of a story that has a stretch at least."""
    axis = _axis(story)
    lanes = story.options
    height = HEAD + LANE * (len(lanes) + 1)
    shapes = [*_months(axis, height)]
    texts = [*_month_names(axis)]
    for number, option in enumerate(lanes):
        top = HEAD + number * LANE
        for stretch in story.of(option):
            shapes += _bar(stretch, axis, story, top)
            texts += _in_bar(stretch, axis, story, top)
    shapes += _moments(story, axis)
    today = axis.at(story.today)
    shapes.append(Shape(line(today, 24, today, height), "today", f"Today, {short_day(story.today)}"))
    texts.append(Text(today, 16, "Today", "plans-today", "middle"))
    return Picture(WIDTH, height, GUTTER, today, tuple(_names(story)), tuple(shapes), tuple(texts))


def _axis(story: Story) -> Axis:
    days = [*(one.start for one in story.stretches), *(one.day for one in story.moments), story.today]
    last = max(days) + SPARE
    first = min(min(days), last - timedelta(days=150))
    return Axis(first - (last - first) // 60, last, GUTTER + EDGE, WIDTH - EDGE)


def _names(story: Story) -> Iterator[LaneName]:
    named = [*(story.of(option)[-1].name for option in story.options), OTHERS]
    for number, name in enumerate(named):
        top = HEAD + number * LANE
        yield LaneName(top, LANE, tuple(_broken(name, top)))


def _broken(name: str, top: float) -> Iterator[Text]:
    """A name on up to three lines of the gutter."""
    words, y = name.split(), top + 16
    while words and y < top + LANE:
        take = len(words)
        while take > 1 and width_of(" ".join(words[:take]), SIZE, bold=True) > GUTTER - 6:
            take -= 1
        yield Text(0, y, " ".join(words[:take]), "lane-name plans-lane")
        words, y = words[take:], y + 16


def _ends(stretch: Stretch, axis: Axis, story: Story) -> tuple[float, float]:
    left = axis.at(stretch.start)
    return left, max(axis.at(stretch.end or story.today), left + 3)


def _bar(stretch: Stretch, axis: Axis, story: Story, top: float) -> Iterator[Shape]:
    left, right = _ends(stretch, axis, story)
    looks, texture = LOOKS[stretch.role]
    if stretch.role != "ruled_out":
        outline = bar(left, right, top + 12, BAR, goes_on=stretch.end is None)
        yield Shape(outline, f"plans-bar {looks}", spoken(stretch), texture)
        yield Shape(bar(left, left + 3, top + 12, BAR), f"plans-edge {looks}")
    if stretch.ended == "ruled_out":
        yield Shape(MARKS["cross"](right, top + 12 + BAR / 2), "plans-mark cross", spoken(stretch))


def _in_bar(stretch: Stretch, axis: Axis, story: Story, top: float) -> Iterator[Text]:
    left, right = _ends(stretch, axis, story)
    said = first_that_fits((stretch.place, stretch.place.split()[0]), right - left - 16, SIZE)
    if said and stretch.role != "ruled_out":
        yield Text(left + 8, top + 12 + BAR / 2 + 4.5, said, "on-bar")


def _moments(story: Story, axis: Axis) -> Iterator[Shape]:
    foot = HEAD + LANE * len(story.options) + LANE / 2
    for one in story.moments:
        lane = story.options.index(one.option) if one.option in story.options else None
        y = foot if lane is None else HEAD + lane * LANE + 12 + BAR / 2
        looks = "plans-mark ahead" if one.day > story.today or one.token == "decides" else "plans-mark"
        yield Shape(MARKS[shape_of(one)](axis.at(one.day), y), looks, f"{one.name}, {short_day(one.day)}")


def shape_of(moment: Moment) -> str:
    """The shape of a moment, so that it can be told without its colour."""
    return SHAPES[moment.token.partition(".")[0]]


def spoken(stretch: Stretch) -> str:
    """A stretch in a sentence."""
    until = f" to {short_day(stretch.end)}" if stretch.end else ", and still"
    ruled_out = ", then ruled out" if stretch.ended == "ruled_out" else ""
    if stretch.role == "ruled_out":
        return f"{stretch.name}: looked at and ruled out on {short_day(stretch.start)}"
    return f"{stretch.name}: {stretch.place.lower()}, from {short_day(stretch.start)}{until}{ruled_out}"


def _months(axis: Axis, height: float) -> Iterator[Shape]:
    yield Shape("".join(f"M{axis.at(day):g} 44V{height:g}" for day in axis.months()), "months")


def _month_names(axis: Axis) -> Iterator[Text]:
    days = list(axis.months())
    for day, after in zip(days, [*days[1:], axis.last], strict=True):
        words = f"{day:%b %Y}" if day.month == 1 or day == days[0] else f"{day:%b}"
        if axis.at(after) - axis.at(day) > width_of(words, 12) + 4:
            yield Text(axis.at(day) + 3, 54, words, "month-name")
