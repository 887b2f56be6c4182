"""``permanence template``: an empty sheet, or one paragraph that says why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from permanence.cli import DONE, UNUSABLE, main
from permanence.returns.spreadsheet import read_facts


@pytest.mark.parametrize("name", ["facts.xlsx", "facts.csv"])
def test_the_sheet_is_written_and_nothing_beside_it(tmp_path: Path, name: str) -> None:
    assert main(["template", str(tmp_path / name)]) == DONE
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert read_facts(tmp_path / name).problems.is_empty()


@pytest.mark.parametrize("name", ["facts.xlsx", "facts.csv"])
def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["template", str(tmp_path / "none" / name)]) == UNUSABLE
    said = " ".join(capsys.readouterr().err.split())
    assert f"there is no folder {tmp_path / 'none'}. Make it first" in said


@pytest.mark.parametrize("name", ["facts.xlsx", "facts.csv"])
def test_a_place_that_cannot_be_written_to(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / f".unfinished.{name}").mkdir()
    assert main(["template", str(tmp_path / name)]) == UNUSABLE
    said = capsys.readouterr()
    assert said.out == ""
    assert "it cannot be written (Is a directory)" in " ".join(said.err.split())
