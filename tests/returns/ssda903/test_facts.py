"""What a return states or implies, as facts: each fact a small table of rows and an answer."""

from __future__ import annotations

import pytest

from permanence.returns.frames import timeline
from returns.ssda903.invented import (
    AD1,
    ONE_CHILD,
    PLACED,
    REVIEWS,
    UASC,
    WORKERS,
    codes,
    day,
    episode,
    episodes,
    read,
    sheet,
    told,
    wrong,
)

A, B, C, D = "01/05/2025", "01/07/2025", "01/09/2025", "01/11/2025"


def story(folder, *rows, **files):
    return read(
        folder, {"header.csv": ONE_CHILD, "e.csv": episodes(*rows), **{f"{k}.csv": v for k, v in files.items()}}
    )


def bases(reading, fact):
    return [basis for *_, basis in told(reading, fact, "basis")]


def test_a_change_of_order_alone_is_no_move(tmp_path):
    rows = [
        episode(A, ls="C1", ended=B, rec="X1"),
        episode(B, rne="L", ls="C2", ended=C, rec="X1"),
        episode(C, rne="L", ls="E1"),
    ]
    reading = story(tmp_path, *rows)
    assert codes(reading, "placement") == [("foster", day(A), None)]
    assert codes(reading, "legal_status") == [
        ("interim_care_order", day(A), day(B)),
        ("care_order", day(B), day(C)),
        ("placement_order", day(C), None),
    ]
    assert told(reading, "in_care") == [("101", day(A), None)]
    assert bases(reading, "in_care") == bases(reading, "legal_status")[:1] == [None]


def test_a_move_alone_is_no_change_of_order(tmp_path):
    reading = story(tmp_path, episode(A, ended=B, rec="X1"), episode(B, rne="P", post="ZZ9 9ZZ"))
    assert codes(reading, "legal_status") == [("care_order", day(A), None)]
    assert codes(reading, "placement") == [("foster", day(A), day(B)), ("foster", day(B), None)]


@pytest.mark.parametrize(
    ("ls", "status", "basis"),
    [
        ("V2", "s20", None),
        ("C1", "interim_care_order", None),
        ("C2", "care_order", None),
        ("E1", "placement_order", None),
        ("L1", "emergency", None),
        ("L2", "emergency", None),
        ("J1", "remand", None),
        ("D1", "placement_order", "freeing order"),
        ("L3", "emergency", "child assessment order"),
        ("J2", "remand", "before a hearing"),
        ("J3", "remand", "youth rehabilitation order"),
    ],
)
def test_legal_statuses(tmp_path, ls, status, basis):
    reading = story(tmp_path, episode(A, ls=ls))
    assert codes(reading, "legal_status") == [(status, day(A), None)]
    (said,) = bases(reading, "legal_status")
    assert said is None if basis is None else basis in said


@pytest.mark.parametrize(
    ("place", "home", "long_term", "kin"),
    [
        ("A3", "adoptive", None, None),
        ("A6", "adoptive", None, None),
        ("U1", "foster", True, True),
        ("U2", "foster", False, True),
        ("U3", "foster", False, True),
        ("U4", "foster", True, False),
        ("U5", "foster", False, False),
        ("U6", "foster", False, False),
        ("K1", "secure", None, None),
        ("R5", "secure", None, None),
        ("K2", "residential", None, None),
        ("R1", "residential", None, None),
        ("R2", "residential", None, None),
        ("R3", "residential", None, None),
        ("S1", "residential", None, None),
        ("P1", "with_parents", None, None),
        ("P2", "independent", None, None),
        ("P3", "independent", None, None),
        ("H5", "independent", None, None),
        ("K3", "independent", None, None),
        ("T0", "temporary", None, None),
        ("T4", "temporary", None, None),
        ("Z1", "residential", None, None),
        ("Z14", "residential", None, None),
    ],
)
def test_homes(tmp_path, place, home, long_term, kin):
    reading = story(tmp_path, episode(A, place=place))
    assert codes(reading, "placement") == [(home, day(A), None)]
    assert told(reading, "placement", "long_term", "kin", "approval")[0][3:] == (long_term, kin, None)


