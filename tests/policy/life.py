"""One child's life, day by day, as known at the end of a day: the referee's half of the timeline contract.

Slow and plain on purpose. A condition is the set of days on which it holds, so that "and", "or" and "not" are set
algebra and adjoining spans become one stretch by themselves. It shares with the engine only the shapes of rules and
the words of the vocabulary.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from permanence.policy import rules as r
from permanence.policy.days import Span, published_holidays
from permanence.policy.vocabulary import vocabulary

DAY = timedelta(days=1)
IN_CARE = r.Spans(("in_care",))
HOME_DETAILS = ("provider", "kin", "approval")
TO_THE_NEXT_REVIEW = (Span(20, "working days"), Span(3, "months"), Span(6, "months"))


# --- counting ------------------------------------------------------------------------------------------------


def counted(day: date, span: Span, way: int = 1) -> date:
    """The day ``span`` after (or, with ``way`` -1, before) a day, which is itself day 0."""
    if span.unit == "working days":
        return working_days_from(day, span.number, way)
    if span.unit == "months":
        return months_from(day, way * span.number)
    return day + way * span.number * (7 * DAY if span.unit == "weeks" else DAY)


def working_days_from(day: date, number: int, way: int) -> date:
    """One day at a time, counting those that are neither at a weekend nor a bank holiday."""
    while number:
        day += way * DAY
        if day.weekday() < 5 and day not in published_holidays():
            number -= 1
    return day


def months_from(day: date, number: int) -> date:
    """The same-numbered day, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def days_from(start: date, end: date) -> frozenset[date]:
    """Every day from ``start`` up to, not including, ``end``."""
    return frozenset(start + n * DAY for n in range((end - start).days))


# --- facts and stretches -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """A fact as recorded. An event begins and ends on its day; a span without an end has ``end`` None."""

    token: str
    start: date
    end: date | None
    details: Mapping[str, Any]

    def says(self, details: Iterable[tuple[str, tuple[int, ...]]]) -> bool:
        """Whether its details are the ones wanted; a detail not said is 0."""
        return all(self.said(name) in wanted for name, wanted in details)

    def said(self, name: str) -> int:
        return vocabulary().attributes[name].number(self.details.get(name))


def fact_of(entry: Mapping[str, Any]) -> Fact:
    token = vocabulary().token(entry["fact"], entry.get("code"))
    if entry.get("date"):
        return Fact(token, entry["date"], entry["date"], entry)
    return Fact(token, entry["from"], entry.get("to"), entry)


def _takes_over(later: Fact, fact: Fact) -> bool:
    """Whether a legal status is another than this, begins after it, and goes on at least as long."""
    if not later.token.startswith("legal_status.") or later.token == fact.token or later.start <= fact.start:
        return False
    return later.end is None or (fact.end is not None and later.end > later.start and later.end >= fact.end)


@dataclass(frozen=True)
class Stretch:
    """An unbroken time for which a condition holds, up to, not including, ``end``; None where it still does."""

    start: date
    end: date | None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def not_over_before(self, day: date) -> bool:
        """Whether something done that day still counts: the day a stretch ends is the last one that does."""
        return self.end is None or day <= self.end


def stretches_of(days: Iterable[date], as_at: date) -> list[Stretch]:
    """The unbroken runs among the days. One that reaches the as-at day goes on, as far as is known."""
    found: list[Stretch] = []
    for day in sorted(days):
        if found and found[-1].end == day:
            found[-1] = Stretch(found[-1].start, day + DAY)
        else:
            found.append(Stretch(day, day + DAY))
    return [Stretch(one.start, None if one.end == as_at + DAY else one.end) for one in found]


# --- a life --------------------------------------------------------------------------------------------------


