"""A duty as a sentence, with its paragraph: what was due, by when, after what, and how it went.

The row already holds its own reasons; nothing is traced or stored. Sentences are worked out when asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from . import rules as r
from .because import ended, tokens_of
from .days import Span
from .duties import DUE, LAPSED, LATE, MET, MISSED, OVERDUE, UNTIMED, Duties, Evaluator
from .history import IN_CARE, History
from .leading import Limits
from .phrases import (
    began_words,
    count_days,
    duty_name,
    duty_words,
    ended_words,
    event_words,
    listed,
    long_day,
    ordinal,
    short_day,
    span_words,
    with_article,
    without_lines,
)
from .reviews import BASIS, LATEST
from .spells import DAY, Keys
from .timeline import Ints, Timeline, as_date, day_number
from .vocabulary import vocabulary

_BASIS_WORDS = {
    "held": "was held on",
    "booked": "is booked for",
    "latest": "may be held no later than",
    "fixed": "is on",
}


@dataclass(frozen=True)
class Explainer:
    """Says the rows of one run. ``local`` turns a neutral term into the authority's word for it."""

    ready: Evaluator
    timeline: Timeline
    duties: Duties
    as_at: date
    local: Callable[[str], str] = str
    _facts: dict[int, Timeline] = field(default_factory=dict, repr=False)  # of the child last asked about
    _begun: dict[int, frozenset[tuple[int, int]]] = field(default_factory=dict, repr=False)  # the same
    _lives: dict[int, History] = field(default_factory=dict, repr=False)  # the same

    def sentence(self, row: int) -> str:
        """The whole explanation of one row: the limit, how it went, holidays skipped, and the other limits."""
        parts = (self.limit(row), self.outcome(row), self._holidays(row), self._limits.others(row))
        return " ".join(part for part in parts if part)

    def name(self, row: int) -> str:
        """What the row asks for, in the authority's words, and which of several where it is not the first."""
        kind = self._kind(row)
        name = duty_name(kind.duty, self.local)
        if kind.rule.nth > 1:
            return f"{ordinal(kind.rule.nth)} {name}"
        if kind.rule.or_nth and kind.rule.counts_from == "due":
            return f"{name} (the {ordinal(kind.rule.or_nth)}, or one held on the due day or later)"
        return name

    def limit(self, row: int) -> str:
        """By when and why: "A permanence planning meeting was due by Monday 2 March 2026: four weeks after ..."."""
        rule = self._kind(row).rule
        source = f"({rule.clause}, {without_lines(rule.where)})"
        name = with_article(self.name(row))
        due = self._day("due", row)
        is_over = bool(self.duties.done[row]) or int(self.duties.status[row]) in (LAPSED, MISSED)
        verb = "was" if is_over or (due is not None and due < self.as_at) else "is"
        if due is None:
            return f"{name} {verb} wanted, {self._since(row)}; the policy sets no number of days {source}."
        return f"{name} {verb} due by {long_day(due)}: {self._measure(row, rule, due)} {source}."

    def outcome(self, row: int) -> str:
        """How it went: done in time or late, still to come, overdue, or no longer owed."""
        status = int(self.duties.status[row])
        done, late = self._day("done", row), int(self.duties.days_late[row])
        verb = duty_words().get(self._kind(row).duty, {}).get("done", "done")
        if status in (MET, LATE) and done is not None:
            how = f"{count_days(late)} late" if late else "in time" if self.duties.due[row] else ""
            return f"It was {verb} on {short_day(done, self._day('due', row))}{', ' if how else ''}{how}."
        if status == LAPSED:
            return "The reason for it ended first, so it lapsed."
        if status == MISSED:
            return (
                f"It was not {verb} before the reason for it ended, {count_days(late)} past the limit: it was missed."
            )
        return self._waiting(row, status, verb, late)

    def _waiting(self, row: int, status: int, verb: str, late: int) -> str:
        booked = self._day("booked", row)
        can_be_booked = self._kind(row).duty.startswith(("meeting.", "review", "panel."))
        arranged = (
            f" It is booked for {short_day(booked)}." if booked else " Nothing is booked." if can_be_booked else ""
        )
        if status == OVERDUE:
            return f"It has not been {verb} and is {count_days(late)} overdue.{arranged}"
        earliest = self._day("not_before", row)
        window = f" The policy wants it no earlier than {short_day(earliest)}." if earliest and status == DUE else ""
        return f"It has not been {verb} yet.{arranged}{window}"

    # --- the measure ---

    def _measure(self, row: int, rule: r.Rule, due: date) -> str:
        limit = rule.limit
        match limit:
            case r.Within(Span(number=0)):
                return f"the same day {self._after(row, due)}"
            case r.Within(span):
                return f"{span_words(span)} after {self._after(row, due)}"
            case r.Every(span):
                return self._every(row, span, due)
            case r.ByReview(number, day_before):
                return self._by_review(row, number, day_before, due)
            case r.BetweenReviews(first, second):
                review, day = self.local("statutory review"), self._review_on(row, due, 1)
                return f"after the {ordinal(first)} {review} and before the {ordinal(second)}, which {day}"
            case r.ByKnown(events, lead):
                return self._by_known(row, events, lead, due)
        return self._since(row)

    def _every(self, row: int, span: Span | None, due: date) -> str:
        anchor = self._day("anchor", row) or due
        often = span_words(span) if span else count_days((due - anchor).days)
        return (
            f"{often} after {self._after(row, due)}"
            if self._is_first(row)
            else f"{often} after the last, on {short_day(anchor, due)}"
        )

    def _is_first(self, row: int) -> bool:
        """Whether the count starts from something else than the last time it was done."""
        because = self._because(row)
        done_by = {
            event.token for owed in self._kind(row).rule.owed for event in owed.met_by if isinstance(event, r.Happened)
        }
        return because not in done_by or not self._happened(row, because)

    def _by_review(self, row: int, number: int, day_before: bool, due: date) -> str:
        which = f"{ordinal(number) or 'next'} {self.local('statutory review')}"
        day = self._review_on(row, due, int(day_before))
        return f"the day {'before' if day_before else 'of'} the {which}, which {day}"

    def _review_on(self, row: int, due: date, days_after: int) -> str:
        day = date.fromordinal(due.toordinal() + days_after)
        return f"{_BASIS_WORDS[BASIS[int(self.duties.basis[row])]]} {short_day(day, due)}"

    def _by_known(self, row: int, events: tuple[r.Event, ...], lead: Span | None, due: date) -> str:
        day = self._known_day(row, events, lead)
        what = f"{event_words(self._known_event(row, events, day), self.local)}{_on(day, due)}"
        if lead is None:
            return f"the day of {what}"
        return f"the day before {what}" if lead == Span(1, "days") else f"{span_words(lead)} before {what}"

    def _known_day(self, row: int, events: tuple[r.Event, ...], lead: Span | None) -> date | None:
        """The day that the limit is counted back from; None where the record no longer has it."""
        known: Ints = self._life(row).known(events)
        due = known if lead is None else self.ready.calendar.before(known, lead)
        days = known[(due == self.duties.due[row]) & (known >= self._key(row))]
        if self._kind(row).rule.about:
            days = days[days == self._key(row)]
        return as_date(days[0]) if len(days) else None

    def _known_event(self, row: int, events: tuple[r.Event, ...], day: date | None) -> r.Event:
        life = self._life(row)
        return next((event for event in events if day and day_number(day) in life.known((event,))), events[0])

    def _after(self, row: int, due: date) -> str:
        anchor = self._day("anchor", row)
        return f"{self._began(row)} on {short_day(anchor, due) if anchor else 'that day'}"

    def _since(self, row: int) -> str:
        anchor = self._day("anchor", row)
        return f"since {self._began(row)} on {short_day(anchor)}" if anchor else "because of that"

    def _began(self, row: int) -> str:
        """What made it due, in words."""
        because = self._because(row)
        for opener in self._kind(row).rule.opens:
            if isinstance(opener, r.Overrun) and because in tokens_of(opener.of):
                return f"{because.rpartition('.')[2]} proceedings ran past {span_words(opener.length)}"
        if self._happened(row, because):
            said = began_words(because, self.local)
        else:
            said = ended_words(because, self.local) if ended(because, self._key(row), self._life(row)) else ""
        return said or "the reason for it began"

    def _happened(self, row: int, token: str) -> bool:
        """Whether a fact began or happened on the row's anchor day."""
        alone, child = self._alone(row), int(self.duties.child[row])
        if child not in self._begun:
            self._begun[child] = frozenset(zip(alone.token.tolist(), alone.start.tolist(), strict=True))
        return (vocabulary().number(token), int(self.duties.anchor[row])) in self._begun[child]

    # --- bank holidays ---

    def _holidays(self, row: int) -> str:
        """The bank holidays that the limit, or the review it leans on, was moved by."""
        due = self._day("due", row)
        first, last = self._working_days(row, due) if due else (None, None)
        if not due or not first or not last:
            return ""
        names = [f"{name} ({short_day(day, due)})" for day, name in self.ready.calendar.skipped(first, last)]
        return f"Not counted: {listed(names)}." if names else ""

    def _working_days(self, row: int, due: date) -> tuple[date | None, date | None]:
        """The day after which working days were counted, and the last day of the count."""
        match self._kind(row).rule.limit:
            case r.Within(Span(unit="working days")) | r.Every(Span(unit="working days")):
                return self._day("anchor", row), due
            case r.ByKnown(events, Span(unit="working days") as lead):
                known = self._known_day(row, events, lead)
                return due, known - timedelta(1) if known else None
            case r.ByReview() | r.BetweenReviews():
                return self._to_the_first_review(row)
        return None, None

    def _to_the_first_review(self, row: int) -> tuple[date | None, date | None]:
        """From entering care to the latest lawful day of review 1, where the row's own review leans on that day."""
        if int(self.duties.basis[row]) != LATEST:
            return None, None
        life = self._life(row)
        care, (first, basis) = life.spells(IN_CARE), life.reviews.day(1)
        place = int(care.holding(self._key(row))[0])
        if place < 0 or basis[place] != LATEST:
            return None, None
        return as_date(care.start[place] & DAY), as_date(first[place] & DAY)

    # --- the row, and the child's life behind it ---

    @cached_property
    def _limits(self) -> Limits:
        return Limits(self.ready, self.duties)

    def _alone(self, row: int) -> Timeline:
        """What is recorded of the row's child."""
        child = int(self.duties.child[row])
        if child not in self._facts:
            self._facts.clear()
            self._lives.clear()
            self._begun.clear()
            self._facts[child] = self.timeline.part(child, child + 1)
        return self._facts[child]

    def _life(self, row: int) -> History:
        """The life of the row's child, alone. It takes a while to set up, so it is not asked what the record says."""
        alone, child = self._alone(row), int(self.duties.child[row])
        if child not in self._lives:
            self._lives[child] = History(alone, day_number(self.as_at), self.ready.calendar)
        return self._lives[child]

    def _key(self, row: int) -> Keys:
        """The row's anchor, as a day of the child alone."""
        return self.duties.anchor[row : row + 1].astype(np.int64)

    def _kind(self, row: int) -> Any:
        return self.ready.kinds[int(self.duties.kind[row])]

    def _because(self, row: int) -> str:
        return self.ready.reasons[int(self.duties.because[row])]

    def _day(self, column: str, row: int) -> date | None:
        day = int(getattr(self.duties, column)[row])
        return as_date(day) if day else None


def _on(day: date | None, beside: date) -> str:
    return f" on {short_day(day, beside)}" if day else ""


__all__ = ["UNTIMED", "Explainer", "duty_name", "duty_words", "long_day", "short_day", "span_words"]
