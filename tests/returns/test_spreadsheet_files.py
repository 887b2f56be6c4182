"""Any file whatever: each encoding and workbook is read, and none crashes the reader or loses a good row unseen."""

from __future__ import annotations

import codecs
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from permanence.returns.frames import Reading
from permanence.returns.spreadsheet import read_facts

SHEET = """child,fact,code,date,note
1,review,,2026-02-27,Zoë\u2019s first
2,meeting,permanence,28/02/2026,
"""


def read_bytes(folder: Path, data: bytes, name: str = "facts.csv") -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read_facts(path)


def lines_used(reading: Reading) -> list[int]:
    return reading.facts["line"].to_list()


@pytest.mark.parametrize(
    "data",
    [
        SHEET.encode(),
        SHEET.encode("utf-8-sig"),
        SHEET.encode("utf-16"),
        codecs.BOM_UTF16_BE + SHEET.encode("utf-16-be"),
        SHEET.encode("utf-16-le"),
        SHEET.encode("utf-16-be"),
        SHEET.encode("cp1252"),
        SHEET.replace("\n", "\r\n").encode(),
        SHEET.replace("\n", "\r").encode(),
        SHEET.replace(",", ";").encode(),
        SHEET.replace(",", "\t").encode("utf-16"),
        ("\n" + SHEET.replace(",", '","').replace("\n", '"\n').replace('"\n', '"\n"')[:-1])
        .replace("\nchild", '\n"child')
        .encode(),
    ],
)
def test_encodings_and_separators(tmp_path: Path, data: bytes) -> None:
    reading = read_bytes(tmp_path, data)
    assert reading.problems.is_empty()
    assert reading.facts["token"].to_list() == ["review", "meeting.permanence"]


def test_titles_blank_lines_and_remarks_are_not_rows(tmp_path: Path) -> None:
    reading = read_bytes(
        tmp_path, f'Facts for 2026\n\n{SHEET}\n,,,,\n# he said "no, never\n3,review,,2026-03-01\n'.encode()
    )
    assert lines_used(reading) == [4, 5, 9]
    assert reading.problems.is_empty()
    assert reading.totals.row(0) == ("facts.csv", "facts", 3, 3, 0)


def test_a_cell_that_runs_over_several_lines(tmp_path: Path) -> None:
    reading = read_bytes(
        tmp_path, (SHEET + '3,review,,2026-03-01,"one\ntwo, and ""three"""\n4,review,,2026-03-02,\n').encode()
    )
    assert lines_used(reading) == [2, 3, 4, 6]
    assert reading.problems.is_empty()


@pytest.mark.parametrize("stray", ['3,review,,2026-03-01,"oh', '"3,review,,2026-03-01,oh', '3,"review,,2026-03-01,oh'])
def test_a_stray_quote_mark_costs_one_row(tmp_path: Path, stray: str) -> None:
    reading = read_bytes(
        tmp_path, f'{SHEET}{stray}\n4,review,,2026-03-02,\n5,review,,2026-03-02,"late\n6,review,,2026-03-02,\n'.encode()
    )
    assert lines_used(reading) == [2, 3, 5, 7]
    assert reading.problems["line"].to_list() == [4, 6]
    assert "A quote mark in this row has no partner" in reading.problems["wrong"][0]
    assert reading.totals.row(0) == ("facts.csv", "facts", 6, 4, 2)


def test_more_cells_than_headings(tmp_path: Path) -> None:
    reading = read_bytes(
        tmp_path, b"child,fact,date,code\n1,review,2026-02-27,,,oops\n2,review,2026-02-27,,,,\n3,review,2026-02-27\n"
    )
    assert lines_used(reading) == [3, 4]
    assert reading.problems["wrong"].to_list() == ["The row has more cells than there are headings"]
    assert reading.totals.row(0) == ("facts.csv", "facts", 3, 2, 1)


def test_a_comma_in_a_last_note_harms_nothing(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, (SHEET + "3,review,,2026-03-01,first, then second\n").encode())
    assert lines_used(reading) == [2, 3, 4]
    assert reading.problems.is_empty()


def test_headings_that_are_not_read_are_named(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b"child,fact,date,stages,,date,empty\n1,review,2026-02-27,sent,x,2026-03-01,\n")
    assert reading.facts["start"].to_list() == [date(2026, 2, 27)]
    assert reading.problems["wrong"].to_list() == [
        "'stages' is not a column we know; did you mean 'stage'?",
        "A column has no heading",
        "Two columns are called 'date'",
    ]


