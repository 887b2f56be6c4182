"""What packs say of plans; and what a pack says wrongly is refused with place and remedy."""

from pathlib import Path

import pytest

from permanence.policy.lines import PackMistake
from permanence.policy.plans import need_words, plans_of
from permanence.policy.register import DOCUMENTS, read_register
from permanence.policy.vocabulary import vocabulary


@pytest.mark.parametrize("pack", DOCUMENTS)
def test_every_document_has_options_ladders_and_who_endorses(pack: str) -> None:
    found = plans_of(pack)
    assert set(found.options) <= set(vocabulary().attributes["primary"].choices)
    assert all(found.ladders[whose] for whose in ("worker", "child"))
    assert found.review is not None
    for option in found.options.values():
        ids = [way.id for way in option.variants]
        assert len(ids) == len(set(ids))
        assert all(
            need_words(word) for way in (option, *option.variants) for one in way.conditions for word in one.needs
        )


def test_the_list_of_dg_is_closed_at_four() -> None:
    found = plans_of("DG")
    assert list(found.options) == ["reunification", "long_term_fostering", "special_guardianship", "adoption"]
    assert found.only_these is not None
    assert found.only_these.clauses == ("DG-003",)
    assert plans_of("PG").only_these is None


def test_the_ladder_of_sp_names_its_paragraphs_and_that_of_am_is_ours() -> None:
    assert [one.because.clauses for one in plans_of("SP").ladders["worker"]] == [("SP-173",), ("SP-174",)]
    assert {one.because.strength for one in plans_of("AM").ladders["worker"]} == {"ours"}


def test_what_plans_name_counts_as_kept() -> None:
    kept = {clause.id: clause.honoured for clause in read_register().clauses if clause.honoured}
    assert {clause: kept[clause].by for clause in ("DG-003", "PG-041", "SP-174", "PG-024", "PG-044")} == {
        "DG-003": "gate", "PG-041": "gate", "SP-174": "screen", "PG-024": "screen", "PG-044": "screen",
    }  # fmt: skip


def _council(folder: Path, plans: str) -> str:
    place = folder / "north"
    place.mkdir()
    (place / "pack.yaml").write_text("pack: NORTH\nname: North\nextends: PG\n", encoding="utf-8")
    (place / "rules.yaml").write_text("rules: []\n", encoding="utf-8")
    (place / "clauses.yaml").write_text("clauses: []\n", encoding="utf-8")
    (place / "plans.yaml").write_text(plans, encoding="utf-8")
    return str(place)


def test_a_part_that_a_council_writes_takes_the_place_of_the_documents(tmp_path: Path) -> None:
    pack = _council(tmp_path, "ladders:\n  worker: [{who: head_of_service, do: Decides, within: 3 working days}]\n")
    found = plans_of(pack)
    assert [(one.who, one.within, one.is_ours) for one in found.ladders["worker"]] == [
        ("head_of_service", "3 working days", False)
    ]
    assert set(found.options) == set(plans_of("PG").options)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("options: {emigration: {name: Away}}", "'emigration' is no plan"),
        ("options: {adoption: {route: By order}}", "this has no 'name'"),
        ("options: {adoption: {name: A, weigh: [PG-999]}}", "'PG-999' is no paragraph"),
        ("options: {adoption: {name: A, needs: [{so: luck, before: lead, clause: PG-063}]}}", "not words of"),
        ("options: {adoption: {name: A, needs: [{so: care_order, before: lunch, clause: PG-063}]}}", "'lunch' is not"),
        ("options: {adoption: {name: A, cost: 3}}", "'cost' is not known"),
        ("tell: [{of: change, who: somebody, by: social_worker, clause: PG-164}]", "'somebody' is not a word"),
        ("review: {by: head_of_service, clause: PG-178}", "nobody who is allocated"),
        ("ratify: [{panel: jury, clause: PG-056}]", "'jury' is no panel"),
        ("ladders: {worker: [{who: team_manager, do: Answers, within: soon}]}", "'soon' is not a length"),
        ("options: [adoption]", "'options' is not a list of names"),
        ("luck: []", "'luck' is not known"),
    ],
)
def test_a_mistake_is_refused_with_file_and_line(tmp_path: Path, wrong: str, said: str) -> None:
    pack = _council(tmp_path, f"{wrong}\n")
    with pytest.raises(PackMistake, match=said) as refused:
        plans_of(pack)
    assert "plans.yaml line" in refused.value.where
