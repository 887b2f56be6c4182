"""A return is read whatever program wrote it, and what cannot be read is named."""

from __future__ import annotations

import zipfile
from datetime import date

import polars as pl
import pytest

from permanence.cli.loading import size_of
from permanence.returns.ssda903 import files
from permanence.returns.ssda903.read import read_return
from returns.ssda903.invented import (
    AS_AT,
    HEADER,
    ONE_CHILD,
    REVIEWS,
    day,
    episode,
    episodes,
    read,
    reconciled,
    sheet,
    told,
    wrong,
)

ONE = episodes(episode("01/05/2025"))
IN_CARE = [("101", day("01/05/2025"), None)]


@pytest.mark.parametrize(
    "text",
    [
        ONE.encode(),
        ONE.encode("utf-8-sig"),
        ONE.encode("utf-16"),
        ONE.encode("utf-16-le"),
        ONE.encode("utf-16-be"),
        ONE.replace("AA1 1AA", "Caf\xe9").encode("cp1252"),
        ONE.replace("\n", "\r\n").encode(),
        ONE.replace("\n", "\r").encode(),
        ONE.lower().encode(),
        ONE.replace("01/05/2025", "2025-05-01").encode(),
        ONE.replace("01/05/2025", "2025-05-01 00:00:00").encode(),
        ONE.replace("01/05/2025", "1/5/2025 00:00").encode(),
        ONE.replace("01/05/2025", "01/05/25").encode(),
        ONE.replace("01/05/2025", "01-May-2025").encode(),
        ONE.replace("01/05/2025", "45778").encode(),
        ONE.replace(",", ";").encode(),
        ONE.replace(",", "\t").encode(),
        ('"' + ONE.strip().replace(",", '","').replace("\n", '"\n"') + '"\n').encode(),
        b"SSDA903 extract for 2025-26\n\n" + ONE.encode(),
        b"\n\n" + ONE.encode() + b"\n,,,,,,,,,,,,\n\n",
        ONE.strip().encode(),
    ],
    ids=[
        "utf-8",
        "byte-order mark",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "cp1252",
        "windows",
        "macintosh",
        "lower case",
        "iso",
        "iso with a clock",
        "short with a clock",
        "short year",
        "month by name",
        "spreadsheet day",
        "semicolons",
        "tabs",
        "quoted",
        "title",
        "blank lines",
        "no last line end",
    ],
)
def test_any_writing_of_a_file_is_read(tmp_path, text):
    reading = read(tmp_path, {"anything.csv": text})
    assert told(reading, "in_care") == IN_CARE
    assert told(reading, "placement.foster", "line", "file")[0][-1] == "anything.csv"
    assert reading.totals["read"].sum() == 1
    assert wrong(reading) == []


def test_lines_are_those_of_the_file(tmp_path):
    text = "A title\n\n" + episodes(episode("01/05/2025"), "", episode("02/05/2025", child="102"))
    reading = read(tmp_path, {"e.csv": text})
    assert [line for *_, line in told(reading, "in_care", "line")] == [4, 6]


def test_a_long_file_is_read_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr("permanence.returns.ssda903.delimited.PIECE", 200)
    rows = [episode("01/05/2025", child=str(child)) for child in range(100, 150)]
    rows[30] += ",too,many"
    reading = read(tmp_path, {"e.csv": episodes(*rows)})
    assert [line for *_, line in told(reading, "in_care", "line")] == [line for line in range(2, 52) if line != 32]
    assert reading.problems["line"].to_list() == [32]


def test_a_zip_and_a_single_file_are_returns(tmp_path):
    path = tmp_path / "return.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2026/episodes.csv", ONE)
        archive.writestr("__MACOSX/._episodes.csv", "rubbish")
        archive.writestr("notes.docx", "rubbish")
    reading = reconciled(read_return([path], as_at=AS_AT))
    assert told(reading, "in_care", "file") == [(*IN_CARE[0], "return.zip/2026/episodes.csv")]
    assert reading.problems.select("file", "wrong").rows() == [
        ("return.zip/notes.docx", "This is not a CSV or XML file.")
    ]
    (tmp_path / "episodes.csv").write_text(ONE)
    assert told(read_return([tmp_path / "episodes.csv"], as_at=AS_AT), "in_care") == IN_CARE


