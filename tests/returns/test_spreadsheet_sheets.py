"""A workbook of several sheets: each with the headings is read, and each other that has rows is named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import openpyxl

from permanence.returns.frames import Reading
from permanence.returns.spreadsheet import read_facts, write_template

HEADINGS = ("child", "fact", "date")
ONE, TWO = ("1", "review", "2026-02-27"), ("2", "review", "2026-03-02")
ODD = ("3", "reviewed", "2026-03-02")


def read(folder: Path, hidden: Iterable[str] = (), **sheets: list[tuple[str, ...]]) -> Reading:
    """Sheets by name, _ for a space; each with the headings but where its first row has some."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    book.save(folder / "facts.xlsx")
    return read_facts(folder / "facts.xlsx")


def test_every_sheet_with_the_headings_is_read_and_problems_name_it(tmp_path: Path) -> None:
    reading = read(tmp_path, Facts_2=[HEADINGS, TWO, ODD], Facts=[HEADINGS, ONE])
    assert reading.facts.select("token", "file", "line").rows() == [
        ("review", "sheet 'Facts' of facts.xlsx", 2),
        ("review", "sheet 'Facts 2' of facts.xlsx", 2),
    ]
    assert reading.problems.select("file", "line", "child").rows() == [("sheet 'Facts 2' of facts.xlsx", 3, "3")]
    assert reading.totals.rows() == [
        ("sheet 'Facts' of facts.xlsx", "facts", 1, 1, 0),
        ("sheet 'Facts 2' of facts.xlsx", "facts", 2, 1, 1),
    ]


def test_sheets_are_one_list_of_facts(tmp_path: Path) -> None:
    """What one says again counts once, and plans of two that overlap are a question."""
    columns = ("child", "fact", "from", "date")
    first, second = ("1", "plan", "2026-01-01", ""), ("1", "plan", "2026-02-01", "")
    reading = read(
        tmp_path,
        Facts=[HEADINGS, ONE],
        More=[columns, ("1", "review", "", "2026-02-27"), first],
        Plans=[columns, second],
    )
    assert reading.totals["set_aside"].to_list() == [0, 1, 0]
    again, overlap = reading.problems.to_dicts()
    assert (again["file"], again["line"], again["wrong"]) == (
        "sheet 'More' of facts.xlsx",
        2,
        "An earlier row says the same",
    )
    assert "(line 3 of sheet 'More' of facts.xlsx) still holds then" in overlap["wrong"]


def test_a_sheet_without_rows_is_no_second_one(tmp_path: Path) -> None:
    reading = read(tmp_path, Facts=[HEADINGS], Next_year=[HEADINGS, ONE], After=[HEADINGS])
    assert reading.totals.rows() == [("facts.xlsx", "facts", 1, 1, 0)]
    assert read(tmp_path, Facts=[HEADINGS], After=[HEADINGS]).totals.rows() == [("facts.xlsx", "facts", 0, 0, 0)]


def test_other_sheets_with_rows_are_named(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        hidden=["Old", "Codes"],
        Facts=[HEADINGS, ONE],
        Read_me=[("hello",)],
        Visits=[("who", "when"), ("1", "2026-03-01")],
        Old=[HEADINGS, TWO],
        Codes=[("a", "b"), ("c", "d")],
    )
    assert reading.children["id"].to_list() == ["1"]
    assert reading.problems.select("file", "wrong").rows() == [
        ("facts.xlsx", "The sheet 'Visits' was not read"),
        ("facts.xlsx", "The sheet 'Old' was not read"),
    ]
    assert "It has no headings 'child' and 'fact'" in reading.problems["done"][0]
    assert reading.problems["done"][1].startswith("It is hidden.")


def test_facts_on_a_hidden_sheet_alone_are_not_lost_in_silence(tmp_path: Path) -> None:
    reading = read(tmp_path, hidden=["Facts"], Facts=[HEADINGS, ONE], Read_me=[("hello",)])
    assert reading.facts.is_empty()
    assert "The sheet 'Facts' was not read: It is hidden." in reading.problems["wrong"][0]


def test_the_templates_own_sheets_are_not_named_unless_somebody_wrote_there(tmp_path: Path) -> None:
    write_template(tmp_path / "mine.xlsx")
    assert read_facts(tmp_path / "mine.xlsx").problems.is_empty()
    book = openpyxl.load_workbook(tmp_path / "mine.xlsx")
    book["Facts"].append(("1", "review", None, None, None, "2026-02-27"))
    book["Examples"].append(("77", "review", None, None, None, "2026-02-27"))
    book.save(tmp_path / "mine.xlsx")
    reading = read_facts(tmp_path / "mine.xlsx")
    assert reading.totals.rows() == [("mine.xlsx", "facts", 1, 1, 0)]
    assert reading.problems["wrong"].to_list() == ["The sheet 'Examples' was not read"]
    assert "has rows of your own" in reading.problems["done"][0]