class Life:
    """What is known of a child ``{id, born, facts}`` at the end of ``as_at``."""

    def __init__(self, child: Mapping[str, Any], as_at: date) -> None:
        self.id, self.born, self.as_at = str(child["id"]), child.get("born"), as_at
        self.recorded = [fact_of(entry) for entry in child["facts"]]
        self.facts = [fact for fact in self.recorded if fact.start <= as_at]
        self.first_day = min((fact.start for fact in self.facts), default=as_at) - DAY
        self.homes = [one for one in self.of("placement") if one.token != "placement.temporary"]
        self.temporary = [one for one in self.facts if one.token == "placement.temporary"]
        self._days: dict[r.Condition, frozenset[date]] = {}
        self._stretches: dict[r.Condition, list[Stretch]] = {}

    def of(self, name: str) -> list[Fact]:
        """The facts of this name, in order of their days."""
        return sorted((one for one in self.facts if one.token.split(".")[0] == name), key=lambda one: one.start)

    # --- conditions ---

    def stretches(self, condition: r.Condition) -> list[Stretch]:
        if condition not in self._stretches:
            self._stretches[condition] = stretches_of(self.days(condition), self.as_at)
        return self._stretches[condition]

    def days(self, condition: r.Condition) -> frozenset[date]:
        """The days, up to the as-at day, on which it holds."""
        if condition not in self._days:
            self._days[condition] = self._work_out(condition)
        return self._days[condition]

    def _work_out(self, condition: r.Condition) -> frozenset[date]:
        match condition:
            case r.Spans(tokens, details):
                held = [fact for fact in self.facts if fact.token in tokens and fact.says(details)]
                return frozenset().union(*(self._days_of(fact) for fact in held))
            case r.AllOf(parts):
                return frozenset.intersection(*(self.days(part) for part in parts))
            case r.AnyOf(parts):
                return frozenset().union(*(self.days(part) for part in parts))
            case r.Outside(part):
                return self._whole_life() - self.days(part)
            case r.CaseOpen():
                return self._case_open()
            case r.Since():
                return frozenset().union(
                    *(self._days_since(condition, one) for one in self.stretches(condition.within))
                )

    def _case_open(self) -> frozenset[date]:
        """Until the first leaving of care; after it only in care or in proceedings, and never on a day of leaving."""
        left = [care.end for care in self.stretches(IN_CARE) if care.end]
        again = self.days(r.AnyOf((IN_CARE, r.Spans(("proceedings.pre_proceedings", "proceedings.care")))))
        return frozenset(day for day in self._whole_life() if not left or day < left[0] or day in again) - set(left)

    def _whole_life(self) -> frozenset[date]:
        return days_from(self.first_day, self.as_at + DAY)

    def _days_of(self, fact: Fact) -> frozenset[date]:
        return days_from(fact.start, min(self.end_of(fact) or date.max, self.as_at + DAY))

    def end_of(self, fact: Fact) -> date | None:
        """A home's end, put off while the temporary stays that follow on from it last; a legal status's, where another
        takes its place."""
        end = fact.end
        if fact.token.startswith("legal_status."):
            end = min((one.start for one in self.facts if _takes_over(one, fact)), default=end)
            end = min(end, fact.end) if end and fact.end else end
        if fact in self.homes:
            while stays := [one for one in self.temporary if one.start == end and one.end != end]:
                end = stays[0].end
        return end

    def _days_since(self, condition: r.Since, within: Stretch) -> frozenset[date]:
        days = [day for day in self.happened(*condition.events) if day in within]
        if condition.after_review:
            care = self.care_on(within.start)
            review = self.review(care, condition.after_review)[0] if care else date.max
            days = [day for day in days if day > review]
        if len(days) < condition.nth:
            return frozenset()
        return days_from(days[condition.nth - 1], within.end or self.as_at + DAY)

    # --- events ---

    def happened(self, *events: r.Event) -> list[date]:
        """The days, up to the as-at day, on which any of these happened; each day once, in order."""
        return sorted({day for event in events for day in self._happened(event)})

    def _happened(self, event: r.Event) -> Iterable[date]:
        match event:
            case r.Happened(token, details, during):
                days = {one.start for one in self.facts if one.token == token and one.says(details)}
                return days if during is None else days & self.days(during)
            case r.Move(to, from_another_kind):
                return self._moves(to, from_another_kind)
            case r.Edge(of, "start"):
                return [held.start for held in self.stretches(of)]
            case r.Edge(of, "end"):
                return [held.end for held in self.stretches(of) if held.end]
            case r.Overrun(of, length):
                beyond = [(counted(held.start, length), held) for held in self.stretches(of)]
                return [day for day, held in beyond if day in held and day <= self.as_at]
            case r.ReviewHeld(number, onwards):
                last = None if onwards else number
                return [day for care in self.stretches(IN_CARE) for day in self.reviews_held(care)[number - 1 : last]]
        raise TypeError(f"{event} needs a reason to be found in")

    def known(self, *events: r.Event) -> list[date]:
        """The days, past or ahead, on which these happened, are listed or planned, or are booked."""
        return sorted({day for event in events for day in [*self.happened(event), *self._ahead(event)]})

    def _ahead(self, event: r.Event) -> list[date]:
        if not isinstance(event, r.Happened):
            return []
        if vocabulary().fact_of(event.token).planned:
            return [one.start for one in self.recorded if one.token == event.token and one.says(event.details)]
        return self.arranged(event.token) if event.token.startswith("meeting.") else []

    def arranged(self, token: str) -> list[date]:
        """The days still open on which a meeting or review is booked, or a panel is listed."""
        fact, _, code = token.partition(".")
        wanted = {"meeting": f"booked.{code}", "review": "booked.review", "panel": token}.get(fact)
        open_yet = {one.start for one in self.recorded if one.token == wanted and one.start >= self.as_at}
        return sorted(open_yet - set(self.happened(r.Happened(token))))

    # --- moves ---

    def _moves(self, to: str | None, from_another_kind: bool) -> list[date]:
        moves = [(home, before) for home in self.homes if (before := self._home_left_for(home))]
        return [
            home.start
            for home, before in moves
            if to in (None, home.token) and not (from_another_kind and home.token == before.token)
        ]

    def _home_left_for(self, home: Fact) -> Fact | None:
        """The home a child moved from; None where this is no move."""
        care = self.care_on(home.start)
        if care is None or home.start == care.start:
            return None
        earlier = [one for one in self.homes if one.start < home.start]
        if not earlier or not (self.end_of(earlier[-1]) or date.max) > care.start:
            return None
        same = home.details.get("same_carers")
        return None if same or (same is None and self._is_return(home, earlier[-1])) else earlier[-1]

    def _is_return(self, home: Fact, before: Fact) -> bool:
        """Whether a temporary stay has just ended, and this is a home like the one it interrupted."""
        stayed = any(before.start <= one.start and one.end == home.start for one in self.temporary)
        return stayed and home.token == before.token and all(home.said(it) == before.said(it) for it in HOME_DETAILS)

    # --- periods of care and their reviews ---

    def care_on(self, day: date) -> Stretch | None:
        return next((care for care in self.stretches(IN_CARE) if day in care), None)

    def reviews_held(self, care: Stretch) -> list[date]:
        return [day for day in self.happened(r.Happened("review")) if care.start <= day and care.not_over_before(day)]

    def review(self, care: Stretch, number: int) -> tuple[date, str]:
        """The day of statutory review ``number`` of a period of care, and how it is known: held, booked or latest."""
        held = self.reviews_held(care)
        booked = [day for day in self.arranged("review") if care.start <= day and care.not_over_before(day)]
        if number <= len(held):
            return held[number - 1], "held"
        if number <= len(held) + len(booked):
            return booked[number - len(held) - 1], "booked"
        before = self.review(care, number - 1)[0] if number > 1 else care.start
        return counted(before, TO_THE_NEXT_REVIEW[min(number, 3) - 1]), "latest"
