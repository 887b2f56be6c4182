"""What the commands say of input they cannot use: one paragraph that names the file and what to do, and exit code 3."""

from __future__ import annotations

from pathlib import Path

import pytest

from permanence.cli import UNUSABLE, main


def _track(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    code = main(["track", "--pack", "PG", "--ssda903", str(folder), "-o", str(folder / "x.parquet"), "--quiet"])
    said = capsys.readouterr()
    assert (code, said.out, (folder / "x.parquet").exists()) == (UNUSABLE, "", False)
    return " ".join(said.err.split())


@pytest.mark.parametrize(("name", "content", "words"), [
    ("broken.zip", b"PK\x03\x04 no zip", "broken.zip: This zip file is damaged, or is not a zip file."),
    ("odd.csv", b"a,b\n1,2\n", "odd.csv, line 1: The columns are not those of any file of the return."),
])  # fmt: skip
def test_where_no_child_can_be_read_the_file_and_the_reason_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert words in _track(tmp_path, capsys)


def test_an_empty_folder_leads_to_what_is_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Check they are SSDA903 files." in _track(tmp_path, capsys)


def test_only_the_first_problems_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(9):
        (tmp_path / f"odd{number}.csv").write_bytes(b"a,b\n1,2\n")
    assert _track(tmp_path, capsys).count("line 1:") == 3
