"""After a decision: who was told of it and when, and what became of what was to be done."""

from __future__ import annotations

from datetime import date

from permanence.practice.children.actions.versions import locked
from permanence.practice.design.wording import day as day_words
from permanence.practice.panels.models import Task, Told
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def tell_decision(*, by: Person, told: Told, told_on: date, how: str) -> Told:
    """Says that someone was told of the decision, when and how."""
    _refuse_tomorrow(told_on, "told_on")
    if not how.strip():
        raise Refusal("Say how they were told: at a visit, by letter, by phone.", "how")
    found, before = locked(told)
    if found.told_on is not None:
        raise Refusal(f"It is kept already that they were told, on {day_words(found.told_on)}.")
    found.told_on, found.how = told_on, how.strip()
    found.save()
    write(found, children=[found.child_id], before=before)
    done: Told = found
    return done


@action
def finish_task(*, by: Person, task: Task, done_on: date, became: str, wishes: str = "") -> Task:
    """Says what became of something that was to be done, and what the child wanted."""
    _refuse_tomorrow(done_on, "done_on")
    if not became.strip():
        raise Refusal("Say what was done, or why it was left.", "became")
    found, before = locked(task)
    if found.done_on is not None:
        raise Refusal("It is done already.")
    found.done_on, found.became, found.wishes = done_on, became.strip(), wishes.strip()
    found.save()
    write(found, children=[found.child_id], before=before)
    done: Task = found
    return done


def _refuse_tomorrow(day: date, field: str) -> None:
    if day > today():
        raise Refusal("That day has not come yet.", field)
