"""A duty as a sentence, with its paragraph: what was due, by when, after what, and how it went.

The row already holds its own reasons; nothing is traced or stored. Sentences are worked out when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from . import rules as r
from .because import tokens_of
from .days import Span
from .duties import DUE, LAPSED, LATE, MET, MISSED, OVERDUE, UNTIMED, Duties, Evaluator
from .reviews import BASIS
from .timeline import Timeline, as_date
from .vocabulary import vocabulary

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("", "first", "second", "third")
_SAID = 4
"""Of the other limits on the same thing, the earliest so many are said: a child may have dozens."""
_BASIS_WORDS = {
    "held": "was held on",
    "booked": "is booked for",
    "latest": "may be held no later than",
    "fixed": "is on",
}


@cache
def duty_words() -> dict[str, dict[str, str]]:
    """The name and the verb of each duty."""
    text = files(__package__).joinpath("duty-words.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = yaml.safe_load(text)
    return words


def duty_name(duty: str, local: Callable[[str], str] = str) -> str:
    """The duty in plain words, its neutral terms turned into the authority's own by ``local``."""
    words = duty_words().get(duty, {"name": duty.rpartition(".")[2].replace("_", " ")})["name"]
    before, brace, rest = words.partition("{")
    if not brace:
        return words
    term, _, after = rest.partition("}")
    return before + local(term) + after


