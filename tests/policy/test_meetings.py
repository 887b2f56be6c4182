"""What packs say of their meetings and papers; and what a pack says wrongly is refused with place and remedy."""

from pathlib import Path

import pytest

from permanence.policy.lines import PackMistake
from permanence.policy.meetings import meetings_of, words_of
from permanence.policy.register import DOCUMENTS, read_register

KINDS = ("participant", "chair", "invite_condition", "form_section")


@pytest.mark.parametrize("pack", DOCUMENTS)
def test_every_document_has_its_planning_meeting(pack: str) -> None:
    kind = meetings_of(pack).kinds["permanence"]
    assert kind.people
    assert kind.gates
    assert list(kind.prompts())


def test_whom_a_document_asks_for_is_somewhere_asked_for() -> None:
    left = [
        clause.id for clause in read_register().clauses if clause.kind in KINDS and clause.honoured is None
    ]  # fmt: skip
    assert left == []


def test_the_strongest_paragraph_says_how_strong() -> None:
    kind = meetings_of("SP").kinds["permanence"]
    worker = next(one for one in kind.people if one.who == ("social_worker",))
    assert worker.because.strength == "must"
    finder = next(one for one in kind.people if one.post.startswith("family finder"))
    assert (finder.because.strength, finder.only.when) == ("may", ("adoption_considered",))


def test_every_word_has_a_meaning() -> None:
    for table in ("who", "when", "needs", "send", "steps"):
        assert all(words_of(table).values())


def _council(folder: Path, meetings: str) -> str:
    place = folder / "north"
    place.mkdir()
    (place / "pack.yaml").write_text("pack: NORTH\nname: North\nextends: PG\n", encoding="utf-8")
    (place / "rules.yaml").write_text("rules: []\n", encoding="utf-8")
    (place / "clauses.yaml").write_text("clauses: []\n", encoding="utf-8")
    (place / "meetings.yaml").write_text(meetings, encoding="utf-8")
    return str(place)


def test_a_councils_own_kind_takes_the_place_of_the_documents(tmp_path: Path) -> None:
    pack = _council(tmp_path, "meetings:\n  permanence:\n    name: North planning meeting\n"
                              "    people: [{who: social_worker, clause: PG-128}]\n")  # fmt: skip
    found = meetings_of(pack).kinds
    assert found["permanence"].name == "North planning meeting"
    assert "final_care_planning" in found


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("people: [{who: social_worker, clause: PG-999}]", "'PG-999' is no paragraph"),
        ("people: [{who: somebody, clause: PG-128}]", "'somebody' is not a word"),
        ("people: [{clause: PG-128}]", "names nobody"),
        ("people: [{who: social_worker}]", "names no paragraph"),
        ("gates: [{needs: luck, clause: PG-128}]", "'luck' is not a word"),
        ("sections: [{id: a, title: A, prompts: [{id: a, ask: Why?, clause: PG-128}]}]", "the id of two things"),
        ("sections: [{id: a, title: A, prompts: [{id: b, ask: Why?, clause: PG-128, facts: [luck]}]}]", "no fact of"),
        ("remember: {sing: [PG-128]}", "'sing' is not known"),
        ("chairs: []", "'chairs' is not known"),
    ],
)
def test_a_mistake_is_refused_with_file_and_line(tmp_path: Path, wrong: str, said: str) -> None:
    pack = _council(tmp_path, f"meetings:\n  permanence:\n    name: North\n    {wrong}\n")
    with pytest.raises(PackMistake, match=said) as refused:
        meetings_of(pack)
    assert "meetings.yaml line" in refused.value.where
