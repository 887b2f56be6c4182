"""`permanence clauses`: every paragraph, where it is honoured, its cases and tests, or what is lacking."""

from __future__ import annotations

import json
import re

import pytest

from permanence.cli import main
from permanence.policy.register import HONOURED_BY


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["clauses", *words]) == 0
    return capsys.readouterr().out


def test_each_of_the_688_is_honoured_with_cases_or_tests_or_says_what_is_lacking(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = json.loads(_said(capsys, "--json"))
    assert len({row["id"] for row in rows}) == 688
    assert {row["honoured_by"] for row in rows} == set(HONOURED_BY)
    assert [row["id"] for row in rows if not row["what"]] == []
    assert [row["id"] for row in rows if not (row["tests"] or row["owed_in"])] == []


def test_the_list_counts_cases_and_tests(capsys: pytest.CaptureFixture[str]) -> None:
    line = next(line for line in _said(capsys, "PG").splitlines() if line.startswith("PG-074"))
    assert all(word in line for word in ("rule", "cases", "tests"))


def test_what_is_not_honoured_yet_can_be_listed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """There is none; the summary stands alone."""
    assert not re.search(r"^[A-Z]{2}-\d+", _said(capsys, "--not-yet"), re.MULTILINE)
