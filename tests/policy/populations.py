"""Random lives for the engine and the referee to agree on, with days drawn to where mistakes live.

A life is told around a few rules of the packs: what their reasons need, what opens them, what is asked, and some of
everything else. A day is an earlier day plus one of the packs' own limits, often one less or more; lives begin on month
ends, leap days, bank holidays and their eves. Plans, and the as-at day itself, are drawn the same way.

``Choose`` is the only source of chance, so that Hypothesis can shrink a life and a plain seed can tell thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from permanence.policy import rules as r
from permanence.policy.days import Span
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.policy.vocabulary import Attribute, vocabulary
from policy.life import HOME_DETAILS, TO_THE_NEXT_REVIEW, counted

Child = dict[str, Any]
Choose = Callable[[Sequence[Any]], Any]

DAY = timedelta(days=1)
LONGEST_LIFE = 1000 * DAY
BEGINNINGS = [
    date(2023, 8, 31), date(2024, 1, 31), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 28), date(2024, 4, 30),
    date(2024, 8, 23), date(2024, 12, 24), date(2024, 12, 31), date(2025, 4, 17), date(2025, 5, 2), date(2025, 11, 30),
]  # fmt: skip
BIRTHDAYS = [date(2020, 2, 29), date(2009, 8, 31), date(2009, 9, 1), date(2012, 2, 29), date(2024, 1, 31), None]
ONE_AT_A_TIME = ("in_care", "legal_status", "placement")
PLANNED = ("hearing.final", "hearing.adoption", "hearing.case_management", "panel.permanence", "panel.entry_to_care",
           "decision.should_be_placed", "final_evidence")  # fmt: skip
OFTEN = ("meeting.permanence", "review", "meeting.permanence", "document.minutes", "document.permanence_plan")


# --- what the packs speak of -----------------------------------------------------------------------------------


@cache
def rules() -> tuple[r.Rule, ...]:
    """Every rule of every pack, once."""
    return tuple(dict.fromkeys(rule for name in BUILT_IN for rule in read_pack(name).rules))


@dataclass(frozen=True)
class Theme:
    """What a life around one rule is told with."""

    rule: r.Rule
    limits: tuple[Span, ...]
    events: tuple[r.Happened, ...]
    has_moves: bool

    @classmethod
    def of(cls, rule: r.Rule) -> Theme:
        events = tuple(parts_of(rule, r.Happened))
        leans_on_reviews = any(parts_of(rule, r.ByReview | r.BetweenReviews | r.ReviewHeld))
        spans = (Span(0, "days"), *parts_of(rule, Span), *(TO_THE_NEXT_REVIEW if leans_on_reviews else ()))
        return cls(rule, spans, events + (r.Happened("review"),) * leans_on_reviews, any(parts_of(rule, r.Move)))


@cache
def themes() -> tuple[Theme, ...]:
    return tuple(Theme.of(rule) for rule in rules())


@cache
def limits() -> tuple[Span, ...]:
    """Every length of time in the packs, the shortest first, so that failures shrink to small numbers."""
    found = {span for theme in themes() for span in theme.limits}
    return tuple(sorted(found, key=lambda one: counted(BEGINNINGS[0], one)))


def parts_of(part: Any, kind: Any) -> Iterator[Any]:
    """Every part of this kind in a rule, however deep, but not what must not hold."""
    if isinstance(part, kind):
        yield part
    if isinstance(part, tuple):
        for one in part:
            yield from parts_of(one, kind)
    elif is_dataclass(part) and not isinstance(part, r.Outside):
        for one in fields(part):
            yield from parts_of(getattr(part, one.name), kind)


@cache
def tokens(of_spans: bool) -> tuple[str, ...]:
    """The spans, or the events without bookings, of the vocabulary."""
    told = [one for one in vocabulary().tokens if not one.startswith("booked.")]
    return tuple(one for one in told if vocabulary().fact_of(one).is_span == of_spans)


@cache
def bookings() -> tuple[str, ...]:
    every = [one for one in vocabulary().tokens if one.startswith("booked.")]
    return (*every, *("booked.permanence", "booked.review", *PLANNED) * 4)


# --- the telling -----------------------------------------------------------------------------------------------


@dataclass
class Story:
    """A life in the telling. ``days`` are those from which the next is drawn."""

    choose: Choose
    days: list[date]
    facts: list[dict[str, Any]] = field(default_factory=list)

    def chance(self, one_in: int) -> bool:
        return bool(self.choose(range(one_in)) == one_in - 1)

    def times(self, most: int) -> range:
        return range(self.choose(range(most + 1)))

    def next_day(self, spans: Sequence[Span] = ()) -> date:
        """A day at a limit from an earlier one, or just short of it or past it."""
        start: date = self.choose(self.days[-6:] if self.choose((True, False)) else self.days)
        way, nudge = self.choose(((1, 0), (1, 0), (1, 1), (1, -1), (1, 0), (-1, 0), (-1, 1)))
        day = counted(start, self.choose(spans or limits()), way) + nudge * DAY
        return day if abs(day - self.days[0]) < LONGEST_LIFE else start

    def happens(self, token: str, day: date, details: Mapping[str, Any]) -> None:
        """An event, or the start of a span: a plan is settled on the day it comes into force."""
        if vocabulary().fact_of(token).is_span:
            self.span(token, day, None, details)
        else:
            self.event(token, day, details)

    def event(self, token: str, day: date, details: Mapping[str, Any] | None = None) -> None:
        """Something that happened that day; where it is a fact that lasts, its beginning."""
        if vocabulary().fact_of(token).is_span:
            self.span(token, day, None, details)
        else:
            self._tell(token, {"date": day}, details)

    def span(self, token: str, start: date, end: date | None, details: Mapping[str, Any] | None = None) -> None:
        """A span; where a child has one at a time, it takes over from the one before and gives way to the next."""
        for other in self.facts if token.partition(".")[0] in ONE_AT_A_TIME else ():
            if other["fact"] == token.partition(".")[0]:
                if other["from"] < start < other.get("to", date.max):
                    other["to"] = start
                elif other["from"] >= start:
                    end = min(end or date.max, other["from"])
        if end is None or start < end:
            self._tell(token, {"from": start, **({"to": end} if end else {})}, details)

    def _tell(self, token: str, days: Mapping[str, date], details: Mapping[str, Any] | None) -> None:
        fact, _, code = token.partition(".")
        self.facts.append({"fact": fact, **({"code": code} if code else {}), **(details or {}), **days})
        self.days += [day for day in days.values() if abs(day - self.days[0]) < LONGEST_LIFE]

    # --- around a rule ---

    def around(self, theme: Theme) -> None:
        """What the rule's reason needs, then what opens it and what is asked, about its own limits."""
        start = self.next_day()
        end = max(self.next_day(theme.limits), start + DAY) if self.chance(3) else None
        for wanted in self._needed(theme.rule):
            token = self.choose(wanted.tokens)
            begin = start if self.choose((True, True, False)) else self.next_day(theme.limits)
            self.span(token, begin, end if end is None or begin < end else None, self._said(token, wanted.details))
        if theme.has_moves:
            self.moves()
        for event in theme.events:
            for _ in self.times(2 if len(theme.events) > 2 else 4):
                about = {"about": self.choose(self.days)} if theme.rule.about else {}
                details = {**self._said(event.token, event.details), **about}
                self.happens(event.token, self.next_day(theme.limits), details)

    def _needed(self, rule: r.Rule) -> Iterator[r.Spans]:
        """The spans to tell, one of each choice; care first, as most rules are for children in care."""
        if self.chance(2):
            yield r.Spans(("in_care",))
        yield from self._choice((rule.reason, rule.holds, rule.opens, rule.owed, rule.limit))

    def _choice(self, part: Any) -> Iterator[r.Spans]:
        if isinstance(part, r.AnyOf):
            yield from self._choice(self.choose(part.parts))
        elif isinstance(part, r.Spans):
            yield part
        elif isinstance(part, tuple):
            for one in part:
                yield from self._choice(one)
        elif is_dataclass(part) and not isinstance(part, r.Outside):
            for one in fields(part):
                yield from self._choice(getattr(part, one.name))

    def _said(self, token: str, details: Sequence[tuple[str, tuple[int, ...]]]) -> dict[str, Any]:
        """These details in words, and some more."""
        wanted = {name: _in_words(vocabulary().attributes[name], numbers[-1]) for name, numbers in details}
        return {**self.details(token), **wanted}

    # --- and the rest of life ---

    def details(self, token: str) -> dict[str, Any]:
        """Some of the details this fact takes, many left unsaid."""
        takes = vocabulary().fact_of(token).takes
        some = bool(takes) and self.choose((True, False))
        return {name: self._detail(vocabulary().attributes[name]) for name in takes if some and self.chance(2)}

    def _detail(self, attribute: Attribute) -> Any:
        match attribute.kind:
            case "bool":
                return self.chance(2)
            case "int":
                return self.choose((14, 28, 30))
            case "date":
                return self.choose(self.days)
            case "text":
                return "first"
        word = self.choose(attribute.choices)
        return [word] if attribute.kind == "choices" else word

    def moves(self) -> None:
        """Homes that follow on from one another, with temporary stays among them, and now and then a gap."""
        for _ in self.times(3):
            token = self.choose([one for one in tokens(of_spans=True) if one.startswith("placement.")])
            start = self.next_day()
            self.span(token, start, start + 9 * DAY if self.chance(5) else None, self.details(token))
            if self.chance(2):
                stay = self.next_day()
                homes = [one for one in self.facts if one["fact"] == "placement" and one["from"] < stay]
                self.span("placement.temporary", stay, None)
                if homes and self.chance(2):
                    home = self.choose(homes)
                    like_it = {name: home[name] for name in HOME_DETAILS if name in home}
                    self.span(f"placement.{home['code']}", stay + self.choose((1, 9)) * DAY, None, like_it)

    def anything(self) -> None:
        if self.chance(5):
            token, start = self.choose(tokens(of_spans=True)), self.next_day()
            self.span(token, start, max(self.next_day(), start + DAY) if self.chance(2) else None, self.details(token))
        else:
            token = self.choose(OFTEN if self.chance(2) else tokens(of_spans=False))
            self.event(token, self.next_day(), self.details(token))

    def plan_ahead(self, as_at: date) -> None:
        """A booking or a listing, most often on the as-at day or after it, sometimes one whose day has passed."""
        near = as_at + self.choose((0, 0, 1, 2, 20, 60, -1)) * DAY
        self.event(self.choose(bookings()), near if self.chance(2) else self.next_day())