def test_files_that_cannot_be_opened_are_named(tmp_path):
    (tmp_path / "broken.zip").write_bytes(b"PK not really")
    reading = read(tmp_path, {"blank.csv": "", "spaces.csv": " \n\n,,\n", "e.csv": ONE})
    assert told(reading, "in_care") == IN_CARE
    assert reading.problems.select("file", "wrong").rows() == [
        ("blank.csv", "The file is blank."),
        ("broken.zip", "This zip file is damaged, or is not a zip file."),
        ("spaces.csv", "The file is blank."),
    ]
    gone = read_return([tmp_path / "nowhere"], as_at=AS_AT)
    assert wrong(gone) == ["There is no such file or folder."]


def test_a_zip_that_would_unpack_to_too_much_is_left_out(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "huge.zip", "w") as archive:
        archive.writestr("episodes.csv", ONE)
    monkeypatch.setattr(files, "MOST_UNPACKED", len(ONE.encode()))
    assert told(read_return([tmp_path / "huge.zip"], as_at=AS_AT), "in_care") == IN_CARE
    monkeypatch.setattr(files, "MOST_UNPACKED", len(ONE.encode()) - 1)
    reading = read_return([tmp_path / "huge.zip"], as_at=AS_AT)
    assert reading.facts.is_empty()
    assert "no return is larger" in wrong(reading)[0]


def test_progress_is_told_of_every_byte(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "e.csv").write_text(ONE)
    (tmp_path / "b.csv").write_text("")
    moved = []
    read_return([tmp_path], as_at=AS_AT, advance=moved.append)
    assert sum(moved) == size_of([tmp_path]) == len(ONE.encode())


def test_a_locked_zip_is_named(tmp_path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("episodes.csv", ONE)
    locked = path.read_bytes()
    place = locked.index(b"PK\x01\x02") + 8  # the flag of the central directory that says "needs a password"
    path.write_bytes(locked[:place] + b"\x01" + locked[place + 1 :])
    assert "could not be read" in wrong(read_return([path], as_at=AS_AT))[0]


@pytest.mark.parametrize(
    ("mark", "beyond", "damage", "says"),
    [
        (b"PK\x01\x02", 6, b"\xff", "damaged"),  # made by a later version of zip than there is
        (b"PK\x01\x02", 46, b"\xff", "damaged"),  # a name that is no text
        (b"PK\x03\x04", 30, b"\xff", "could not be read"),  # the same name where it stands a second time
        (b"PK\x03\x04", 56, b"\xff", "could not be read"),  # the file itself
    ],
)
def test_a_zip_with_a_wrong_byte_is_named(tmp_path, mark, beyond, damage, says):
    path = tmp_path / "return.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("\xe9pisodes.csv", ONE)
    whole = path.read_bytes()
    place = whole.index(mark) + beyond
    path.write_bytes(whole[:place] + damage + whole[place + 1 :])
    (tmp_path / "e.csv").write_text(ONE)
    reading = reconciled(read_return([tmp_path], as_at=AS_AT))
    assert told(reading, "in_care") == IN_CARE
    assert says in wrong(reading)[0]


def test_an_unknown_file_is_set_aside_with_the_nearest_table(tmp_path):
    reading = read(tmp_path, {"odd.csv": "CHILD,DECOM,RNE,LS\n1,2,3,4\n\n5,6,7,8\n"})
    assert reading.totals.rows() == [("odd.csv", "", 2, 0, 2)]
    assert wrong(reading) == [
        "The columns are not those of any file of the return. The nearest is episodes, but PLACE is not there."
    ]


def test_columns_lacking_added_or_twice_are_named(tmp_path):
    text = "CHILD,DECOM,LS,PLACE,LA,LS\n101,01/05/2025,C2,U6,x,V2\n"
    reading = read(tmp_path, {"e.csv": text})
    assert told(reading, "legal_status.care_order")
    assert "LA is not a column of this file (episodes)." in wrong(reading, "LA")
    assert "The column LS is there more than once." in wrong(reading, "LS")
    assert wrong(reading, "DEC") == ["The column DEC is not there."]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (" 101 ", "spaces, hidden marks or a decimal point"),
        ("101.0", "spaces, hidden marks or a decimal point"),
        ("1 01", "spaces, hidden marks or a decimal point"),
        ("1\u200b01\0", "spaces, hidden marks or a decimal point"),
        ("1.01E+08", "rounded"),
        ("", "which child"),
        ("CHILD", "second line of headings"),
    ],
)
def test_odd_numbers_of_children(tmp_path, given, says):
    reading = read(
        tmp_path, {"e.csv": episodes(episode("01/05/2025", child=given), episode("01/06/2025", child="102"))}
    )
    assert says in " ".join(wrong(reading))
    assert [child for child, *_ in told(reading, "in_care")] == (["101", "102"] if "spaces" in says else ["102"])


