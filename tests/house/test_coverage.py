"""What `permanence clauses` says of tests is so: they are there, and leave nothing out."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from house.tree import ROOT
from permanence.policy.coverage import WALKED, Coverage, coverage
from permanence.policy.homes import homes_of
from permanence.policy.keeping import FILES
from permanence.policy.lineage import place_of
from permanence.policy.lines import read_yaml
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.policy.register import DOCUMENTS, NOT_YET, read_register
from permanence.policy.vocabulary import vocabulary

TESTS = ROOT / "tests"
ENTRIES = {
    "meetings.yaml": {"meetings": "MEETINGS", "papers": "PAPERS"}, "panels.yaml": {"panels": "PANELS"},
    "pathways.yaml": {"pathways": "PATHWAYS"}, "flags.yaml": {"flags": "FLAGS"},
}  # fmt: skip
"""By what stands under each key of a file, which list of its test goes through it."""


def _gone_through(file: str, name: str) -> Any:
    [test] = WALKED[file]
    return getattr(importlib.import_module(test.removesuffix(".py").replace("/", ".")), name)


def _written(pack: str, file: str) -> dict[str, Any]:
    place: Path = place_of(pack) / file
    return read_yaml(place) if place.exists() else {}


def test_each_file_of_a_pack_has_a_test_that_is_there() -> None:
    assert WALKED.keys() == {*FILES, "rules.yaml", "clauses.yaml"}
    assert [test for tests in WALKED.values() for test in tests if not (TESTS / test).is_file()] == []


@pytest.mark.parametrize("file", ENTRIES)
def test_it_goes_through_every_entry_of_every_pack(file: str) -> None:
    for key, name in ENTRIES[file].items():
        written = {(pack, code) for pack in DOCUMENTS for code in _written(pack, file).get(key, ())}
        assert set(_gone_through(file, name)) == written
    assert {key for pack in DOCUMENTS for key in _written(pack, file)} <= ENTRIES[file].keys()


def test_it_goes_through_every_part_of_plans_every_home_and_every_rule() -> None:
    parts = {(pack, part) for pack in DOCUMENTS for part in _written(pack, "plans.yaml")}
    assert set(_gone_through("plans.yaml", "PARTS")) == parts
    assert set(_gone_through("homes.yaml", "SETTINGS")) == set(vocabulary().attributes["setting"].choices)
    assert {pack for pack in DOCUMENTS if any(home.clause for home in homes_of(pack).values())} == {"PG"}
    themes = {theme.rule.clause for theme in _gone_through("rules.yaml", "themes")()}
    assert {rule.clause for pack in BUILT_IN for rule in read_pack(pack).rules} <= themes


def _rows() -> tuple[Coverage, ...]:
    return coverage(read_register(), TESTS / "cases", TESTS)


def test_every_paragraph_that_is_kept_has_a_test() -> None:
    assert [row.clause.id for row in _rows() if row.by != NOT_YET and not row.tests] == []


def test_every_rule_has_a_case_or_gives_no_row() -> None:
    timed = [row for row in _rows() if row.by == "rule" and row.clause.timed and not row.clause.no_row]
    assert [row.clause.id for row in timed if not row.owed_in] == []
