"""Every golden case of ``tests/cases`` comes out as it says: all rows of the clauses it names, none it rules out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permanence.policy.cases import Case, CaseMistake, check, read_cases

CASES = [
    pytest.param(case, id=f"{path.stem}: {case.name}")
    for path in sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
    for case in read_cases(path)
]

SECTION_20 = """
- name: a child in care under section 20
  pack: PG
  as_at: 2026-03-01
  child: {id: c1, born: 2015-06-01}
  facts:
    - {fact: in_care, from: 2026-02-02}
    - {fact: legal_status, code: s20, from: 2026-02-02}
"""
FOSTERED = """
    - {fact: placement, code: foster, from: 2026-02-02}
    - {fact: meeting, code: permanence, date: 2026-02-10}
"""


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    assert check(case) == []


def test_there_are_as_many_cases_as_were_agreed() -> None:
    assert len(CASES) >= 153


def case_that(tmp_path: Path, expectations: str, facts: str = SECTION_20) -> Case:
    path = tmp_path / "case.yaml"
    path.write_text(facts + expectations, encoding="utf-8")
    return read_cases(path)[0]


# --- the check itself is strict ------------------------------------------------------------------------------


def test_all_rows_of_a_named_clause_must_be_listed(tmp_path: Path) -> None:
    case = case_that(
        tmp_path, "    - {fact: review, date: 2026-02-20}\n  expect: [{clause: ENGLAND-review-2, due: 2026-05-20}]"
    )
    assert check(case) == []
    twice = case_that(tmp_path, "  expect: [{clause: PG-074, status: due}, {clause: PG-074, status: due}]")
    assert [one.got for one in check(twice)] == [None]


def test_an_unlisted_row_of_a_named_clause_is_a_mismatch(tmp_path: Path) -> None:
    case = case_that(tmp_path, FOSTERED + "  expect: [{clause: PG-095, status: met}]")
    assert [(one.expected, one.got["status"]) for one in check(case) if one.got] == [(None, "due")]


def test_the_fullest_expectation_is_matched_first(tmp_path: Path) -> None:
    case = case_that(
        tmp_path, FOSTERED + "  expect: [{clause: PG-095}, {clause: PG-095, status: met, done: 2026-02-10}]"
    )
    assert check(case) == []


def test_a_wrong_value_is_shown_beside_the_right_one(tmp_path: Path) -> None:
    [mismatch] = check(case_that(tmp_path, "  expect: [{clause: PG-074, due: 2026-03-01}]"))
    assert mismatch.expected is not None
    assert mismatch.got is not None
    assert (mismatch.expected["due"], mismatch.got["due"]) == (date(2026, 3, 1), date(2026, 3, 2))


def test_an_absent_clause_may_have_no_row(tmp_path: Path) -> None:
    [mismatch] = check(case_that(tmp_path, "  expect: []\n  absent: [PG-074, PG-095]"))
    assert (mismatch.clause, mismatch.expected) == ("PG-074", None)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("- just words", "case 1 is not a case"),
        (SECTION_20.replace("2026-03-01", "soon"), "as_at 'soon' is not a date"),
        (SECTION_20.replace("legal_status", "legal_state"), "there is no fact 'legal_state'"),
        (
            SECTION_20.replace("code: s20", "code: s21"),
            "has the code 's21', which is not one of its codes. Did you mean 's20'?",
        ),
        (SECTION_20.replace("  pack: PG\n", ""), "pack"),
    ],
)
def test_a_case_with_a_mistake_is_refused_where_it_stands(tmp_path: Path, written: str, says: str) -> None:
    with pytest.raises(CaseMistake) as refused:
        case_that(tmp_path, "", written)
    assert "case.yaml" in str(refused.value)
    assert says in str(refused.value)
