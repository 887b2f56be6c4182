"""The empty spreadsheet: it reads as empty, its examples read without a problem, and its lists know every word."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import fastexcel
import pytest

from permanence.policy.vocabulary import vocabulary
from permanence.returns.spreadsheet import read_facts, write_template
from permanence.returns.spreadsheet.columns import COLUMNS
from permanence.returns.spreadsheet.guidance import users
from permanence.returns.spreadsheet.template import meanings


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "facts.xlsx"
    write_template(path)
    return path


@pytest.mark.parametrize("name", ["facts.xlsx", "facts.csv"])
def test_an_empty_template_has_no_facts_and_no_problems(tmp_path: Path, name: str) -> None:
    write_template(tmp_path / name)
    reading = read_facts(tmp_path / name)
    assert reading.problems.is_empty()
    assert reading.totals.row(0) == (name, "facts", 0, 0, 0)


def test_the_headings_are_the_columns(tmp_path: Path, template: Path) -> None:
    write_template(tmp_path / "facts.csv")
    with (tmp_path / "facts.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == list(COLUMNS)
    assert fastexcel.read_excel(template).load_sheet("Facts").to_polars().columns == list(COLUMNS)


def test_the_examples_read_without_a_problem(tmp_path: Path, template: Path) -> None:
    examples = tmp_path / "examples.csv"
    fastexcel.read_excel(template).load_sheet("Examples", dtypes="string").to_polars().write_csv(examples)
    from_book = read_facts(examples)
    assert from_book.problems.is_empty()
    assert from_book.facts.height > 5

    write_template(examples)
    examples.write_text(examples.read_text(encoding="utf-8").replace("# ", ""), encoding="utf-8")
    assert read_facts(examples).facts.equals(from_book.facts)


def test_every_word_has_its_meaning() -> None:
    told = {(word, code) for word, code, *_ in meanings()}
    words = vocabulary()
    assert {(fact.name, code) for fact in words.facts.values() for code in ("", *fact.codes)} <= told
    assert {(name, "") for name in words.attributes} <= told


def test_which_facts_use_a_column() -> None:
    assert users("outcome") == ["panel"]
    assert "review" not in users("code")
    assert "review" in users("date")
    assert "plan" in users("from")
    assert users("note") == []


def part(path: Path, name: str) -> str:
    return zipfile.ZipFile(path).read(name).decode()


def test_the_sheet_helps_as_you_type(template: Path) -> None:
    sheet = part(template, "xl/worksheets/sheet1.xml")
    lists = re.findall(r'<dataValidation type="list".*?sqref="([A-Z]+)2', sheet)
    assert len(lists) == 2 + sum(
        column.kind in ("choice", "bool") for column in COLUMNS.values() if column.name not in ("fact", "code")
    )
    assert sheet.count('<dataValidation type="date"') == 5
    assert "OFFSET(Lists!$C$1,MATCH($B2,Lists!$B:$B,0)-1,0,COUNTIF(Lists!$B:$B,$B2),1)" in sheet
    assert 'state="frozen"' in sheet
    assert 'name="Lists" sheetId="4" state="hidden"' in part(template, "xl/workbook.xml")


def test_the_codes_of_a_fact_stand_together_in_the_list(template: Path) -> None:
    rows = fastexcel.read_excel(template).load_sheet("Lists", header_row=None, dtypes="string").to_polars()
    facts = [name for name in rows.to_series(1).to_list() if name]
    changes = [name for name, before in zip(facts, [None, *facts], strict=False) if name != before]
    assert changes == list(vocabulary().facts)


def test_a_csv_needs_no_workbook_library() -> None:
    seen = "import sys; import permanence.returns.spreadsheet; print({'xlsxwriter', 'fastexcel'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout == "set()\n"
