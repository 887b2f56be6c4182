"""Codes belong to years; every code that says something says it in the words of facts.yaml."""

from __future__ import annotations

import pytest

from permanence.policy.vocabulary import vocabulary
from permanence.returns.ssda903.tables import code_sets, table_of, tables, xml_rows
from returns.ssda903.invented import codes, episode, episodes, read, sheet, told, wrong

FACTS = {"order": "legal_status", "home": "placement", "achieves": "permanence_achieved"}


def test_codes_say_facts_that_there_are():
    words = vocabulary()
    for codes_ in code_sets().values():
        for says in codes_.codes.values():
            for word in says.keys() & FACTS.keys():
                assert words.token(FACTS[word], says[word])
            for word in says.keys() & {"provider", "approval"}:
                assert says[word] in words.attributes[word].choices


def test_every_code_column_has_a_code_set_and_every_key_a_column():
    for table in tables().values():
        assert {*table.known_by, *table.key, *table.settles} <= table.columns.keys()
        assert all(column.codes for column in table.columns.values() if column.kind == "code")
    assert {name for names in xml_rows().values() for name in names} <= tables().keys()


def test_every_table_is_told_by_its_own_columns():
    for table in tables().values():
        assert table_of(list(table.columns)) is table
        assert table_of(table.known_by) is table


@pytest.mark.parametrize(
    ("place", "began", "year", "says"),
    [
        ("K3", "01/05/2023", 2024, "K3 is a code from 2024-25 on."),
        ("K3", "01/05/2024", 2025, None),
        ("H5", "31/03/2024", 2024, None),
        ("H5", "31/03/2024", 2025, None),
        ("H5", "01/04/2024", 2025, "H5 is a code up to 2023-24."),
        ("Z1", "31/03/2025", 2025, None),
        ("Z1", "01/04/2025", 2026, "Z1 is a code up to 2024-25."),
        ("Z12", "01/04/2025", 2026, None),
        ("Z12", "01/04/2024", 2025, "Z12 is a code from 2025-26 on."),
    ],
)
def test_a_code_outside_its_years_is_named_and_used(tmp_path, place, began, year, says):
    marker = episode(f"01/02/{year}", child="999", ended=f"01/03/{year}", rec="E8")  # settles the year of the file
    reading = read(tmp_path, {"e.csv": episodes(episode(began, place=place), marker)})
    assert wrong(reading, "PLACE") == ([says] if says else [])
    assert len(told(reading, "placement")) == 2


@pytest.mark.parametrize(("ended", "says"), [("31/03/2018", []), ("01/04/2018", ["E44 is a code up to 2017-18."])])
def test_why_an_episode_ended_is_told_in_the_codes_of_its_end(tmp_path, ended, says):
    marker = episode("01/02/2019", child="999", ended="01/03/2019", rec="E8")
    reading = read(tmp_path, {"e.csv": episodes(episode("01/05/2016", ended=ended, rec="E44"), marker)})
    assert wrong(reading, "REC") == says


@pytest.mark.parametrize(
    ("place", "home"), [*[(old, "adoptive") for old in ("A1", "A2")], ("Q1", "foster"), ("Q2", "foster")]
)
def test_a_home_in_the_codes_of_long_ago_is_a_home(tmp_path, place, home):
    marker = episode("01/02/2016", child="999", ended="01/03/2016", rec="E8")
    reading = read(tmp_path, {"e.csv": episodes(episode("01/05/2014", place=place), marker)})
    assert f"placement.{home}" in [token for *_, token in told(reading, "placement", "token")]
    assert wrong(reading, "PLACE") == []


@pytest.mark.parametrize("given", ["u6", " U6 ", "U6"])
def test_codes_may_be_in_small_letters_or_padded(tmp_path, given):
    reading = read(tmp_path, {"e.csv": episodes(episode("01/05/2025", place=given))})
    assert codes(reading, "placement")[0][0] == "foster"
    assert wrong(reading) == []


def test_an_unknown_code_is_named_and_the_row_is_used(tmp_path):
    reading = read(tmp_path, {"e.csv": episodes(episode("01/05/2025", place="Q9", ls="C9"))})
    assert len(told(reading, "in_care")) == 1
    assert told(reading, "placement") == told(reading, "legal_status") == []
    bad = reading.problems.select("line", "child", "field", "value", "done").rows()
    assert bad == [
        (2, "101", "LS", "C9", "It was taken as blank."),
        (2, "101", "PLACE", "Q9", "It was taken as blank."),
    ]


@pytest.mark.parametrize("mapping", [{"Z99": "unregistered"}, {"Z12": "dubious"}])
def test_a_mapping_that_cannot_be_is_refused(tmp_path, mapping):
    with pytest.raises(ValueError, match=r"is not a PLACE code|cannot mean"):
        read(tmp_path, {}, unregistered=mapping)


def test_decimals_on_codes_are_read(tmp_path):
    text = sheet("CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE", "101,01/06/2015,01/05/2025,02/05/2025,1.0")
    assert wrong(read(tmp_path, {"ad1.csv": text}), "FOSTER_CARE") == []
