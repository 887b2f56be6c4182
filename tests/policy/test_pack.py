"""A pack with a mistake is refused with file, line and remedy; a sound one of a few lines changes what is due."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from permanence.policy.contract import work_out
from permanence.policy.days import Span
from permanence.policy.lines import PackMistake
from permanence.policy.pack import BUILT_IN, Pack, read_pack
from permanence.policy.rules import Every, Within
from permanence.policy.timeline import timeline_of

HEAD = "pack: NORTH\nextends: PG\n"


def rule(**words: str | None) -> str:
    """A sound rule, which begins on line 4, with these words changed, added or (None) left out."""
    sound = {
        "id": "N-1", "where": "page 1", "says": "a meeting is held", "strength": "must", "while": "in_care",
        "within": "4 weeks", "do": "meeting.permanence",
    }  # fmt: skip
    written = {**sound, **words}
    lines = [f"    {key}: {value}\n" for key, value in written.items() if value is not None]
    return f"{HEAD}rules:\n  -{''.join(lines)[3:]}"


def pack_of(folder: Path, text: str) -> Pack:
    path = folder / "north.yaml"
    path.write_text(text, encoding="utf-8")
    return read_pack(str(path))


def test_a_sound_rule_is_read(tmp_path: Path) -> None:
    read = pack_of(tmp_path, rule()).rules[-1]
    assert (read.clause, read.limit) == ("N-1", Within(Span(4, "weeks")))


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_packs_are_read_once(name: str) -> None:
    assert read_pack(name) is read_pack(name)
    assert read_pack(name.lower()) == read_pack(name)


# --- mistakes ----------------------------------------------------------------------------------------------

MISTAKES = yaml.safe_load((Path(__file__).parent / "pack-mistakes.yaml").read_text(encoding="utf-8"))


def refused_as_told(folder: Path, text: str, mistake: dict[str, Any]) -> None:
    with pytest.raises(PackMistake) as refused:
        pack_of(folder, text)
    said = str(refused.value)
    assert f"north.yaml line {mistake['line']}: " in said
    assert mistake["says"] in said
    assert mistake["remedy"] in said


@pytest.mark.parametrize("mistake", MISTAKES["rules"])
def test_a_mistake_in_a_rule_is_refused_where_it_stands(tmp_path: Path, mistake: str) -> None:
    refused_as_told(tmp_path, rule(**MISTAKES["rules"][mistake]["words"]), MISTAKES["rules"][mistake])


@pytest.mark.parametrize("mistake", MISTAKES["files"])
def test_a_mistake_in_a_file_is_refused_where_it_stands(tmp_path: Path, mistake: str) -> None:
    refused_as_told(tmp_path, MISTAKES["files"][mistake]["file"], MISTAKES["files"][mistake])


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(
        PackMistake, match=r"north\.yaml: there is no such pack\. Use one of ENGLAND, AM, DG, SP, PG, PP"
    ):
        read_pack(str(tmp_path / "north.yaml"))


def test_a_folder_without_a_pack(tmp_path: Path) -> None:
    with pytest.raises(PackMistake, match=r"pack\.yaml: cannot be read\. Check the file is there"):
        read_pack(str(tmp_path))


def test_a_folder_whose_rules_are_a_list(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("pack: N\n", encoding="utf-8")
    (tmp_path / "rules.yaml").write_text("- id: N-1\n", encoding="utf-8")
    with pytest.raises(PackMistake, match=r"rules\.yaml line 1: this file has no 'rules'\. Start it with rules:"):
        read_pack(str(tmp_path))


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "north.yaml"
    path.write_bytes("pack: N\nname: Caf\u00e9\n".encode("latin-1"))
    with pytest.raises(PackMistake, match=r"north\.yaml line 2: is not text in UTF-8\. Save it as UTF-8 and try"):
        read_pack(str(path))


@pytest.mark.parametrize("names", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_a_pack_that_extends_itself(tmp_path: Path, names: list[str]) -> None:
    for name, parent in zip(names, [*names[1:], names[0]], strict=True):
        (tmp_path / f"{name}.yaml").write_text(f"pack: {name}\nextends: {parent}.yaml\n", encoding="utf-8")
    with pytest.raises(PackMistake, match=r"a\.yaml line 2: this pack extends itself\. Take out one 'extends'\."):
        read_pack(str(tmp_path / "a.yaml"))


# --- a council's own pack ------------------------------------------------------------------------------------


def foster_child(number: int, since: date, *meetings: date) -> dict[str, Any]:
    return {
        "id": f"c{number}",
        "born": date(2015, 6, 1),
        "facts": [
            {"fact": "in_care", "from": since},
            {"fact": "legal_status", "code": "s20", "from": since},
            {"fact": "placement", "code": "foster", "from": since},
            *({"fact": "meeting", "code": "permanence", "date": day} for day in meetings),
        ],
    }


def dues(pack: Pack, clause: str, *children: dict[str, Any], as_at: date = date(2027, 3, 1)) -> list[tuple[date, date]]:
    rows = work_out(pack, timeline_of(children), as_at)
    return [(row["anchor"], row["due"]) for row in rows if row["clause"] == clause]


def test_a_setting_changes_from_its_day_on_row_by_row(tmp_path: Path) -> None:
    """A row keeps the time that was in force on its anchor day; the next row of the same child has the new one."""
    pack = pack_of(tmp_path, HEAD + "settings:\n  foster_every: {value: 2 months, from: 2026-09-01}\n")
    child = foster_child(1, date(2026, 5, 31), date(2026, 8, 31), date(2026, 9, 1), date(2026, 10, 31))
    assert dues(pack, "PG-095", child) == [
        (date(2026, 5, 31), date(2026, 8, 31)),
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2026, 9, 1), date(2026, 11, 1)),
        (date(2026, 10, 31), date(2026, 12, 31)),
    ]
    assert dues(read_pack("PG"), "PG-095", child)[2] == (date(2026, 9, 1), date(2026, 12, 1))


def test_children_on_both_sides_of_the_day(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, HEAD + "settings:\n  first_meeting_within: {value: 20 days, from: 2026-09-01}\n")
    before, after = foster_child(1, date(2026, 8, 31)), foster_child(2, date(2026, 9, 1))
    assert dues(pack, "PG-068", before, after) == [
        (date(2026, 8, 31), date(2026, 9, 28)),
        (date(2026, 9, 1), date(2026, 9, 21)),
    ]


def test_a_setting_without_a_day_holds_always_and_leaves_the_parent_alone(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, HEAD + "settings: {foster_every: 6 weeks}\n")
    child = foster_child(1, date(2026, 5, 31))
    assert dues(pack, "PG-095", child) == [(date(2026, 5, 31), date(2026, 7, 12))]
    assert dues(read_pack("PG"), "PG-095", child) == [(date(2026, 5, 31), date(2026, 8, 31))]
    assert [one.clause for one in pack.rules] == [one.clause for one in read_pack("PG").rules]


def test_a_setting_of_the_statute_may_be_stricter(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, HEAD + "settings: {first_review_within: 15 working days}\n")
    assert dues(pack, "ENGLAND-review-1", foster_child(1, date(2026, 2, 2))) == [(date(2026, 2, 2), date(2026, 2, 23))]


def test_a_pack_on_a_council_s_pack_has_both_their_settings(tmp_path: Path) -> None:
    (tmp_path / "south.yaml").write_text("pack: S\nextends: PG\nsettings: {foster_every: 6 weeks}\n", encoding="utf-8")
    pack = pack_of(tmp_path, "pack: N\nextends: south.yaml\nsettings: {first_meeting_within: 3 weeks}\n")
    child = foster_child(1, date(2026, 5, 31))
    assert pack.chain == ("N", "S", "PG", "ENGLAND")
    assert dues(pack, "PG-095", child) == [(date(2026, 5, 31), date(2026, 7, 12))]
    assert dues(pack, "PG-068", child) == [(date(2026, 5, 31), date(2026, 6, 21))]


def test_a_rule_in_force_only_between_dates(tmp_path: Path) -> None:
    """It has the rows whose anchor is on or after its first day and before its last."""
    pack = pack_of(tmp_path, rule(in_force="{from: 2026-02-03, to: 2026-02-05}"))
    children = [foster_child(day, date(2026, 2, day)) for day in (2, 3, 4, 5)]
    assert [anchor for anchor, _ in dues(pack, "N-1", *children)] == [date(2026, 2, 3), date(2026, 2, 4)]


def test_reviews_of_the_adoption_regulations_take_the_place_of_the_others_from_the_day_they_are_counted(
    tmp_path: Path,
) -> None:
    child = {
        "id": "c1",
        "born": date(2024, 6, 1),
        "facts": [
            {"fact": "in_care", "from": date(2025, 6, 2)},
            {"fact": "legal_status", "code": "care_order", "from": date(2025, 6, 2), "to": date(2026, 1, 5)},
            {"fact": "legal_status", "code": "placement_order", "from": date(2026, 1, 5)},
            *({"fact": "review", "date": day} for day in (date(2025, 6, 20), date(2025, 9, 15), date(2026, 3, 10))),
            {"fact": "placement", "code": "adoptive", "from": date(2026, 6, 1)},
            {"fact": "review", "date": date(2026, 6, 26)},
        ],
    }
    care, waiting = ("ENGLAND-review-n", "ENGLAND-adoption-review-n")

    def counted(name: str, settings: str) -> Pack:
        (tmp_path / name).mkdir()
        return pack_of(tmp_path / name, HEAD + settings)

    def opened(pack: Pack, clause: str) -> list[date]:
        return [anchor for anchor, _ in dues(pack, clause, child)]

    march, june, september = date(2026, 3, 10), date(2026, 6, 26), date(2025, 9, 15)
    never = counted("never", "")
    assert (opened(never, care), opened(never, waiting)) == ([september, march, june], [])
    always = counted("always", "settings: {adoption_reviews: yes}\n")
    assert (opened(always, care), opened(always, waiting)) == ([september], [march])
    since = counted("since", "settings:\n  adoption_reviews: {value: yes, from: 2026-04-01}\n")
    assert (opened(since, care), opened(since, waiting)) == ([september, march], [])
    assert opened(since, "ENGLAND-placed-review-1") == [date(2026, 6, 1)]


def test_a_child_who_may_no_longer_be_placed_is_not_left_without_a_review(tmp_path: Path) -> None:
    """The placement order is revoked after a review under it, and after none; nothing is asked once care has ended."""
    pack = pack_of(tmp_path, HEAD + "settings: {adoption_reviews: yes}\n")
    order = {"fact": "legal_status", "code": "placement_order", "from": date(2025, 9, 1), "to": date(2025, 11, 1)}
    reviews = [{"fact": "review", "date": day} for day in (date(2025, 2, 1), date(2025, 4, 20), date(2025, 10, 20))]

    def open_reviews(held: int, **care: date) -> set[tuple[str, date]]:
        facts = [{"fact": "in_care", "from": date(2025, 1, 6), **care}, order, *reviews[:held]]
        child = {"id": "c1", "born": date(2024, 6, 1), "facts": facts}
        rows = work_out(pack, timeline_of([child]), date(2026, 12, 1))
        return {(row["clause"], row["due"]) for row in rows if row["duty"] == "review" and row["status"] == "overdue"}

    assert open_reviews(3) == {("ENGLAND-review-again", date(2026, 4, 20))}
    assert open_reviews(2) == {("ENGLAND-review-again", date(2025, 10, 20))}
    assert open_reviews(3, to=date(2025, 12, 1)) == set()


def test_an_adoptive_home_left_open_after_care_asks_for_nothing(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, HEAD + "settings: {adoption_reviews: yes}\n")
    facts = [
        {"fact": "in_care", "from": date(2025, 1, 6), "to": date(2026, 1, 10)},
        {"fact": "legal_status", "code": "placement_order", "from": date(2025, 6, 1)},
        {"fact": "placement", "code": "adoptive", "from": date(2025, 10, 1)},
        {"fact": "review", "date": date(2025, 10, 25)},
    ]
    rows = work_out(pack, timeline_of([{"id": "c1", "born": date(2024, 6, 1), "facts": facts}]), date(2026, 12, 1))
    assert [row["clause"] for row in rows if row["duty"] in ("review", "visit") and row["status"] == "overdue"] == []


def test_a_rule_with_its_own_window_and_a_setting_that_changes_in_it(tmp_path: Path) -> None:
    settings = "settings:\n  first_meeting_within: {value: 3 weeks, from: 2026-02-04}\n"
    text = rule(within="$first_meeting_within", in_force="{from: 2026-02-03, to: 2026-02-05}") + settings
    children = [foster_child(day, date(2026, 2, day)) for day in (2, 3, 4, 5)]
    assert dues(pack_of(tmp_path, text), "N-1", *children) == [
        (date(2026, 2, 3), date(2026, 3, 3)),
        (date(2026, 2, 4), date(2026, 2, 25)),
    ]


def test_a_more_specific_rule_displaces_an_inherited_one(tmp_path: Path) -> None:
    """The general rule's reason ends the day the specific one begins, and begins again when it ends."""
    pack = pack_of(tmp_path, rule(within=None, every="1 month", unless="PG-095"))
    child = foster_child(1, date(2026, 2, 2))
    child["facts"][2]["from"], child["facts"][2]["to"] = date(2026, 2, 20), date(2026, 3, 10)
    assert dues(pack, "N-1", child) == [(date(2026, 2, 2), date(2026, 3, 2)), (date(2026, 3, 10), date(2026, 4, 10))]


def test_a_council_s_own_setting_and_condition(tmp_path: Path) -> None:
    text = rule(**{"while": "fostered", "within": None, "every": "$visits_every", "do": "visit"}) + (
        "conditions: {fostered: {all: [in_care, placement.foster]}}\n"
        "settings: {visits_every: {value: 6 weeks, clause: N-1, means: the longest gap between visits}}\n"
    )
    pack = pack_of(tmp_path, text)
    assert pack.rules[-1].limit == Every(Span(6, "weeks"))
    assert pack.settings["visits_every"].on(None) == "6 weeks"
    assert dues(pack, "N-1", foster_child(1, date(2026, 2, 2))) == [(date(2026, 2, 2), date(2026, 3, 16))]


def test_the_fingerprint_follows_the_words(tmp_path: Path) -> None:
    """Of the pack and of those it stands on: two packs of the same words have the same, another word another."""
    texts = [HEAD, HEAD, HEAD + "name: other\n", HEAD.replace("PG", "AM")]
    prints = []
    for number, text in enumerate(texts):
        folder = tmp_path / str(number)
        folder.mkdir()
        prints.append(pack_of(folder, text).fingerprint)
    assert prints[0] == prints[1]
    assert len({*prints, read_pack("PG").fingerprint}) == 4
