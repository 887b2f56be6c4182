"""A child who stands only in the facts sheet, though a return was read, is named: the number may be mistyped."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from permanence.returns.frames import PROBLEMS, Reading
from permanence.returns.merge import combine
from returns.test_merge import fact, reading

IN_CARE = fact("1001", "in_care", "2026-01-01")
SHEET = reading(
    "facts.csv",
    fact("1001", "review", "2026-02-02"),
    fact("1O01", "review", "2026-02-03"),
    fact("1O01", "review", "2026-02-04"),
    born={"7": None},
)


def returned(*facts: dict[str, object]) -> Reading:
    read = reading("episodes.csv", *facts)
    return replace(read, totals=read.totals.with_columns(table=pl.lit("episodes")))


def named(*readings: Reading) -> list[tuple[str, int | None, str]]:
    problems = combine(readings).problems.filter(pl.col("wrong") == "This child is in no file of the return")
    return problems.select("file", "line", "child").rows()


def test_such_a_child_is_named_once_with_the_first_line_and_used() -> None:
    whole = combine([returned(IN_CARE), SHEET])
    assert named(returned(IN_CARE), SHEET) == [("facts.csv", 3, "1O01"), ("facts.csv", None, "7")]
    problem = whole.problems.row(0, named=True)
    assert (problem["field"], problem["value"]) == ("child", "1O01")
    assert problem["done"] == "The rows were used, since the child may be new. Check the number."
    assert whole.children["id"].to_list() == ["1001", "1O01", "7"]
    assert whole.facts.height == 4


def test_nobody_is_named_without_a_return_or_by_one_that_has_no_child() -> None:
    assert named(SHEET, reading("more.csv", IN_CARE)) == []
    assert named(returned(), SHEET) == []


def test_a_child_whose_rows_of_the_return_were_all_set_aside_is_in_it() -> None:
    row = {"file": "episodes.csv", "line": 9, "child": "1O01", "wrong": "x", "done": "The row was set aside."}
    read = replace(returned(IN_CARE), problems=pl.DataFrame([row], schema=PROBLEMS))
    assert [child for _, _, child in named(read, SHEET)] == ["7"]
