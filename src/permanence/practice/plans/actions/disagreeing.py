"""When a worker or the child is unhappy with the plan: each step with a clock, and an outcome."""

from __future__ import annotations

from datetime import date

from permanence.policy.days import published_calendar, span
from permanence.policy.plan_options import Rung
from permanence.practice.children.actions import record_fact
from permanence.practice.children.actions.versions import take_turn
from permanence.practice.children.checks import FIRST_DAY, QUESTIONS
from permanence.practice.children.models import Child
from permanence.practice.meetings.policy import pack_code
from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.plans.models import OUTCOMES, WHOSE, Disagreement, Step
from permanence.practice.plans.permissions import may_answer
from permanence.practice.plans.policy import rungs
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def raise_disagreement(*, by: Person, child: Child, whose: str, on: date, about: str, wants: str = "") -> Disagreement:
    """Writes down that a worker or the child is unhappy with the plan; those who act find it on their home pages.

    What the child asks for instead is also a fact, which may call for a meeting. Raises Refusal where one of theirs is
    open already.
    """
    if whose not in dict(WHOSE):
        raise Refusal("Say who is unhappy with the plan.", "whose")
    if not FIRST_DAY <= on <= today():
        raise Refusal("That day has not come, or its year cannot be right.", "on")
    if not about.strip():
        raise Refusal("Say what they are unhappy with.", "about")
    take_turn(child)
    if Disagreement.objects.about(child).filter(whose=whose, outcome="").exists():
        raise Refusal("One is open already. Add to that one.")
    found = Disagreement(child=child, whose=whose, pack=pack_code(), on=on, about=about.strip(), wants=wants.strip(),
                         by=by)  # fmt: skip
    found.save()
    write(found, children=[child])
    places = _first_places(found)
    if not places:
        raise Refusal("Nobody but you holds a post that hears this. Ask your head of service who is to.")
    for place in places:
        _begin(found, place, on)
    if whose == "child" and wants.strip():
        record_fact(by=by, child=child, token="change.child_wish", start=on, confirmed=QUESTIONS)
    return found


def _first_places(found: Disagreement) -> list[int]:
    """The steps that begin at once: all of the child's, the first of the worker's."""
    if found.whose == "child":
        return list(range(len(rungs("child", found.pack))))
    return [place for place in [_next_place(found, 0)] if place is not None]


def _next_place(found: Disagreement, place: int) -> int | None:
    """The next step of the worker's, leaving out the one whom they would ask themselves."""
    asked = rungs("worker", found.pack)
    return next((one for one in range(place, len(asked)) if workers_who_are(asked[one].who, found.child) != [found.by]),
                None)  # fmt: skip


def _begin(found: Disagreement, place: int, on: date) -> None:
    rung = rungs(found.whose, found.pack)[place]
    step = Step(
        disagreement=found, child=found.child, place=place, who=rung.who, do=rung.do, within=rung.within,
        is_ours=rung.is_ours, clauses=", ".join(rung.because.clauses), due=_due(rung, on),
    )  # fmt: skip
    step.save()
    write(step, children=[found.child_id])


def _due(rung: Rung, on: date) -> date:
    return published_calendar().day_after(on, span(rung.within))


@action
def answer_step(*, by: Person, step: Step, answer: str, outcome: str = "") -> Step:
    """Keeps what was answered at a step. With an outcome the disagreement is settled; without, the next step begins.

    Raises Refusal for who is not asked at this step, and where the last step gives no outcome.
    """
    raised = _taken(step)  # first, so that of two who answer at once the second sees what the first did
    found: Step = Step.objects.about(step.child).select_related("child__team").get(pk=step.pk)
    found.disagreement = raised
    if found.done_on is not None or found.disagreement.outcome:
        raise Refusal("This was answered already.")
    if not may_answer(by, found):
        raise Refusal("Whom the policy names answers this step.")
    if not answer.strip():
        raise Refusal("Say what you answered, or what you did.", "answer")
    before = snapshot(found)
    found.answer, found.done_on, found.done_by = answer.strip(), today(), by
    found.save()
    write(found, children=[found.child_id], before=before)
    if outcome:
        _settle(found.disagreement, outcome, answer)
    else:
        _go_on(found)
    return found


def _taken(step: Step) -> Disagreement:
    """The disagreement of a step, locked, as it stands now."""
    rows = Disagreement.objects.about(step.child).select_for_update(no_key=True)
    found: Disagreement = rows.get(pk=step.disagreement_id)
    return found


def _go_on(step: Step) -> None:
    """Begins the next step. Raises Refusal where there is none and nobody said how it ended."""
    found = step.disagreement
    after = _next_place(found, step.place + 1) if found.whose == "worker" else None
    if after is not None:
        _begin(found, after, today())
    elif not Step.objects.about(found.child).filter(disagreement=found, done_on=None).exists():
        raise Refusal("This is the last step, so say how it ended.", "outcome")


def _settle(found: Disagreement, outcome: str, why: str) -> None:
    if outcome not in dict(OUTCOMES):
        raise Refusal("Choose how it ended.", "outcome")
    before = snapshot(found)
    found.outcome, found.outcome_why, found.settled_on = outcome, why.strip(), today()
    found.save()
    write(found, children=[found.child_id], before=before)
