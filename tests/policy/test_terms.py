"""A council's own words: which are shown, and what stands in where it has none."""

import re
from pathlib import Path

import pytest

from permanence.policy.lines import PackMistake
from permanence.policy.pack import BUILT_IN
from permanence.policy.terms import terms


@pytest.mark.parametrize(
    ("pack", "neutral", "local"),
    [
        ("AM", "reviewing officer", "IRO"),
        ("DG", "reviewing officer", "QARO"),
        ("PG", "reviewing officer", "CRO"),
        ("SP", "statutory review", "Looked After Review"),
        ("PP", "senior manager", "Area Manager"),
        ("PP", "advocate", "advocate"),
        ("ENGLAND", "permanence panel", "permanence panel"),
    ],
)
def test_the_first_local_word_is_shown_or_the_neutral_one(pack: str, neutral: str, local: str) -> None:
    assert terms(pack).local(neutral) == local


@pytest.mark.parametrize(
    ("pack", "neutral", "said"),
    [
        ("AM", "reviewing officer", "an IRO"),
        ("PG", "reviewing officer", "a CRO"),
        ("PP", "reviewing officer", "an Independent Reviewing Officer"),
        ("AM", "statutory review", "a CLA review"),
        ("AM", "supervising social worker", "an SSW"),
        ("PG", "unaccompanied child", "a UASC"),
        ("DG", "unaccompanied child", "an unaccompanied child"),
    ],
)
def test_a_word_with_its_article(pack: str, neutral: str, said: str) -> None:
    assert terms(pack).one(neutral) == said


def test_a_word_that_is_not_neutral_is_refused() -> None:
    with pytest.raises(KeyError, match="Did you mean 'reviewing officer'"):
        terms("PG").local("reviewing oficer")


def test_every_neutral_word_means_something_and_every_local_word_is_of_one() -> None:
    for pack in BUILT_IN:
        assert set(terms(pack).words) <= set(terms(pack).means)
    assert all(means.endswith(".") for means in terms("ENGLAND").means.values())


def test_labels_no_document_spells_out() -> None:
    assert terms("DG").unexpanded == {"QARO": "Quality Assurance Reviewing Officer"}
    assert terms("SP").unexpanded["HASS"] is None


# --- a council's own folder -----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack.yaml").write_text("{pack: KENT, extends: PG}")
    return tmp_path


def test_a_pack_that_extends_another_has_its_words_and_may_change_them(folder: Path) -> None:
    (folder / "terms.yaml").write_text("words: {reviewing officer: [chair of reviews]}")
    assert terms(str(folder)).local("reviewing officer") == "chair of reviews"
    assert terms(str(folder)).local("unaccompanied child") == "UASC"


def test_a_pack_of_one_file_has_the_words_of_the_one_it_extends(tmp_path: Path) -> None:
    (tmp_path / "kent.yaml").write_text("{pack: KENT, extends: DG}")
    assert terms(str(tmp_path / "kent.yaml")).local("contact") == "Keeping in Touch"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "words: {revewing officer: [X]}",
            "'revewing officer' is not a neutral word. Did you mean 'reviewing officer'?",
        ),
        ("words: {zzz: [X]}", "'zzz' is not a neutral word. See GLOSSARY.md for the words there are."),
        ("words: {contact: X}", "'contact' needs a list of words. Write it as [first, second]."),
        ("wrods: {contact: [X]}", "/terms.yaml: this is not a list of words."),
    ],
)
def test_a_mistake_is_refused_with_its_place_and_a_remedy(folder: Path, text: str, told: str) -> None:
    (folder / "terms.yaml").write_text(text)
    with pytest.raises(PackMistake, match=re.escape(told)):
        terms(str(folder))


def test_a_pack_may_not_extend_itself(folder: Path) -> None:
    (folder / "pack.yaml").write_text(f"{{pack: KENT, extends: '{folder.name}'}}")
    with pytest.raises(PackMistake, match="this pack extends itself"):
        terms(str(folder))
