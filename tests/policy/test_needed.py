"""A rule that is not asked, because nobody has the facts it needs, would have given no row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from permanence.policy.contract import as_rows
from permanence.policy.duties import Evaluator, evaluator
from permanence.policy.needed import may_give_rows
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.policy.timeline import Timeline, timeline_of
from policy.populations import seeded_population

ODD = Path(__file__).with_name("odd.yaml")
CHILDREN, AS_AT = seeded_population(seed=2, size=80)


def asking_every_rule(ready: Evaluator) -> Evaluator:
    """The same evaluator with no rule passed over."""
    return replace(ready, asked=tuple(replace(asked, needs=()) for asked in ready.asked))


@pytest.mark.parametrize("pack", [*BUILT_IN, str(ODD)])
def test_child_by_child_the_rows_are_those_of_asking_every_rule(pack: str) -> None:
    ready = evaluator(read_pack(pack))
    rows = 0
    for child in CHILDREN:
        alone = timeline_of([child])
        found, all_asked = (one.duties(alone, AS_AT) for one in (ready, asking_every_rule(ready)))
        assert as_rows(ready, alone.ids, found) == as_rows(ready, alone.ids, all_asked)
        rows += len(found)
    assert rows


def passed_over(people: Timeline) -> set[str]:
    present = sum(1 << int(number) for number in np.unique(people.token))
    asked = evaluator(read_pack("PG")).asked
    return {one.rule.clause for one in asked if not may_give_rows(one.needs, present)}


def test_rules_about_other_lives_are_passed_over() -> None:
    in_care = {"fact": "in_care", "from": date(2026, 2, 2)}
    section_20 = {"fact": "legal_status", "code": "s20", "from": date(2026, 2, 2)}
    without = passed_over(timeline_of([{"id": "c1", "facts": [in_care]}]))
    with_section_20 = passed_over(timeline_of([{"id": "c1", "facts": [in_care, section_20]}]))
    assert "PG-074" in without
    assert "PG-074" not in with_section_20
