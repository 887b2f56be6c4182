"""Settling a plan: the tracks follow, the plan becomes a fact, and what is owed is reckoned afresh in one go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from permanence.practice.children.actions import correct_fact, record_fact
from permanence.practice.children.actions.versions import take_turn
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child, Fact
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.models import Meeting, Paper
from permanence.practice.plans.actions.tracks import move_track
from permanence.practice.plans.choices import Choices, changes, check
from permanence.practice.plans.models import BESIDE, LEADS, RULED_OUT, Plan
from permanence.practice.plans.standing import BEFORE_IT_IS_ACHIEVED, Standing, needs_of, said_by, standing_of
from permanence.practice.procedures.policy import current_pack, policy_name
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Question, Refusal, ask
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty

SINCE = "Someone else settled another plan since you opened this. Look at theirs first; what you typed is still here."


@action
def settle_plan(
    *, by: Person | None, child: Child, day: date, because: str, choices: Choices, version: int,
    meeting: Meeting | None = None, in_court: bool = False, confirmed: Collection[str] = (),
) -> Plan:  # fmt: skip
    """Settles a plan from a day on. ``version`` is the number of the plan its writer saw, 0 for none.

    ``in_court`` is whether the court agreed the plan that led until now. Raises Refusal where the policy says it must
    not be so, and Question where it should not.
    """
    take_turn(child)
    standing = standing_of(child, by)
    before = standing.plan
    _refuse_what_cannot_be(standing, day, because, meeting, version)
    check(choices, standing, confirmed)
    moved = list(changes(choices, standing))
    if not moved and not standing.differs:
        raise Refusal("Nothing is different, so there is nothing to settle.")
    lead = next(option for option, one in choices.items() if one.role == LEADS)
    was = {option for option, role in said_by(standing.by_facts).items() if role == LEADS}
    changed = bool(was) and was != {lead}
    _record_changes(
        by, standing, choices, day, "court_plan" if changed and in_court else "care_plan" if changed else ""
    )
    for option in moved:
        move_track(by=by, standing=standing, option=option, choice=choices[option], day=day, meeting=meeting)
    if before is not None:
        _stands_no_more(before)
    plan = Plan(
        child=child, day=day, because=because.strip(), meeting=meeting, primary=lead,
        changed=changed or _is_untold(standing, lead),
        fact=_as_fact(by, standing, choices, lead, day, because), paper=_paper(child), pack=standing.asked.pack,
        policy=policy_name(current_pack()), settled_by=by, believed=_believed(standing, choices),
    )  # fmt: skip
    plan.save()
    write(plan, children=[child])
    return plan


def _is_untold(standing: Standing, lead: str) -> bool:
    """Whether that this option leads is still to be told: a plan settled since for a smaller reason changes nothing."""
    before = standing.plan
    if before is None or not before.changed or before.primary != lead:
        return False
    return not any(one.kind == "change" and one.plan_id == before.pk for one in standing.marks)


def _refuse_what_cannot_be(standing: Standing, day: date, because: str, meeting: Meeting | None, version: int) -> None:
    if (standing.plan.pk if standing.plan else 0) != version:
        raise Refusal(SINCE)
    if not because.strip():
        raise Refusal("Say why this is the plan now, and what changed.", "because")
    if day > today():
        raise Refusal("A plan is settled on a day that has come.", "day")
    began = [one for one in (standing.plan and standing.plan.day, standing.by_facts and standing.by_facts.start) if one]
    if began and day < max(began):
        raise Refusal(
            f"The plan in force was settled on {day_words(max(began))}. Choose that day or a later one.", "day"
        )
    if meeting is not None and (
        meeting.child_id != standing.child.pk or meeting.stage not in ("closed", "approved", "sent")
    ):
        raise Refusal("Only what a closed meeting about this child recommends can be taken over.")


def _record_changes(by: Person | None, standing: Standing, choices: Choices, day: date, plan: str) -> None:
    """What may reopen planning: another plan leads; an option that was live is ruled out."""
    live = {one.option for one in standing.live} | set(said_by(standing.by_facts))
    gone = any(choices[option].role == RULED_OUT for option in live if option in choices)
    for code in [*([plan] if plan else []), *(["option_discounted"] if gone else [])]:
        if not Fact.objects.about(standing.child).current().filter(token=f"change.{code}", start=day).exists():
            record_fact(by=by, child=standing.child, token=f"change.{code}", start=day, confirmed=QUESTIONS)


def _as_fact(by: Person | None, standing: Standing, choices: Choices, lead: str, day: date, because: str) -> Fact:
    """The plan in the contract's words: a new one from this day, the one of this day mended, or the same."""
    beside = sorted(option for option, one in choices.items() if one.role == BESIDE)
    said = {"primary": lead, **({"parallel": beside} if beside else {})}
    now = standing.by_facts
    if now is not None and said_by(now) == {**dict.fromkeys(beside, BESIDE), lead: LEADS}:
        return now
    if now is not None and now.start == day:
        return correct_fact(
            by=by, fact=now, why=because.strip()[:400], changes={"attributes": said}, confirmed=QUESTIONS
        )
    return record_fact(by=by, child=standing.child, token="plan", start=day, attributes=said, ends_previous=True,
                       confirmed=QUESTIONS)  # fmt: skip


