"""The register holds every paragraph of the five documents once, and says truly what keeps it."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from permanence.policy.flags import flags_of
from permanence.policy.homes import homes_of
from permanence.policy.lines import PackMistake
from permanence.policy.meetings import meetings_of
from permanence.policy.pack import read_pack
from permanence.policy.panels import panels_of
from permanence.policy.pathways import pathways_of
from permanence.policy.plans import plans_of
from permanence.policy.plans_keep import PARTS
from permanence.policy.register import DOCUMENTS, HONOURED_BY, Clause, read_register
from permanence.policy.terms import terms
from permanence.policy.vocabulary import vocabulary

SIZES = {"AM": 76, "DG": 140, "SP": 243, "PG": 200, "PP": 29}
HONOURED = [clause for clause in read_register().clauses if clause.honoured and (clause.no_row or not clause.timed)]


def _clause(name: str) -> Clause:
    return next(clause for clause in read_register().clauses if clause.id == name)


def test_every_paragraph_of_every_document_is_there_once() -> None:
    clauses = read_register().clauses
    assert Counter(clause.pack for clause in clauses) == SIZES
    assert len({clause.id for clause in clauses}) == sum(SIZES.values())


@pytest.mark.parametrize("pack", DOCUMENTS)
def test_paragraphs_are_numbered_without_a_gap_in_the_order_of_the_document(pack: str) -> None:
    numbers = [int(clause.id.split("-")[1]) for clause in read_register().of(pack)]
    assert numbers == list(range(1, SIZES[pack] + 1))


def test_a_paragraph_with_a_time_in_it_says_its_rule_with_the_value_the_council_starts_with() -> None:
    told = {name: _clause(name).honoured for name in ("AM-05", "AM-36", "SP-049", "SP-215", "PG-089", "AM-31")}
    assert {name: honoured.what for name, honoured in told.items() if honoured} == {
        "AM-05": "meeting.permanence within 4 weeks, not before 2 weeks",
        "AM-36": "document.panel_referral before panel.permanence, by at least 3 working days",
        "SP-049": "meeting.permanence between reviews 1 and 2",
        "SP-215": "document.life_story_book and document.later_life_letter by hearing.adoption",
        "PG-089": "meeting.placement_review every review_every_days",
        "AM-31": "document.panel_referral",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("AM-07", "recurrence"),
        ("AM-36", "lead_time"),
        ("AM-28", "lag_time"),
        ("AM-05", "deadline"),
        ("AM-31", "trigger"),
        ("AM-34", "recurrence"),
        ("AM-04", "gate"),
    ],
)
def test_the_kind_of_a_timed_paragraph_is_the_one_written_beside_it(name: str, kind: str) -> None:
    assert _clause(name).kind == kind


@pytest.mark.parametrize("clause", [one for one in read_register().clauses if one.no_row], ids=lambda one: one.id)
def test_a_paragraph_without_a_row_stands_with_a_reason_and_what_keeps_it(clause: Clause) -> None:
    assert clause.timed
    assert clause.no_row
    assert clause.honoured or clause.asks  # what is lacking, where nothing keeps it yet
    assert not [rule for rule in read_pack(clause.pack).rules if rule.clause == clause.id]


def test_what_keeps_a_paragraph_without_a_row_is_read_off_the_pack_or_said() -> None:
    told = {name: _clause(name) for name in ("PG-172", "AM-08", "SP-216")}
    assert {name: (one.honoured.by if one.honoured else None, one.named_in) for name, one in told.items()} == {
        "PG-172": ("screen", ("meetings.yaml", "plans.yaml")), "AM-08": ("rule", ("clauses.yaml",)),
        "SP-216": ("screen", ("meetings.yaml",)),
    }  # fmt: skip
    assert told["SP-216"].no_row == "A meeting of the service each month, not owed to one child."


def test_the_statutory_floor_keeps_the_order_of_its_file() -> None:
    clauses = read_register(("ENGLAND",)).clauses
    lines = [int(clause.written.split()[-1]) for clause in clauses]
    assert all(earlier < later for earlier, later in pairwise(lines))


# --- what is said to keep a paragraph -------------------------------------------------------------------------


def _names(pack: str) -> set[str]:
    words = vocabulary()
    options = words.attributes["primary"].choices
    read = read_pack(pack)
    meetings = meetings_of(pack)
    named = {one.name for one in (*meetings.kinds.values(), *meetings.papers.values(), *panels_of(pack).values())}
    named |= {way.name for option in plans_of(pack).options.values() for way in (option, *option.variants)}
    named |= {pathway.name for pathway in pathways_of(pack).values()}
    named |= {flag.says for flag in flags_of(pack).values()}
    named |= {"homes.yaml"} if any(home.clause for home in homes_of(pack).values()) else set()
    named |= {f"Plan: {what}" for _, what in PARTS.values()}
    return {*read.settings, *read.conditions, *options, *words.facts, *words.tokens, *terms(pack).means, *named}


@pytest.mark.parametrize("clause", HONOURED, ids=lambda clause: clause.id)
def test_what_keeps_a_paragraph_is_there(clause: Clause) -> None:
    assert clause.honoured
    what = clause.honoured.what
    rules = set(re.findall(r"\b[A-Z]{2}-\d+\b", what))
    assert rules <= {rule.clause for rule in read_pack(clause.pack).rules}
    assert set(re.findall(r"\b[a-z]+_[a-z_0-9]+\b", what)) <= _names(clause.pack)
    assert rules or "GLOSSARY.md" in what or any(name in what for name in _names(clause.pack))


def test_what_keeps_a_paragraph_is_one_of_the_known_kinds() -> None:
    assert {clause.honoured.by for clause in read_register().clauses if clause.honoured} <= set(HONOURED_BY)


# --- a council's own folder, and its mistakes -----------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack.yaml").write_text("{pack: KENT, extends: PG, settings: {foster_every: 2 months}}")
    return tmp_path


def test_a_council_may_have_rules_only_or_paragraphs_only(folder: Path) -> None:
    assert read_register((str(folder),)).clauses == ()
    rule = "{id: KENT-2, where: Part 1, says: Meet., strength: must, while: in_care, every: $foster_every, do: visit}"
    (folder / "rules.yaml").write_text(f"rules: [{rule}]")
    (folder / "clauses.yaml").write_text("clauses: [{id: KENT-1, where: Part 1, says: Be kind., strength: must}]")
    read_register.cache_clear()
    one, two = read_register((str(folder),)).of("KENT")
    assert (one.id, one.timed, one.honoured) == ("KENT-1", False, None)
    assert two.honoured
    assert two.honoured.what == "visit every 2 months"


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ("{id: KENT-1, where: Part 1, says: Meet.}", "line 1: this paragraph has no 'strength'. Add strength: ..."),
        ("*one, *one", "KENT-1 is already written at"),
        ("{<<: *one, honoured: {by: luck, what: ours}}", "KENT-1: what keeps it cannot be read. Write {by: ..., what"),
        ("{<<: *one, honoured: {by: rule}}", "KENT-1: what keeps it cannot be read."),
    ],
)
def test_a_mistake_is_refused_with_its_place_and_a_remedy(folder: Path, entries: str, told: str) -> None:
    whole = "id: KENT-1, where: Part 1, says: Meet., strength: must"
    text = entries.replace("<<: *one", whole).replace("*one", f"{{{whole}}}")
    (folder / "clauses.yaml").write_text(f"clauses: [{text}]")
    with pytest.raises(PackMistake, match=re.escape(told)):
        read_register((str(folder),))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{KENT-9: {by: rule, what: PG-095}}", "KENT-9 is no paragraph of rules.yaml with no_row."),
        ("{KENT-2: {by: note, what: PG-095}}", "KENT-2: what keeps it cannot be read."),
        ("{KENT-2: PG-095}", "KENT-2: what keeps it cannot be read."),
    ],
)
def test_what_is_said_of_a_paragraph_without_a_row_is_checked(folder: Path, said: str, told: str) -> None:
    rule = "{id: KENT-2, where: Part 1, says: Meet., strength: must, no_row: Nobody owes it.}"
    (folder / "rules.yaml").write_text(f"rules: [{rule}]")
    (folder / "clauses.yaml").write_text(f"clauses: []\nwithout_a_row: {said}")
    with pytest.raises(PackMistake, match=re.escape(told)):
        read_register((str(folder),))


def test_there_is_no_such_pack() -> None:
    with pytest.raises(PackMistake, match=r"ATLANTIS: there is no such pack\. Use one of ENGLAND, AM"):
        read_register(("ATLANTIS",))
