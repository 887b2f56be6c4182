"""The quickest way to read a table gives what going through its text gives, whatever one cell holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permanence.returns.frames import Reading
from permanence.returns.sample import write_return
from permanence.returns.ssda903 import read as reader

AS_AT = date(2026, 3, 31)

ODD = {
    "DECOM": ["", " 01/06/2024", "1/6/2024", "2024-06-01", "01-06-2024", "01/06/24", "01/06/2024 00:00", "45444",
              "31/02/2024", "06/31/2024", "01/06/2031", "01/06/1924", "20240601", "no day"],
    "LS": ["", " C2", "c2", "C9", "2.0"],
    "CHILD": ["", "0100", "+100", "1.0", "A1", "1E+09", "CHILD"],
    "PL_POST": ["", "ab1 2cd", "AB12CD"],
    "URN": ["XXXXXXX", "sc 123"],
    "DEC": ["01/07/2024", "01/07/2044"],
}  # fmt: skip


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("council")
    write_return(folder, 25, as_at=AS_AT)
    return folder / "2025-26"


def both_ways(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Reading, Reading]:
    quick = reader.read_return([folder], as_at=AS_AT)
    with monkeypatch.context() as through_text:
        through_text.setattr(reader, "at_once", lambda *_: None)
        return quick, reader.read_return([folder], as_at=AS_AT)


def same(one: Reading, other: Reading) -> None:
    for name in ("children", "facts", "problems", "totals"):
        mine, its = getattr(one, name), getattr(other, name)
        assert mine.schema == its.schema, name
        assert mine.equals(its), name


def test_a_council_reads_the_same_both_ways(council, monkeypatch):
    taken = []
    at_once = reader.at_once
    monkeypatch.setattr(reader, "at_once", lambda *given: taken.append(given[2].name) or at_once(*given))
    same(*both_ways(council, monkeypatch))
    assert "episodes" in taken


@pytest.mark.parametrize(("column", "cell"), [(column, cell) for column, cells in ODD.items() for cell in cells])
@pytest.mark.parametrize("everywhere", [False, True], ids=["one row", "every row"])
def test_an_odd_cell_reads_the_same_both_ways(council, tmp_path, monkeypatch, column, cell, everywhere):
    heads, *lines = (council / "episodes.csv").read_text().splitlines()
    place = heads.split(",").index(column)
    rows = [line.split(",") for line in lines]
    for row in rows if everywhere else rows[3:4]:
        row[place] = cell
    (tmp_path / "header.csv").write_bytes((council / "header.csv").read_bytes())
    (tmp_path / "episodes.csv").write_text("\n".join([heads, *(",".join(row) for row in rows), ""]))
    same(*both_ways(tmp_path, monkeypatch))