def _in_words(attribute: Attribute, number: int) -> Any:
    if attribute.kind == "bool":
        return number == 1
    if number == 0:
        return None
    if attribute.kind == "choices":
        return [attribute.choices[number.bit_length() - 1]]
    return attribute.choices[number - 1]


# --- populations -------------------------------------------------------------------------------------------------


def tell_a_life(choose: Choose, theme: Theme | None = None) -> Story:
    """A life without its plans, around this theme or some; of one in twelve nothing is known."""
    story = Story(choose, [choose(BEGINNINGS)])
    if theme or not story.chance(12):
        for _ in range(1 if theme else choose((1, 1, 2, 3))):
            story.around(theme or choose(themes()))
        for _ in story.times(6):
            story.anything()
        if story.chance(3):
            story.moves()
    return story


def tell_a_population(choose: Choose, size: int, theme: Theme | None = None) -> tuple[list[Child], date]:
    """Children ``{id, born, facts}`` and an as-at day amid their lives."""
    stories = [tell_a_life(choose, theme) for _ in range(size)]
    as_at = choose(stories).next_day()
    return [_child(story, number, as_at) for number, story in enumerate(stories)], as_at


def _child(story: Story, number: int, as_at: date) -> Child:
    for _ in story.times(3):
        story.plan_ahead(as_at)
    if story.facts and story.chance(6):
        story.facts.append(dict(story.choose(story.facts)))
    return {"id": f"c{number}", "born": story.choose(BIRTHDAYS), "facts": story.facts}


@st.composite
def populations(draw: Any, most: int = 3) -> tuple[list[Child], date]:
    """A population of one to ``most`` children, for Hypothesis."""
    return tell_a_population(lambda choices: draw(st.sampled_from(choices)), draw(st.integers(1, most)))


def seeded_population(seed: int, size: int, theme: Theme | None = None) -> tuple[list[Child], date]:
    """A population of a fixed seed."""
    return tell_a_population(Random(seed).choice, size, theme)  # noqa: S311
