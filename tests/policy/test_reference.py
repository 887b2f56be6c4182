"""The engine and the referee agree, row for row, on random lives; and the engine agrees with itself.

A failure shows the smallest life Hypothesis could find. For a longer run: HYPOTHESIS_PROFILE=thorough.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from permanence.policy import rules as r
from permanence.policy.contract import as_rows, work_out
from permanence.policy.duties import STATUS, Duties, evaluator
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.policy.timeline import timeline_of
from permanence.policy.vocabulary import vocabulary
from policy.populations import Child, Theme, populations, seeded_population, themes
from policy.reference import reference

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
CROWD = seeded_population(seed=903, size=120)

settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile("thorough", max_examples=1000, deadline=None)
SETTINGS = settings(settings.get_profile("thorough" if THOROUGH else "quick"), suppress_health_check=list(HealthCheck))


def in_order(rows: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Rows as sorted tuples: they are compared as a whole, whatever their order."""
    return sorted(tuple(str(value) for value in row.values()) for row in rows)


def by_the_engine(pack: str, children: Sequence[Child], as_at: date) -> list[tuple[str, ...]]:
    return in_order(work_out(read_pack(pack), timeline_of(children), as_at))


def by_the_referee(pack: str, children: Sequence[Child], as_at: date) -> list[tuple[str, ...]]:
    return in_order([row for child in children for row in reference(read_pack(pack), child, as_at)])


# --- the engine and the referee ------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", BUILT_IN)
def test_engine_and_referee_agree(pack: str) -> None:
    @SETTINGS
    @given(populations())
    def agree(population: tuple[list[Child], date]) -> None:
        assert by_the_engine(pack, *population) == by_the_referee(pack, *population)

    agree()


@pytest.mark.parametrize("seed", range(400 if THOROUGH else 8))
def test_engine_and_referee_agree_on_many_lives(seed: int) -> None:
    children, as_at = seeded_population(seed, size=16)
    for pack in BUILT_IN:
        assert by_the_engine(pack, children, as_at) == by_the_referee(pack, children, as_at), pack


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.rule.clause)
def test_engine_and_referee_agree_around_every_rule(theme: Theme) -> None:
    pack = replace(read_pack("PG"), rules=(theme.rule,))
    for seed in range(60 if THOROUGH else 3):
        children, as_at = seeded_population(seed, size=8, theme=theme)
        expected = in_order([row for child in children for row in reference(pack, child, as_at)])
        assert in_order(work_out(pack, timeline_of(children), as_at)) == expected, f"seed {seed}"


ODD, ADOPTS = (read_pack(str(Path(__file__).parent / name)) for name in ("odd.yaml", "adopts.yaml"))


@pytest.mark.parametrize(
    "rule",
    [one for one in ODD.rules if one.clause.startswith("O-")]
    + [one for one in ADOPTS.rules if one not in read_pack("PG").rules],
    ids=lambda rule: rule.clause,
)
def test_engine_and_referee_agree_on_rules_no_built_in_pack_has(rule: r.Rule) -> None:
    pack = replace(ODD, rules=(rule,))
    for seed in range(60 if THOROUGH else 6):
        children, as_at = seeded_population(seed, size=8, theme=Theme.of(rule))
        expected = in_order([row for child in children for row in reference(pack, child, as_at)])
        assert in_order(work_out(pack, timeline_of(children), as_at)) == expected, f"seed {seed}"


# --- the engine with itself ----------------------------------------------------------------------------------


def columns(duties: Duties) -> list[list[int]]:
    return [column.tolist() for column in vars(duties).values()]


@pytest.mark.parametrize("pack", BUILT_IN)
def test_a_child_alone_owes_what_they_owe_in_a_crowd(pack: str) -> None:
    children, as_at = CROWD
    alone = [row for child in children for row in work_out(read_pack(pack), timeline_of([child]), as_at)]
    assert alone == work_out(read_pack(pack), timeline_of(children), as_at)


