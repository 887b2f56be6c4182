"""``permanence holidays``: what a late-declared bank holiday moves, and what it makes arise or fall away."""

from __future__ import annotations

from pathlib import Path

import pytest

from permanence.cli import DONE, main

SHEET = """\
child,fact,code,date,from
{id},in_care,,,2026-02-03
{id},legal_status,care_order,,2026-02-03
{id},placement,foster,,2026-02-03
"""


def _holidays(
    folder: Path, capsys: pytest.CaptureFixture[str], day: str, facts: str, as_at: str = "2026-03-31"
) -> list[str]:
    """The lines printed for the policy SP, single spaces between words."""
    (folder / "facts.csv").write_text(facts, encoding="utf-8")
    (folder / "late.csv").write_text(f"date,name\n{day},Thanks\n", encoding="utf-8")
    files = ["--facts", str(folder / "facts.csv"), "--holidays", str(folder / "late.csv")]
    assert main(["holidays", "--pack", "SP", *files, "--as-at", as_at]) == DONE
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


MOVED = [
    "Due dates that move: 2",
    "1 ENGLAND-review-1 2026-03-03 -> 2026-03-04 overdue statutory review",
    "1 SP-049 2026-06-02 -> 2026-06-03 due permanence planning meeting",
]
FORMULATION = "1 SP-023 2026-03-02 overdue formulation meeting"


def test_a_day_moves_what_is_counted_over_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _holidays(tmp_path, capsys, "10/02/2026", SHEET.format(id=1))
    assert lines == [
        "Due dates that move: 3", MOVED[1], "1 SP-023 2026-03-02 -> 2026-03-03 overdue formulation meeting", MOVED[2],
    ]  # fmt: skip


def test_a_duty_that_falls_away_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A transfer on the day after the last for the first review: with the holiday it comes by the review."""
    lines = _holidays(tmp_path, capsys, "2026-02-10", SHEET.format(id=1) + "1,transfer,leaving_care,2026-03-04,\n")
    assert lines == [*MOVED, "Duties that fall away: 1", FORMULATION]


def test_a_day_that_moves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _holidays(tmp_path, capsys, "2026-02-14", SHEET.format(id=1)) == ["Due dates that move: 0"]
    assert _holidays(tmp_path, capsys, "2026-02-10", "child,fact,date\n1,review,2026-01-05\n") == [
        "Due dates that move: 0"
    ]


def test_one_child_whose_duty_falls_away_hides_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = "\n".join(SHEET.format(id=2).splitlines()[1:])
    facts = f"{SHEET.format(id=1)}1,transfer,leaving_care,2026-03-04,\n{other}\n"
    lines = _holidays(tmp_path, capsys, "2026-02-10", facts)
    assert lines[0] == "Due dates that move: 5"
    assert [line[:8] for line in lines[1:6]] == ["1 ENGLAN", "1 SP-049", "2 ENGLAN", "2 SP-023", "2 SP-049"]
    assert lines[6:] == ["Duties that fall away: 1", FORMULATION]