@pytest.mark.parametrize(
    ("code", "provider"),
    [("PR0", None), ("PR1", "in_house"), ("PR2", None), ("PR4", "agency"), ("PR5", "agency"), ("", None)],
)
def test_providers(tmp_path, code, provider):
    assert told(story(tmp_path, episode(A, provider=code)), "placement", "provider")[0][-1] == provider


def test_which_homes_are_unregistered_is_for_the_council_to_say(tmp_path):
    rows = {
        "e.csv": episodes(
            episode(A, place="Z12"), episode(A, place="Z11", child="102"), episode(A, place="Z13", child="103")
        )
    }
    usual = told(read(tmp_path, rows), "placement", "approval")
    assert [approval for *_, approval in usual] == ["unregistered", None, "unregistered"]
    own = told(read(tmp_path, rows, unregistered={"Z11": "unapproved"}), "placement", "approval")
    assert [approval for *_, approval in own] == [None, "unapproved", None]


@pytest.mark.parametrize(
    ("rne", "place", "post", "same"),
    [
        ("T", "U4", "ZZ9 9ZZ", True),
        ("U", "U4", "ZZ9 9ZZ", True),
        ("P", "U4", "ZZ9 9ZZ", None),
        ("B", "U6", "ZZ9 9ZZ", None),
        ("P", "U4", "AB12CD", None),
        ("B", "U4", "AB12CD", None),
        ("", "U4", "AB12CD", True),
        ("", "K2", "AB1 2CD", None),
        ("L", "U4", "AB1 2CD", True),
        ("P", "U4", "", None),
    ],
)
def test_the_same_carers(tmp_path, rne, place, post, same):
    reading = story(tmp_path, episode(A, ended=B, rec="X1"), episode(B, rne=rne, place=place, post=post))
    assert [same_carers for *_, same_carers in told(reading, "placement", "same_carers")] == [None, same]


def test_a_temporary_stay_does_not_make_the_return_a_move(tmp_path):
    rows = [
        episode(A, place="U4", ended=B, rec="X1"),
        episode(B, rne="P", place="T1", post="", urn="", ended=C, rec="X1"),
        episode(C, rne="P", place="U4"),
    ]
    reading = story(tmp_path, *rows)
    assert [code for code, *_ in codes(reading, "placement")] == ["foster", "temporary", "foster"]
    assert [same for *_, same in told(reading, "placement", "same_carers")] == [None, None, True]
    assert len(told(reading, "permanence_achieved")) == 1


@pytest.mark.parametrize(
    ("post", "urn", "back"),
    [
        ("AB1 2CD", "1234567", True),
        ("AB1 2CD", "", True),
        ("AB1 2CD", "XXXXXXX", True),
        ("", "", True),
        ("ZZ9 9ZZ", "1234567", None),
        ("AB1 2CD", "7654321", None),
    ],
)
def test_two_temporary_stays_on_end_and_back(tmp_path, post, urn, back):
    rows = [
        episode(A, place="U4", ended=B, rec="X1"),
        episode(B, rne="P", place="T1", post="", urn="", ended=C, rec="X1"),
        episode(C, rne="P", place="T4", post="", urn="", ended=D, rec="X1"),
        episode(D, rne="P", place="U4", post=post, urn=urn),
    ]
    reading = story(tmp_path, *rows)
    assert [same for *_, same in told(reading, "placement", "same_carers")] == [None, None, None, back]
    assert len(told(reading, "permanence_achieved")) == (1 if back else 2)


def test_no_coming_back_to_another_kind_of_home_nor_after_a_gap(tmp_path):
    rows = [
        episode(A, place="U4", ended=B, rec="X1"),
        episode(B, rne="P", place="T1", post="", urn="", ended=C, rec="X1"),
        episode(C, rne="P", place="K2", ended=D, rec="E4A"),
    ]
    again = episode("01/03/2026", place="K2")
    assert [same for *_, same in told(story(tmp_path, *rows, again), "placement", "same_carers")] == [None] * 4


def test_long_term_fostering_is_achieved_when_it_begins(tmp_path):
    rows = [
        episode(A, ended=B, rec="X1"),
        episode(B, rne="T", place="U4", ended=C, rec="X1"),
        episode(C, rne="L", place="U4", ls="V2", ended=D, rec="X1"),
        episode(D, rne="P", place="U1", post="ZZ9 9ZZ"),
    ]
    reading = story(tmp_path, *rows)
    assert codes(reading, "permanence_achieved") == [
        ("long_term_fostering", day(B), None),
        ("long_term_fostering", day(D), None),
    ]
    assert all("U" in basis for basis in bases(reading, "permanence_achieved"))
    assert ["long-term" in (basis or "") for basis in bases(reading, "placement")] == [False, True, True]


