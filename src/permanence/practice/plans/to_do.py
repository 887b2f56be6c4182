"""What waits for a person about plans: who is unhappy with one, and who is to be told of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from permanence.policy.meetings import words_of
from permanence.policy.plan_options import Telling
from permanence.practice.design.wording import day as day_words
from permanence.practice.home.sections import Section, Task
from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.plans.models import Mark, Plan, Step, Track
from permanence.practice.plans.permissions import may_answer, may_review
from permanence.practice.plans.policy import asked_now
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.staff.permissions import sees_children
from permanence.practice.tracker.words import Tag

FIRST_FEW = 8
_TOLD = {"change": "Another plan leads: tell {}", "several": "There is more than one plan: tell {} why"}


def to_do(person: Person, day: date) -> Iterator[Section]:
    """The sections that have something in them."""
    if not sees_children(person):
        return
    found = (
        (12, "Unhappy with the plan", _steps(person, day)),
        (26, "Plans: who is to be told", _to_tell(person)),
        (42, "Plans to endorse at the review", _to_review(person)),
    )
    for place, title, tasks in found:
        if tasks:
            yield Section(place, title, tasks[:FIRST_FEW], len(tasks))


def _steps(person: Person, day: date) -> list[Task]:
    waiting = Step.objects.visible_to(person).filter(done_on=None, disagreement__outcome="").order_by("due")
    found = waiting.select_related("child__team", "disagreement__by")
    return [
        Task(step.child.name, reverse("plans:disagreement", args=[step.disagreement_id]), step.do,
             f"by {day_words(step.due)}", Tag("Late", "red") if step.is_late(day) else None, (step.child_id,))
        for step in found if may_answer(person, step)
    ]  # fmt: skip


def _mine(person: Person) -> list[Plan]:
    """The plans in force of the children this person is allocated to."""
    mine = Allocation.objects.visible_to(person).on().filter(person=person).values("child")
    return list(Plan.objects.visible_to(person).standing().filter(child__in=mine).select_related("child__team"))


def _to_tell(person: Person) -> list[Task]:
    return [_tell(plan, one) for plan in _mine(person) for one in asked_now().tell
            if _is_untold(plan, one) and person in workers_who_are(one.by, plan.child)]  # fmt: skip


def _tell(plan: Plan, one: Telling) -> Task:
    href = reverse("plans:tell", args=[plan.pk, one.of])
    what = f"{_TOLD[one.of].format(words_of('who')[one.who])} ({', '.join(one.because.clauses)})"
    return Task(plan.child.name, href, what, f"settled on {day_words(plan.day)}", children=(plan.child_id,))


def _is_untold(plan: Plan, one: Telling) -> bool:
    is_so = plan.changed if one.of == "change" else Track.objects.about(plan.child).live().count() > 1
    return is_so and not Mark.objects.about(plan.child).filter(plan=plan, kind=one.of).exists()


def _to_review(person: Person) -> list[Task]:
    """Plans that the reviewing officer has said nothing of."""
    waiting = [plan for plan in _mine(person) if may_review(person, plan.child)]
    seen = set(Mark.objects.visible_to(person).filter(plan__in=waiting, kind="reviewed").values_list("plan", flat=True))
    return [
        Task(plan.child.name, reverse("plans:of_child", args=[plan.child_id]),
             "Another plan leads now" if plan.changed else "A plan is settled", day_words(plan.day),
             children=(plan.child_id,))
        for plan in waiting if plan.pk not in seen
    ]  # fmt: skip
