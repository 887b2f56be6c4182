"""Where things stand in the picture: within it, in order of time, and never one text over another."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.journey.axis import axis_of
from permanence.practice.children.journey.layout import WIDTH, lay_out
from permanence.practice.children.journey.letters import SAFETY, width_of
from permanence.practice.children.journey.picture import Picture, Text
from permanence.practice.children.journey.shelf import Shelf
from permanence.practice.children.journey.story import Story
from practice.children.journey.told import TODAY, Owed, Told, a_story, in_care

NAMES = {"of-mark", "of-bar", "due", "overdue", "on-bar"}

DAYS = st.integers(-4000, 300).map(lambda days: TODAY + timedelta(days=days))
DUTIES = ("review", "meeting.permanence", "visit", "panel.permanence", "document.minutes", "plan.identified", "consent")


@st.composite
def told(draw: st.DrawFn) -> Told:
    token = draw(st.sampled_from(vocabulary().tokens))
    start = draw(DAYS)
    ends = vocabulary().fact_of(token).is_span and draw(st.booleans())
    return Told(token, start, start + timedelta(days=draw(st.integers(1, 900))) if ends else None)


@st.composite
def owed(draw: st.DrawFn) -> Owed:
    state = draw(st.sampled_from(["met", "late", "due", "overdue", "missed", "untimed", "agreed"]))
    ago = draw(st.integers(1, 2000))
    limit = {"due": TODAY + timedelta(days=ago % 300), "untimed": None}.get(state, TODAY - timedelta(days=ago))
    done = limit + timedelta(days=ago % 90) if state == "late" and limit else None
    return Owed(draw(st.sampled_from(DUTIES)), limit, state, done=done)


STORIES = st.builds(
    lambda facts, duties, born: a_story(*facts, duties=tuple(duties), born=born),
    st.lists(told(), max_size=60), st.lists(owed(), max_size=25), st.none() | st.just(date(2012, 2, 29)),
)  # fmt: skip


def _box(text: Text) -> tuple[float, float]:
    bold = text.looks in ("overdue", "year-name", "lane-name")
    wide = width_of(text.text, 13, bold) / SAFETY
    left = {"start": text.x, "end": text.x - wide, "middle": text.x - wide / 2}[text.anchor]
    return left, left + wide


def _collisions(picture: Picture) -> list[tuple[str, str]]:
    texts = [(text, *_box(text)) for text in picture.texts if text.looks in NAMES]
    return [
        (one.text, other.text)
        for number, (one, left, right) in enumerate(texts)
        for other, low, high in texts[number + 1 :]
        if abs(one.y - other.y) < 13 and left < high and low < right
    ]


@given(STORIES, st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_name_lies_over_another(story: Story, two_years: bool) -> None:
    assert _collisions(lay_out(story, two_years)) == []


@given(STORIES, st.booleans())
@settings(max_examples=40, deadline=None)
def test_everything_stands_within_the_picture(story: Story, two_years: bool) -> None:
    picture = lay_out(story, two_years)
    for text in picture.texts:
        assert 0 <= text.y <= picture.height
        assert _box(text)[1] >= 0
        assert _box(text)[0] <= WIDTH
    for shape in picture.shapes:
        x, y = map(float, re.match(r"M(-?[\d.]+) (-?[\d.]+)", shape.path).groups())
        assert -15 <= x <= WIDTH + 15
        assert 0 <= y <= picture.height


@given(STORIES)
@settings(max_examples=30, deadline=None)
def test_whatever_is_overdue_has_its_label(story: Story) -> None:
    written = [text for text in lay_out(story).texts if text.looks == "overdue"]
    assert len(written) == len({limit.duty for limit in story.overdue})


def test_days_stand_in_order_of_time_and_today_before_what_is_ahead() -> None:
    axis = axis_of(a_story(*in_care()), 100, 900)
    days = [date(2024, 3, 4), date(2025, 1, 1), TODAY, TODAY + timedelta(days=50)]
    assert sorted(map(axis.at, days)) == list(map(axis.at, days))
    assert 100 <= axis.at(days[0]) < axis.at(TODAY) < 900


def test_a_stretch_that_still_holds_is_pointed_and_one_that_began_before_is_notched() -> None:
    (bar,) = [
        shape for shape in lay_out(a_story(Told("in_care", date(2015, 1, 5))), True).shapes if "bar care" in shape.looks
    ]
    assert "l9 14-9 14" in bar.path
    assert bar.path.count("L") == 1


def test_a_ring_stands_on_its_last_day_and_lateness_runs_to_today() -> None:
    story = a_story(*in_care(), duties=(Owed("review", date(2026, 10, 1), "overdue"),))
    picture = lay_out(story)
    (late,) = [shape for shape in picture.shapes if shape.looks == "lateness overdue"]
    assert late.path.endswith(f"L{picture.today:g} {late.path.rsplit(' ', 1)[1]}")
    assert "Statutory review: 55 days overdue" in [text.text for text in picture.texts]


def test_one_who_is_missed_is_told_from_overdue_without_colour() -> None:
    shapes = lay_out(a_story(*in_care(), duties=(Owed("review", date(2026, 10, 1), "missed"),))).shapes
    assert sum(shape.looks == "ring missed" for shape in shapes) == 2


def test_birthdays_are_told_and_a_child_without_one_has_none() -> None:
    assert "10 years" in [text.text for text in lay_out(a_story(*in_care())).texts]
    assert not [text for text in lay_out(a_story(*in_care(), born=None)).texts if text.looks == "age"]


def test_the_same_story_gives_the_same_picture() -> None:
    assert lay_out(a_story(*in_care())) == lay_out(a_story(*in_care()))


def test_a_string_does_not_cross_what_hangs_above_it() -> None:
    shelf = Shelf()
    assert shelf.hang(10, 100, 10, most=3) == 0
    assert shelf.hang(50, 120, 50, most=3) is None
    assert shelf.hang(2, 40, 2, most=3) == 1
    assert shelf.hang(0, 30, 0, most=2) is None
