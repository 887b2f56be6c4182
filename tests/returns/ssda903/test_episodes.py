"""Years are joined, and the seven published repairs mend what does not join."""

from __future__ import annotations

import polars as pl
import pytest

from returns.ssda903.invented import REVIEWS, codes, day, episode, episodes, read, sheet, told, wrong

MARK = episode("01/02/2025", child="999", ended="01/03/2025", rec="E8")
MARK_NEXT = episode("01/02/2026", child="999", ended="01/03/2026", rec="E8")


def years(folder, first, second):
    """Two years of one child, beside a child who settles which years they are."""
    return read(folder, {"2025/e.csv": episodes(*first, MARK), "2026/e.csv": episodes(*second, MARK_NEXT)})


def care(reading):
    return [(start, end) for child, start, end in told(reading, "in_care") if child == "101"]


def said(reading):
    return reading.problems.filter(reading.problems["child"] == "101").select("file", "wrong", "done").rows()


def test_an_episode_reported_again_is_one_episode(tmp_path):
    reading = years(tmp_path, [episode("01/05/2024")], [episode("01/05/2024", ended="01/06/2025", rec="E4A")])
    assert care(reading) == [(day("01/05/2024"), day("01/06/2025"))]
    assert said(reading) == []
    assert reading.totals["used"].to_list() == [2, 2]


def test_the_later_return_is_used_where_they_differ(tmp_path):
    reading = years(tmp_path, [episode("01/05/2024", place="U6")], [episode("01/05/2024", place="K2")])
    assert [code for code, *_ in codes(reading, "placement") if code == "residential"]
    assert said(reading) == [
        (
            "2025/e.csv",
            "The 2025-26 return has the same CHILD and DECOM and says something else, which was used instead.",
            "The row was set aside.",
        )
    ]


def test_repair_1_the_child_stayed_and_moved(tmp_path):
    reading = years(tmp_path, [episode("01/05/2024")], [episode("01/08/2025", rne="P", place="K2")])
    assert care(reading) == [(day("01/05/2024"), None)]
    assert said(reading) == [
        ("2025/e.csv", "The episode is open, and another follows it.", "Its end was taken as 01/08/2025. (Repair 1.)")
    ]


@pytest.mark.parametrize(
    ("back", "left"), [("01/08/2025", "31/03/2025"), ("31/03/2025", "30/03/2025"), ("01/04/2025", "31/03/2025")]
)
def test_repair_1a_the_child_left_and_came_back(tmp_path, back, left):
    reading = years(tmp_path, [episode("01/05/2024")], [episode(back, place="K2")])
    assert care(reading) == [(day("01/05/2024"), day(left)), (day(back), None)]
    assert said(reading)[0][2] == f"Its end was taken as {left}. (Repair 1A.)"


def test_repair_2_the_child_is_in_no_later_return(tmp_path):
    reading = years(tmp_path, [episode("01/05/2024")], [])
    assert care(reading) == [(day("01/05/2024"), day("31/03/2025"))]
    assert said(reading)[0][2] == "Its end was taken as 31/03/2025. (Repair 2.)"


def test_the_files_of_a_folder_tell_their_year_together(tmp_path):
    """Nothing began or ended in the second year, so that its episodes alone would be taken for the first year's."""
    both = episodes(episode("01/05/2023"), episode("01/06/2023", child="102"))
    reviews = sheet(REVIEWS, "101,01/06/2015,01/06/2024,PN1", "101,01/06/2015,01/12/2024,PN1")
    files = {"1/e.csv": both, "2/e.csv": episodes(episode("01/05/2023")), "2/r.csv": reviews}
    reading = read(tmp_path, files)
    assert [each[2] for each in told(reading, "in_care")] == [None, day("31/03/2024")]


@pytest.mark.parametrize("start", ["28/04/2024", "05/05/2024"])
def test_repair_3_the_same_episode_with_another_start(tmp_path, start):
    reading = years(tmp_path, [episode("01/05/2024")], [episode(start)])
    assert care(reading) == [(day(start), None)]
    assert said(reading)[0][1:] == (
        "The same episode is given with another start. (Repair 3.)",
        "The row was set aside.",
    )


def test_repair_3a_a_later_return_takes_its_place(tmp_path):
    reading = years(tmp_path, [episode("01/06/2024", place="K2")], [episode("01/05/2024")])
    assert care(reading) == [(day("01/05/2024"), None)]
    assert "(Repair 3A.)" in said(reading)[0][1]


