"""What keeps each paragraph, which cases and tests name it, and how many there are."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from permanence.policy.coverage import Coverage, counts, coverage, kept_by
from permanence.policy.register import DOCUMENTS, NOT_YET, read_register

CASES = """\
- {name: both owe, pack: AM, expect: [{clause: AM-05}, {clause: AM-05}, {clause: AM-09}], absent: [AM-06]}
- {name: one owes, pack: AM, expect: [{clause: AM-05}]}
"""


@pytest.fixture
def rows(tmp_path: Path) -> dict[str, Coverage]:
    (tmp_path / "AM.yaml").write_text(CASES)
    (tmp_path / "test_panel.py").write_text('"""AM-36 and ENGLAND-review-1, but never AM-3."""\n')
    found = coverage(read_register((*DOCUMENTS, "ENGLAND")), cases=tmp_path, tests=tmp_path)
    return {row.clause.id: row for row in found}


def test_the_cases_that_name_a_paragraph_are_told_once_each(rows: dict[str, Coverage]) -> None:
    assert rows["AM-05"].owed_in == ("AM: both owe", "AM: one owes")
    assert rows["AM-06"].absent_in == ("AM: both owe",)
    assert (rows["AM-06"].owed_in, rows["AM-07"].absent_in) == ((), ())


def test_the_tests_that_name_a_paragraph_are_told(rows: dict[str, Coverage]) -> None:
    named = {name: row.tests for name, row in rows.items() if "test_panel.py" in row.tests}
    assert named.keys() == {"AM-36", "ENGLAND-review-1"}
    assert named["AM-36"] == ("policy/test_reference.py", "practice/named/test_panels.py", "test_panel.py")


def test_a_screen_that_is_said_outright_has_only_the_tests_that_name_it(rows: dict[str, Coverage]) -> None:
    assert (rows["DG-002"].by, rows["DG-002"].tests) == ("screen", ())
    assert (rows["DG-016"].by, rows["DG-016"].tests) == ("rule", ("policy/test_said.py",))


def test_what_is_not_kept_yet_says_what_it_would_take() -> None:
    """One that is kept is told here as if it were not."""
    register = read_register()
    one = next(clause for clause in register.clauses if clause.id == "PG-014")
    [row] = coverage(replace(register, clauses=(replace(one, honoured=None),)))
    assert (row.by, row.what) == (NOT_YET, "Document care_plan tracked.")


def test_every_paragraph_is_kept(rows: dict[str, Coverage]) -> None:
    assert [name for name, row in rows.items() if row.by == NOT_YET] == []


def test_a_row_can_be_written_as_json(rows: dict[str, Coverage]) -> None:
    row = json.loads(json.dumps(rows["AM-06"].row()))
    assert row["id"] == "AM-06"
    assert (row["honoured_by"], row["timed"], row["absent_in"]) == ("rule", True, ["AM: both owe"])
    assert "honoured" not in row


def test_the_counts_add_up_and_stand_in_the_order_of_the_documents(rows: dict[str, Coverage]) -> None:
    found = counts(list(rows.values()))
    assert sum(count.clauses for count in found) == len(rows)
    assert list(dict.fromkeys(count.pack for count in found)) == [*DOCUMENTS, "ENGLAND"]
    deadlines = next(count for count in found if (count.pack, count.kind) == ("AM", "deadline"))
    assert (deadlines.clauses, deadlines.honoured, deadlines.not_yet, deadlines.shown) == (4, 4, 0, 4)


def test_every_paragraph_with_a_time_in_it_is_kept() -> None:
    timed = [row for row in coverage(read_register()) if row.clause.timed]
    assert len(timed) == 142
    assert set(kept_by(timed)) == {"rule", "screen", "document"}
    assert [row.clause.id for row in timed if not row.what] == []
