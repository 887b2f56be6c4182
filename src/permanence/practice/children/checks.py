"""What cannot be true of a child, and what is odd enough to ask about, before a fact is recorded.

The checks look at the fact and at the facts that stand beside it; they read nothing and write nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from permanence.policy.days import published_holidays
from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.attributes import spoken
from permanence.practice.children.models import Child, Fact
from permanence.practice.refusals import Question, Refusal
from permanence.practice.today import today

FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(2140, 12, 31)
ONE_AT_A_TIME = frozenset({"in_care", "legal_status", "placement", "plan"})
BEFORE_BIRTH = frozenset({
    "proceedings", "meeting", "booked", "hearing", "panel", "legal_advice", "document", "adoption_considered",
    "relinquished", "sibling_permanence", "final_evidence", "decision", "plan", "change", "carers_identified",
})  # fmt: skip
"""What may be known of a child not yet born: planning and proceedings begin before birth."""
IN_CARE_ONLY = frozenset({"legal_status", "placement", "review"})
LONG_AGO = timedelta(days=365)
QUESTIONS = frozenset({"twice", "not_in_care", "ahead", "long_ago", "grown_up", "day_off"})
"""Every question that may be asked: what a bringer-in of files confirms, who looks at the whole file instead."""


def day(moment: date) -> str:
    """A day in plain words: 2 March 2026."""
    return f"{moment.day} {moment:%B %Y}"


# --- what cannot be ----------------------------------------------------------------------------------------------


def refuse_the_impossible(child: Child, fact: Fact, beside: Sequence[Fact]) -> None:
    """Raises Refusal where the fact cannot be true of this child, beside the facts that stand."""
    _refuse_its_days(fact)
    if child.born and fact.start < child.born and fact.fact not in BEFORE_BIRTH:
        raise Refusal(f"{_named(fact)} cannot start before the child was born, on {day(child.born)}. Check both days.", "start")
    for other in beside:
        if _clash(fact, other):
            raise Refusal(_clash_words(fact, other), "start")


def _refuse_its_days(fact: Fact) -> None:
    if not FIRST_DAY <= fact.start <= LAST_DAY or (fact.end and fact.end > LAST_DAY):
        raise Refusal(f"{day(fact.start)} is too far away to be right. Check the year.", "start")
    if not fact.is_span and fact.end:
        raise Refusal(f"{_named(fact)} happens on one day, so it has no end. Leave the end out.", "end")
    if fact.end and fact.end <= fact.start:
        raise Refusal("The end must be after the start. Give the first day on which it no longer holds.", "end")
    if fact.start > today() and not fact.is_span and not vocabulary().fact_of(fact.token).planned:
        raise Refusal(f"{_named(fact)} is dated after today. Record it once it has happened, or record a booking.", "start")


def _clash(fact: Fact, other: Fact) -> bool:
    """Whether two spans of which only one can hold lie over each other. A temporary stay lies within another home."""
    if not fact.is_span or fact.fact != other.fact or (fact.code == "temporary") != (other.code == "temporary"):
        return False
    if fact.token != other.token and fact.fact not in ONE_AT_A_TIME:
        return False
    return (other.end is None or fact.start < other.end) and (fact.end is None or other.start < fact.end)


def _clash_words(fact: Fact, other: Fact) -> str:
    until = f"until {day(other.end)}" if other.end else "and has not ended"
    name = spoken(fact.fact)
    return (
        f"There can be one {name} at a time. The {spoken(other.token)} began on {day(other.start)} {until}. "
        f"End that one first, or choose to end it on the day this one starts."
    )


# --- what is odd -------------------------------------------------------------------------------------------------


def questions(child: Child, fact: Fact, beside: Sequence[Fact]) -> Iterator[Question]:
    """What a person is asked to confirm before the fact is recorded."""
    if any(other.token == fact.token and other.start == fact.start for other in beside) and not fact.is_span:
        yield Question("twice", f"{_named(fact)} on {day(fact.start)} is recorded already. Was there a second one that day?", "start")
    if fact.fact in IN_CARE_ONLY and not _in_care(fact, beside):
        yield Question("not_in_care", f"The child was not in care on {day(fact.start)}, as far as is recorded. Is the day right?", "start")
    if fact.is_span and fact.start > today():
        yield Question("ahead", f"{_named(fact)} starts after today and counts for nothing until then. Record it now?", "start")
    if today() - fact.start > LONG_AGO:
        yield Question("long_ago", f"{day(fact.start)} is more than a year ago. Is the year right?", "start")
    if child.born and _eighteen(child.born) <= fact.start:
        yield Question("grown_up", f"The child was 18 by {day(fact.start)}. Is the day right?", "start")
    if fact.fact in ("booked", "panel") and fact.start > today() and _is_day_off(fact.start):
        yield Question("day_off", f"{fact.start:%A} {day(fact.start)} is not a working day. Is that right?", "start")


def _in_care(fact: Fact, beside: Sequence[Fact]) -> bool:
    return any(other.token == "in_care" and other.holds_on(fact.start) for other in beside)


def _is_day_off(moment: date) -> bool:
    return moment.weekday() >= 5 or moment in published_holidays()


def _eighteen(born: date) -> date:
    try:
        return born.replace(year=born.year + 18)
    except ValueError:  # born on 29 February
        return date(born.year + 18, 3, 1)


def _named(fact: Fact) -> str:
    name = spoken(fact.token)
    return f"{name[0].upper()}{name[1:]}"
