"""The synthetic council: the same on every machine, coherent by the return's own rules, and in step with its sheet."""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from permanence.policy.vocabulary import vocabulary
from permanence.returns.sample import write_return, write_sample
from permanence.returns.sample.return_rows import COLUMNS
from permanence.returns.spreadsheet.read import read_facts

YEARS = ("2024-25", "2025-26")
CHILDREN = 400
AS_AT = date(2026, 3, 31)

Row = dict[str, str]


@pytest.fixture(scope="module")
def big_return(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough children for the rarest kinds."""
    folder = tmp_path_factory.mktemp("big")
    write_return(folder, 3_000)
    return folder


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("council")
    write_sample(folder, CHILDREN)
    return folder


def rows(folder: Path, year: str, table: str) -> list[Row]:
    with (folder / year / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


def by_child(found: list[Row], when: Callable[[Row], date]) -> dict[str, list[Row]]:
    children: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(found, key=when):
        children[row["CHILD"]].append(row)
    return children


@pytest.fixture(scope="module")
def histories(council: Path) -> dict[str, list[Row]]:
    """Each child's episodes in order, those of the later file first where both have one."""
    every = {(row["CHILD"], row["DECOM"]): row for year in YEARS for row in rows(council, year, "episodes")}
    return by_child(list(every.values()), lambda row: day(row["DECOM"]))


def facts(folder: Path) -> list[Row]:
    with (folder / "facts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    write_sample(tmp_path / "one", 60, seed=7)
    write_sample(tmp_path / "two", 60, seed=7)
    write_sample(tmp_path / "other", 60, seed=8)
    assert contents(tmp_path / "one") == contents(tmp_path / "two") != contents(tmp_path / "other")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")}


def test_the_bytes_are_those_of_every_machine(tmp_path: Path) -> None:
    """When the stories change on purpose, change the digest; on another machine it may not differ."""
    write_sample(tmp_path, 40, seed=3)
    digest = hashlib.sha256(b"".join(text for _, text in sorted(contents(tmp_path).items())))
    assert digest.hexdigest()[:16] == "1213b839942da5ca"


def test_every_usual_table_is_there_with_its_columns(council: Path) -> None:
    for year in YEARS:
        for table, columns in COLUMNS.items():
            with (council / year / f"{table}.csv").open(encoding="utf-8") as file:
                assert file.readline() == f"{columns}\n"
                assert file.readline(), f"{year} {table} is empty"


def test_as_many_children_are_in_care_as_asked_for(histories: dict[str, list[Row]]) -> None:
    assert len(histories) == CHILDREN


def test_the_return_is_the_same_without_the_sheet(council: Path, tmp_path: Path) -> None:
    write_return(tmp_path, CHILDREN)
    assert contents(tmp_path) == {name: text for name, text in contents(council).items() if name != "facts.csv"}


def test_an_episode_begins_where_the_last_ended(histories: dict[str, list[Row]]) -> None:
    for episodes in histories.values():
        for before, after in pairwise(episodes):
            if before["REC"] == "X1":
                assert before["DEC"] == after["DECOM"]
                assert after["RNE"] != "S"
            else:
                assert after["RNE"] == "S"
                assert day(before["DEC"]) < day(after["DECOM"])


def test_the_reason_for_an_episode_is_what_changed(histories: dict[str, list[Row]]) -> None:
    home = ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN")
    for episodes in histories.values():
        for before, after in pairwise(episodes):
            order = before["LS"] != after["LS"]
            moved = any(before[field] != after[field] for field in home)
            expected = {(True, False): "L", (True, True): "BU", (False, True): "PT"}
            if after["RNE"] != "S" and "Z1" not in (before["PLACE"], after["PLACE"]):
                assert after["RNE"] in expected[order, moved]


def test_care_starts_and_ends_once(histories: dict[str, list[Row]]) -> None:
    for episodes in histories.values():
        assert all(row["DEC"] for row in episodes[:-1])
        for row in episodes:
            assert bool(row["DEC"]) == bool(row["REC"])
            assert not row["DEC"] or day(row["DECOM"]) < day(row["DEC"]) <= AS_AT


def test_codes_are_those_of_the_year(council: Path) -> None:
    for year in YEARS:
        places = {row["PLACE"] for row in rows(council, year, "episodes")}
        assert not places & {"H5", "P2", "Q1", "A1"}
        assert ("Z1" in places) <= (year == "2024-25")
        assert {row["SEX"] for row in rows(council, year, "header")} <= {"M", "F", "U"}


def test_children_of_every_kind_are_there(big_return: Path) -> None:
    episodes = rows(big_return, "2025-26", "episodes")
    assert {row["LS"] for row in episodes} >= {"V2", "V4", "C1", "C2", "E1", "J1", "L2"}
    homes = {"U1", "U3", "U4", "U6", "A6", "A5", "K1", "K2", "K3", "P1", "R5", "T1", "Z13"}
    assert {row["PLACE"] for row in episodes} >= homes
    assert {row["REC"] for row in episodes} >= {"", "X1", "E12", "E41", "E4A", "E45", "E17"}
    assert {row["RNE"] for row in episodes} >= {"S", "L", "P", "T", "B"}


def test_limits_of_law_hold(council: Path, histories: dict[str, list[Row]]) -> None:
    born = {row["CHILD"]: day(row["DOB"]) for year in YEARS for row in rows(council, year, "header")}
    for child, episodes in histories.items():
        for row in episodes:
            begun = day(row["DECOM"])
            assert begun >= born[child]
            assert not (row["PLACE"] == "P1" and row["LS"] not in ("C1", "C2"))
            assert not (row["PLACE"] == "K3" and years(born[child], begun) < 16)
            assert not (row["PLACE"][0] == "A" and row["LS"] not in ("E1", "V2"))
            assert years(born[child], day(row["DEC"]) if row["DEC"] else AS_AT) <= 18


def years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def test_reviews_are_of_children_in_care_and_told_by_age(council: Path, histories: dict[str, list[Row]]) -> None:
    for year in YEARS:
        for row in rows(council, year, "reviews"):
            held = day(row["REVIEW"])
            assert (years(day(row["DOB"]), held) < 4) == (row["REVIEW_CODE"] == "PN0")
            spans = [(day(e["DECOM"]), day(e["DEC"]) if e["DEC"] else AS_AT) for e in histories[row["CHILD"]]]
            assert any(start <= held <= end for start, end in spans)


def test_the_steps_to_adoption_come_in_order(big_return: Path) -> None:
    placed = {
        row["CHILD"]: day(row["DECOM"]) for row in rows(big_return, "2025-26", "episodes") if row["PLACE"][0] == "A"
    }
    adopted = rows(big_return, "2025-26", "ad1")
    assert adopted
    for row in adopted:
        assert day(row["DATE_INT"]) <= day(row["DATE_MATCH"]) <= placed[row["CHILD"]]


def test_the_sheet_is_read_with_nothing_set_aside(council: Path) -> None:
    reading = read_facts(council / "facts.csv")
    assert reading.problems.height == 0
    assert reading.totals["set_aside"].sum() == 0


def test_what_lies_ahead_is_only_what_is_planned(council: Path) -> None:
    planned = {name for name, fact in vocabulary().facts.items() if fact.planned}
    ahead = [row for row in facts(council) if row["date"] > AS_AT.isoformat()]
    assert {row["fact"] for row in ahead} <= planned
    assert {row["fact"] for row in ahead} >= {"booked", "hearing"}
    assert not [row for row in facts(council) if max(row["from"], row["to"]) > AS_AT.isoformat()]


def test_stated_proceedings_fit_the_orders(council: Path, histories: dict[str, list[Row]]) -> None:
    """Interim orders lie inside proceedings; the order that ends them is made the day they end."""
    care: dict[str, list[Row]] = defaultdict(list)
    for row in facts(council):
        if (row["fact"], row["code"]) == ("proceedings", "care"):
            care[row["child"]].append(row)
    for child, episodes in histories.items():
        for before, after in pairwise(episodes):
            if before["LS"] == "C1" and after["LS"] in ("C2", "E1"):
                assert day(after["DECOM"]).isoformat() in {span["to"] for span in care[child]}
        for row in episodes:
            if row["LS"] == "C1":
                begun = day(row["DECOM"]).isoformat()
                assert any(span["from"] <= begun and (not span["to"] or span["to"] > begun) for span in care[child])


def test_lateness_is_realistic(council: Path, histories: dict[str, list[Row]]) -> None:
    """Of first meetings after entering care most are within four weeks, some are late, some were never held."""
    held = defaultdict(list)
    for row in facts(council):
        if (row["fact"], row["code"]) == ("meeting", "permanence"):
            held[row["child"]].append(date.fromisoformat(row["date"]))
    waits = [first_wait(held[child], episodes) for child, episodes in histories.items()]
    long_enough = [wait for wait in waits if wait is not None]
    in_time = sum(0 <= wait <= 28 for wait in long_enough) / len(long_enough)
    never = sum(wait < 0 for wait in long_enough) / len(long_enough)
    assert 0.6 < in_time < 0.9
    assert 0.01 < never < 0.15


def first_wait(held: list[date], episodes: list[Row]) -> int | None:
    """Days to the first meeting after entering care; -1 for none, and None where the stay was too short to tell."""
    start = next((day(row["DECOM"]) for row in episodes if row["RNE"] == "S" and row["LS"] != "V4"), None)
    end = day(episodes[-1]["DEC"]) if episodes[-1]["DEC"] else AS_AT
    if start is None or (end - start).days < 60:
        return None
    return min(((meeting - start).days for meeting in held if meeting >= start), default=-1)


def test_big_councils_repeat_a_block_under_other_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("permanence.returns.sample.files.BLOCK", 50)
    write_return(tmp_path, 120)
    episodes = rows(tmp_path, "2025-26", "header")
    assert len({row["CHILD"] for row in episodes}) == len(episodes)
    assert {row["CHILD"][:3] for row in episodes} == {"100", "101", "102"}
    pupils = [row["UPN"] for row in episodes if row["UPN"] != "UN1"]
    assert len(set(pupils)) == len(pupils)


@pytest.mark.parametrize("children", [0, 9_000_001])
def test_too_few_or_too_many_children_are_refused(tmp_path: Path, children: int) -> None:
    with pytest.raises(ValueError, match="children; you asked for"):
        write_sample(tmp_path, children)


def test_a_day_before_the_codes_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="01/04/2025; you asked for 31/03/2025"):
        write_sample(tmp_path, 10, as_at=date(2025, 3, 31))


def test_another_day_moves_the_years(tmp_path: Path) -> None:
    write_sample(tmp_path, 20, as_at=date(2026, 9, 30))
    assert {path.name for path in tmp_path.iterdir()} == {"2025-26", "2026-27", "facts.csv"}


def test_nothing_is_booked_for_what_has_not_begun(tmp_path: Path) -> None:
    """A moving on meeting follows a notice given; a hearing follows proceedings issued or about to be."""
    write_sample(tmp_path, 500, seed=2)
    told = by_child([row | {"CHILD": row["child"]} for row in facts(tmp_path)], lambda row: date(2026, 1, 1))
    for lines in told.values():
        words = {(row["fact"], row["code"]) for row in lines}
        ahead = {(row["fact"], row["code"]) for row in lines if row["date"] > AS_AT.isoformat()}
        assert ("booked", "moving_on") not in ahead or ("notice", "") in words
        assert ("hearing", "final") not in ahead or ("proceedings", "care") in words
        assert ("hearing", "adoption") not in ahead or ("match", "adoptive") in words
