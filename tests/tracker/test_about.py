"""What the About sheet says a tracker was made from."""

from __future__ import annotations

from pathlib import Path

from permanence.tracker.about import hashed


def test_a_facts_sheet_inside_the_folder_of_the_return_is_listed_once(tmp_path: Path) -> None:
    for name in ("facts.csv", "episodes.csv"):
        (tmp_path / name).write_text(name)
    beside = tmp_path / ".." / tmp_path.name / "facts.csv"
    assert [one.name.split("/")[-1] for one in hashed([tmp_path, tmp_path / "facts.csv", beside])] == [
        "episodes.csv",
        "facts.csv",
    ]
