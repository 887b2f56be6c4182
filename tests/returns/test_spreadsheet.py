"""The facts spreadsheet: what each row means, and what is said and done about each mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permanence.returns.frames import FACTS, PROBLEMS, Reading
from permanence.returns.spreadsheet import read_facts

HEADINGS = "child,fact,code,from,to,date,kin,review_every_days,primary,parallel,stage,about,born,note"


def read(tmp_path: Path, *rows: str, headings: str = HEADINGS) -> Reading:
    path = tmp_path / "facts.csv"
    path.write_text("\n".join([headings, *rows]), encoding="utf-8")
    reading = read_facts(path)
    total = reading.totals.row(0, named=True)
    assert total["read"] == total["used"] + total["set_aside"]
    assert dict(reading.problems.schema) == PROBLEMS
    assert all(reading.facts.schema[name] == FACTS[name] for name in reading.facts.columns)
    return reading


def row(**cells: str) -> str:
    return ",".join(cells.get(name.removesuffix("_"), cells.get(name + "_", "")) for name in HEADINGS.split(","))


def only_problem(reading: Reading) -> dict[str, object]:
    assert reading.problems.height == 1, reading.problems
    return reading.problems.row(0, named=True)


def test_a_span_and_an_event(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        row(child="1", fact="placement", code="foster", from_="2026-02-02", to="01/03/2026", kin="yes"),
        row(child="1", fact="review", date="27/02/2026", born="01/06/2015"),
    )
    span, event = reading.facts.rows(named=True)
    assert (span["token"], span["start"], span["end"]) == ("placement.foster", date(2026, 2, 2), date(2026, 3, 1))
    assert span["kin"] is True
    assert (event["token"], event["start"], event["end"]) == ("review", date(2026, 2, 27), None)
    assert reading.children.rows() == [("1", date(2015, 6, 1))]
    assert reading.problems.is_empty()
    assert (span["file"], span["line"], event["line"]) == ("facts.csv", 2, 3)


def test_headings_in_any_case_order_and_spacing(tmp_path: Path) -> None:
    reading = read(tmp_path, "27/02/2026,1,Review", headings=" Date ,CHILD, fact")
    assert reading.facts["token"].to_list() == ["review"]
    reading = read(tmp_path, "1,placement,foster,2026-02-02,28", headings="Child ID,Fact,code,From,Review Every Days")
    assert reading.facts["review_every_days"].to_list() == [28]


@pytest.mark.parametrize(
    ("word", "value"),
    [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("False", False), ("0", False), ("1.0", True)],
)
def test_yes_and_no(tmp_path: Path, word: str, value: bool) -> None:
    reading = read(tmp_path, row(child="1", fact="placement", code="foster", from_="2026-02-02", kin=word))
    assert reading.facts["kin"].to_list() == [value]


@pytest.mark.parametrize(
    "word", ["2026-02-27", "27/02/2026", "27/2/2026", "2026-02-27 00:00:00", "27/02/2026 09:30", "27.02.2026"]
)
def test_days(tmp_path: Path, word: str) -> None:
    assert read(tmp_path, row(child="1", fact="review", date=word)).facts["start"].to_list() == [date(2026, 2, 27)]


@pytest.mark.parametrize("word", ["02/27/2026", "27/02/26", "30/02/2026", "soon", "2026-02", "20260227"])
def test_what_is_not_a_day(tmp_path: Path, word: str) -> None:
    problem = only_problem(read(tmp_path, row(child="1", fact="review", date=word)))
    assert problem["wrong"] == f"'{word}' is not a day"
    assert str(problem["done"]).startswith("The row was set aside. Write the day as 27/02/2026")


@pytest.mark.parametrize(
    ("day", "good"), [("01/01/1970", False), ("02/01/1970", True), ("04/06/2148", True), ("05/06/2148", False)]
)
def test_the_first_and_last_day_a_timeline_holds(tmp_path: Path, day: str, good: bool) -> None:
    reading = read(tmp_path, row(child="1", fact="review", date=day))
    assert reading.facts.height == good
    assert good or "is not a day between 1970 and 2148" in str(only_problem(reading)["wrong"])


def test_child_numbers_are_text(tmp_path: Path) -> None:
    reading = read(
        tmp_path, *(row(child=child, fact="review", date="2026-02-27") for child in ("123.0", "123", "007", " A 1 "))
    )
    assert reading.children["id"].to_list() == ["007", "123", "A 1"]
    assert reading.facts.height == 3, "123.0 and 123 are one child, so one row says the other again"


def test_several_plans(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        row(child="1", fact="plan", from_="2026-02-02", primary="Special guardianship", parallel="kinship; Adoption"),
    )
    assert reading.facts["primary"].to_list() == ["special_guardianship"]
    assert reading.facts["parallel"].to_list() == [["kinship", "adoption"]]
    reading = read(tmp_path, row(child="1", fact="plan", from_="2026-02-02", parallel="none"))
    assert reading.problems.is_empty()


def test_a_fact_and_code_in_one_cell(tmp_path: Path) -> None:
    assert read(tmp_path, row(child="1", fact="meeting.permanence", date="2026-02-27")).facts["token"].to_list() == [
        "meeting.permanence"
    ]


def test_a_row_may_only_list_a_child(tmp_path: Path) -> None:
    reading = read(tmp_path, row(child="1", born="01/06/2015"), row(child="2"))
    assert reading.children.rows() == [("1", date(2015, 6, 1)), ("2", None)]
    assert reading.facts.is_empty()
    assert reading.totals["used"].to_list() == [2]


SET_ASIDE = [
    ({"fact": "review", "date": "2026-02-27"}, "child", "does not say which child"),
    ({"child": "1.2E+05", "fact": "review", "date": "2026-02-27"}, "child", "shortened"),
    ({"child": "1", "date": "2026-02-27"}, "fact", "does not say what happened"),
    ({"child": "1", "fact": "meetings", "code": "permanence", "date": "2026-02-27"}, "fact", "did you mean 'meeting'?"),
    ({"child": "1", "fact": "xyzzy", "date": "2026-02-27"}, "fact", "'xyzzy' is not a fact we know"),
    ({"child": "child", "fact": "fact", "code": "code"}, "fact", "repeats the headings"),
    ({"child": "1", "fact": "match", "date": "2026-02-27"}, "code", "needs a code, one of: adoptive, long_term_foster"),
    (
        {"child": "1", "fact": "meeting", "code": "permanance", "date": "2026-02-27"},
        "code",
        "did you mean 'permanence'?",
    ),
    ({"child": "1", "fact": "match", "code": "zzz", "date": "2026-02-27"}, "code", "its codes are adoptive"),
    ({"child": "1", "fact": "in_care"}, "from", "no first day"),
    ({"child": "1", "fact": "in_care", "date": "2026-02-27"}, "from", "only a 'date'"),
    ({"child": "1", "fact": "review"}, "date", "no day"),
    ({"child": "1", "fact": "review", "to": "2026-02-27"}, "date", "no day"),
    ({"child": "1", "fact": "in_care", "from_": "2026-02-27", "to": "2026-02-26"}, "to", "before the first day"),
    ({"child": "1", "fact": "in_care", "from_": "2026-02-27", "to": "later"}, "to", "'later' is not a day"),
]


@pytest.mark.parametrize(("cells", "field", "wrong"), SET_ASIDE)
def test_rows_set_aside(tmp_path: Path, cells: dict[str, str], field: str, wrong: str) -> None:
    reading = read(tmp_path, row(child="9", fact="review", date="2026-01-01"), row(**cells))
    problems = reading.problems.filter(reading.problems["field"] == field).to_dicts()
    assert [wrong in problem["wrong"] for problem in problems] == [True], reading.problems
    assert problems[0]["done"].startswith("The row was set aside. ")
    assert (problems[0]["file"], problems[0]["line"]) == ("facts.csv", 3)
    assert reading.totals.row(0) == ("facts.csv", "facts", 2, 1, 1)
    assert reading.facts.height == 1


MEETING = {"child": "1", "fact": "meeting", "code": "permanence", "date": "2026-02-27"}
IN_CARE = {"child": "1", "fact": "in_care", "from_": "2026-02-27"}
MINUTES = {"child": "1", "fact": "document", "code": "minutes", "date": "2026-03-03"}
USED = [
    ({"child": "1", "fact": "review", "code": "x", "date": "2026-02-27"}, "code", "has no codes"),
    ({"child": "1", "fact": "review", "from_": "2026-02-27"}, "from", "the day stands under 'from'"),
    ({**MEETING, "from_": "2026-02-26"}, "from", "has a 'from' as well"),
    ({**MEETING, "to": "2026-02-28"}, "to", "so it has no 'to'"),
    ({**IN_CARE, "date": "2026-02-28"}, "date", "'date' is not for it"),
    ({**IN_CARE, "to": "2026-02-27"}, "to", "holds on no day"),
    ({**MEETING, "kin": "yes"}, "kin", "'kin' is not a detail of 'meeting'"),
    ({**MINUTES, "stage": "sent"}, "about", "which meeting they belong to"),
    ({**MINUTES, "about": "2026-02-27", "stage": "sennt"}, "stage", "did you mean 'sent'?"),
    ({**MINUTES, "about": "2026-02-27", "stage": "qq"}, "stage", "the words are drafted"),
    ({"child": "1", "fact": "legal_advice", "date": "2026-02-27", "about": "then"}, "about", "'then' is not a day"),
    ({"child": "1", "fact": "plan", "from_": "2026-02-27", "parallel": "kinship;kinshop"}, "parallel", "not known"),
    (
        {"child": "1", "fact": "placement", "code": "foster", "from_": "2026-02-27", "kin": "maybe"},
        "kin",
        "not yes or no",
    ),
    (
        {"child": "1", "fact": "placement", "code": "foster", "from_": "2026-02-27", "review_every_days": "0"},
        "review_every_days",
        "'0' is not a whole number from 1 to 1000",
    ),
    *(
        (
            {"child": "1", "fact": "placement", "code": "foster", "from_": "2026-02-27", "review_every_days": days},
            "review_every_days",
            f"'{days}' is not a whole number from 1 to 1000",
        )
        for days in ("1001", "2147483647", "99999999999", "28.5", "-28")
    ),
    ({**MEETING, "born": "1/1/1920"}, "born", "between 1970 and 2148"),
]


@pytest.mark.parametrize(("cells", "field", "wrong"), USED)
def test_rows_used_with_a_note(tmp_path: Path, cells: dict[str, str], field: str, wrong: str) -> None:
    reading = read(tmp_path, row(**cells))
    problem = only_problem(reading)
    assert problem["field"] == field
    assert wrong in str(problem["wrong"])
    assert str(problem["done"]).startswith("The row was used. ")
    assert reading.facts.height == 1
    assert (
        problem["field"] not in reading.facts.columns or field == "parallel" or reading.facts[field].to_list() == [None]
    )


def test_the_known_words_of_a_list_are_kept(tmp_path: Path) -> None:
    reading = read(tmp_path, row(child="1", fact="plan", from_="2026-02-27", parallel="kinship;kinshop"))
    assert reading.facts["parallel"].to_list() == [["kinship"]]


def test_a_row_said_twice_counts_once(tmp_path: Path) -> None:
    sent, approved = (row(**MINUTES, about="2026-02-27", stage=stage) for stage in ("sent", "approved"))
    reading = read(tmp_path, sent, approved, sent + "again")
    assert only_problem(reading)["wrong"] == "An earlier row says the same"
    assert only_problem(reading)["line"] == 4
    assert reading.facts.height == 2


def test_two_legal_statuses_at_once(tmp_path: Path) -> None:
    one = {"child": "1", "fact": "legal_status"}
    reading = read(
        tmp_path,
        row(**one, code="care_order", from_="2026-02-01"),
        row(**one, code="s20", from_="2026-01-01", to="2026-02-01"),
        row(**one, code="care_order", from_="2026-02-10", to="2026-03-01"),
        row(**{**one, "child": "2"}, code="placement_order", from_="2026-03-01"),
        row(**one, code="placement_order", from_="2026-03-01"),
    )
    problem = only_problem(reading)
    assert (problem["line"], problem["child"], problem["field"], problem["value"]) == (
        6,
        "1",
        "code",
        "placement_order",
    )
    assert "('care_order', line 2) still holds then" in str(problem["wrong"])
    assert reading.facts.height == 5


def test_two_dates_of_birth(tmp_path: Path) -> None:
    reading = read(tmp_path, row(child="1", born="01/06/2015"), row(**MEETING, born="02/06/2015"))
    problem = only_problem(reading)
    assert (problem["line"], problem["field"], problem["value"]) == (3, "born", "02/06/2015")
    assert "01/06/2015, in an earlier row" in str(problem["wrong"])
    assert reading.children.rows() == [("1", date(2015, 6, 1))]


def test_a_date_of_birth_on_a_repeated_row_is_not_lost(tmp_path: Path) -> None:
    reading = read(tmp_path, row(**MEETING), row(**MEETING, born="02/06/2015"))
    assert reading.children["born"].to_list() == [date(2015, 6, 2)]


def test_many_different_wrong_words_take_no_longer(tmp_path: Path) -> None:
    reading = read(tmp_path, *(row(child="1", fact=f"meeting{n}", date="2026-02-27") for n in range(5_000)))
    assert reading.totals["set_aside"].to_list() == [5_000]
    assert reading.problems["wrong"][4_999] == "'meeting4999' is not a word we know here"