def test_numbers_of_children_may_have_letters(tmp_path):
    reading = read(tmp_path, {"e.csv": episodes(episode("01/05/2025", child="ab_1/7"))})
    assert [child for child, *_ in told(reading, "in_care")] == ["AB_1/7"]
    assert wrong(reading) == []


@pytest.mark.parametrize("bad", ["", "31/02/2025", "01/05/1920", "01/05/2122", "soon", "01/05/2027", "01/05/0000"])
def test_a_row_without_a_day_it_needs_is_set_aside(tmp_path, bad):
    reading = read(tmp_path, {"e.csv": episodes(episode(bad), episode("01/06/2025", child="102"))})
    assert [child for child, *_ in told(reading, "in_care")] == ["102"]
    assert reading.problems.select("line", "child", "field", "value", "done").rows() == [
        (2, "101", "DECOM", bad or None, "The row was set aside.")
    ]


@pytest.mark.parametrize("bad", ["31/02/2025", "01/05/2122", "soon", "01/05/2027", "01/05/0000", "01/05/12025"])
def test_a_bad_day_that_is_not_needed_is_blank(tmp_path, bad):
    reading = read(tmp_path, {"e.csv": episodes(episode("01/05/2025", ended=bad))})
    assert told(reading, "in_care") == IN_CARE
    assert reading.problems["field"].to_list() == ["DEC"]


def test_ragged_rows(tmp_path):
    short, long = "101,01/05/2025,S,C2,N1,U6", episode("01/06/2025", child="102") + ",more"
    reading = read(tmp_path, {"e.csv": episodes(short, long, episode("01/07/2025", child="103") + ",,,")})
    assert [child for child, *_ in told(reading, "in_care")] == ["101", "103"]
    assert reading.problems.select("line", "wrong", "done").rows() == [
        (2, "The row has 6 values where the headings have 13.", "The values that are not there were taken as blank."),
        (3, "The row has 14 values where the headings have 13.", "The row was set aside."),
    ]


def test_a_stray_quotation_mark_spoils_only_its_own_row(tmp_path):
    rows = [episode("01/05/2025", child=str(child)) for child in (101, 102, 103)]
    rows[0] = rows[0].replace("AA1", '"AA1')
    reading = read(tmp_path, {"e.csv": episodes(*rows)})
    assert {"102", "103"} <= {child for child, *_ in told(reading, "in_care")}


def test_every_child_of_the_header_is_read(tmp_path):
    text = sheet(HEADER, "101,F,01/06/2015,WBRI,UN1,0,", "099,2,02/03/2008,MWBC,A123,,")
    reading = read(tmp_path, {"header.csv": text, "e.csv": ONE})
    assert reading.children.select("id", "born", "sex", "upn").rows() == [
        ("099", day("02/03/2008"), "F", "A123"),
        ("101", day("01/06/2015"), "F", "UN1"),
    ]
    assert wrong(reading, "SEX") == ["2 is a code up to 2023-24."]


def test_another_date_of_birth_is_named_and_fills_a_gap(tmp_path):
    text = sheet(REVIEWS, "101,02/06/2015,01/07/2025,PN1", "102,03/06/2015,01/07/2025,PN1")
    reading = read(tmp_path, {"header.csv": ONE_CHILD, "reviews.csv": text})
    assert reading.children["born"].to_list() == [day("01/06/2015"), day("03/06/2015")]
    assert reading.problems.select("child", "field", "value", "done").rows() == [
        ("101", "DOB", "02/06/2015", "01/06/2015 was used.")
    ]


def test_reading_nothing_gives_nothing(tmp_path):
    reading = read(tmp_path, {})
    assert (reading.children.height, reading.facts.height, reading.problems.height, reading.totals.height) == (
        0,
        0,
        0,
        0,
    )


