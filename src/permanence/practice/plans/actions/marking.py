"""What a plan is marked by: who was told of it, what the statutory review says, and what somebody knows to be so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from permanence.policy.plans import plan_words
from permanence.practice.children.actions import record_fact, withdraw_fact
from permanence.practice.children.actions.versions import struck
from permanence.practice.children.checks import FIRST_DAY, QUESTIONS
from permanence.practice.children.models import Child, Fact
from permanence.practice.design.wording import day as day_words
from permanence.practice.plans.models import Mark, Plan
from permanence.practice.plans.permissions import may_review, may_take_back
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Question, Refusal, ask
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def tell(*, by: Person, plan: Plan, of: str, who: str, on: date, how: str, note: str = "") -> Mark:
    """Says that someone was told of a change of plan, or why there is more than one plan (``of``: plan-words.yaml)."""
    if of not in plan_words("of"):
        raise Refusal("Choose what they were told of.")
    if not who.strip() or not how.strip():
        raise Refusal("Say who was told, and how.", "how" if who.strip() else "who")
    _refuse_odd(on)
    _refuse_before(on, plan)
    return _kept(Mark(child=plan.child, plan=plan, kind=of, who=who.strip(), on=on, how=how.strip(), note=note.strip(),
                      by=by))  # fmt: skip


@action
def review_plan(
    *, by: Person, plan: Plan, on: date, in_time: bool, agreed: bool, note: str, confirmed: Collection[str] = ()
) -> Mark:
    """Says what the statutory review of a day thought of the plan. Agreed, it is endorsed, which becomes a fact.

    ``in_time`` is whether it meets the child's needs in a realistic time. Raises Refusal for anyone but the reviewer
    whom the policy names, and Question where no review of that day is on record.
    """
    if not may_review(by, plan.child):
        raise Refusal("The child's reviewing officer says this, at the statutory review.")
    if not Plan.objects.about(plan.child).standing().filter(pk=plan.pk).exists():
        raise Refusal("Another plan is in force by now. Open that one.")
    _refuse_odd(on)
    _refuse_before(on, plan)
    if not note.strip():
        raise Refusal("Say what the review thought of the plan, and why.", "note")
    if not Fact.objects.about(plan.child).current().filter(token="review", start=on).exists():
        ask(Question("no_review", "No statutory review of that day is on record. Is the day right?", "on"), confirmed)
    fact = _endorsed(by, plan.child, on) if agreed else None
    return _kept(Mark(child=plan.child, plan=plan, kind="reviewed", who=by.name, on=on, how="at the statutory review",
                      agreed=agreed, in_time=in_time, note=note.strip(), fact=fact, by=by))  # fmt: skip


@action
def court_agreed(*, by: Person, plan: Plan, who: str, on: date, how: str) -> Mark:
    """Says that a court agreed the plan: which, on which day and how it is known."""
    if not who.strip() or not how.strip():
        raise Refusal("Say which court agreed, and how it is known.", "how" if who.strip() else "who")
    _refuse_odd(on)
    return _kept(Mark(child=plan.child, plan=plan, kind="court", who=who.strip(), on=on, how=how.strip(), by=by))


@action
def say_so(*, by: Person, child: Child, option: str, word: str, who: str, on: date, how: str) -> Mark:
    """Says that something an option needs is so (``word`` of plan-words.yaml, said): who says it, since when and how
    it is known."""
    if word not in plan_words("said"):
        raise Refusal("The policy asks for nothing of that kind here.")
    if not who.strip() or not how.strip():
        raise Refusal("Say who says so, and how it is known.", "how" if who.strip() else "who")
    _refuse_odd(on)
    return _kept(Mark(child=child, option=option, kind=word, who=who.strip(), on=on, how=how.strip(), by=by))


@action
def take_back_mark(*, by: Person, mark: Mark, why: str) -> Mark:
    """Takes back what was said by mistake: it counts for nothing from now on, and stays in the history with the reason.

    What it was recorded as is withdrawn with it. Raises Refusal for who neither said it nor manages.
    """
    if not may_take_back(by, mark):
        raise Refusal("Whoever said it takes it back, or a manager.")
    found: Mark = struck(mark, "taken_back", why, "taken back")
    if found.fact is not None and found.fact.stands:
        withdraw_fact(by=by, fact=found.fact, why=why)
    return found


def _endorsed(by: Person, child: Child, on: date) -> Fact:
    """The endorsement of that day; one that is recorded already is that one."""
    known: Fact | None = Fact.objects.about(child).current().filter(token="endorsement", start=on).first()
    return known or record_fact(by=by, child=child, token="endorsement", start=on, confirmed=QUESTIONS)


def _refuse_before(on: date, plan: Plan) -> None:
    if on < plan.day:
        raise Refusal(f"This cannot be before the plan was settled, on {day_words(plan.day)}. Check the day.", "on")


def _refuse_odd(on: date) -> None:
    if on > today():
        raise Refusal("That day has not come. Write it down when it has happened.", "on")
    if on < FIRST_DAY:
        raise Refusal("That day is too long ago to be right. Check the year.", "on")


def _kept(mark: Mark) -> Mark:
    mark.save()
    write(mark, children=[mark.child_id])
    return mark
