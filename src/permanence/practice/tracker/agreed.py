"""Which agreement holds for which duty row, and the limit it sets; and from which day a row is amber, and red."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from permanence.policy.days import Calendar, span
from permanence.practice.tracker.models import Agreement, Duty
from permanence.tracker.rag import SOON

ALWAYS = date(1970, 1, 2)
"""The first day there is: what stands open without a limit and is not booked is amber from the start."""

ByChild = Mapping[int, Sequence[Agreement]]
NOTHING_AGREED: ByChild = MappingProxyType({})


def agreed_about(children: Iterable[int]) -> ByChild:
    """What was agreed about these children, by child, the last to be agreed first."""
    found: dict[int, list[Agreement]] = defaultdict(list)
    for agreement in Agreement.objects.filter(child__in=list(children), is_agreed=True).order_by("-decided_at", "-pk"):
        found[agreement.child_id].append(agreement)
    return found


def settle_limit(duty: Duty, agreements: Sequence[Agreement], calendar: Calendar, day: date) -> None:
    """Sets the limit that counts, the agreement it comes from, and the days from which the row is amber and red."""
    duty.limit = duty.due
    for agreement in agreements:
        if _is_about(agreement, duty, day):
            duty.agreement, duty.limit = agreement, _limit(agreement, duty, calendar)
            break
    if not duty.settled:
        duty.amber_from, duty.red_from = turns(duty)


def _is_about(agreement: Agreement, duty: Duty, day: date) -> bool:
    """Whether it is about this row, and held on the day: that on which the row was settled, or today."""
    if agreement.clause != duty.clause or agreement.anchor not in (None, duty.anchor) or duty.due is None:
        return False
    if duty.settled:
        day = duty.done or duty.due + timedelta(days=duty.days_late_settled)
    return agreement.start <= day and (day < agreement.end or agreement.kind == "stop")  # days stopped stay stopped


def _limit(agreement: Agreement, duty: Duty, calendar: Calendar) -> date | None:
    match agreement.kind:
        case "frequency" if duty.anchor:
            return calendar.day_after(duty.anchor, span(agreement.every))
        case "extend":
            return agreement.limit
        case "stop" if duty.due:
            return duty.due + (agreement.end - agreement.start)
        case "exempt":
            return None
    return duty.due


def turns(duty: Duty) -> tuple[date | None, date | None]:
    """The first days on which an open row is amber and red, None for never: the rule of ``permanence.tracker.rag``."""
    if not duty.sets_a_colour:
        return None, None
    if duty.limit is None:
        return (None if duty.booked else ALWAYS), None
    passed = duty.limit + timedelta(days=1)
    in_time = duty.booked is not None and duty.booked <= duty.limit
    amber = passed if in_time else duty.limit - timedelta(days=SOON)
    return amber, passed if duty.strength == "must" else None


def changes_next(agreements: Iterable[Agreement], day: date) -> date | None:
    """The first day after this one on which an agreement begins or ends, if any."""
    ahead = [moment for one in agreements for moment in (one.start, one.end) if moment > day]
    return min(ahead, default=None)