def test_proceedings_run_from_the_interim_order_to_the_next(tmp_path):
    rows = [
        episode(A, ls="V2", ended=B, rec="X1"),
        episode(B, rne="L", ls="C1", ended=C, rec="X1"),
        episode(C, rne="L", ls="C2"),
    ]
    reading = story(tmp_path, *rows)
    assert told(reading, "proceedings") == [("101", day(B), day(C))]
    assert told(reading, "remaining_in_care_plan") == [("101", day(C), None)]
    assert all(bases(reading, "proceedings") + bases(reading, "remaining"))


@pytest.mark.parametrize(
    ("between", "spans"), [("J1", 1), ("L1", 1), ("L3", 1), ("", 1), ("V2", 2), ("E1", 2), ("C2", 2)]
)
def test_another_status_hides_an_interim_order_and_only_an_order_or_section_20_ends_proceedings(
    tmp_path, between, spans
):
    rows = [
        episode(A, ls="C1", ended=B, rec="X1"),
        episode(B, rne="L", ls=between, ended=C, rec="X1"),
        episode(C, rne="L", ls="C1", ended=D, rec="X1"),
        episode(D, rne="L", ls="C2"),
    ]
    whole = [("101", day(A), day(D))]
    parts = [("101", day(A), day(B)), ("101", day(C), day(D))]
    assert told(story(tmp_path, *rows), "proceedings") == (whole if spans == 1 else parts)


def test_proceedings_do_not_go_on_under_a_remand_with_which_care_began_anew(tmp_path):
    rows = [episode(A, ls="C1", ended=B, rec="E4A"), episode(B, ls="J1")]
    assert told(story(tmp_path, *rows), "proceedings") == [("101", day(A), day(B))]


def test_proceedings_do_not_outlast_care(tmp_path):
    rows = [
        episode(A, ls="C1", ended=B, rec="E4A"),
        episode(C, ls="J1", ended=D, rec="X1"),
        episode(D, rne="L", ls="C1", child="101"),
    ]
    assert told(story(tmp_path, *rows), "proceedings") == [("101", day(A), day(B)), ("101", day(D), None)]


def test_proceedings_end_with_care(tmp_path):
    reading = story(tmp_path, episode(A, ls="C1", ended=B, rec="E4A"))
    assert told(reading, "proceedings") == [("101", day(A), day(B))]


@pytest.mark.parametrize(
    ("rec", "way"),
    [
        ("E11", "adoption"),
        ("E12", "adoption"),
        ("E41", "kinship"),
        ("E45", "special_guardianship"),
        ("E44", "special_guardianship"),
        ("E4A", "reunification"),
        ("E4B", "reunification"),
        ("E8", None),
        ("E13", "reunification"),
        ("X1", None),
        ("", None),
    ],
)
def test_permanence_is_achieved_at_the_end_of_care(tmp_path, rec, way):
    reading = story(tmp_path, episode(A, ended=B, rec=rec))
    assert codes(reading, "permanence_achieved") == ([(way, day(B), None)] if way else [])
    assert all(rec in basis for basis in bases(reading, "permanence_achieved"))


def test_no_permanence_while_the_child_stays(tmp_path):
    reading = story(tmp_path, episode(A, ended=B, rec="E4A"), episode(B, rne="P"))
    assert codes(reading, "permanence_achieved") == []


@pytest.mark.parametrize("reason", ["CREQB", "CREQO", "CHILD", "LAREQ", "ALLEG", "STAND", "APPRR"])
def test_breakdowns(tmp_path, reason):
    reading = story(tmp_path, episode(A, ended=B, rec="X1", reason=reason), episode(B, rne="P", post="ZZ9 9ZZ"))
    assert told(reading, "breakdown") == [("101", day(B), None)]
    assert reason in bases(reading, "breakdown")[0]


@pytest.mark.parametrize(("reason", "rne"), [("CARPL", "P"), ("PLACE", "P"), ("OTHER", "P"), ("", "P"), ("CREQB", "L")])
def test_no_breakdown(tmp_path, reason, rne):
    reading = story(tmp_path, episode(A, ended=B, rec="X1", reason=reason), episode(B, rne=rne))
    assert told(reading, "breakdown") == []