def _stands_no_more(plan: Plan) -> None:
    before = snapshot(plan)
    plan.stands = False
    plan.save()
    write(plan, children=[plan.child_id], before=before)


def _paper(child: Child) -> Paper | None:
    """The written plan as it was last finished."""
    found: Paper | None = Paper.objects.about(child).filter(kind="permanence_plan", finished_on__isnull=False).first()
    return found


def _believed(standing: Standing, choices: Choices) -> dict[str, Any]:
    """What is kept for ever of the moment: each option with its place and reason, what held, and what was owed."""
    owed = Duty.objects.about(standing.child).open().values("clause", "duty", "because", "anchor", "limit", "booked")
    plain = [{name: str(value) if value else "" for name, value in row.items()} for row in owed]
    said = [{"option": option, "name": standing.name(option, one.variant), "role": one.role, "why": one.why.strip()}
            for option, one in choices.items() if one.role]  # fmt: skip
    return {"options": said, "so": sorted(standing.so), "owed": plain}


@action
def achieve_plan(*, by: Person, child: Child, day: date, version: int, confirmed: Collection[str] = ()) -> Fact:
    """Says that the plan which leads was achieved on a day, which becomes a fact.

    Raises Refusal where the policy says that something must be so first, and Question where it should.
    """
    take_turn(child)
    standing = standing_of(child, by)
    lead = standing.leading
    if lead is None or standing.plan is None or standing.plan.pk != version:
        raise Refusal(SINCE if lead else "No plan is settled yet. Settle it first.")
    _refuse_another_on_record(standing)
    if standing.achieved:
        raise Refusal("It is said already that this plan was achieved.")
    if day < lead.start:
        raise Refusal(f"The plan leads only since {day_words(lead.start)}. Choose a later day.", "day")
    live = [one.option for one in standing.live]
    for need in needs_of(standing, lead.option, lead.variant, BEFORE_IT_IS_ACHIEVED, live):
        if not need.is_met and need.stops:
            raise Refusal(f"This must be so first: {need.says.lower()} ({need.clauses}).")
        if not need.is_met:
            ask(Question("-".join(need.condition.needs), f"This should be so first: {need.says.lower()} "
                         f"({need.clauses}). Is it achieved all the same?"), confirmed)  # fmt: skip
    return record_fact(by=by, child=child, token=f"permanence_achieved.{lead.option}", start=day,
                       confirmed={*confirmed, *QUESTIONS})  # fmt: skip


def _refuse_another_on_record(standing: Standing) -> None:
    if standing.by_facts is None:
        raise Refusal("The record holds no plan any more. Settle it anew first.")
    if standing.differs:
        raise Refusal("The record tells of another plan than the one settled here. Settle the plan first.")
