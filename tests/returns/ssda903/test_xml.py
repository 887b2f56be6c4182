"""The XML return gives what the CSV files give; a broken child costs only itself."""

from __future__ import annotations

import pytest

from returns.ssda903.invented import codes, day, read, told, wrong

CHILD = """<CHILD><HEADER><CHILDID>{id}</CHILDID><SEX>F</SEX><DOB>01/06/2015</DOB><ETHNIC>WBRI</ETHNIC>{more}
<AREVIEW><REVIEW>20/05/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW><UPN>UN1</UPN>
<AD_PLACED><DATE_PLACED>02/06/2025</DATE_PLACED></AD_PLACED></HEADER>
<EPISODE><DECOM>01/05/2025</DECOM><RNE>S</RNE><LS>C1</LS><CIN>N1</CIN><PL>U6</PL><DEC>01/02/2026</DEC><REC>E4A</REC></EPISODE>
</CHILD>
"""


def returned(*children: str) -> str:
    return f"<?xml version='1.0' encoding='us-ascii'?>\n<EXPSSDA903>\n{''.join(children)}</EXPSSDA903>"


def test_every_part_is_read(tmp_path):
    more = "<UASC>1</UASC><DUC>01/03/2026</DUC><DATE_INT>02/06/2025</DATE_INT><DATE_MATCH>03/06/2025</DATE_MATCH>"
    reading = read(
        tmp_path, {"return.xml": returned(CHILD.format(id="101", more=more), CHILD.format(id="102", more=""))}
    )
    assert reading.children.select("id", "born", "upn").rows() == [
        ("101", day("01/06/2015"), "UN1"),
        ("102", day("01/06/2015"), "UN1"),
    ]
    assert told(reading, "placement", "line") == [
        ("101", day("01/05/2025"), day("01/02/2026"), 6),
        ("102", day("01/05/2025"), day("01/02/2026"), 11),
    ]
    assert len(told(reading, "review")) == len(told(reading, "decision")) == 2
    assert told(reading, "unaccompanied") == [("101", day("01/05/2025"), day("01/03/2026"))]
    assert told(reading, "match.adoptive") == [("101", day("03/06/2025"), None)]
    assert wrong(reading) == []
    assert dict(reading.totals.select("table", "read").rows()) == {
        "header": 2,
        "uasc": 1,
        "ad1": 1,
        "reviews": 2,
        "placed_for_adoption": 2,
        "episodes": 2,
    }


@pytest.mark.parametrize("damage", ["<EPISODE>", "&nothing;", "<", "</HEADER>", "\x01"])
def test_a_broken_child_is_named_and_the_others_are_read(tmp_path, damage):
    broken = CHILD.format(id="102", more=damage)
    text = returned(CHILD.format(id="101", more=""), broken, CHILD.format(id="103", more=""))
    reading = read(tmp_path, {"return.xml": text})
    assert [child for child, *_ in told(reading, "in_care")] == ["101", "103"]
    assert reading.problems["line"].to_list() == [8]
    assert wrong(reading)[0].startswith("The XML of this child is broken")


def test_a_file_that_breaks_off_keeps_the_children_before(tmp_path):
    text = returned(CHILD.format(id="101", more=""), CHILD.format(id="102", more=""))
    reading = read(tmp_path, {"return.xml": text[: text.rindex("<PL>")]})
    assert [child for child, *_ in told(reading, "in_care")] == ["101"]


def test_an_entity_cannot_be_made_to_grow(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = returned(CHILD.format(id="&b;", more="")).replace("<EXPSSDA903>", bomb + "<EXPSSDA903>")
    assert "broken" in wrong(read(tmp_path, {"return.xml": text}))[0]


def test_strange_parts_are_named(tmp_path):
    reading = read(tmp_path, {"return.xml": returned(CHILD.format(id="101", more="<PETS><PET>cat</PET></PETS>"))})
    assert wrong(reading) == ["PETS is not a part of the return that we know."]
    assert codes(reading, "placement")


def test_a_file_without_children_is_named(tmp_path):
    assert wrong(read(tmp_path, {"return.xml": "<EXPSSDA903/>"})) == ["This XML file has no CHILD in it."]
    empty = read(tmp_path, {"return.xml": "<EXPSSDA903><CHILD/><CHILD></CHILD></EXPSSDA903>"})
    assert wrong(empty) == ["This XML file has no CHILD with rows that can be read."]


def test_wide_text_is_read(tmp_path):
    reading = read(tmp_path, {"return.xml": returned(CHILD.format(id="101", more="")).encode("utf-16")})
    assert len(told(reading, "in_care")) == 1


def test_what_stands_in_no_row_and_a_uasc_that_is_neither_yes_nor_no_are_named(tmp_path):
    text = returned(CHILD.format(id="101", more="<UASC>Y</UASC>").replace("<LS>C1</LS>", "<LSS>C1</LSS>"))
    reading = read(tmp_path, {"return.xml": text})
    assert told(reading, "unaccompanied") == told(reading, "legal_status") == []
    assert reading.problems.select("line", "child", "wrong").rows() == [
        (None, None, "LSS in EPISODE is not a part of the return that we know."),
        (3, "101", "UASC is Y, and can only be 0 or 1."),
        (6, "101", "The row does not say its LS."),
    ]
