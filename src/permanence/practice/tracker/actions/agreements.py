"""Asking for another limit for one child, and the answer of whom the policy lets agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone

from permanence.practice.children.models import Child, Fact
from permanence.practice.procedures.policy import current_pack
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write
from permanence.practice.today import today
from permanence.practice.tracker.actions.duties import rebuild
from permanence.practice.tracker.limits import refuse_what_the_policy_does_not_allow
from permanence.practice.tracker.models import Agreement
from permanence.practice.tracker.permissions import deciders_for, is_panel

LONGEST = timedelta(days=731)
"""Two years: an agreement is looked at again then at the latest."""


@action
def ask_agreement(
    *,
    by: Person | None,
    child: Child,
    clause: str,
    under: str,
    kind: str,
    why: str,
    end: date,
    start: date | None = None,
    anchor: date | None = None,
    every: str = "",
    limit: date | None = None,
) -> Agreement:
    """Asks for another limit of one clause for one child, under the paragraph that lets someone agree.

    ``anchor`` is the row's own day, left out for a frequency. Raises Refusal where the policy does not allow it.
    """  # fmt: skip
    if by is not None and not may_write(by):
        raise Refusal("Your role reads records and asks for nothing. Ask the child's social worker.")
    asked = Agreement(
        child=child, clause=clause, under=under, kind=kind, anchor=None if kind == "frequency" else anchor,
        every=every.strip(), limit=limit, start=start or today(), end=end, why=why.strip(), asked_by=by,
    )  # fmt: skip
    _refuse_half_filled(asked)
    refuse_what_the_policy_does_not_allow(current_pack(), asked)
    asked.save()
    write(asked, children=[child], why=asked.why)
    return asked


@action
def agree(
    *, by: Person, agreement: Agreement, decider: str, answer: str = "", agreed_on: date | None = None
) -> Agreement:
    """Agrees as ``decider``, one of those the policy names. Of a panel or court, ``agreed_on`` is its day."""
    _refuse_who_may_not(by, agreement, decider)
    if is_panel(decider):
        _refuse_without_the_panel(agreement, decider, agreed_on)
    return _answer(by, agreement, answer, is_agreed=True, decider=decider, agreed_on=agreed_on or today())


@action
def refuse_agreement(*, by: Person, agreement: Agreement, decider: str, answer: str) -> Agreement:
    """Says no, with the reason. The policy's own limit goes on counting."""
    _refuse_who_may_not(by, agreement, decider)
    if not answer.strip():
        raise Refusal("Say why not, so that whoever asked knows what to do now.", "answer")
    return _answer(by, agreement, answer, is_agreed=False, decider=decider, agreed_on=today())


@action
def end_agreement(*, by: Person, agreement: Agreement, why: str) -> Agreement:
    """Ends an agreement today: from now on the policy's own limit counts again."""
    if not deciders_for(by, agreement, current_pack()):
        raise Refusal("Only whom the policy lets agree may end it.")
    if agreement.state() not in ("in force", "ahead"):
        raise Refusal("This agreement is not in force, so there is nothing to end.")
    if not why.strip():
        raise Refusal("Say why it ends.", "why")
    before = snapshot(agreement)
    agreement.end, agreement.why_ended = max(today(), agreement.start + timedelta(days=1)), why.strip()
    agreement.save()
    write(agreement, children=[agreement.child], before=before, why=why)
    rebuild([agreement.child])
    return agreement


def _answer(by: Person, agreement: Agreement, answer: str, **outcome: Any) -> Agreement:
    before = snapshot(agreement)
    agreement.decided_by, agreement.decided_at, agreement.answer = by, timezone.now(), answer.strip()
    for name, value in outcome.items():
        setattr(agreement, name, value)
    agreement.save()
    write(agreement, children=[agreement.child], before=before, why=answer)
    rebuild([agreement.child])
    return agreement


# --- what is refused ---------------------------------------------------------------------------------------------


def _refuse_half_filled(asked: Agreement) -> None:
    if not asked.why:
        raise Refusal("Say why this child needs another limit.", "why")
    if asked.end <= max(asked.start, today()):
        raise Refusal("The agreement must end after today and after it starts.", "end")
    if asked.end - asked.start > LONGEST:
        raise Refusal("An agreement holds for two years at most. It can be asked for again.", "end")
    same = Agreement.objects.waiting().filter(child=asked.child, clause=asked.clause, anchor=asked.anchor)
    if same.exists():
        raise Refusal("Someone has asked about this limit already, and it waits for an answer. Open that one.")


def _refuse_who_may_not(by: Person, agreement: Agreement, decider: str) -> None:
    """One answer, by whom the policy names: a second person asking at the same moment finds it answered."""
    Agreement.objects.select_for_update().filter(pk=agreement.pk).values_list("pk").get()
    agreement.refresh_from_db()
    if agreement.is_agreed is not None:
        raise Refusal("This was answered already. Open it again to see the answer.")
    if decider not in deciders_for(by, agreement, current_pack()):
        raise Refusal("The policy does not let you answer this. It names who may.", "decider")


HEARD_BY = {"permanence panel": "panel.permanence", "court": "hearing."}
"""The fact that shows that a panel or a court heard the child; of a panel of another name, any panel."""
NOT_AGREED = ("declined", "deferred")
"""Outcomes of a panel that leave the policy's own limit as it is."""


def _refuse_without_the_panel(agreement: Agreement, decider: str, sat: date | None) -> None:
    if sat is None or sat > today():
        raise Refusal(f"Give the day the {decider} agreed. It cannot be after today.", "agreed_on")
    fact = HEARD_BY.get(decider, "panel.")
    heard = Fact.objects.filter(child=agreement.child, token__startswith=fact, start=sat).current()
    undecided = apps.get_model("panels.Item").objects.about(agreement.child).to_hear()
    decided = [one for one in heard if one not in undecided]
    if not any(one.attributes.get("outcome") not in NOT_AGREED for one in decided):
        raise Refusal(f"No {decider} that heard this child on that day, and did not put it off or say no, is recorded. "
                      "Record that first.", "agreed_on")  # fmt: skip
