"""How often meetings will be, agreed at a meeting: where the policy lets its approver agree it, the clock follows."""

from __future__ import annotations

from datetime import timedelta

from permanence.policy.agreements import MayAgree, agreements
from permanence.policy.days import CannotCount, span
from permanence.practice.meetings.models import Meeting
from permanence.practice.procedures.policy import current_pack
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.actions import agree, ask_agreement
from permanence.practice.tracker.models import Agreement, Duty
from permanence.practice.tracker.permissions import deciders_of

HOLDS_FOR = timedelta(days=730)
"""Two years at most; then the policy's own limit counts again, or it is agreed afresh."""


def refuse_what_is_no_length(every: str) -> None:
    """Raises Refusal where how often is not said as a length of time."""
    try:
        span(every)
    except CannotCount as wrong:
        raise Refusal("Write a number and weeks or months: 3 months.", "every") from wrong


def agree_frequency(by: Person, meeting: Meeting) -> None:
    """Agrees, as the person who approves the minutes, what the meeting said of how often; where the policy lets them.

    Raises Refusal where the policy does not allow a gap of that length.
    """
    allowed = _allowed(by, meeting)
    if not meeting.every or allowed is None or not _is_open(meeting, allowed):
        return
    under, clause, decider = allowed.clause, allowed.changes[0], deciders_of(by, allowed)[0]
    asked = ask_agreement(
        by=meeting.closed_by, child=meeting.child, clause=clause, under=under, kind="frequency", every=meeting.every,
        why=meeting.every_because, end=today() + HOLDS_FOR,
    )  # fmt: skip
    agree(by=by, agreement=asked, decider=decider, answer="Agreed with the minutes of the meeting.")


def _is_open(meeting: Meeting, allowed: MayAgree) -> bool:
    """Whether there is a clock to change, and nobody has asked to change it already."""
    rows = Duty.objects.about(meeting.child).open().filter(clause__in=allowed.changes).exclude(due=None)
    asked = Agreement.objects.about(meeting.child).waiting().filter(clause__in=allowed.changes)
    return bool(rows.exists() and not asked.exists())


def _allowed(by: Person, meeting: Meeting) -> MayAgree | None:
    """What the policy lets this person agree about how often meetings of this kind are."""
    if meeting.kind != "permanence":
        return None
    found = (one for one in agreements(current_pack()) if "frequency" in one.kinds and deciders_of(by, one))
    return next(found, None)
