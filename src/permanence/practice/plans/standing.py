"""How a child's plan stands: its tracks now and before, what the facts say, and what an option still needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from permanence.policy.plan_options import Condition, Plans
from permanence.policy.plans import need_words, plan_words
from permanence.practice.children.models import Child, Fact
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.policy import applies
from permanence.practice.meetings.words import local_sentence
from permanence.practice.plans.models import BESIDE, LEADS, Mark, Plan, Track
from permanence.practice.plans.policy import asked_now, option_of, way_name
from permanence.practice.today import today

IN_COURT = frozenset({"in_proceedings", "proceedings_over", "interim_care_order", "care_order", "placement_order"})


@dataclass(frozen=True)
class Standing:
    """A child's plan on a day, and what the policy in force asks of plans.

    ``so`` are the circumstances that hold (words of meeting-words.yaml, when).
    """

    child: Child
    day: date
    asked: Plans
    so: Collection[str]
    plan: Plan | None
    tracks: Sequence[Track]
    marks: Sequence[Mark]
    facts: Sequence[Fact]

    @property
    def live(self) -> list[Track]:
        """The tracks in the plan now, the one that leads first."""
        found = [one for one in self.tracks if one.end is None and one.role != "ruled_out"]
        order = {LEADS: 0, BESIDE: 1}
        return sorted(found, key=lambda one: (order.get(one.role, 2), one.start))

    def name(self, option: str, variant: str = "") -> str:
        """The name of an option, by its way where one is chosen."""
        return way_name(option, variant, self.asked)

    @property
    def leading(self) -> Track | None:
        """The track that leads."""
        return next((one for one in self.live if one.role == LEADS), None)

    @property
    def by_facts(self) -> Fact | None:
        """The plan that the facts say is in force."""
        return next((one for one in self.facts if one.token == "plan" and one.holds_on(self.day)), None)

    @property
    def differs(self) -> bool:
        """Whether the facts tell of another plan than the tracks: one recorded elsewhere, or read from a return."""
        return said_by(self.by_facts) != {one.option: one.role for one in self.live if one.role in (LEADS, BESIDE)}

    @property
    def is_in_court(self) -> bool:
        """Whether a court has, or had, a say in the plan."""
        return bool(IN_COURT & set(self.so))

    @property
    def court_agreed(self) -> bool:
        """Whether a court agreed the plan in force, as far as it is written down."""
        return bool(self.in_court)

    @property
    def in_court(self) -> list[Mark]:
        """What is written down of a court that agreed the plan that leads, since it has led without a break."""
        lead = self.leading
        if lead is None:
            return []
        said = [one for one in self.marks if one.kind == "court" and one.plan is not None]
        return [one for one in said if one.plan.primary == lead.option and one.plan.day >= lead.start]

    @property
    def achieved(self) -> Fact | None:
        """That the plan which leads was achieved."""
        lead = self.leading
        if lead is None:
            return None
        token, since = f"permanence_achieved.{lead.option}", self.since(lead.option)
        return next((one for one in reversed(self.facts) if one.token == token and one.start >= since), None)

    def sittings(self, panel: str, option: str) -> list[Fact]:
        """The sittings of a panel since an option came into the plan, and those listed."""
        since = self.since(option)
        return [one for one in self.facts if one.token == f"panel.{panel}" and one.start >= since]

    def since(self, option: str) -> date:
        """The day from which an option has been live without a break."""
        starts = [one.start for one in self.tracks if one.option == option and one.role != "ruled_out"]
        ruled_out = self.last_ruled_out(option)
        return min((start for start in starts if start >= ruled_out), default=self.day)

    def last_ruled_out(self, option: str) -> date:
        """The day on which an option was last ruled out; the first day there is, where it never was."""
        return max(
            (one.end for one in self.tracks if one.option == option and one.ended == "ruled_out" and one.end),
            default=date.min,
        )


def said_by(fact: Fact | None) -> dict[str, str]:
    """The places that a plan in the contract's words gives to options."""
    said = fact.attributes if fact else {}
    lead = {said["primary"]: LEADS} if said.get("primary") else {}
    return {**dict.fromkeys(said.get("parallel", ()), BESIDE), **lead}


def standing_of(child: Child, person: Any) -> Standing:
    """How the plan of a child stands today, whom the asker has been shown to see."""
    day = today()
    return Standing(
        child, day, asked_now(), circumstances(child, "permanence", day, person),
        Plan.objects.about(child).standing().select_related("meeting", "settled_by", "paper").first(),
        list(Track.objects.about(child).select_related("ended_at")),
        list(Mark.objects.about(child).standing().select_related("by", "plan")),
        list(Fact.objects.about(child).counting().order_by("start", "id")),
    )  # fmt: skip


@dataclass(frozen=True)
class Need:
    """What an option still needs or has: ``stops`` is whether it must be so; ``word`` may be said by somebody."""

    condition: Condition
    says: str
    is_met: bool
    said: Mark | None

    @property
    def stops(self) -> bool:
        """Whether nothing goes on without it: a must that the record or a person can tell."""
        return self.condition.because.strength == "must" and not self.condition.only.judged

    @property
    def word(self) -> str:
        """The word that somebody may say, or nothing where only the record can tell."""
        return next((one for one in self.condition.needs if one in plan_words("said")), "")

    @property
    def clauses(self) -> str:
        """The paragraphs that ask for it."""
        return ", ".join(self.condition.because.clauses)


BEFORE_IT_LEADS, BEFORE_IT_IS_ACHIEVED = ("lead",), ("home", "achieved")
"""What counts before each step: a child at home for good went home first."""


def needs_of(
    standing: Standing, option: str, variant: str, before: Collection[str], live: Collection[str]
) -> Iterator[Need]:
    """What the policy needs before an option may lead or be achieved. ``live``: the options that would be open."""
    for way in option_of(option, standing.asked).ways(variant):
        for condition in way.conditions:
            if condition.before in before and applies(condition.only, standing.so):
                yield _need(standing, condition, option, live)


def all_needs(standing: Standing, option: str, variant: str) -> list[Need]:
    """What an option by this way needs as things are, first to lead and then to be achieved."""
    live = [one.option for one in standing.live]
    steps = (BEFORE_IT_LEADS, BEFORE_IT_IS_ACHIEVED)
    return [need for before in steps for need in needs_of(standing, option, variant, before, live)]


def _need(standing: Standing, condition: Condition, option: str, live: Collection[str]) -> Need:
    since = standing.last_ruled_out(option)
    about = [one for one in standing.marks if one.option == option and one.on >= since]
    said = next((one for one in reversed(about) if one.kind in condition.needs), None)
    met = any(_is_so(word, standing, option, live) for word in condition.needs)
    says = " or ".join(need_words(word) for word in condition.needs)
    return Need(condition, local_sentence(says), met or said is not None, said)


def _is_so(word: str, standing: Standing, option: str, live: Collection[str]) -> bool:
    """Whether the record tells that a word holds."""
    if word == "panel_ratified":
        return any(one.attributes.get("outcome") == "ratified" for one in standing.sittings("permanence", option))
    if word == "adoption_sole_alternative":
        return set(live) - {option, "reunification"} == set()
    return word in standing.so
