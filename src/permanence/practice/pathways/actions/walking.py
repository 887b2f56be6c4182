"""Beginning a pathway, taking its steps, and ending it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from permanence.policy.pathway_steps import Step
from permanence.practice.children.actions import correct_fact, record_fact, withdraw_fact
from permanence.practice.children.actions.versions import kept, take_turn, taken
from permanence.practice.children.checks import FIRST_DAY, QUESTIONS
from permanence.practice.children.models import Child, Fact, latest
from permanence.practice.meetings.policy import pack_code
from permanence.practice.pathways.models import Course, StepTaken
from permanence.practice.pathways.permissions import may_take
from permanence.practice.pathways.policy import pathway_named, pathway_of
from permanence.practice.pathways.walking import NO, Standing, known_of, walk
from permanence.practice.record.snapshot import Snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Question, Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today

UNFINISHED = "unfinished"


@action
def begin_pathway(*, by: Person, child: Child, kind: str, why: str) -> Course:
    """Begins a piece of work. Raises Refusal where the policy has none of this kind, or the child is on it already."""
    pathway = pathway_named(kind)
    if not why.strip():
        raise Refusal("Say why it begins now.", "why")
    take_turn(child)  # so that two do not begin it at once
    if Course.objects.about(child).open().filter(kind=kind).exists():
        raise Refusal(f"{pathway.name} is under way for this child already. Go on with that one.", "kind")
    course = Course(child=child, kind=kind, pack=pack_code(), why=why.strip(), begun_by=by)
    course.save()
    write(course, children=[child], why=course.why)
    return course


@action
def take_step(
    *, by: Person, course: Course, step: str, version: int, day: date | None = None, answer: str = "",
    words: str = "",
) -> StepTaken:  # fmt: skip
    """Takes a step, and records the fact that it is, so that what is owed follows.

    Raises Refusal where an earlier step is missing, someone else must agree, or the day is ahead.
    """
    found, before = _going_on(course, version)
    standing = _standing(found, by, step)
    one = StepTaken(course=found, child=found.child, step=step, day=day or today(), answer=answer,
                    words=words.strip(), by=by)  # fmt: skip
    _refuse_half_said(standing.step, one)
    if standing.step.records:
        one.fact = _recorded(by, standing, one)
    one.save()
    write(one, children=[found.child])
    kept(found, before)
    return one


@action
def close_pathway(*, by: Person, course: Course, version: int, ended: str, confirmed: Collection[str] = ()) -> Course:
    """Ends a piece of work. A step that is a must and was not taken is asked about, and named in what is kept.

    Raises Question where steps are open, which goes on once confirmed.
    """
    found, before = _going_on(course, version)
    if not ended.strip():
        raise Refusal("Say how it ended.", "ended")
    open_ones = [one.step for one in walk(found, known_of(found.child, by)) if not one.is_done and _is_a_must(one.step)]
    if open_ones and UNFINISHED not in confirmed:
        named = "; ".join(f"{step.ask} ({', '.join(step.because.clauses)})" for step in open_ones)
        raise Question(UNFINISHED, f"The policy asks for these, and they are not done: {named}. End it all the same?")
    closed: Course = kept(found, before, closed_on=today(), closed_by=by, ended=ended.strip())
    return closed


def _going_on(course: Course, version: int) -> tuple[Course, Snapshot]:
    """The pathway, taken in hand. Raises Refusal where it is over, or not as its writer saw it."""
    found, before = taken(course, version)
    if found.closed_on:
        raise Refusal("This piece of work has ended, so what was done stays. Begin it anew if it goes on.")
    return found, before


def _standing(course: Course, by: Person, code: str) -> Standing:
    standing = next((one for one in walk(course, known_of(course.child, by)) if one.step.id == code), None)
    if standing is None or pathway_of(course).step(code) is None:
        raise Refusal("This step does not apply here as things stand. Go back to see those that do.")
    if not standing.is_open:
        first = "; ".join(step.ask for step in standing.waits_for)
        raise Refusal(f"This comes first: {first}.")
    if not may_take(by, standing.step, course.child):
        raise Refusal("The policy names who agrees this, and it is not you. The page says who may.")
    return standing


def _refuse_half_said(step: Step, taken: StepTaken) -> None:
    if taken.day > today():
        raise Refusal("This day has not come. Give the day on which it was done.", "day")
    if taken.day < FIRST_DAY:
        raise Refusal("That day is too long ago to be right. Check the year.", "day")
    if step.takes == "choose" and taken.answer not in {choice.code for choice in step.choices}:
        raise Refusal("Choose one of the ways.", "answer")
    if step.takes == "agree" and taken.answer not in ("yes", NO):
        raise Refusal("Say yes or no.", "answer")
    if step.takes in ("words", "tell", "agree") and not taken.words:
        raise Refusal("Write it down in your own words.", "words")


def _recorded(by: Person, standing: Standing, taken: StepTaken) -> Fact | None:
    """The fact that the step is: one recorded for that day already, the one of last time put right, or a new one."""
    step, before = standing.step, _said_before(standing)
    if taken.answer == NO:
        if before is not None:
            withdraw_fact(by=by, fact=before, why="It was not agreed after all.")
        return None
    known: Fact | None = Fact.objects.about(taken.child).current().filter(token=step.records, start=taken.day).first()
    if known is not None:
        if before is not None and before.pk != known.pk:
            withdraw_fact(by=by, fact=before, why="The day was put right; that day's is recorded already.")
        taken.was_there = before is None or before.pk != known.pk
        return known
    if before is not None:
        return correct_fact(by=by, fact=before, why="The day was put right.", changes={"start": taken.day},
                            confirmed=QUESTIONS)  # fmt: skip
    note = f"{step.ask}. {taken.words}".strip()[:2000]
    return record_fact(by=by, child=taken.child, token=step.records, start=taken.day, note=note, confirmed=QUESTIONS)


def _said_before(standing: Standing) -> Fact | None:
    """The fact that stands from the last time, of a step that is done once only: one that the step itself recorded."""
    if standing.step.repeats:
        return None
    facts = [latest(one.fact) for one in standing.taken if not one.was_there]
    return next((fact for fact in reversed(facts) if fact is not None), None)


def _is_a_must(step: Step) -> bool:
    return step.because.strength == "must" and not step.only.judged
