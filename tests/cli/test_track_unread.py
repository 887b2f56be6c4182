"""``permanence track`` where a part of the input cannot be used: it is said, whatever was asked to be quiet."""

from __future__ import annotations

from pathlib import Path

import pytest

from permanence.cli import DONE, UNUSABLE, main
from permanence.returns.sample import write_return

Said = tuple[int, list[str]]


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("council")
    write_return(folder, 20)
    return folder


def track(council: Path, to: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Said:
    words = [
        "track",
        "--pack",
        "PG",
        "--ssda903",
        str(council),
        *more,
        "--as-at",
        "2026-03-31",
        "-o",
        str(to),
        "--quiet",
    ]
    return main(words), capsys.readouterr().err.splitlines()


def test_every_file_left_out_is_named_on_a_line_of_its_own(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    (odd / "columns.csv").write_bytes(b"a,b\n1,2\n")
    (odd / "facts.csv").write_bytes(b"child,fact,code\n")
    (odd / "blank.txt").write_bytes(b"\n")
    (odd / "none.xml").write_bytes(b"<a></a>")
    (odd / "book.xlsx").write_bytes(b"PK\x03\x04")
    (odd / "letter.docx").write_bytes(b"PK\x03\x04")
    (odd / "README").write_bytes(b"hello")
    to = tmp_path / "x.csv"
    code, lines = track(council, to, capsys, str(odd))
    assert (code, to.exists()) == (DONE, True)
    assert sorted(line.partition(": ")[0] for line in lines) == [
        "odd/blank.txt", "odd/book.xlsx", "odd/broken.zip", "odd/columns.csv", "odd/facts.csv", "odd/none.xml",
    ]  # fmt: skip
    assert all(line.endswith("See 'Problems in the data' in a tracker written as .xlsx.") for line in lines)
    assert any("This zip file is damaged, or is not a zip file. The file was left out." in line for line in lines)


def test_a_file_that_breaks_off_is_named(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> object:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("permanence.returns.ssda903.files._opened", broken)
    code, lines = track(council, tmp_path / "x.csv", capsys)
    assert code == UNUSABLE  # no file could be read
    monkeypatch.undo()
    assert "The file could not be read to its end" in " ".join(lines)


def test_a_return_that_is_read_whole_says_nothing(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert track(council, tmp_path / "x.csv", capsys) == (DONE, [])


@pytest.mark.parametrize(("name", "content", "words"), [
    ("facts.csv", b"", "The file is empty. Start again from the template."),
    ("facts.csv", b"who,what\n1,review\n", "The first row must hold the headings"),
    ("facts.csv", b"child,fact,date\n1,reviewed,2026-01-01\n", "facts.csv, line 2: 'reviewed' is not a fact we know"),
    ("facts.csv", b"child,fact,date\n", "It has no rows. Fill it in, or leave out --facts."),
    ("facts.xlsx", b"PK\x03\x04", "The workbook cannot be read."),
])  # fmt: skip
def test_a_facts_sheet_of_which_no_row_can_be_used(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    code, lines = track(council, tmp_path / "x.csv", capsys, "--facts", str(tmp_path / name))
    said = " ".join(lines)
    assert (code, (tmp_path / "x.csv").exists()) == (UNUSABLE, False)
    assert said.startswith("No row of the facts sheet")
    assert words in said


def test_a_return_without_a_child_is_refused_though_a_facts_sheet_has_some(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "facts.csv").write_bytes(b"child,fact,date\n1,review,2026-01-01\n")
    code, lines = track(tmp_path / "empty", tmp_path / "x.csv", capsys, "--facts", str(tmp_path / "facts.csv"))
    assert code == UNUSABLE
    assert " ".join(lines).startswith("No child could be read from the return.")
