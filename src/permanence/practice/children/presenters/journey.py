"""The journey page: the picture, how to read it, and the same as a table."""

from __future__ import annotations

from typing import Any

from permanence.policy.explain import short_day
from permanence.practice.children.journey.bars import duration
from permanence.practice.children.journey.key import key_of
from permanence.practice.children.journey.layout import lay_out
from permanence.practice.children.journey.story import Story, story_of
from permanence.practice.children.journey.table import table_of
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.words import local_words
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import bring_up_to_date
from permanence.practice.tracker.models import Duty


def story(child: Child, user: Person) -> Story:
    """The story of a child's facts, and of what is owed today."""
    bring_up_to_date(Child.objects.visible_to(user).filter(pk=child.pk))
    facts = list(Fact.objects.about(child).counting())
    duties = list(Duty.objects.about(child))
    return story_of(child.name, child.born, facts, duties, today(), local_words())


def picture(told: Story, two_years: bool) -> dict[str, Any]:
    """The picture with its title and description."""
    return {
        "picture": lay_out(told, two_years), "picture_title": f"The journey of {told.name}",
        "picture_words": in_words(told), "two_years": two_years,
    }  # fmt: skip


def journey_page(child: Child, user: Person, two_years: bool) -> dict[str, Any]:
    """Everything the journey page says."""
    told = story(child, user)
    return {
        **picture(told, two_years),
        "key": key_of(told),
        "table": table_of(told),
        "is_empty": not (told.stretches or told.marks),
    }


def in_words(told: Story) -> str:
    """The picture in a few sentences, for those who hear it."""
    now = [one for one in told.stretches if one.start <= told.today and (one.end is None or one.end > told.today)]
    care = next((one for one in now if one.token == "in_care"), None)
    began = (
        f"In care since {short_day(care.start)}, {duration(care.start, told.today)}." if care else "Not in care today."
    )
    rest = ", ".join(one.label for one in now if one.lane in ("legal", "home", "plan"))
    late = ", ".join(f"{limit.label} since {short_day(limit.due)}" for limit in told.overdue if limit.due)
    parts = (began, f"Now: {rest}." if rest else "", f"Overdue: {late}." if late else "Nothing is overdue.")
    return " ".join(part for part in (*parts, "The table below says the same.") if part)