def test_tables_without_facts_are_checked_and_set_aside(tmp_path):
    headings = "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM"
    rows = ("101,01/06/2015,P1,,zz/05/2020", "102,01/06/2015,P9,,zz/zz/zzzz", "103,01/06/2015,Z1,,sometime")
    oc2 = "CHILD,DOB,SDQ_SCORE,SDQ_REASON\n101,01/06/2015,41,\n102,01/06/2015,40,\n"
    reading = read(tmp_path, {"prev.csv": sheet(headings, *rows), "oc2.csv": oc2})
    assert reading.totals.select("read", "set_aside").rows() == [(2, 2), (3, 3)]
    bad = reading.problems.filter(pl.col("child").is_not_null())
    assert bad.select("child", "field", "value").rows() == [
        ("101", "SDQ_SCORE", "41"),
        ("102", "PREV_PERM", "P9"),
        ("103", "DATE_PERM", "sometime"),
    ]


def test_children_of_whom_no_file_says_when_they_were_born_are_named(tmp_path):
    """Each, where there is a header; where there is none, how many in each file."""
    rows = episodes(episode("02/05/2025"), episode("02/05/2025", child="102"), episode("02/05/2025", child="103"))
    header = sheet(HEADER, "101,F,,WBRI,UN1,0,", "102,F,01/06/2015,WBRI,UN1,0,")
    reading = read(tmp_path / "a", {"e.csv": rows, "h.csv": header})
    assert reading.problems.filter(pl.col("field") == "DOB").select("child", "wrong").rows() == [
        ("101", "No file says when this child was born."), ("103", "No file says when this child was born."),
    ]  # fmt: skip
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "e.csv").write_text(rows)
    [said] = read_return([tmp_path / "b"], as_at=AS_AT).problems.filter(pl.col("field") == "DOB")["wrong"]
    assert said == "There is no header, and no other file says when 3 of the children in this file were born."


def test_a_blank_in_a_later_header_forgets_no_date_of_birth(tmp_path):
    years = {
        "2024-25/e.csv": episodes(episode("02/05/2024")),
        "2024-25/h.csv": ONE_CHILD,
        "2025-26/e.csv": episodes(episode("02/05/2024")),
        "2025-26/h.csv": sheet(HEADER, "101,F,,WBRI,UN1,0,"),
    }
    assert read(tmp_path, years).children["born"].to_list() == [date(2015, 6, 1)]


def test_the_year_a_folder_is_named_by_goes_before_days_that_do_not_tell(tmp_path):
    """Nothing began or ended in the second year, so that its days alone would take it for 2019-20."""
    stays = episode("01/06/2019", place="U4")
    years = {"2023-24/e.csv": episodes(stays, episode("05/05/2023", child="102")), "2024-25/e.csv": episodes(stays)}
    reading = read(tmp_path, years)
    assert told(reading, "in_care") == [("101", day("01/06/2019"), None), ("102", day("05/05/2023"), day("31/03/2024"))]


def test_a_folder_named_by_an_earlier_year_than_its_days_is_named(tmp_path):
    later = [episode("05/05/2024", child=child) for child in ("102", "103")]
    reading = read(tmp_path, {"2022-23/e.csv": episodes(episode("01/06/2019"), *later)})
    assert "Its name says 2022-23, and most of the days in it are later." in wrong(reading)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2024-25", 2025), ("2024_25/h.csv", 2025), ("r 2024-2025/h.csv", 2025), ("2023-24/h 2024-25.csv", 2025),
        ("2024\u201325", 2025), ("2024-25_03.csv", 2025), ("2023-24 to 2025-26", None),
        ("2023-24 to 2025-26/2024-25/h.csv", 2025), ("2024-26", None), ("2011-12-05", None), ("202425", None),
        ("12024-25", None), ("h.csv", None),
    ],
)  # fmt: skip
def test_a_collection_year_in_a_name(name, year):
    assert files.year_in(name) == year


def test_folders_of_one_name_are_told_apart(tmp_path):
    for year in ("2024", "2025"):
        folder = tmp_path / year / "r"
        folder.mkdir(parents=True)
        (folder / "e.csv").write_text(episodes(episode(f"02/05/{int(year) - 1}")))
        (folder / "h.csv").write_text(sheet(HEADER, f"101,F,0{year[-1]}/06/2015,WBRI,UN1,0,"))
    reading = read_return([tmp_path / "2025" / "r", tmp_path / "2024" / "r"], as_at=AS_AT)
    assert reading.children["born"].to_list() == [date(2015, 6, 5)]
    assert reading.totals["file"].to_list() == ["2025/r/e.csv", "2025/r/h.csv", "2024/r/e.csv", "2024/r/h.csv"]