def test_repair_4_it_overlaps_the_next(tmp_path):
    first = episode("01/05/2024", ended="20/03/2025", rec="X1")
    reading = years(tmp_path, [first], [episode("10/03/2025", rne="P", place="K2")])
    assert care(reading) == [(day("01/05/2024"), None)]
    assert said(reading)[0][2] == "Its end was taken as 10/03/2025. (Repair 4.)"


def test_repair_5_a_gap_although_the_child_stayed(tmp_path):
    first = episode("01/05/2024", ended="10/03/2025", rec="X1")
    reading = years(tmp_path, [first], [episode("20/03/2025", rne="P", place="K2")])
    assert care(reading) == [(day("01/05/2024"), None)]
    assert said(reading)[0][2] == "Its end was taken as 20/03/2025. (Repair 5.)"


def test_within_one_return_the_same_faults_are_mended(tmp_path):
    rows = [
        episode("01/05/2025"),
        episode("01/06/2025", rne="P", ended="01/08/2025", rec="X1"),
        episode("01/07/2025", rne="P", ended="01/09/2025", rec="X1"),
        episode("01/10/2025", rne="P"),
    ]
    reading = read(tmp_path, {"e.csv": episodes(*rows)})
    assert [end for *_, end in codes(reading, "placement")] == [
        day("01/06/2025"),
        day("01/07/2025"),
        day("01/10/2025"),
        None,
    ]
    assert care(reading) == [(day("01/05/2025"), None)]
    assert [text[-11:] for _, _, text in said(reading)] == ["(Repair 1.)", "(Repair 4.)", "(Repair 5.)"]


def test_leaving_and_coming_back_are_two_times_in_care(tmp_path):
    rows = [episode("01/05/2025", ended="01/06/2025", rec="E4A"), episode("02/06/2025")]
    reading = read(tmp_path, {"e.csv": episodes(*rows)})
    assert care(reading) == [(day("01/05/2025"), day("01/06/2025")), (day("02/06/2025"), None)]
    assert said(reading) == []


@pytest.mark.parametrize("ended", ["30/04/2025", "01/05/2025"])
def test_an_end_on_or_before_the_start_is_set_aside(tmp_path, ended):
    rows = [episode("01/05/2025", ended=ended, rec="X1"), episode("01/06/2025", rne="P", ended="01/03/2026", rec="E8")]
    reading = read(tmp_path, {"e.csv": episodes(*rows)})
    assert care(reading) == [(day("01/06/2025"), day("01/03/2026"))]
    assert said(reading) == [("e.csv", "The episode ends on or before the day it began.", "The row was set aside.")]


def test_rows_given_twice(tmp_path):
    reading = read(tmp_path, {"e.csv": episodes(*[episode("01/05/2025")] * 2, episode("01/05/2025", place="K2"))})
    assert [code for code, *_ in codes(reading, "placement")] == ["residential"]
    assert [text for _, text, _ in said(reading)] == [
        "A later row of this return has the same CHILD and DECOM and says the same.",
        "A later row of this return has the same CHILD and DECOM and says something else, which was used instead.",
    ]


@pytest.mark.parametrize(
    ("ended", "rec", "following", "says"),
    [
        ("", "E4A", None, "There is a reason for the end, and no DEC."),
        ("01/06/2025", "", None, "There is a DEC, and no reason for the end."),
        ("01/06/2025", "X1", None, "Another episode should begin the day this one ends, and there is none."),
        (
            "01/06/2025",
            "E4A",
            "01/06/2025",
            "The child is said to have left care, yet another episode begins that day.",
        ),
        ("02/04/2026", "E4A", None, "The end is after the last day of the return (31/03/2026)."),
    ],
)
def test_ends_that_do_not_add_up_are_named(tmp_path, ended, rec, following, says):
    rows = [episode("01/05/2025", ended=ended, rec=rec)] + ([episode(following, rne="P")] if following else [])
    marks = [episode("01/02/2026", child=str(child), ended="01/03/2026", rec="E8") for child in range(500, 599)]
    reading = read(tmp_path, {"e.csv": episodes(*rows, *marks)})
    assert [text for _, text, _ in said(reading)] == [says]


def test_short_breaks_make_no_facts(tmp_path):
    rows = [episode("01/05/2025", ls="V4"), episode("01/05/2025", child="102")]
    reviews = "CHILD,DOB,REVIEW,REVIEW_CODE\n101,,01/06/2025,PN1\n102,,01/06/2025,PN1\n"
    reading = read(tmp_path, {"e.csv": episodes(*rows), "reviews.csv": reviews})
    assert {child for child, *_ in told(reading, "")} == {"102"}
    assert reading.totals["set_aside"].to_list() == [1, 1]
    assert wrong(reading) == [
        "This is a short break, which is not permanence planning.",
        "This child is known only for short breaks.",
    ]


