"""Plans and times in care of one child that overlap in the facts sheet are a question, and are used as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from permanence.returns.spreadsheet import read_facts


def problems(folder: Path, *rows: str) -> list[dict[str, object]]:
    (folder / "facts.csv").write_text("\n".join(["child,fact,from,to,primary", *rows]), encoding="utf-8")
    reading = read_facts(folder / "facts.csv")
    assert reading.facts.height == len(rows)
    return reading.problems.to_dicts()


@pytest.mark.parametrize(("fact", "words"), [("plan", "plan"), ("in_care", "time in care")])
def test_two_that_overlap_are_named(tmp_path: Path, fact: str, words: str) -> None:
    (problem,) = problems(
        tmp_path,
        f"1,{fact},2026-02-01,,",
        f"1,{fact},2026-01-01,2026-02-02,",
        f"2,{fact},2026-01-15,,",
        f"1,{fact},2025-01-01,2026-01-01,",
    )
    assert (problem["file"], problem["line"], problem["child"], problem["field"], problem["value"]) == (
        "facts.csv",
        2,
        "1",
        "from",
        "2026-02-01",
    )
    assert problem["wrong"] == (
        f"Another {words} of this child (line 3) still holds then, and a child has one at a time"
    )
    assert problem["done"] == (
        "The row was used. Both were used as they stand. Write under 'to', in the earlier row, the day that one ended."
    )


def test_two_plans_of_one_day_are_named_and_two_homes_are_not(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "1,plan,2026-01-01,,adoption", "1,plan,2026-01-01,,kinship")
    assert (problem["line"], "(line 2)" in str(problem["wrong"])) == (3, True)
    assert problems(tmp_path, "1,placement.foster,2026-01-01,,", "1,placement.temporary,2026-01-05,,") == []