def test_without_the_headings_every_row_is_set_aside_and_counted(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b"1,review,2026-02-27\n2,review,2026-02-27\n")
    assert reading.totals.row(0) == ("facts.csv", "facts", 1, 0, 1)
    assert "The first row must hold the headings, with 'child' and 'fact'" in reading.problems["wrong"][-1]


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", "The file is empty"),
        (b"\0\0\n", "The file is empty"),
        (b"# only this\n \n", "no headings and no rows"),
        (b"PK\x03\x04 but no workbook", "The workbook cannot be read"),
        (b"\xd0\xcf\x11\xe0 nor this", "The workbook cannot be read"),
    ],
)
def test_files_with_nothing_to_read(tmp_path: Path, data: bytes, wrong: str) -> None:
    reading = read_bytes(tmp_path, data, "facts.xlsx")
    assert wrong in reading.problems["wrong"][0]
    assert reading.totals.row(0) == ("facts.xlsx", "facts", 0, 0, 0)
    assert reading.children.is_empty()


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    assert "There is no file with this name" in read_facts(tmp_path / "facts.csv").problems["wrong"][0]
    assert "cannot be opened" in read_facts(tmp_path).problems["wrong"][0]


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, cells in enumerate(rows):
            sheet.write_row(line, 1, cells)
    book.close()
    return path


ROWS: list[list[object]] = [
    [],
    ["My facts"],
    ["Child", "Fact", "Code", "From", "Kin", "Review every days", "", "About"],
    [123, "placement", "foster", datetime(2026, 2, 2), True, 28],
    [],
    ["124", "document", "minutes", "03/03/2026", None, None, "scribble", datetime(2026, 2, 27, 10, 30)],
    ["# 125", "review", None, "03/03/2026"],
]


def test_a_workbook_with_real_dates_numbers_and_ticks(tmp_path: Path) -> None:
    reading = read_facts(workbook(tmp_path / "facts.xlsx", {"Read me": [["hello"]], "facts ": ROWS}))
    placement, minutes = reading.facts.rows(named=True)
    assert reading.children["id"].to_list() == ["123", "124"]
    assert (placement["start"], placement["kin"], placement["review_every_days"], placement["line"]) == (
        date(2026, 2, 2),
        True,
        28,
        4,
    )
    assert (minutes["start"], minutes["about"], minutes["line"]) == (date(2026, 3, 3), date(2026, 2, 27), 6)
    assert reading.problems["wrong"].to_list() == [
        "A column has no heading",
        "'document' happens on one day, and the day stands under 'from'",
    ]


def test_a_workbook_whose_sheet_has_another_name(tmp_path: Path) -> None:
    reading = read_facts(workbook(tmp_path / "facts.xlsx", {"Read me": [["hello"]], "Sheet1": ROWS}))
    assert reading.facts.height == 2
    reading = read_facts(workbook(tmp_path / "facts.xlsx", {"Read me": [["hello"]], "Empty": []}))
    assert "No sheet has the headings 'child' and 'fact'" in reading.problems["wrong"][0]


LIKELY = st.sampled_from(
    [
        *'",;\n\r\t#',
        "1",
        "child",
        "fact",
        "review",
        "meeting",
        "permanence",
        "2026-02-27",
        "31/02/2026",
        "in_care",
        "é",
        "\0",
    ]
)


@settings(max_examples=80, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=200),
        st.lists(LIKELY, max_size=80).map(lambda words: ("child,fact,code,date,from\n" + "".join(words)).encode()),
    )
)
def test_no_file_crashes_the_reader_and_the_rows_add_up(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    reading = read_bytes(tmp_path_factory.getbasetemp(), data, "any.csv")
    total = reading.totals.row(0, named=True)
    assert total["read"] == total["used"] + total["set_aside"]
    assert reading.facts.height <= total["used"]
    assert total["set_aside"] == 0 or reading.problems.height > 0


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(SHEET)), junk=st.text(st.sampled_from('",;\n#x'), max_size=4))
def test_a_slip_of_the_hand_never_hides_the_rows_beneath_it(
    tmp_path_factory: pytest.TempPathFactory, place: int, junk: str
) -> None:
    good = "".join(f"{child},review,,2026-03-0{child},\n" for child in range(3, 9))
    body = SHEET[SHEET.index("\n") + 1 :]
    place = min(place, len(body) - 1)
    data = SHEET[: SHEET.index("\n") + 1] + body[:place] + junk + body[place:] + good
    reading = read_bytes(tmp_path_factory.getbasetemp(), data.encode(), "slip.csv")
    assert {str(child) for child in range(4, 9)} <= set(reading.children["id"])
