"""What is refused before anything is kept, and what damaged or strange files come to."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from permanence.practice.imports import actions, intake
from permanence.practice.imports.models import Import
from permanence.practice.imports.presenters.imports import unused
from permanence.practice.refusals import Refusal
from practice.imports.sending import an_analyst, episodes, kinds, read, row_of, sent, sheet, zipped

CARE = "1001,in_care,,2026-01-05,,,2015-06-01,,,"


def _named_twice() -> list[Any]:
    return [sheet(CARE), sheet(CARE, name="FACTS.csv")]


def _bomb() -> list[Any]:
    return [zipped(episodes_csv=b"0" * 60_000_000)]


def _claims_two_gigabytes() -> list[Any]:
    """The size of the one member, as the zip claims it, made 2 GB."""
    file = zipped(episodes_csv=b"CHILD,DECOM")
    data = bytearray(file.read())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (2_000_000_000).to_bytes(4, "little")
    return [sent("return.zip", bytes(data))]


def _locked() -> list[Any]:
    data = bytearray(zipped(episodes_csv=b"CHILD,DECOM").read())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return [sent("return.zip", bytes(data))]


def _escaping() -> list[Any]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../outside.csv", "CHILD")
    return [sent("return.zip", packed.getvalue())]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (list, "Choose the files"),
        (lambda: [sent(f"{n}.csv", "a") for n in range(61)], "Put them in one zip"),
        (_named_twice, "Two files are called FACTS.csv"),
        (lambda: [sent("report.docx", "a")], "report.docx is not a kind of file that can be read"),
        (lambda: [sent(".hidden.csv", "a")], "Rename the file"),
        (lambda: [sent("a\u202eb.csv", "a")], "Rename the file"),
        (lambda: [sent("facts.csv", " \n\n")], "facts.csv is empty"),
        (lambda: [sent("facts.csv", b"%PDF-1.7")], "facts.csv is not what its name says"),
        (lambda: [sent("facts.csv", b"PK\x03\x04")], "facts.csv is not what its name says"),
        (lambda: [sent("facts.xlsx", "child,fact")], "facts.xlsx is not what its name says"),
        (lambda: [sent("return.zip", b"PK\x03\x04 broken")], "return.zip is damaged"),
        (lambda: [sent("return.xml", "child,fact")], "does not begin as an XML file does"),
        (lambda: [zipped()], "is not what its name says"),
        (lambda: [zipped(inner__return_csv=b"")], None),
        (_bomb, "would unpack to far more"),
        (_claims_two_gigabytes, "would unpack to more than"),
        (_locked, "needs a password"),
        (_escaping, "points to a place outside the zip"),
    ],
)
def test_what_cannot_be_an_import_is_refused_by_name(files: Callable[[], list[Any]], says: str | None) -> None:
    if says is None:
        intake.check(files())
        return
    with pytest.raises(Refusal, match=says):
        intake.check(files())


def test_a_zip_within_a_zip_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner.zip", b"PK")
    with pytest.raises(Refusal, match="zip within a zip"):
        intake.check([sent("outer.zip", packed.getvalue())])


@pytest.mark.django_db
def test_what_is_refused_leaves_nothing() -> None:
    with pytest.raises(Refusal):
        actions.bring_in(by=an_analyst(), files=[sent("a.docx", "a")])
    assert not Import.objects.exists()


@pytest.mark.django_db
def test_a_damaged_file_in_a_zip_stops_the_reading_with_its_name() -> None:
    data = bytearray(zipped(episodes_csv=b"CHILD,DECOM\n" * 500).read())
    data[60] ^= 0xFF
    source = read(an_analyst(), sent("return.zip", bytes(data)))
    assert (source.stage, source.said) == (
        "failed", "episodes.csv in the zip is damaged. Zip the files again, and bring them in again.",
    )  # fmt: skip


@pytest.mark.django_db
def test_files_of_something_else_are_read_to_no_child_and_say_why() -> None:
    source = read(an_analyst(), sent("sales.csv", "month,sales\nMay,3\n"))
    assert (source.stage, source.children.count()) == ("ready", 0)
    assert "not those of any file of the return" in source.problems.get().wrong


@pytest.mark.django_db
def test_a_file_of_which_no_row_could_be_used_is_named_first() -> None:
    oc2 = sent("oc2.csv", "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK\n1001,01/06/2015,,SDQ1,0,1\n")
    source = read(an_analyst(), sheet(CARE), sent("sales.csv", "month,sales\nMay,3\n"), oc2)
    assert unused(source) == ["sales.csv"]  # no duty hangs on the third, so all its rows are put aside, as they should


def test_a_file_of_which_some_rows_were_used_is_not_named() -> None:
    """In an XML return a child who could not be read is a part of their own."""
    parts = [
        ("return.xml", "child", 1, 0),
        ("return.xml", "header", 2, 2),
        ("a.xml", "child", 1, 0),
        ("a.xml", "", 2, 0),
    ]
    keys = ("file", "table", "read", "used")
    assert unused(Import(totals=[dict(zip(keys, part, strict=True)) for part in parts])) == ["a.xml"]


@pytest.mark.django_db
def test_a_zip_of_two_years_and_a_facts_sheet_is_read_as_one() -> None:
    old = episodes("1001,01/05/2024,S,V2,U6,,").read()
    new = episodes("1001,01/05/2024,S,V2,U6,01/06/2025,X1", "1001,01/06/2025,P,V2,K2,,").read()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2024-25/episodes.csv", old)
        archive.writestr("2025-26/episodes.csv", new)
        archive.writestr("facts.csv", sheet("1001,visit,,,,2025-07-01,,,,").read())
        archive.writestr("__MACOSX/._facts.csv", b"\0\0")
    source = read(an_analyst(), sent("both.zip", packed.getvalue()))
    tokens = {line["says"]["token"] for line in row_of(source).lines if line["kind"] == "new"}
    assert {"placement.foster", "placement.residential", "visit"} <= tokens
    assert {line["file"] for line in source.totals} == {"2024-25/episodes.csv", "2025-26/episodes.csv", "facts.csv"}
    assert all(line["read"] == line["used"] + line["set_aside"] for line in source.totals)


@pytest.mark.django_db
def test_a_wrong_row_is_a_problem_and_the_rest_is_used() -> None:
    source = read(an_analyst(), sheet(CARE, "1002,in_care,,yesterday,,,,,,"))
    assert kinds(source) == ["new"]
    problem = source.problems.get(line=3)
    assert (problem.file, problem.return_id, problem.field, problem.value) == ("facts.csv", "1002", "from", "yesterday")


@pytest.mark.django_db
def test_an_id_too_long_for_a_record_is_a_problem() -> None:
    source = read(an_analyst(), sheet(CARE, CARE.replace("1001", "9" * 41)))
    assert [row.return_id for row in source.children.all()] == ["1001"]
    assert "longer than 40 letters" in source.problems.get().wrong


def test_a_claim_is_the_most_that_is_ever_unpacked() -> None:
    """Why the check of claims is enough: a member that claims less than it holds breaks off there."""
    data = bytearray(zipped(episodes_csv=b"x" * 1000).read())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    archive = zipfile.ZipFile(io.BytesIO(bytes(data)))
    with archive, archive.open("episodes.csv") as member, pytest.raises((zipfile.BadZipFile, zlib.error)):
        member.read()
