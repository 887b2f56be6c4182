"""``permanence verify`` and ``due`` on case files: a slip is one plain error and exit code 3."""

from __future__ import annotations

from pathlib import Path

import pytest

from permanence.cli import DONE, NO, UNUSABLE, main

SOUND = """\
name: a child comes into care
pack: PG
as_at: 2026-03-01
child: {id: c1, born: 2015-06-01}
facts: [{fact: in_care, from: 2026-02-02}]
expect: [{clause: PG-068, due: 2026-03-02, status: due}]
absent: [PG-079]
"""
IN_CARE = "{fact: in_care, from: 2026-02-02}"
HOME = "fact: placement, code: foster, from: 2026-02-02"
SLIPS = [
    ("absent: [PG-079]", "absent: PG-079", "line 7, case 'a child comes into care': absent: 'PG-079' is not a list."),
    (
        "absent: [PG-079]",
        "absent: [PG-79]",
        "line 7, case 'a child comes into care': there is no clause 'PG-79'",
    ),
    ("absent", "absnt", "line 7, case 'a child comes into care': 'absnt' is not a key of a case."),
    ("clause: PG-068", "clause: [a]", "line 6, case 'a child comes into care': there is no clause '['a']' in PG."),
    ("status: due", "status: dew", "line 6, case 'a child comes into care': there is no status 'dew'."),
    ("in_care", "[a]", "line 5, case 'a child comes into care': there is no fact '['a']'."),
    (IN_CARE, f"{{{HOME}, review_every_days: 9999999999}}", "'9999999999' is not a whole number from 1 to 1000."),
    (IN_CARE, f"{{{HOME}, review_every_days: true}}", "'True' is not a whole number from 1 to 1000."),
    (IN_CARE, f"{{{HOME}, stage: sent}}", "'stage' is not a detail of 'placement'."),
    ("pack: PG", "pack: north.yaml", "line 2, case 'a child comes into care': there is no such pack as 'north.yaml'."),
]


def said_of(command: str, file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    code = main([command, str(file), *more])
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), " ".join(said.err.split())


def written(folder: Path, text: str) -> Path:
    file = folder / "case.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_sound_case_passes_and_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, SOUND)
    code, out, err = said_of("verify", file, capsys)
    assert (code, err) == (DONE, "")
    assert "1 cases: 1 pass, 0 fail" in out
    code, out, err = said_of("due", file, capsys)
    assert (code, err) == (DONE, "")
    assert "PG-068" in out


def test_a_case_that_is_not_so_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said_of("verify", written(tmp_path, SOUND.replace("[PG-079]", "[PG-068]")), capsys)
    assert code == NO
    assert "FAIL a child comes into care" in out


@pytest.mark.parametrize("command", ["verify", "due"])
@pytest.mark.parametrize(("sound", "slip", "words"), SLIPS)
def test_a_slip_is_one_plain_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, sound: str, slip: str, words: str
) -> None:
    code, out, err = said_of(command, written(tmp_path, SOUND.replace(sound, slip)), capsys)
    assert (code, out) == (UNUSABLE, "")
    assert "case.yaml line " in err
    assert words in err


def test_due_asks_for_no_expectation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SOUND[: SOUND.index("expect")]
    assert said_of("due", written(tmp_path, text), capsys)[0] == DONE


def test_a_pack_beside_the_case_file_is_the_one_meant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = "settings: {first_meeting_within: 3 weeks}"
    (tmp_path / "north.yaml").write_text(f"pack: NORTH\nextends: PG\n{settings}\n", encoding="utf-8")
    file = written(tmp_path, SOUND.replace("pack: PG", "pack: north.yaml"))
    code, out, _ = said_of("verify", file, capsys)
    assert code == NO
    assert "due 2026-03-02 2026-02-23 <-" in out
    assert said_of("verify", file, capsys, "--pack", "PG")[0] == DONE


def test_a_mistaken_pack_is_one_plain_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "north.yaml").write_text("pack: NORTH\nextends: north.yaml\n", encoding="utf-8")
    code, _, err = said_of("verify", written(tmp_path, SOUND.replace("PG\n", "north.yaml\n", 1)), capsys)
    assert code == UNUSABLE
    assert "north.yaml line 2: this pack extends itself. Take out one 'extends'." in err
    assert "It is the pack of case 'a child comes into care'." in err
