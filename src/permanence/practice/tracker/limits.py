"""What the policy lets someone agree: refuses anything beyond it, in words that say what it does allow."""

from __future__ import annotations

from datetime import date
from typing import Any

from permanence.policy.agreements import KINDS, MayAgree, agreements_for
from permanence.policy.days import CannotCount, Span, published_calendar, span
from permanence.policy.explain import long_day, span_words
from permanence.policy.pack import Pack
from permanence.practice.refusals import Refusal
from permanence.practice.tracker.models import Agreement, Duty


def refuse_what_the_policy_does_not_allow(pack: Pack, asked: Agreement) -> None:
    """Raises Refusal where no paragraph of the pack lets someone agree to this."""
    allowed = agreements_for(pack, asked.clause)
    if not allowed:
        raise Refusal(f"The policy lets nobody agree to another limit for {asked.clause}. It stays as it is.")
    may = next((one for one in allowed if one.clause == asked.under), None)
    if may is None or asked.kind not in may.kinds:
        ways = "; ".join(f"{one.clause}: {KINDS[kind]}" for one in allowed for kind in one.kinds)
        raise Refusal(f"The policy does not allow this here. It allows: {ways}.", "kind")
    row = _row(asked)
    {"frequency": _frequency, "extend": _more_time, "stop": _stopped, "exempt": _exempt}[asked.kind](may, asked, row)


def _row(asked: Agreement) -> Duty:
    """The open row it is about; for a frequency, the one that is open now."""
    rows = Duty.objects.filter(child=asked.child, clause=asked.clause).open().exclude(due=None)
    found = rows.filter(anchor=asked.anchor) if asked.kind != "frequency" else rows
    row: Duty | None = found.order_by("due").first()
    if row is None:
        raise Refusal("There is nothing open here with a limit to change. Look at what is owed again.")
    return row


def _frequency(may: MayAgree, asked: Agreement, row: Duty) -> None:
    try:
        length = span(asked.every)
    except CannotCount as wrong:
        raise Refusal("Write how often as a number and weeks or months, as in 9 months.", "every") from wrong
    if may.at_most and _longer(length, may.at_most, row):
        raise Refusal(f"{may.clause} allows {span_words(may.at_most)} at most. Choose that or less.", "every")


def _more_time(may: MayAgree, asked: Agreement, row: Duty) -> None:
    if asked.limit is None or row.due is None or asked.limit <= row.due:
        raise Refusal("Give the new last good day. It must be after the policy's own limit.", "limit")
    if may.at_most and row.anchor and asked.limit > _end_of(may.at_most, row):
        raise Refusal(f"{may.clause} allows {span_words(may.at_most)} at most. Choose an earlier day.", "limit")
    if may.each_at_most and row.limit and asked.limit > _after(row.limit, may.each_at_most):
        last = long_day(_after(row.limit, may.each_at_most))
        raise Refusal(
            f"Each time, {span_words(may.each_at_most)} at most may be added to the limit: {last}. Choose that day or "
            "an earlier one. More can be asked for when that time has been used.", "limit",
        )  # fmt: skip


def _stopped(may: MayAgree, asked: Agreement, row: Duty) -> None:
    if row.due is not None and asked.start > row.due:
        raise Refusal("The limit has passed by then, so the clock cannot be stopped. Choose an earlier start.", "start")


def _exempt(*_: Any) -> None:
    """Nothing more to ask: the paragraph allows it."""


def _longer(one: Span, other: Span, row: Duty) -> bool:
    return bool(_end_of(one, row) > _end_of(other, row))


def _end_of(length: Span, row: Duty) -> Any:
    anchor = row.anchor or row.due
    assert anchor is not None  # noqa: S101 - rows without a limit were left out above
    return _after(anchor, length)


def _after(day: date, length: Span) -> date:
    return published_calendar().day_after(day, length)
