"""A file of bank holidays declared late: read however a spreadsheet saves it, and never without its days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permanence.policy.days import CannotCount, read_day
from permanence.policy.late_holidays import read_holidays

THANKS, KINGS = date(2026, 2, 10), date(2026, 3, 2)
BOTH = {THANKS: "Day of thanks", KINGS: "King\u2019s day"}


def _read(folder: Path, content: bytes) -> dict[date, str]:
    path = folder / "late.csv"
    path.write_bytes(content)
    return read_holidays(path)


@pytest.mark.parametrize(
    "text",
    [
        "date,name\n2026-02-10,Day of thanks\n2026-03-02,King\u2019s day\n",
        "Date,Name\r\n10/02/2026,Day of thanks\r\n02/03/2026,King\u2019s day\r\n",
        "DATE;NAME\n10/2/2026;Day of thanks\n2/3/2026;King\u2019s day\n",
        "name\tdate\nDay of thanks\t2026-02-10\nKing\u2019s day\t2026-03-02\n",
        "\n,\ndate , name\n\n 2026-02-10 , Day of thanks\n,\n2026-03-02,King\u2019s day\n\n",
        'date,name,declared by\n2026-02-10,"Day of thanks"\n2026-03-02,"King\u2019s day",the King\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_ways_a_spreadsheet_saves_it(tmp_path: Path, text: str, encoding: str) -> None:
    assert _read(tmp_path, text.encode(encoding)) == BOTH


def test_a_day_with_no_name_is_a_bank_holiday(tmp_path: Path) -> None:
    assert _read(tmp_path, b"Date\n10/02/2026\n") == {THANKS: "bank holiday"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "late.csv line 1: the file is empty."),
        (b"\n,,\n", "late.csv line 1: the file is empty."),
        (b"date,name\n", "late.csv line 1: there are headings, and no day below them."),
        (b"\nDate;Name\n;\n", "late.csv line 2: there are headings, and no day below them."),
        (b"2026-02-10,Thanks\n", "late.csv line 1: '2026-02-10, Thanks' stands where the headings should."),
        (b"Day,Holiday\n2026-02-10,x\n", "late.csv line 1: 'Day, Holiday' stands where the headings should."),
    ],
)
def test_a_file_from_which_no_day_comes_is_refused_with_the_remedy(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(CannotCount) as refused:
        _read(tmp_path, content)
    assert str(refused.value).startswith(said)
    assert "Make the first line the headings date,name and write a day on each line below" in str(refused.value)


@pytest.mark.parametrize(
    "written", ["2026-13-01,x", "31/02/2026,x", "12/28/2026,x", "28.12.2026,x", ",x", "2026-12-28;x"]
)
def test_what_is_no_date_is_refused_with_its_line(tmp_path: Path, written: str) -> None:
    with pytest.raises(
        CannotCount, match=r"late\.csv line 4: '.*' is not a date; write it as 2026-12-28 or 28/12/2026\."
    ):
        _read(tmp_path, f"date,name\n2026-12-28,good\n\n{written}\n".encode())


def test_a_row_that_ends_before_its_date_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CannotCount, match=r"late\.csv line 2: '' is not a date"):
        _read(tmp_path, b"name,date\nDay of thanks\n")


@pytest.mark.parametrize("written", ["0026-02-10", "1970-12-31", "31/12/2148", "9999-12-31"])
def test_a_day_no_clock_reaches_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(CannotCount, match=r"late\.csv line 2: '.*' is not a day from 1971 to 2147; check the year\."):
        _read(tmp_path, f"date,name\n{written},x\n".encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", r"late\.csv line 1: this is not text, but maybe a workbook\. Save it again"),
        (b"date,name\n2026-02-10,\x81\n", r"late\.csv line 1: this is not text"),
        (b"\xff\xfed\x00a", r"late\.csv line 1: this is not text"),
        (
            b'date,name\n2026-02-10,"Thanks\n2026-03-02,lost\n',
            r"late\.csv line 3: the line cannot be read .*Save it again",
        ),
        (b"date,name\n2026-02-10," + b"x" * 200_000, r"late\.csv line 2: the line cannot be read .*Save it again"),
    ],
)
def test_what_is_no_csv_is_refused_with_the_remedy(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(CannotCount, match=said):
        _read(tmp_path, content)


@pytest.mark.parametrize(("text", "day"), [("1971-01-01", date(1971, 1, 1)), (" 31/12/2147 ", date(2147, 12, 31))])
def test_the_first_and_last_day_that_can_be_read(text: str, day: date) -> None:
    assert read_day(text) == day
