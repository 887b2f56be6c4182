"""The table beneath the picture says all that the picture shows."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from permanence.practice.children.journey.key import key_of
from permanence.practice.children.journey.layout import lay_out
from permanence.practice.children.journey.story import Story
from permanence.practice.children.journey.table import table_of
from practice.children.journey.test_layout import STORIES
from practice.children.journey.told import Owed, Told, a_story, in_care


@given(STORIES)
@settings(max_examples=30, deadline=None)
def test_every_stretch_mark_and_limit_is_a_row(story: Story) -> None:
    rows = sum(len(lane.rows) for lane in table_of(story))
    assert rows == len(story.stretches) + len(story.marks) + len(story.limits)


def test_rows_say_what_when_and_how() -> None:
    story = a_story(
        *in_care(), Told("review", date(2026, 1, 5)), Told("booked.review", date(2027, 1, 4)),
        duties=(Owed("review", date(2026, 11, 1), "overdue"), Owed("visit", None, "untimed"),
                Owed("consent", date(2026, 1, 1), "late", done=date(2026, 1, 11))),
    )  # fmt: skip
    said = {(row.what, row.when, row.more) for lane in table_of(story) for row in lane.rows}
    assert ("Time in care", "since 4 March 2024", "2 years 8 months") in said
    assert ("Statutory review 1", "5 January 2026", "") in said
    assert ("Statutory review", "4 January 2027", "arranged, not held yet") in said
    assert ("Last day: Statutory review", "1 November 2026", "overdue by 24 days (PG-1)") in said
    assert ("Last day: Visit to the child", "no day is set", "still to do (PG-1)") in said
    assert (
        "Last day: Fresh section 20 consent",
        "1 January 2026",
        "done on 11 January 2026, 10 days late (PG-1)",
    ) in said


def test_the_key_explains_the_signs_in_this_picture_and_no_others() -> None:
    story = a_story(
        *in_care(), Told("review", date(2026, 1, 5)), duties=(Owed("review", date(2026, 11, 1), "overdue"),)
    )
    means = [sign.means for sign in key_of(story)]
    assert means == ["Review held, with its number", "Overdue: the last day has passed", "Still so today"]


def test_every_shape_that_says_something_has_its_words() -> None:
    picture = lay_out(a_story(*in_care(), Told("visit", date(2026, 1, 5))))
    told = [shape for shape in picture.shapes if shape.looks.startswith(("bar", "mark", "ring met"))]
    assert all(shape.title for shape in told)