def long_day(day: date) -> str:
    """Monday 2 March 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date, beside: date | None = None) -> str:
    """2 March, with the year where it is not that of ``beside``."""
    return f"{day.day} {day:%B}" if beside is not None and beside.year == day.year else f"{day.day} {day:%B %Y}"


def span_words(span: Span) -> str:
    """Four weeks; 20 working days."""
    number = _NUMBERS[span.number] if span.number < len(_NUMBERS) else str(span.number)
    return f"{number} {str(span).partition(' ')[2]}"


@dataclass(frozen=True)
class Explainer:
    """Says the rows of one run. ``local`` turns a neutral term into the authority's word for it."""

    ready: Evaluator
    timeline: Timeline
    duties: Duties
    as_at: date
    local: Callable[[str], str] = str
    _open: dict[int, dict[str, list[int]]] = field(default_factory=dict, repr=False)  # of the child last asked about

    def sentence(self, row: int) -> str:
        """The whole explanation of one row: the limit, how it went, holidays skipped, and the other limits."""
        parts = (self.limit(row), self.outcome(row), self._holidays(row), self._others(row))
        return " ".join(part for part in parts if part)

    def name(self, row: int) -> str:
        """What the row asks for, in the authority's words."""
        return duty_name(self._kind(row).duty, self.local)

    def limit(self, row: int) -> str:
        """By when and why: "A permanence planning meeting was due by Monday 2 March 2026: four weeks after ..."."""
        rule = self._kind(row).rule
        source = f"({rule.clause}, {_without_lines(rule.where)})"
        name = _with_article(self.name(row))
        due = self._day("due", row)
        if due is None:
            return f"{name} is wanted, {self._since(row)}; the policy sets no number of days {source}."
        verb = "was" if due < self.as_at or self.duties.done[row] else "is"
        return f"{name} {verb} due by {long_day(due)}: {self._measure(row, rule, due)} {source}."

    def outcome(self, row: int) -> str:
        """How it went: done in time or late, still to come, overdue, or no longer owed."""
        status = int(self.duties.status[row])
        done, late = self._day("done", row), int(self.duties.days_late[row])
        verb = duty_words().get(self._kind(row).duty, {}).get("done", "done")
        if status in (MET, LATE) and done is not None:
            how = f"{_count_days(late)} late" if late else "in time" if self.duties.due[row] else ""
            return f"It was {verb} on {short_day(done, self._day('due', row))}{', ' if how else ''}{how}."
        if status == LAPSED:
            return "The reason for it ended first, so it lapsed."
        if status == MISSED:
            return (
                f"It was not {verb} before the reason for it ended, {_count_days(late)} past the limit: it was missed."
            )
        return self._waiting(row, status, verb, late)

    def _waiting(self, row: int, status: int, verb: str, late: int) -> str:
        booked = self._day("booked", row)
        can_be_booked = self._kind(row).duty.startswith(("meeting.", "review", "panel."))
        arranged = (
            f" It is booked for {short_day(booked)}." if booked else " Nothing is booked." if can_be_booked else ""
        )
        if status == OVERDUE:
            return f"It has not been {verb} and is {_count_days(late)} overdue.{arranged}"
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
                return f"after the {_ORDINALS[first]} {review} and before the {_ORDINALS[second]}, which {day}"
            case r.ByKnown(events, lead):
                return self._by_known(row, events, lead, due)
        return self._since(row)

    def _every(self, row: int, span: Span | None, due: date) -> str:
        anchor = self._day("anchor", row) or due
        often = span_words(span) if span else _count_days((due - anchor).days)
        return (
            f"{often} after {self._after(row, due)}"
            if self._is_first(row)
            else f"{often} after the last, on {short_day(anchor, due)}"
        )

    def _is_first(self, row: int) -> bool:
        return self._because(row) not in {
            event.token for owed in self._kind(row).rule.owed for event in owed.met_by if isinstance(event, r.Happened)
        }

    def _by_review(self, row: int, number: int, day_before: bool, due: date) -> str:
        which = f"{_ORDINALS[number] or 'next'} {self.local('statutory review')}"
        day = self._review_on(row, due, int(day_before))
        return f"the day {'before' if day_before else 'of'} the {which}, which {day}"

    def _review_on(self, row: int, due: date, days_after: int) -> str:
        day = date.fromordinal(due.toordinal() + days_after)
        return f"{_BASIS_WORDS[BASIS[int(self.duties.basis[row])]]} {short_day(day, due)}"

    def _by_known(self, row: int, events: tuple[r.Event, ...], lead: Span | None, due: date) -> str:
        what = next((_event_words(event) for event in events), "that day")
        if lead is None:
            return f"the day of {what}"
        return f"the day before {what}" if lead == Span(1, "days") else f"{span_words(lead)} before {what}"

    def _after(self, row: int, due: date) -> str:
        anchor = self._day("anchor", row)
        return f"{self._began(row)} on {short_day(anchor, due) if anchor else 'that day'}"

    def _since(self, row: int) -> str:
        anchor = self._day("anchor", row)
        return f"because {self._began(row)} on {short_day(anchor)}" if anchor else "because of that"

    def _began(self, row: int) -> str:
        """What made it due, in words."""
        because = self._because(row)
        for opener in self._kind(row).rule.opens:
            if isinstance(opener, r.Overrun) and because in tokens_of(opener.of):
                return f"{because.rpartition('.')[2]} proceedings ran past {span_words(opener.length)}"
        phrase = vocabulary().began.get(because, "the reason for it began")
        for term in ("statutory review", "permanence planning meeting"):
            phrase = phrase.replace(term, self.local(term))
        return phrase

    # --- holidays and other limits ---

    def _holidays(self, row: int) -> str:
        due, limit = self._day("due", row), self._kind(row).rule.limit
        if due is None:
            return ""
        if isinstance(limit, r.Within | r.Every) and limit.span and limit.span.unit == "working days":
            skipped = self.ready.calendar.skipped(self._day("anchor", row) or due, due)
        elif isinstance(limit, r.ByKnown) and limit.lead and limit.lead.unit == "working days":
            skipped = self.ready.calendar.skipped(due, self._day("anchor", row) or due)
        else:
            return ""
        names = [f"{name} ({short_day(day, due)})" for day, name in skipped]
        return f"Not counted: {_listed(names)}." if names else ""

    def _others(self, row: int) -> str:
        """The other limits on the same thing, and why this one leads or does not."""
        if int(self.duties.status[row]) not in (DUE, OVERDUE) or not self.duties.due[row] or self._kind(row).rule.about:
            return ""
        same = [other for other in self._open_like(row) if other != row]
        if not same:
            return ""
        mine, earliest = int(self.duties.due[row]), int(self.duties.due[same[0]])
        others = _listed([self._clause_by(other) for other in same[:_SAID]] + _and_more(same[_SAID:]))
        if mine <= earliest:
            return f"Other limits on it: {others}. This one leads because none is earlier."
        return f"Other limits on it: {others}. The earliest leads."

    def _clause_by(self, row: int) -> str:
        return f"{self._kind(row).clause} by {short_day(as_date(self.duties.due[row]))}"

    def _open_like(self, row: int) -> list[int]:
        """The open rows of the child that ask for the same thing, the earliest limit first."""
        child = int(self.duties.child[row])
        if child not in self._open:
            self._open.clear()
            self._open[child] = self._open_rows(child)
        return self._open[child][self._kind(row).duty]

    def _open_rows(self, child: int) -> dict[str, list[int]]:
        low, high = self.duties.child.searchsorted((child, child + 1))
        rows = np.arange(int(low), int(high))
        is_open = np.isin(self.duties.status[rows], (DUE, OVERDUE)) & (self.duties.due[rows] > 0)
        by_duty: dict[str, list[int]] = defaultdict(list)
        open_rows = rows[is_open]
        for other in open_rows[np.argsort(self.duties.due[open_rows], kind="stable")].tolist():
            by_duty[self._kind(other).duty].append(other)
        return by_duty

    def _kind(self, row: int) -> Any:
        return self.ready.kinds[int(self.duties.kind[row])]

    def _because(self, row: int) -> str:
        return self.ready.reasons[int(self.duties.because[row])]

    def _day(self, column: str, row: int) -> date | None:
        day = int(getattr(self.duties, column)[row])
        return as_date(day) if day else None


def _event_words(event: r.Event) -> str:
    if isinstance(event, r.Move):
        return "the move"
    token = event.token if isinstance(event, r.Happened) else ""
    words = vocabulary().began.get(token, token.replace("_", " "))
    return words.removesuffix(" was held").removesuffix(" was made")


def _with_article(name: str) -> str:
    if name.startswith(("fresh ", "ratification ")):
        return name[:1].upper() + name[1:]
    return f"{'An' if name[:1].lower() in 'aeiou' else 'A'} {name}"


def _count_days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _and_more(rows: list[int]) -> list[str]:
    return [f"{len(rows)} more"] if rows else []


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _without_lines(where: str) -> str:
    """The place in the document, without the line numbers of our working copy."""
    return where.rpartition(" (L")[0] or where


__all__ = ["UNTIMED", "Explainer", "duty_name", "duty_words", "long_day", "short_day", "span_words"]
