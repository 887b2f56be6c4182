"""The facts sheet is often kept beside the return: it is passed over where it is read elsewhere, and else named."""

from pathlib import Path

from permanence.returns.ssda903.read import read_return
from returns.ssda903.invented import AS_AT, ONE_CHILD, episode, episodes, sheet

FACTS = sheet("child,born,fact,code,from,to,date", "101,,review,,,,2025-06-01")


def _council(folder: Path) -> Path:
    (folder / "episodes.csv").write_text(episodes(episode("01/05/2025")))
    (folder / "header.csv").write_text(ONE_CHILD)
    (folder / "facts.csv").write_text(FACTS)
    return folder


def test_a_facts_sheet_read_elsewhere_is_passed_over_in_silence(tmp_path: Path) -> None:
    council = _council(tmp_path)
    reading = read_return([council], as_at=AS_AT, leave=[council / "facts.csv"])
    assert reading.problems.is_empty()
    assert "facts.csv" not in reading.totals["file"]


def test_it_is_known_by_its_place_however_that_is_written(tmp_path: Path) -> None:
    council = _council(tmp_path)
    reading = read_return([council], as_at=AS_AT, leave=[council / ".." / council.name / "facts.csv"])
    assert reading.problems.is_empty()


def test_a_facts_sheet_left_in_a_return_is_named_as_such(tmp_path: Path) -> None:
    reading = read_return([_council(tmp_path)], as_at=AS_AT)
    (problem,) = reading.problems.iter_rows(named=True)
    assert problem["file"] == "facts.csv"
    assert "facts sheet" in problem["wrong"]
    assert "--facts" in problem["done"]
    assert ("facts.csv", "", 1, 0, 1) in reading.totals.rows()
