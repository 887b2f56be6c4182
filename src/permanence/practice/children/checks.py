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
from permanence.practice.children.periods import began
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
LONG_AGO, SOON = timedelta(days=365), timedelta(days=14)
QUESTIONS = frozenset({
    "twice", "not_in_care", "ahead", "long_ago", "grown_up", "day_off", "soon", "gap", "no_birthday",
    "wanted_before",
})  # fmt: skip
"""Every question that may be asked: what a bringer-in of files confirms, who looks at the whole file instead."""


def day(moment: date) -> str:
    """A day in plain words: 2 March 2026."""
    return f"{moment.day} {moment:%B %Y}"


# --- what cannot be ----------------------------------------------------------------------------------------------


def refuse_the_impossible(child: Child, fact: Fact, beside: Sequence[Fact]) -> None:
    """Raises Refusal where the fact cannot be true of this child, beside the facts that stand."""
    _refuse_its_days(fact)
    if child.born and fact.start < child.born and fact.fact not in BEFORE_BIRTH:
        raise Refusal(
            f"{_named(fact)} cannot start before the child was born, on {day(child.born)}. Check both days.", "start"
        )
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
        raise Refusal(
            f"{_named(fact)} is dated after today. Record it once it has happened, or record a booking.", "start"
        )


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
    for code, wording in (*_odd_day(child, fact), *_odd_beside(fact, beside)):
        yield Question(code, wording, "start")


def _odd_day(child: Child, fact: Fact) -> Iterator[tuple[str, str]]:
    """What is odd about its day alone."""
    if fact.is_span and fact.start > today():
        yield "ahead", f"{_named(fact)} starts after today and counts for nothing until then. Record it now?"
    if today() - fact.start > LONG_AGO:
        yield "long_ago", f"{day(fact.start)} is more than a year ago. Is the year right?"
    if child.eighteenth and child.eighteenth <= fact.start:
        yield "grown_up", f"The child was 18 by {day(fact.start)}. Is the day right?"
    if fact.fact in ("booked", "panel") and fact.start > today() and _is_day_off(fact.start):
        yield "day_off", f"{fact.start:%A} {day(fact.start)} is not a working day. Is that right?"
    if fact.fact == "in_care" and child.born is None:
        yield (
            "no_birthday",
            "The child's date of birth is not known, so no age can be reckoned. Is the child not born yet?",
        )


def _odd_beside(fact: Fact, beside: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    """What is odd about it beside the facts that stand."""
    if any(other.token == fact.token and other.start == fact.start for other in beside) and not fact.is_span:
        yield "twice", f"{_named(fact)} on {day(fact.start)} is recorded already. Was there a second one that day?"
    if fact.fact in IN_CARE_ONLY and not _in_care(fact, beside):
        yield "not_in_care", f"The child was not in care on {day(fact.start)}, as far as is recorded. Is the day right?"
    near = next((other for other in beside if _is_soon_after(fact, other)), None)
    if near:
        yield (
            "soon",
            f"There was one on {day(near.start)}, {_count(abs((fact.start - near.start).days))} away. Are both right?",
        )
    since = _without_a_home(fact, beside)
    if since:
        yield (
            "gap",
            f"From {day(since)} to {day(fact.start)} no home is recorded. Is that right? If not, record that home too.",
        )


def _is_soon_after(fact: Fact, other: Fact) -> bool:
    """Two statutory reviews within two weeks: the law sets them months apart."""
    return fact.token == other.token == "review" and timedelta(0) < abs(fact.start - other.start) <= SOON


def _without_a_home(fact: Fact, beside: Sequence[Fact]) -> date | None:
    """The day from which a child in care had no home on record, before this one began."""
    if fact.fact != "placement" or fact.code == "temporary":
        return None
    care = began(beside, "in_care", fact.start)
    homes = [
        other
        for other in beside
        if other.fact == "placement" and other.code != "temporary" and other.start < fact.start
    ]
    if care is None or any(home.end is None or home.end >= fact.start for home in homes):
        return None
    since = max([care, *(home.end for home in homes if home.end)])
    return since if since < fact.start else None


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _in_care(fact: Fact, beside: Sequence[Fact]) -> bool:
    return any(other.token == "in_care" and other.holds_on(fact.start) for other in beside)


def _is_day_off(moment: date) -> bool:
    return moment.weekday() >= 5 or moment in published_holidays()


def _named(fact: Fact) -> str:
    name = spoken(fact.token)
    return f"{name[0].upper()}{name[1:]}"
