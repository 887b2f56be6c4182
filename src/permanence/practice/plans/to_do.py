"""What waits for a person about plans: who is unhappy with one, and who is to be told of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from permanence.policy.meeting_kinds import Only
from permanence.policy.plan_options import Plans, Review, Telling
from permanence.practice.design.wording import day as day_words
from permanence.practice.home.sections import Section, Task
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.policy import applies
from permanence.practice.meetings.words import who_is
from permanence.practice.plans.models import RULED_OUT, Mark, Plan, Step
from permanence.practice.plans.permissions import may_answer
from permanence.practice.plans.policy import asked_now
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.staff.permissions import sees_children
from permanence.practice.today import today
from permanence.practice.tracker.words import Tag

FIRST_FEW = 8
Ties = dict[int, set[str]]
"""The children whom a person is allocated to, by number, each with the roles."""

_TOLD = {"change": "Another plan leads: tell {}", "several": "There is more than one plan: tell {} why"}


def to_do(person: Person, day: date) -> Iterator[Section]:
    """The sections that have something in them."""
    if not sees_children(person):
        return
    ties, asked = _ties(person), asked_now()
    plans = _mine(person, ties)
    found = (
        (12, "Unhappy with the plan", _steps(person, ties, day)),
        (26, "Plans: who is to be told", _to_tell(person, ties, plans, asked)),
        (42, "Plans to endorse at the review", _to_review(person, ties, plans, asked.review)),
    )
    for place, title, tasks in found:
        if tasks:
            yield Section(place, title, tasks[:FIRST_FEW], len(tasks))


def _steps(person: Person, ties: Ties, day: date) -> list[Task]:
    waiting = Step.objects.visible_to(person).filter(done_on=None, disagreement__outcome="").order_by("due")
    words = {role.code for role in person.roles} | {role for roles in ties.values() for role in roles}
    mine = Q(who__in=words) | Q(disagreement__by=person)
    found = waiting.filter(mine).select_related("child__team", "disagreement__by")
    return [
        Task(step.child.name, reverse("plans:disagreement", args=[step.disagreement_id]), step.do,
             f"by {day_words(step.due)}", Tag("Late", "red") if step.is_late(day) else None, (step.child_id,))
        for step in found if may_answer(person, step)
    ]  # fmt: skip


def _ties(person: Person) -> Ties:
    ties: Ties = {}
    for child, role in Allocation.objects.visible_to(person).on().filter(person=person).values_list("child", "role"):
        ties.setdefault(child, set()).add(role)
    return ties


def _mine(person: Person, ties: Ties) -> list[Plan]:
    """The plans in force of those children, each with how many options are open in it."""
    opened = Count("child__tracks", filter=Q(child__tracks__end=None) & ~Q(child__tracks__role=RULED_OUT))
    found = Plan.objects.visible_to(person).standing().filter(child__in=list(ties)).annotate(opened=opened)
    return list(found.select_related("child").order_by("day", "id"))


def _to_tell(person: Person, ties: Ties, plans: Sequence[Plan], asked: Plans) -> list[Task]:
    told = Mark.objects.visible_to(person).standing().filter(plan__in=plans)
    said = set(told.values_list("plan", "kind"))
    waiting = [(plan, one) for plan in plans for one in asked.tell
               if one.by in ties[plan.child_id] and (plan.pk, one.of) not in said]  # fmt: skip
    return [_tell(plan, one, asked.pack) for plan, one in waiting if _is_to_be_told(plan, one, person)]


def _is_to_be_told(plan: Any, one: Telling, person: Person) -> bool:
    happened = plan.changed if one.of == "change" else plan.opened > 1
    return bool(happened) and _applies(one.only, plan, person)


def _applies(only: Only, plan: Plan, person: Person) -> bool:
    """Whether the policy asks for it as things are; they are looked up only where it depends on them."""
    return not only.when or applies(only, circumstances(plan.child, "permanence", today(), person))


def _tell(plan: Plan, one: Telling, pack: str) -> Task:
    href = reverse("plans:tell", args=[plan.pk, one.of])
    what = f"{_TOLD[one.of].format(who_is(one.who, pack))} ({', '.join(one.because.clauses)})"
    return Task(plan.child.name, href, what, f"settled on {day_words(plan.day)}", children=(plan.child_id,))


def _to_review(person: Person, ties: Ties, plans: Sequence[Plan], asked: Review | None) -> list[Task]:
    """Plans of which the one who endorses them has said nothing."""
    by = set(asked.by if asked else ())
    reviewed = Mark.objects.visible_to(person).standing().filter(plan__in=plans, kind="reviewed")
    said = set(reviewed.values_list("plan", flat=True))
    return [
        Task(plan.child.name, reverse("plans:of_child", args=[plan.child_id]),
             "Another plan leads now" if plan.changed else "A plan is settled", day_words(plan.day),
             children=(plan.child_id,))
        for plan in plans if plan.pk not in said and ties[plan.child_id] & by
    ]  # fmt: skip
