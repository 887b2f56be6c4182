"""A duty said as a sentence: what began or ended, which meeting it is, the days not counted, and which limit leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from permanence.policy.cases import read_cases
from permanence.policy.duties import DUE, OVERDUE, evaluator
from permanence.policy.explain import Explainer
from permanence.policy.leading import Limits
from permanence.policy.pack import BUILT_IN, Pack, read_pack
from permanence.policy.phrases import ended_words
from permanence.policy.terms import terms
from permanence.policy.timeline import timeline_of
from permanence.policy.vocabulary import vocabulary
from permanence.tracker.rag import colours_of_rows
from policy.populations import seeded_population

IN_CARE = "{fact: in_care, from: 2025-12-15}"
SECTION_20 = f"{IN_CARE}, {{fact: legal_status, code: s20, from: 2025-12-15}}"
CHRISTMAS = (
    "Not counted: Christmas Day (25 December 2025), Boxing Day (26 December 2025) and New Year's Day (1 January)."
)


def told(pack: Pack | str, as_at: str, facts: str, record: str | None = None) -> Explainer:
    """What says the duties of a child with these facts; ``record``: those that are looked up when it speaks."""
    pack = read_pack(pack) if isinstance(pack, str) else pack
    ready, day = evaluator(pack), date.fromisoformat(as_at)
    then, now = (timeline_of([child_with(one)]) for one in (facts, facts if record is None else record))
    local = terms(pack.code).local if pack.code in BUILT_IN else str
    return Explainer(ready, now, ready.duties(then, day), day, local)


def child_with(facts: str) -> dict[str, Any]:
    return {"id": "c1", "born": date(2015, 6, 1), "facts": yaml.safe_load(f"[{facts}]")}


def said(explainer: Explainer, clause: str) -> list[str]:
    return [explainer.sentence(row) for row in rows_of(explainer, clause)]


def rows_of(explainer: Explainer, clause: str) -> Iterator[int]:
    kinds = explainer.ready.kinds
    return (row for row, kind in enumerate(explainer.duties.kind) if kinds[kind].clause == clause)


# --- what began, and what ended ------------------------------------------------------------------------------

CASES = {case.name.split(";")[0]: case for case in read_cases(Path(__file__).parents[1] / "cases" / "because.yaml")}


@pytest.mark.parametrize(
    ("case", "clause", "says"),
    [
        ("A second set of proceedings", "AM-05", "four weeks after care proceedings ended on 6 October (AM-05"),
        ("A second set of proceedings", "AM-09", "three months after care proceedings ended on 6 October 2025 (AM-09"),
        ("The placement order is made", "AM-07", "six weeks after care proceedings ended on 4 August (AM-07"),
        ("A child comes back", "AM-13", "six months after the time at home ended on 1 October 2025 (AM-13"),
        ("A single-track plan ends", "PP-20", "six weeks after the plan ended on 11 May (PP-20"),
        ("A plan with two options", "PP-20", "six weeks after the plan was settled on 11 May (PP-20"),
        ("Under section 20 a foster child", "PG-079", "after the move to independent living on 7 April 2025 (PG-079"),
        ("Under section 20 the foster home", "PG-079", "12 months after the foster placement ended on 7 April 2025"),
    ],
)
def test_what_ended_is_said_to_have_ended(case: str, clause: str, says: str) -> None:
    [found] = [one for name, one in CASES.items() if name.startswith(case)]
    ready = evaluator(read_pack(found.pack))
    duties = ready.duties(found.timeline, found.as_at)
    explainer = Explainer(ready, found.timeline, duties, found.as_at, terms(found.pack).local)
    assert says in said(explainer, clause)[-1]


def test_each_fact_that_lasts_has_words_for_its_end() -> None:
    lasting = [name for name, fact in vocabulary().facts.items() if fact.is_span]
    silent = [token for name in lasting for token in vocabulary().tokens_of(name) if not ended_words(token, str)]
    assert silent == []


def test_a_fact_the_record_no_longer_has_is_not_said_to_have_begun() -> None:
    [sentence] = said(told("PG", "2026-01-01", SECTION_20, record=IN_CARE), "PG-074")
    assert "four weeks after the reason for it began on 15 December 2025" in sentence


def test_the_last_time_is_named_only_where_it_was_done_that_day() -> None:
    visited = "{fact: meeting, code: team_around_child, date: 2026-01-12}"
    facts = f"{IN_CARE}, {visited}"
    assert "six months after the last, on 12 January" in said(told("SP", "2026-02-01", facts), "SP-182")[-1]
    assert "after the last" not in said(told("SP", "2026-02-01", facts, record=IN_CARE), "SP-182")[-1]


def test_facts_are_said_in_the_words_of_the_authority() -> None:
    left = f"{IN_CARE}, {{fact: worker_left, date: 2026-01-12}}"
    assert (
        "since the allocated Social Worker left on 12 January 2026" in said(told("SP", "2026-02-01", left), "SP-210")[0]
    )


# --- which meeting -------------------------------------------------------------------------------------------

UNDER_AM = "{fact: in_care, from: 2025-12-15}, {fact: legal_status, code: s20, from: 2025-12-15}"


def test_a_second_meeting_is_said_to_be_the_second() -> None:
    facts = f"{UNDER_AM}, {{fact: meeting, code: permanence, date: 2026-01-06}}"
    [sentence] = said(told("AM", "2026-03-20", facts), "AM-09")
    assert sentence.startswith("A second PPM was due by Sunday 15 March 2026: three months after section 20 began on")
    assert "It has not been held and is 5 days overdue." in sentence


def test_a_first_and_a_second_meeting_are_not_limits_on_one_thing() -> None:
    explainer = told("AM", "2026-03-20", UNDER_AM)
    assert [one for clause in ("AM-06", "AM-09") for one in said(explainer, clause) if "Other limits" in one] == []


def test_a_second_panel_or_one_held_late_enough() -> None:
    [sentence] = said(told("PG", "2026-04-01", SECTION_20), "PG-078")
    assert sentence.startswith("An entry to care panel (the second, or one held on the due day or later) was due by ")


# --- bank holidays -------------------------------------------------------------------------------------------

FOSTERED = f"{SECTION_20}, {{fact: placement, code: foster, from: 2025-12-15}}"


@pytest.mark.parametrize(
    ("pack", "clause"), [("PG", "PG-096"), ("PG", "PG-015"), ("PP", "PP-15"), ("SP", "SP-023"), ("SP", "SP-049")]
)
def test_a_row_that_leans_on_a_review_names_the_holidays_that_moved_the_review(pack: str, clause: str) -> None:
    [sentence] = said(told(pack, "2026-01-03", FOSTERED), clause)
    assert "may be held no later than 15" in sentence
    assert CHRISTMAS in sentence


@pytest.mark.parametrize(
    "known", ["{fact: review, date: 2026-01-05}", "{fact: booked, code: review, date: 2026-01-14}"]
)
def test_a_review_that_is_held_or_booked_was_moved_by_no_holiday(known: str) -> None:
    assert "Not counted" not in said(told("PG", "2026-01-06", f"{FOSTERED}, {known}"), "PG-015")[0]


LEAD = """
  - {id: O-1, where: page 1, says: a meeting, strength: must,
     while: in_care, opens: change, before: [hearing.final, meeting.permanence], lead: 5 working days, do: visit}
