"""``permanence compare``: what differs is listed, what is alike is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from permanence.cli import DONE, main

OWN = "pack: NS\nname: Northshire\nversion: '1'\nextends: PG\nsettings:\n  foster_every: 4 months\n"
FACTS = "child,fact,code,date,from\n1,in_care,,,2026-02-03\n1,legal_status,care_order,,2026-02-03\n"


@pytest.fixture
def compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """PG beside a council's own pack that sets one of its settings anew, for one fostered child."""
    (tmp_path / "ns.yaml").write_text(OWN, encoding="utf-8")
    return _compare(tmp_path, capsys, str(tmp_path / "ns.yaml"))


def _compare(folder: Path, capsys: pytest.CaptureFixture[str], second: str, *more: str) -> list[str]:
    (folder / "facts.csv").write_text(f"{FACTS}1,placement,foster,,2026-02-03\n", encoding="utf-8")
    files = ["--facts", str(folder / "facts.csv"), "--as-at", "2026-03-31"]
    assert main(["compare", "PG", second, *files, *more]) == DONE
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_only_the_rule_that_differs_is_listed(compared: list[str]) -> None:
    rules = compared[compared.index("RULE BY RULE") :]
    assert rules[2] == "Permanence planning meeting"
    assert [line.split(" from the start")[0] for line in rules[3:5]] == [
        "PG PG-095 every 3 months", "NS PG-095 every 4 months",
    ]  # fmt: skip
    assert rules[5].startswith("Alike in both: ")
    assert rules[5].endswith(" more rules")
    assert rules[7].startswith("The same in both: statutory review,")


def test_only_the_meetings_that_differ_are_listed(compared: list[str]) -> None:
    table = compared[compared.index("PG NS") :]
    assert [line.rpartition(" ")[0].rpartition(" ")[0] for line in table[1:3]] == ["permanence planning meeting", "all"]
    assert table[4].startswith("As many in both: ")
    assert "statutory review" in table[4]


def test_a_pack_beside_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _compare(tmp_path, capsys, "PG")
    assert lines[lines.index("RULE BY RULE") + 2].startswith("The same in both: statutory review,")
    assert "0 children are affected" in lines


def test_what_only_one_asks_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _compare(tmp_path, capsys, "ENGLAND")
    entry = lines.index("Entry to care panel")
    assert lines[entry + 1].startswith("PG PG-")
    assert lines[entry + 2 : entry + 4] == ["ENGLAND - not asked for", ""]


def test_late_holidays_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside SP, whose working days a holiday moves: the day it asks for is another with it than without."""
    (tmp_path / "late.csv").write_text("date,name\n04/02/2026,Thanks\n", encoding="utf-8")
    without = _compare(tmp_path, capsys, "SP", "--children")
    late = _compare(tmp_path, capsys, "SP", "--children", "--holidays", str(tmp_path / "late.csv"))
    assert "1 gains formulation meeting - -> 2026-03-02" in without
    assert "1 gains formulation meeting - -> 2026-03-03" in late
