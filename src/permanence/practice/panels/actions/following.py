"""After a decision: who was told of it and when, and what became of what was to be done."""

from __future__ import annotations

from datetime import date

from permanence.practice.panels.models import Task, Told
from permanence.practice.record.snapshot import snapshot
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
    found: Told = Told.objects.about(told.child).select_for_update(no_key=True).get(pk=told.pk)
    before = snapshot(found)
    found.told_on, found.how = told_on, how.strip()
    found.save()
    write(found, children=[found.child_id], before=before)
    return found


@action
def finish_task(*, by: Person, task: Task, done_on: date, became: str, wishes: str = "") -> Task:
    """Says what became of something that was to be done, and what the child wanted."""
    _refuse_tomorrow(done_on, "done_on")
    if not became.strip():
        raise Refusal("Say what was done, or why it was left.", "became")
    found: Task = Task.objects.about(task.child).select_for_update(no_key=True).get(pk=task.pk)
    if found.done_on is not None:
        raise Refusal("It is done already.")
    before = snapshot(found)
    found.done_on, found.became, found.wishes = done_on, became.strip(), wishes.strip()
    found.save()
    write(found, children=[found.child_id], before=before)
    return found


def _refuse_tomorrow(day: date, field: str) -> None:
    if day > today():
        raise Refusal("That day has not come yet.", field)