def test_care_that_began_in_an_earlier_return_is_inferred_and_named(tmp_path):
    first = [
        episode("01/05/2023", rne="P"),
        episode("01/05/2024", child="102"),
        episode("01/06/2024", "L", child="103"),
    ]
    reading = read(tmp_path, {"e.csv": episodes(*first)})
    assert [basis is None for *_, basis in told(reading, "in_care", "basis")] == [False, True, False]
    (problem,) = reading.problems.filter(pl.col("field") == "RNE").iter_rows(named=True)
    assert problem["wrong"].startswith("For 2 of the children in this file")


def test_an_episode_before_birth_is_named(tmp_path):
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n101,F,01/06/2025,WBRI,UN1,0,\n"
    reading = read(tmp_path, {"header.csv": header, "e.csv": episodes(episode("01/05/2025"))})
    assert wrong(reading) == ["The child was born on 01/06/2025, after this episode began."]
    assert len(care(reading)) == 1


def test_a_child_who_came_into_care_after_the_gap_was_not_in_care_in_it(tmp_path):
    rows = [episode("01/05/2025", ended="01/06/2025", rec="X1"), episode("01/12/2025", place="K2")]
    reading = read(tmp_path, {"e.csv": episodes(*rows)})
    assert care(reading) == [(day("01/05/2025"), day("01/06/2025")), (day("01/12/2025"), None)]
    assert [wrong for _, wrong, _ in said(reading)] == [
        "Another episode should begin the day this one ends, and there is none."
    ]


def test_of_two_open_copies_one_stays(tmp_path):
    files = {
        "2022-23/e.csv": episodes(episode("01/06/2022")),
        "2023-24/e.csv": episodes(episode("03/06/2022")),
        "2024-25/e.csv": episodes(episode("01/05/2024", child="102")),
    }
    assert care(read(tmp_path, files)) == [(day("03/06/2022"), day("31/03/2024"))]


def test_the_same_home_in_a_second_time_in_care_is_not_the_same_episode(tmp_path):
    first, second = episode("01/05/2024", ended="01/09/2024", rec="E4A"), episode("01/12/2024")
    files = {"2024-25/e.csv": episodes(first, second), "2025-26/e.csv": episodes(episode("01/05/2025", child="102"))}
    wanted = [(day("01/05/2024"), day("01/09/2024")), (day("01/12/2024"), day("31/03/2025"))]
    assert care(read(tmp_path, files)) == wanted


@pytest.mark.parametrize("ended", ["", "02/03/2026"])
def test_a_short_break_within_care_ends_nothing(tmp_path, ended):
    rows = [
        episode("02/05/2025", ls="V2", ended=ended, rec="X1" if ended else ""),
        episode("02/07/2025", ls="V3", ended="05/07/2025", rec="E4A"),
        *([episode(ended, rne="P", ls="V2", place="K2")] if ended else []),
    ]
    reading = read(tmp_path, {"e.csv": episodes(*rows)})
    assert care(reading) == [(day("02/05/2025"), None)]


def test_a_short_break_of_a_later_return_replaces_nothing(tmp_path):
    reading = years(
        tmp_path,
        [episode("01/05/2024", ls="C1", ended="01/03/2025", rec="E4A")],
        [episode("01/02/2024", ls="V4", ended="10/05/2024", rec="E4A")],
    )
    assert care(reading) == [(day("01/05/2024"), day("01/03/2025"))]


@pytest.mark.parametrize("rne", ["", "Q", "L"])
def test_care_that_no_episode_says_began_is_inferred(tmp_path, rne):
    reading = read(tmp_path, {"e.csv": episodes(episode("02/05/2025", rne=rne))})
    assert reading.facts.filter(pl.col("token") == "in_care")["basis"][0].startswith("the episode that began care")


@pytest.mark.parametrize("name", ["RNE", "LS", "PLACE"])
def test_what_the_guidance_asks_for_and_is_not_there_is_named(tmp_path, name):
    blank = {
        "rne": episode("02/05/2025", rne=""),
        "ls": episode("02/05/2025", ls=""),
        "place": episode("02/05/2025", place=""),
    }
    reading = read(tmp_path, {"e.csv": episodes(blank[name.lower()], episode("02/05/2025", child="102"))})
    named = reading.problems.filter(pl.col("field") == name, pl.col("child") == "101")
    assert named.select("line", "wrong", "done").rows() == [
        (2, f"The row does not say its {name}.", "It was used without.")
    ]
    assert reading.totals["used"].sum() == 2
