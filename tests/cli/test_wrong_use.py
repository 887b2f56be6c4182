"""A command that was not asked as it can be: exit code 2, what to write instead, and nothing read or written."""

from __future__ import annotations

from pathlib import Path

import pytest

from permanence.cli import UNUSABLE, WRONG_USE, arguments, council, main


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code, and what is said. argparse ends by SystemExit, the commands by their code."""
    try:
        code = main(words)
    except SystemExit as ended:
        code = int(ended.code or 0)
    said = capsys.readouterr()
    assert not said.out
    return code, " ".join(said.err.split())


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A facts sheet that may not be read: wrong use comes to light before."""
    sheet = tmp_path / "facts.csv"
    sheet.write_text("child,fact,from\n1,in_care,2026-02-02\n", encoding="utf-8")
    monkeypatch.setattr(council, "read_files", lambda _: pytest.fail("the files were read"))
    return str(sheet)


@pytest.mark.parametrize("words", [("track",), ("explain", "1"), ("holidays",)])
def test_no_files(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    code, said = _run(capsys, *words, "--pack", "PG")
    assert (code, said.startswith("Name the files to read: --ssda903 with")) == (WRONG_USE, True)


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (
            ["-o", "a.docx"],
            "a.docx: its name does not say what kind of file to write. End it with .xlsx, .parquet, .csv, .json.",
        ),
        (["-o", "a"], "a: its name does not say what kind of file to write."),
        (["-o", "not there/a.xlsx"], "not there/a.xlsx: there is no folder not there. Make it first"),
        (["--unregistered", "FOO"], "'FOO' is not a PLACE code; the codes are"),
        (
            ["--unregistered", "Z12,Z14=maybe"],
            "PLACE code Z14 cannot mean 'maybe'; it may mean",
        ),
        (["--as-at", "2026-02-30"], "'2026-02-30' is not a date; write it as 2026-12-28 or 28/12/2026."),
        (["--as-at", "2148-12-31"], "'2148-12-31' is not a day from 1971 to 2147"),
        (["--as-at", "9999-12-31"], "'9999-12-31' is not a day from 1971 to 2147"),
        (["--as-at", "1970-06-01"], "'1970-06-01' is not a day from 1971 to 2147"),
    ],
)
def test_options_are_refused_before_anything_is_read(
    capsys: pytest.CaptureFixture[str], facts: str, words: list[str], remedy: str
) -> None:
    code, said = _run(capsys, "track", "--pack", "PG", "--facts", facts, *words)
    assert (code, remedy in said) == (WRONG_USE, True), said


@pytest.mark.parametrize(
    "words",
    [
        ("track", "--pack", "XX"), ("explain", "1", "--pack", "XX"), ("holidays", "--pack", "XX"),
        ("compare", "XX", "PG"), ("compare", "PG", "XX"), ("packs", "XX"), ("due", "cases.yaml", "--pack", "XX"),
        ("verify", "cases.yaml", "--pack", "XX"),
    ],
)  # fmt: skip
def test_a_policy_there_is_not(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    code, said = _run(capsys, *words)
    assert (code, "there is no policy 'XX'. Use one of ENGLAND, AM, DG" in said) == (WRONG_USE, True), said


def test_holidays_without_a_file_of_them(capsys: pytest.CaptureFixture[str], facts: str) -> None:
    code, said = _run(capsys, "holidays", "--pack", "PG", "--facts", facts)
    assert (code, "with --holidays: a .csv with the headings date and name." in said) == (WRONG_USE, True)


@pytest.mark.parametrize("words", [("sample", "council"), ("compare", "PG", "AM")])
def test_a_day_for_which_no_council_can_be_made_up(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = _run(capsys, *words, "--as-at", "2020-01-01")
    assert (code, said.startswith("A sample needs a day from 01/04/2025")) == (WRONG_USE, True), said


def test_input_that_cannot_be_used_is_another_matter(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pack, late, sheet = tmp_path / "pack.yaml", tmp_path / "late.csv", tmp_path / "facts.csv"
    pack.write_text("pack: X\nextends: NOWHERE\n", encoding="utf-8")
    late.write_text("2026-02-10,Thanks\n", encoding="utf-8")
    sheet.write_text("child,fact,from\n1,in_care,2026-02-02\n", encoding="utf-8")
    assert _run(capsys, "track", "--pack", str(pack), "--facts", str(sheet))[0] == UNUSABLE
    assert _run(capsys, "track", "--pack", "PG", "--facts", str(tmp_path / "gone.csv"))[0] == UNUSABLE
    code, said = _run(capsys, "track", "--pack", "PG", "--facts", str(sheet), "--holidays", str(late))
    assert (code, said.startswith("late.csv line 1: '2026-02-10, Thanks' stands where")) == (UNUSABLE, True)


def test_the_name_of_a_file_is_not_broken_at_the_end_of_a_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    late = tmp_path / f"{'late-' * 25}days.csv"
    late.write_text("date\n2026-02-40\n", encoding="utf-8")
    assert main(["due", "cases.yaml", "--holidays", str(late)]) == UNUSABLE
    assert late.name in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("z12, Z14=Unapproved", {"Z12": "unregistered", "Z14": "unapproved"}),
        ("none", {}),
        ("", {}),
    ],
)
def test_the_codes_of_homes(text: str, meaning: dict[str, str]) -> None:
    assert arguments.homes(text) == meaning


def test_both_ways_to_write_a_day_and_whole_numbers() -> None:
    assert arguments.day("02/03/2026") == arguments.day("2026-03-02")
    assert arguments.whole("300") == 300
    with pytest.raises(arguments.ArgumentTypeError, match="'0' is not a whole number above 0"):
        arguments.whole("0")
