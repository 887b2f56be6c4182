"""The workbook, opened again: its sheets, headings, filters, dates and counts, and that no text is a formula."""

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from permanence.policy.contract import work_out
from permanence.policy.days import calendar_with
from permanence.policy.duties import evaluator
from permanence.policy.pack import read_pack
from permanence.returns.frames import timeline
from permanence.tracker import workbook
from permanence.tracker.sheets import Column, Sheet
from permanence.tracker.track import track
from tracker.council import AS_AT, CHILDREN, pg, reading

SHEETS = [
    "Board", "Overdue", "Due in 30 days", "All duties", "Time to permanence", "Each child's wait",
    "Problems in the data", "About",
]  # fmt: skip


def _write(path: Path, calendar: Any = None) -> Workbook:
    read = reading()
    ready = evaluator(read_pack("PG"), calendar)
    source = path.with_name("episodes.csv")
    source.write_bytes(b"CHILD")
    track(read, timeline(read.children, read.facts), ready, AS_AT, [path], [source])
    return load_workbook(path)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return _write(tmp_path_factory.mktemp("tracker") / "tracker.xlsx")


def _rows(sheet: Worksheet) -> list[dict[str, Any]]:
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def _about(book: Workbook) -> dict[str, Any]:
    return {str(what): value for what, value, *_ in book["About"].iter_rows(values_only=True) if what}


def test_the_sheets_stand_in_order_and_the_board_is_open(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert book.active.title == "Board"


@pytest.mark.parametrize("name", SHEETS[:-1])
def test_headings_stay_filter_and_repeat(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert sheet.freeze_panes[1:] == "2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)  # one page wide, many high
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert all(cell.font.b for cell in sheet[1])


def test_the_childs_id_stays_in_view_on_the_board(book: Workbook) -> None:
    assert book["Board"].freeze_panes == "C2"


def test_the_counts_are_those_of_the_duties(book: Workbook) -> None:
    read = reading()
    duties = work_out(pg().pack, timeline(read.children, read.facts), AS_AT)
    overdue = [row for row in duties if row["status"] == "overdue"]
    soon = [row for row in duties if row["status"] == "due" and (row["due"] - AS_AT).days <= 30]
    counts = {name: book[name].max_row - 1 for name in SHEETS[:-1]}
    assert list(counts.values())[:4] == [len(CHILDREN), len(overdue), len(soon), len(duties)]
    assert counts["Problems in the data"] == 1
    assert _about(book)["Duties"] == len(duties)
    assert _about(book)["overdue"] == len(overdue)


def test_every_duty_stands_with_its_explanation(book: Workbook) -> None:
    read = reading()
    duties = work_out(pg().pack, timeline(read.children, read.facts), AS_AT)
    rows = _rows(book["All duties"])
    assert [(row["Child"], row["Clause"], row["Status"]) for row in rows] == [
        (row["child"], row["clause"], row["status"]) for row in duties
    ]
    assert all(row["Clause"] in row["Why, and how it went"] for row in rows)


def test_days_are_real_dates(book: Workbook) -> None:
    due = [cell for cell in book["All duties"]["D"][1:] if cell.value is not None]
    assert {type(cell.value) for cell in due} == {datetime}
    assert {cell.number_format for cell in due} == {"dd mmm yyyy"}
    assert datetime(2026, 3, 2) in {cell.value for cell in due}


def test_the_longest_overdue_stand_first(book: Workbook) -> None:
    late = [row["Days late"] for row in _rows(book["Overdue"])]
    assert late == sorted(late, reverse=True)
    assert late[-1] > 0


def test_no_text_is_a_formula(book: Workbook) -> None:
    kinds = {cell.data_type for name in SHEETS for row in book[name].iter_rows() for cell in row}
    assert "f" not in kinds
    assert "=1+1" in {row["Child"] for row in _rows(book["Board"])}
    assert _rows(book["Problems in the data"])[0]["Value"] == "@SUM(A1)"


def test_the_waits_stand_by_year_and_by_child(book: Workbook) -> None:
    """One foster home was agreed as permanent from the day care began; three wait; one left in an earlier year."""
    years = [row for row in _rows(book["Time to permanence"]) if row["Which children"] == "Everyone"]
    assert [row["In"] for row in years][-1] == "April 2025 to March 2026"
    last = years[-1]
    assert (last["Reached a home for good"], last["Middle number of days"], last["Still waiting at the end"]) == (
        1, 0, 3,
    )  # fmt: skip
    assert "fewer than 5" in last["Note"]
    each = {row["Child"]: (row["How it stands"], row["Days"]) for row in _rows(book["Each child's wait"])}
    assert each == {
        "=1+1": ("Still waiting", 57), "booked": ("Home for good", 0), "guessed": ("Still waiting", 57),
        "left": ("Left care, no home for good on record", 22), "long overdue": ("Still waiting", 666),
    }  # fmt: skip


def test_a_colour_is_a_word_too(book: Workbook) -> None:
    cells = book["Board"]["A"][1:]
    fills = {cell.value: cell.fill.fgColor.rgb for cell in cells if cell.fill.fill_type}
    assert fills["Red"] == "FFB10E1E"
    assert {cell.value for cell in cells} <= {"Red", "Amber", "Green", "Nothing owed"}


def test_what_was_inferred_says_why(book: Workbook) -> None:
    rows = [row for row in _rows(book["All duties"]) if row["Inferred from the return"]]
    assert {row["Child"] for row in rows} == {"guessed"}
    assert "ENGLAND-26-weeks" in {row["Clause"] for row in rows}


def test_about_says_what_it_was_made_from(book: Workbook) -> None:
    about = _about(book)
    assert about["As at"] == "the end of Tuesday 31 March 2026"
    assert about["Policy"] == "Permanency planning practice guidance (PG)"
    assert about["Children"] == len(CHILDREN)
    assert about["First meeting within"] == "4 weeks"
    assert about["Bank holidays"] == "those published with the product"
    text = " ".join(str(cell) for row in book["About"].iter_rows(values_only=True) for cell in row if cell)
    assert f"SHA-256 {sha256(b'CHILD').hexdigest()}" in text
    assert "9 read = 8 used + 1 set aside" in text
    assert "interim care order in the return" in text


def test_about_names_late_bank_holidays(tmp_path: Path) -> None:
    book = _write(tmp_path / "tracker.xlsx", calendar_with({date(2026, 3, 10): "a day of joy"}))
    assert _about(book)["Bank holidays"].endswith("declared late: a day of joy (10 Mar 2026)")


def test_a_sheet_that_is_too_long_goes_on_to_another() -> None:
    rows = pl.DataFrame({"n": range(5)})
    cut = list(workbook.pages(Sheet("All duties", (Column("n", "N"),), rows), most=2))
    assert [(page.name, page.rows.height) for page in cut] == [
        ("All duties", 2),
        ("All duties 2", 2),
        ("All duties 3", 1),
    ]


def test_a_big_workbook_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "BIG", 0)
    big, small = _write(tmp_path / "big.xlsx"), _write(tmp_path / "small.xlsx")
    assert _rows(big["All duties"]) == _rows(small["All duties"])


def test_columns_are_as_wide_as_what_they_hold() -> None:
    narrow, wide = pl.Series(["a"]), pl.Series(["word " * 60])
    assert workbook.width(Column("n", "Name"), narrow) == 8
    assert workbook.width(Column("n", "Name"), wide) == 36
    assert workbook.width(Column("n", "Name", "long"), wide) == 80
    assert workbook.width(Column("n", "Due", "date"), narrow) == 13