def test_reviews_once_each(tmp_path):
    rows = (
        "101,01/06/2015,01/06/2025,PN1",
        "101,01/06/2015,01/06/2025,PN2",
        "101,01/06/2015,01/09/2025,PN1",
        "101,01/06/2015,01/06/2026,PN1",
    )
    reading = story(tmp_path, episode(A), reviews=sheet(REVIEWS, *rows))
    assert told(reading, "review", "line") == [("101", day("01/06/2025"), None, 3), ("101", day("01/09/2025"), None, 4)]
    assert len(wrong(reading)) == 2


def test_decisions_and_matches(tmp_path):
    placed = sheet(PLACED, "101,,01/06/2025,,")
    adopted = sheet(AD1, "101,,02/06/2025,01/08/2025,0,2,MF,L11", "102,,01/07/2025,,,,,")
    reading = story(tmp_path, episode(A), episode(A, child="102"), placed=placed, ad1=adopted)
    assert told(reading, "decision") == [("101", day("01/06/2025"), None), ("102", day("01/07/2025"), None)]
    assert bases(reading, "decision")[0] is None
    assert "DATE_INT" in bases(reading, "decision")[1]
    assert told(reading, "match") == [("101", day("01/08/2025"), None)]
    assert len(wrong(reading, "DATE_INT")) == 1


def test_a_change_of_worker_within_care(tmp_path):
    workers = (
        "101,,SW1,01/01/2025,01/06/2025,OTHERS",
        "101,,SW2,01/06/2025,01/08/2025,OTHERS",
        "101,,SW2,01/08/2025,,",
        "101,,SW3,01/12/2025,,",
        "102,,SW1,01/05/2025,,",
        "103,,SW1,01/01/2024,01/02/2024,",
        "103,,SW2,01/06/2025,,",
        "104,,SW1,01/06/2025,,",
        "104,,SW2,01/07/2025,,",
    )
    rows = [episode(A, ended=D, rec="E4A"), episode(A, child="102"), episode(A, child="103")]
    reading = story(tmp_path, *rows, workers=sheet(WORKERS, *workers))
    assert told(reading, "worker_left") == [("101", day("01/06/2025"), None)]


@pytest.mark.parametrize(("duc", "end"), [("", None), (B, day(B)), ("01/06/2033", day("01/06/2033"))])
def test_unaccompanied_from_coming_into_care(tmp_path, duc, end):
    reading = story(tmp_path, episode(A), uasc=sheet(UASC, f"101,F,01/06/2015,{duc}", "105,F,01/06/2009,"))
    assert told(reading, "unaccompanied") == [("101", day(A), end)]
    assert bases(reading, "unaccompanied")[0].startswith("the return does not say since when")


def test_a_child_who_stopped_being_unaccompanied_before_care_is_named(tmp_path):
    reading = story(tmp_path, episode(B), uasc=sheet(UASC, f"101,F,01/06/2015,{A}"))
    assert told(reading, "unaccompanied") == []
    assert wrong(reading, "DUC") == ["This is on or before the day the child came into care."]


def test_a_child_missing_from_the_later_file_is_unaccompanied_to_the_end_of_the_last_year_that_names_it(tmp_path):
    files = {
        "2024-25/e.csv": episodes(episode("01/05/2024"), episode("01/05/2024", child="102")),
        "2024-25/u.csv": sheet(UASC, "101,F,01/06/2009,", "102,F,01/06/2009,"),
        "2025-26/e.csv": episodes(episode("01/05/2024"), episode("01/05/2024", child="102")),
        "2025-26/u.csv": sheet(UASC, "102,F,01/06/2009,"),
    }
    reading = read(tmp_path, files)
    began = day("01/05/2024")
    assert told(reading, "unaccompanied") == [("101", began, day("31/03/2025")), ("102", began, None)]
    assert "until the end of the last year" in bases(reading, "unaccompanied")[0]


def test_the_facts_make_a_timeline(tmp_path):
    reading = story(tmp_path, episode(A, place="U4", ended=B, rec="X1"), episode(B, rne="P", place="Z12"))
    line = timeline(reading.children, reading.facts)
    assert len(line.child) == reading.facts.height
