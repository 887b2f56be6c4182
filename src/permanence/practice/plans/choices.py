"""What is chosen for each option when a plan is settled, and whether the policy lets it be so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from permanence.practice.meetings.models import Appraisal, Meeting
from permanence.practice.meetings.words import cited
from permanence.practice.plans.models import BESIDE, LEADS, RULED_OUT, STANDS_BY
from permanence.practice.plans.policy import option_of
from permanence.practice.plans.standing import BEFORE_IT_LEADS, Standing, needs_of, said_by
from permanence.practice.refusals import Question, Refusal, ask

LIVE = (LEADS, BESIDE, STANDS_BY)


@dataclass(frozen=True)
class Choice:
    """The place of one option in the plan, by which way (a variant), and why it is live or is ruled out."""

    role: str
    variant: str = ""
    why: str = ""


Choices = Mapping[str, Choice]
"""For each option (of facts.yaml) what was chosen; an option with no place may be left out."""


def placed(standing: Standing) -> dict[str, Choice]:
    """The place that each option has by its last track, those ruled out too."""
    found = {}
    for one in standing.tracks:
        if one.end is None:
            found[one.option] = Choice(one.role, one.variant, one.why)
        elif one.ended == "ruled_out":
            found[one.option] = Choice(RULED_OUT, one.variant, one.ended_because)
    return found


def now_chosen(standing: Standing) -> dict[str, Choice]:
    """What stands: the tracks, or where the facts tell of another plan, that plan with what the tracks know of it."""
    now = placed(standing)
    if standing.by_facts is None or not standing.differs:
        return now
    kept = {option: one if one.role not in (LEADS, BESIDE) else replace(one, role="") for option, one in now.items()}
    return {**kept, **{option: replace(now.get(option, Choice("")), role=role)
                       for option, role in said_by(standing.by_facts).items()}}  # fmt: skip


def recommended(standing: Standing, meeting: Meeting) -> dict[str, Choice]:
    """What a meeting recommends, by what it thought of each option; the way is that of now, where there is one."""
    now = now_chosen(standing)
    found = Appraisal.objects.about(standing.child).filter(meeting=meeting)
    thought = {one.option: Choice(one.verdict, now[one.option].variant if one.option in now else "", one.why)
               for one in found}  # fmt: skip
    return {**now, **thought}


def check(choices: Choices, standing: Standing, confirmed: Collection[str]) -> None:
    """Raises Refusal where the policy says that a plan must not be so, and Question where it should not."""
    asked = standing.asked
    leading = [option for option, one in choices.items() if one.role == LEADS]
    if len(leading) != 1:
        wrong = "No option leads" if not leading else "Two options lead"
        raise Refusal(f"{wrong}. Choose the one that leads; others can be kept open beside it{cited(asked.leads)}.")
    _refuse_without_reason(choices, standing)
    _refuse_what_is_no_option(choices, standing)
    _check_needs(leading[0], choices, standing, confirmed)
    _check_stands_by(choices, standing, confirmed)


def _refuse_without_reason(choices: Choices, standing: Standing) -> None:
    live = {one.option for one in standing.live}
    for option, one in {**dict.fromkeys(live, Choice("")), **choices}.items():
        if one.role and not one.why.strip():
            why = "why it is ruled out" if one.role == RULED_OUT else "why it is live"
            raise Refusal(f"{standing.name(option, one.variant)}: say {why}.", f"why_{option}")
        if not one.role and option in live:
            raise Refusal(f"{standing.name(option)} is in the plan now. If it goes, rule it out and say why, so that "
                          "nobody asks again in a year.", f"role_{option}")  # fmt: skip


def _refuse_what_is_no_option(choices: Choices, standing: Standing) -> None:
    asked = standing.asked
    for option, one in choices.items():
        if one.role in LIVE and option not in asked.options:
            raise Refusal(f"{standing.name(option)} is not an option of this policy{cited(asked.only_these)}. "
                          "Rule it out, or choose another.", f"role_{option}")  # fmt: skip
        if one.variant and option_of(option, asked).variant(one.variant) is None:
            raise Refusal("The policy has no such way. Choose another.", f"variant_{option}")


def _check_needs(lead: str, choices: Choices, standing: Standing, confirmed: Collection[str]) -> None:
    live = [option for option, one in choices.items() if one.role in LIVE]
    one = choices[lead]
    for need in needs_of(standing, lead, one.variant, BEFORE_IT_LEADS, live):
        if need.is_met:
            continue
        said = f"{standing.name(lead, one.variant)} needs this before it leads: {need.says.lower()} ({need.clauses})."
        if need.stops:
            raise Refusal(f"{said} Under the option you can say that it is so.", f"role_{lead}")
        ask(Question("-".join(need.condition.needs), f"{said} It is not on record. Settle it all the same?",
                     f"role_{lead}"), confirmed)  # fmt: skip


def _check_stands_by(choices: Choices, standing: Standing, confirmed: Collection[str]) -> None:
    asked = standing.asked
    others = [one for one in choices.values() if one.role in (BESIDE, STANDS_BY)]
    lead = next(option for option, one in choices.items() if one.role == LEADS)
    is_achieved = standing.achieved is not None and standing.leading is not None and standing.leading.option == lead
    if others or is_achieved or asked.stands_by is None:
        return
    said = f"No other plan stands by if this one fails{cited(asked.stands_by)}."
    if asked.stands_by.strength == "must":
        raise Refusal(f"{said} Choose one.")
    ask(Question("stands_by", f"{said} Is that right, until the plan is achieved?"), confirmed)


def changes(choices: Choices, standing: Standing) -> Iterator[str]:
    """The options that are given another place, way or reason than they have."""
    now = placed(standing)
    for option, one in choices.items():
        if one.role and now.get(option) != replace(one, why=one.why.strip()):
            yield option
