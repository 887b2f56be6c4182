"""What is so for a child on a day, in the words a pack's meetings may ask about (meeting-words.yaml, when)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.periods import began, last_began
from permanence.practice.children.siblings import siblings_seen
from permanence.practice.meetings.models import Appraisal, Meeting
from permanence.practice.staff.permissions import manages
from permanence.practice.staff.sight import sight_of

NEW_TO_CARE = timedelta(days=92)
LONG_SECTION_20 = timedelta(weeks=12)
_PLANS = {
    "adoption_considered": "adoption", "long_term_fostering_plan": "long_term_fostering", "kinship_plan": "kinship",
    "guardianship_plan": "special_guardianship", "reunification_plan": "reunification",
    "residential_plan": "residential", "independence_plan": "independence",
}  # fmt: skip
_LEADS = {name.replace("adoption_considered", "adoption_plan"): option for name, option in _PLANS.items()}
_HOLDING = {
    "fostered": "placement.foster", "residential": "placement.residential", "semi_independent": "placement.independent",
    "placed_with_parents": "placement.with_parents", "section_20": "legal_status.s20",
    "care_order": "legal_status.care_order", "interim_care_order": "legal_status.interim_care_order",
    "placement_order": "legal_status.placement_order", "remanded": "legal_status.remand",
    "in_proceedings": "proceedings.care", "pre_proceedings": "proceedings.pre_proceedings",
    "unaccompanied": "unaccompanied",
}  # fmt: skip


@dataclass(frozen=True)
class _Known:
    """What is known of the child on the day of a meeting; each part is looked up once, where it is asked for."""

    child: Child
    kind: str
    day: date
    person: Any
    meeting: Meeting | None

    @cached_property
    def facts(self) -> Sequence[Fact]:
        """The facts that count, of that day and before."""
        return list(Fact.objects.about(self.child).counting().filter(start__lte=self.day))

    @cached_property
    def before(self) -> int:
        """How many meetings of this kind were held before in this period of care: from facts, whoever recorded them."""
        care = last_began(self.facts, "in_care", self.day) or date.min
        token = f"meeting.{self.kind}"
        return sum(fact.token == token and care <= fact.start < self.day for fact in self.facts)

    @cached_property
    def has_siblings(self) -> bool:
        return bool(siblings_seen(self.child.pk, by=sight_of(self.person)))

    @cached_property
    def holding(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.is_span and fact.holds_on(self.day)]

    @property
    def home(self) -> Mapping[str, Any]:
        """The details of the home of that day."""
        homes = [fact for fact in self.holding if fact.fact == "placement" and fact.code != "temporary"]
        return homes[-1].attributes if homes else {}

    @property
    def plans(self) -> frozenset[str]:
        """The options of the plan in force."""
        plan: Mapping[str, Any] = next((fact.attributes for fact in self.holding if fact.fact == "plan"), {})
        return frozenset([*([plan["primary"]] if plan.get("primary") else []), *plan.get("parallel", ())])

    @cached_property
    def leading(self) -> str:
        """The option that leads: as this meeting appraised it, or else by the plan in force."""
        mine = Appraisal.objects.about(self.child).filter(meeting=self.meeting or 0, verdict="primary")
        plans = (fact.attributes.get("primary") for fact in self.holding if fact.fact == "plan")
        return next((one.option for one in mine), None) or next(plans, None) or ""

    @property
    def years(self) -> int | None:
        age = self.child.age(self.day)
        return age[0] if age else None


def circumstances(child: Child, kind: str, day: date, person: Any, meeting: Meeting | None = None) -> frozenset[str]:
    """The words that hold for this child on the day of a meeting of this kind, as far as this person may know.

    A brother or sister whom the person may not see does not exist for them. Words the record cannot tell are left out.
    """
    known = _Known(child, kind, day, person, meeting)
    return frozenset([*_by_facts(known), *(word for word, is_so in _BY_WORD.items() if is_so(known))])


def is_so(words: Collection[str], meeting: Meeting, day: date, person: Any) -> bool:
    """Whether all these words hold for a meeting. Only what they ask about is looked up."""
    known = _Known(meeting.child, meeting.kind, day, person, meeting)
    return all(_BY_WORD[word](known) if word in _BY_WORD else word in set(_by_facts(known)) for word in words)


def _by_facts(known: _Known) -> Iterable[str]:
    tokens = {fact.token for fact in known.holding}
    yield from (word for word, token in _HOLDING.items() if token in tokens)
    yield from (word for word, option in _PLANS.items() if option in known.plans)
    if "adoption_considered" not in known.plans and any(fact.fact == "adoption_considered" for fact in known.facts):
        yield "adoption_considered"
    yield from (f"{name.removesuffix('_plan')}_leads" for name, option in _LEADS.items() if option == known.leading)


def _new_to_care(known: _Known) -> bool:
    since = began(known.facts, "in_care", known.day)
    return since is not None and known.day - since <= NEW_TO_CARE


def _long_section_20(known: _Known) -> bool:
    since = began(known.facts, "legal_status.s20", known.day)
    return since is not None and known.day - since > LONG_SECTION_20


def _over(known: _Known) -> bool:
    care = [fact for fact in known.facts if fact.token == "proceedings.care"]
    return bool(care) and not any(fact.holds_on(known.day) for fact in care)


def _is_chaired_by_a_manager(meeting: Meeting) -> bool:
    return meeting.chair is not None and manages(meeting.chair)


def _aged(first: int, last: int) -> Callable[[_Known], bool]:
    """Whether the child's age in whole years lies between these, both included."""
    return lambda known: known.years is not None and first <= known.years <= last


_BY_WORD: Mapping[str, Callable[[_Known], bool]] = {
    "first": lambda known: known.before == 0,
    "second": lambda known: known.before == 1,
    "later": lambda known: known.before > 0,
    "new_to_care": _new_to_care,
    "section_20_long": _long_section_20,
    "not_fostered": lambda known: not any(fact.token == "placement.foster" for fact in known.holding),
    "agency_home": lambda known: known.home.get("provider") == "agency",
    "kin_home": lambda known: bool(known.home.get("kin")),
    "unregistered": lambda known: known.home.get("approval") == "unregistered",
    "unapproved": lambda known: known.home.get("approval") == "unapproved",
    "permanence_achieved": lambda known: bool(known.home.get("long_term")),
    "proceedings_over": _over,
    "chair_no_manager": lambda known: known.meeting is not None and not _is_chaired_by_a_manager(known.meeting),
    "has_siblings": lambda known: known.has_siblings,
    "several_plans": lambda known: len(known.plans) > 1,
    "single_plan": lambda known: len(known.plans) == 1,
    "plan_unknown": lambda known: not known.plans,
    "under_10": _aged(0, 9),
    "from_10_to_14": _aged(10, 14),
    "over_14": _aged(15, 40),
    "rising_18": _aged(16, 17),
}
