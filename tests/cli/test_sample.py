"""``permanence sample`` and the demo: how many children there are is said as the tables will count them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from house.tree import the_run_py
from permanence.cli import DONE, main


def test_the_demo_says_how_many_children_its_tables_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    demo, steps = the_run_py(), []
    monkeypatch.setattr(demo, "permanence", lambda step: steps.append(step) or 0)
    assert demo.workbooks() == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "300 children who were in care in the last two years. Its files hold 130 others too" in said
    assert "ask for the 430 children in its files" in " ".join(str(demo.__doc__).split())
    assert main(["sample", str(tmp_path), *steps[0][2:]]) == DONE
    capsys.readouterr()
    files = ["--ssda903", str(tmp_path), "--facts", str(tmp_path / "facts.csv")]
    assert main(["track", "--pack", "PG", *files, "--as-at", demo.AS_AT]) == DONE
    counted = " ".join(capsys.readouterr().out.split())
    assert " 430 children: " in counted
    assert "so the tables count 430." in said


def test_who_is_in_the_files_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", str(tmp_path / "council"), "--children", "5"]) == DONE
    said = capsys.readouterr().out
    assert "5 children were in care in those years." in said
    assert "care leavers, who left earlier, and children not in care yet." in said


def test_the_help_says_whom_the_number_counts(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["sample", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "children in care at some time in the two years (300 if not given); the files hold about 4 more" in said


def test_the_first_steps_that_help_teaches_go_as_they_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["--help"])
    taught = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  permanence ")]
    steps = [re.split(r"\s{2,}", line)[0].split()[1:] for line in taught]
    *made_up, last = steps
    assert last[0] == "verify"  # of cases of the reader's own
    assert [(step[0], main(step)) for step in made_up] == [("sample", DONE), ("track", DONE), ("explain", DONE)]
    assert (tmp_path / "tracker.xlsx").exists()
    assert "Overdue (" in capsys.readouterr().out