"""


@pytest.fixture
def leading(tmp_path: Path) -> Pack:
    path = tmp_path / "lead.yaml"
    path.write_text(f"pack: ODD\nextends: ENGLAND\nrules:{LEAD}", encoding="utf-8")
    return read_pack(str(path))


def test_a_lead_names_the_holidays_between_its_limit_and_the_day_it_leads_to(leading: Pack) -> None:
    facts = "{fact: in_care, from: 2025-11-03}, {fact: change, code: drift, date: 2025-11-10}"
    booked = "{fact: booked, code: permanence, date: 2026-01-02}"
    [sentence] = said(told(leading, "2025-12-01", f"{facts}, {booked}"), "O-1")
    assert (
        "is due by Tuesday 23 December 2025: five working days before the permanence planning meeting on 2" in sentence
    )
    assert (
        "Not counted: Christmas Day (25 December), Boxing Day (26 December) and New Year's Day (1 January 2026)."
        in sentence
    )


# --- a day that is known -------------------------------------------------------------------------------------


def test_the_meeting_it_comes_before_has_its_day_and_local_name() -> None:
    booked = f"{IN_CARE}, {{fact: booked, code: permanence, date: 2026-02-12}}"
    [sentence] = said(told("DG", "2026-02-01", booked), "DG-014")
    assert "is due by Monday 9 February 2026: three working days before the PPM on 12 February (DG-014" in sentence


def test_the_panel_it_comes_before_has_its_day_and_local_name() -> None:
    listed = f"{UNDER_AM}, {{fact: panel, code: permanence, date: 2026-02-13}}"
    [sentence] = said(told("AM", "2026-02-01", listed), "AM-36")
    assert "three working days before the Permanency Panel on 13 February (AM-36" in sentence


def test_of_several_that_are_known_the_one_on_the_day_is_named(leading: Pack) -> None:
    facts = "{fact: in_care, from: 2025-11-03}, {fact: change, code: drift, date: 2026-02-02}"
    listed = "{fact: booked, code: permanence, date: 2026-03-09}, {fact: hearing, code: final, date: 2026-03-23}"
    [sentence] = said(told(leading, "2026-02-03", f"{facts}, {listed}"), "O-1")
    assert "five working days before the permanence planning meeting on 9 March (O-1" in sentence


def test_a_day_the_record_no_longer_has_is_not_named() -> None:
    booked = f"{IN_CARE}, {{fact: booked, code: permanence, date: 2026-02-12}}"
    [sentence] = said(told("DG", "2026-02-01", booked, record=IN_CARE), "DG-014")
    assert "three working days before the PPM (DG-014" in sentence


# --- which limit leads ---------------------------------------------------------------------------------------

BY_REVIEW_2 = ("PG-015", "PG-159", "PG-176")


def ending(explainer: Explainer, clause: str) -> str:
    [sentence] = said(explainer, clause)
    return sentence.rpartition("15 April 2026. ")[2]


def test_of_limits_that_are_past_on_one_day_a_must_leads() -> None:
    explainer = told("PG", "2026-06-01", IN_CARE)
    why = "leads: it is a must, and comes first in the policy."
    assert [ending(explainer, clause) for clause in BY_REVIEW_2] == [
        f"Of those due that day PG-159 {why}",
        f"Of those due that day this one {why}",
        f"Of those due that day PG-159 {why}",
    ]


def test_of_limits_still_ahead_the_first_in_the_policy_leads() -> None:
    explainer = told("PG", "2026-03-01", IN_CARE)
    why = "leads: it comes first in the policy."
    assert [ending(explainer, clause) for clause in BY_REVIEW_2] == [
        f"Of those due that day this one {why}",
        f"Of those due that day PG-015 {why}",
        f"Of those due that day PG-015 {why}",
    ]


@pytest.mark.parametrize(
    ("strengths", "says"),
    [
        (("should", "must", "should"), "Of those due that day PG-159 leads: it is a must."),
        (("may", "should", "may"), "Of those due that day PG-159 leads: it is asked for more strongly."),
    ],
)
def test_the_strongest_leads(strengths: tuple[str, ...], says: str) -> None:
    pack, wanted = read_pack("PG"), dict(zip(BY_REVIEW_2, strengths, strict=True))
    rules = tuple(replace(rule, strength=wanted[rule.clause]) for rule in pack.rules if rule.clause in wanted)
    assert ending(told(replace(pack, rules=rules), "2026-06-01", IN_CARE), "PG-015") == says


def test_a_later_limit_gives_way_to_the_earliest() -> None:
    explainer = told("PG", "2026-06-01", FOSTERED)
    assert said(explainer, "PG-095")[0].endswith("The earliest leads.")


@pytest.mark.parametrize("pack", BUILT_IN)
def test_ties_are_settled_as_the_board_settles_them(pack: str) -> None:
    ready = evaluator(read_pack(pack))
    children, as_at = seeded_population(903, 60)
    duties = ready.duties(timeline_of(children), as_at)
    colours, limits = colours_of_rows(ready, duties, as_at), Limits(ready, duties)
    for row in range(len(duties)):
        if int(duties.status[row]) in (DUE, OVERDUE) and duties.due[row]:
            leader, *others = limits._open_like(row)
            tied = [one for one in others if duties.due[one] == duties.due[leader] and not duties.booked[one]]
            assert all((-colours[leader], leader) <= (-colours[one], one) for one in tied) or duties.booked[leader]