@pytest.mark.parametrize("pack", BUILT_IN)
@pytest.mark.parametrize("size", [1, 7, 119, 120])
def test_slices_side_by_side_come_to_the_whole(pack: str, size: int) -> None:
    children, as_at = CROWD
    ready, timeline = evaluator(read_pack(pack)), timeline_of(children)
    whole = as_rows(ready, timeline.ids, ready.duties(timeline, as_at))
    slices = list(ready.in_slices(timeline, as_at, size))
    assert [row for rows in slices for row in as_rows(ready, timeline.ids, rows)] == whole


@pytest.mark.parametrize("pack", BUILT_IN)
def test_threads_give_what_one_after_the_other_gives(pack: str) -> None:
    children, as_at = CROWD
    ready, timeline = evaluator(read_pack(pack)), timeline_of(children)
    parts = [part for _, part in timeline.slices(9)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda part: columns(ready.duties(part, as_at)), parts))
    assert together == [columns(ready.duties(part, as_at)) for part in parts]


def test_the_same_question_twice_gets_the_same_answer() -> None:
    children, as_at = CROWD
    ready, timeline = evaluator(read_pack("PG")), timeline_of(children)
    assert columns(ready.duties(timeline, as_at)) == columns(ready.duties(timeline, as_at))


def test_the_order_in_which_facts_were_written_does_not_matter() -> None:
    children, as_at = CROWD
    turned = [{**child, "facts": child["facts"][::-1]} for child in children]
    assert by_the_engine("PG", turned, as_at) == by_the_engine("PG", children, as_at)


# --- the populations reach every rule ------------------------------------------------------------------------

TIMED = {"met", "late", "due", "overdue", "lapsed", "missed"}
WITHOUT_A_DATE = {"met", "untimed", "lapsed"}
NEVER = {
    "ENGLAND-26-weeks": {"lapsed", "missed"},  # the end of proceedings does it, so its reason cannot end undone
    "PG-031": {"due"},  # due the day before a move, and opened by that move: never still to come
    "SP-212": {"due"},  # due the day before an order that is known once it is made
}


def statuses_of(rule: r.Rule) -> set[str]:
    """The statuses rows of this rule can have."""
    return _by_limit(rule) - NEVER.get(rule.clause, set())


def _by_limit(rule: r.Rule) -> set[str]:
    from_the_start = rule.opens == (r.Start(),)
    match rule.limit:
        case r.Untimed():
            return WITHOUT_A_DATE
        case r.Within(span) if span.number == 0:
            return TIMED - {"lapsed"}  # a reason that holds on the due day itself ends after it
        case r.Every(None):
            return TIMED | WITHOUT_A_DATE
        case r.ByReview(otherwise="untimed") if not from_the_start:
            return TIMED | WITHOUT_A_DATE
        case r.ByKnown() if not from_the_start:
            return TIMED | WITHOUT_A_DATE
        case r.ByKnown(events):  # a reason that holds on its day ends after the due day, unless that day is still ahead
            return TIMED if known_ahead(events) and not rule.about else TIMED - {"lapsed"}
    return TIMED


def known_ahead(events: tuple[r.Event, ...]) -> bool:
    """Whether the days are known before they come: a meeting is booked, a hearing or a decision is listed."""
    named = [event.token for event in events if isinstance(event, r.Happened)]
    return any(one.startswith("meeting.") or vocabulary().fact_of(one).planned for one in named)


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.rule.clause)
def test_the_populations_reach_every_status_of(theme: Theme) -> None:
    ready = evaluator(replace(read_pack("PG"), rules=(theme.rule,)))
    missing = statuses_of(theme.rule)
    for seed in range(400):
        children, as_at = seeded_population(seed, size=20, theme=theme)
        found = {STATUS[number] for number in ready.duties(timeline_of(children), as_at).status}
        assert found <= statuses_of(theme.rule), f"seed {seed}: {theme.rule.clause} cannot have this status"
        missing -= found
        if not missing:
            return
    pytest.fail(f"no life gave {theme.rule.clause} the status {', '.join(sorted(missing))}")
