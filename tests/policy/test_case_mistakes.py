"""A case with a mistake is refused with file, line, the case's name and the remedy; what is sound is read as before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from permanence.policy.cases import Case, CaseMistake, check, read_cases
from permanence.policy.lines import PackMistake

MISTAKES = yaml.safe_load((Path(__file__).parent / "case-mistakes.yaml").read_text(encoding="utf-8"))
NORTH = "pack: NORTH\nextends: PG\nsettings: {first_meeting_within: 3 weeks}\n"


def case(**words: str | None) -> str:
    """A sound case with these words changed, added or (None) left out. Added ones begin on line 7."""
    sound = {
        "name": "a child comes into care", "pack": "PG", "as_at": "2026-03-01", "child": "{id: c1, born: 2015-06-01}",
        "facts": "[{fact: in_care, from: 2026-02-02}]", "expect": "[{clause: PG-068, status: due}]",
    }  # fmt: skip
    return "".join(f"{key}: {value}\n" for key, value in {**sound, **words}.items() if value is not None)


def cases_of(folder: Path, text: str) -> list[Case]:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return read_cases(path)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_where_it_stands(tmp_path: Path, mistake: str) -> None:
    told: dict[str, Any] = MISTAKES[mistake]
    with pytest.raises(CaseMistake) as refused:
        cases_of(tmp_path, case(**told["words"]))
    said = str(refused.value)
    assert f"case.yaml line {told['line']}, case 'a child comes into care': " in said
    assert told["says"] in said
    assert told["remedy"] in said


def test_a_case_without_a_name_is_called_by_its_place(tmp_path: Path) -> None:
    text = "".join(f"- {case().rstrip().replace(chr(10), chr(10) + '  ')}\n" for _ in range(2))
    first, _, second = text.rpartition("name: a child comes into care")
    with pytest.raises(CaseMistake, match=r"case\.yaml line 7, case 2: 'absnt' is not a key of a case\."):
        cases_of(tmp_path, f"{first}absnt: [PG-068]{second}")


def test_a_case_needs_to_expect_nothing(tmp_path: Path) -> None:
    """``permanence due`` takes the same files, and asks only for the facts."""
    [read] = cases_of(tmp_path, case(expect=None))
    assert (read.expect, read.absent, check(read)) == ((), (), [])


@pytest.mark.parametrize("clause", ["PG-068", "ENGLAND-review-1", "ENGLAND-placed-visit", "PG-082", "PG-001"])
def test_every_paragraph_of_the_pack_and_of_those_it_extends_may_be_named(tmp_path: Path, clause: str) -> None:
    """Those with a row, those that an authority leaves uncounted, those that give none, and those without a time."""
    (tmp_path / "north.yaml").write_text(NORTH, encoding="utf-8")
    [read] = cases_of(tmp_path, case(pack="north.yaml", expect=None, absent=f"[{clause}]"))
    assert read.absent == (clause,)


# --- where the pack is looked for ----------------------------------------------------------------------------


def weeks_of(read: Case) -> int:
    [row] = [row for row in read.rows() if row["clause"] == "PG-068"]
    return int((row["due"] - row["anchor"]).days) // 7


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two folders, the second of them the working directory; the first holds the cases."""
    for name in ("cases", "elsewhere"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


def test_a_pack_beside_the_case_file_is_found_from_anywhere(tmp_path: Path, elsewhere: Path) -> None:
    (tmp_path / "cases" / "north.yaml").write_text(NORTH, encoding="utf-8")
    [read] = cases_of(tmp_path / "cases", case(pack="north.yaml"))
    assert weeks_of(read) == 3
    [again] = read_cases(Path(os.path.relpath(tmp_path / "cases" / "case.yaml")))
    assert weeks_of(again) == 3


def test_a_pack_in_the_working_directory_is_found_where_there_is_none_beside_the_case(
    tmp_path: Path, elsewhere: Path
) -> None:
    (elsewhere / "north.yaml").write_text(NORTH.replace("3 weeks", "2 weeks"), encoding="utf-8")
    assert [weeks_of(read) for read in cases_of(tmp_path / "cases", case(pack="north.yaml"))] == [2]
    (tmp_path / "cases" / "north.yaml").write_text(NORTH, encoding="utf-8")
    assert [weeks_of(read) for read in cases_of(tmp_path / "cases", case(pack="north.yaml"))] == [3]


def test_a_mistake_in_the_pack_of_a_case_is_told_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "north.yaml").write_text(NORTH.replace("3 weeks", "3"), encoding="utf-8")
    with pytest.raises(PackMistake) as refused:
        cases_of(tmp_path, case(pack="north.yaml"))
    assert "north.yaml line 3: '3' is not a length of time" in str(refused.value)
    assert "It is the pack of case 'a child comes into care'." in str(refused.value)


def test_a_pack_named_beside_the_cases_is_read_for_all_of_them(tmp_path: Path) -> None:
    """Its own mistakes are not laid at the door of a case, and the clauses named must be its own."""
    path = tmp_path / "case.yaml"
    path.write_text(case(pack="north.yaml"), encoding="utf-8")
    assert [read.pack for read in read_cases(path, against="PG")] == ["PG"]
    with pytest.raises(PackMistake, match=r"^south\.yaml: there is no such pack\.(?!.*case)"):
        read_cases(path, against=str(tmp_path / "south.yaml"))
    with pytest.raises(CaseMistake, match="there is no clause 'PG-068' in AM"):
        read_cases(path, against="AM")
