"""Who may agree another limit, as packs say it; and what a pack says wrongly is refused with place and remedy."""

from pathlib import Path

import pytest

from permanence.policy.agreements import agreements, agreements_for
from permanence.policy.days import Span
from permanence.policy.lines import PackMistake
from permanence.policy.pack import BUILT_IN, Pack, read_pack
from permanence.policy.register import read_register


def _council(folder: Path, agreement: str, more: str = "") -> Pack:
    file = folder / "north.yaml"
    file.write_text(f"pack: NORTH\nname: North\nextends: PG\n{more}agreements:\n  - {agreement}\n", encoding="utf-8")
    return read_pack(str(file))


def test_what_the_documents_let_someone_agree() -> None:
    found = {
        code: [
            (one.clause, one.changes, one.kinds, one.by)
            for one in agreements(read_pack(code))
            if not one.clause.startswith("ENGLAND")
        ]
        for code in BUILT_IN
    }
    assert {code: said for code, said in found.items() if said} == {
        "AM": [
            ("AM-10", ("AM-13",), ("frequency",), ("team manager",)),
            ("AM-75", ("AM-76",), ("frequency",), ("team manager",)),
        ],
        "PG": [("PG-083", ("PG-079",), ("frequency", "extend"), ("head of service", "permanence panel"))],
    }


def test_every_paragraph_named_is_a_paragraph_of_the_document() -> None:
    known = {clause.id for clause in read_register().clauses}
    for code in BUILT_IN:
        for one in agreements(read_pack(code)):
            statute = {rule.clause for rule in read_pack("ENGLAND").rules}
            assert {one.clause, *one.also, *one.changes} <= known | statute


def test_only_the_court_may_change_the_statute_and_only_the_26_weeks() -> None:
    for code in BUILT_IN:
        [one] = [one for one in agreements(read_pack(code)) if any(rule.startswith("ENGLAND") for rule in one.changes)]
        assert (one.changes, one.by, one.each_at_most) == (("ENGLAND-26-weeks",), ("court",), Span(8, "weeks"))


def test_a_council_has_those_of_the_pack_it_extends_and_its_own(tmp_path: Path) -> None:
    pack = _council(
        tmp_path, "{clause: PG-102, changes: [PG-102], kinds: [stop], by: [head of service], at_most: 4 weeks}"
    )
    assert [one.clause for one in agreements(pack)] == ["ENGLAND-26-weeks", "PG-083", "PG-102"]
    [own] = agreements_for(pack, "PG-102")
    assert own.at_most == Span(4, "weeks")
    assert agreements_for(pack, "PG-095") == ()


def test_a_longest_gap_is_by_the_councils_own_setting(tmp_path: Path) -> None:
    file = tmp_path / "south.yaml"
    file.write_text("pack: SOUTH\nextends: AM\nsettings:\n  later_meetings_every: 4 months\n", encoding="utf-8")
    [one] = agreements_for(read_pack(str(file)), "AM-13")
    assert one.at_most == Span(4, "months")


@pytest.mark.parametrize(("agreement", "words"), [
    ("{changes: [PG-079], kinds: [stop], by: [head of service]}", "no 'clause'"),
    ("{clause: PG-083, kinds: [stop], by: [head of service]}", "no 'changes'"),
    ("{clause: PG-083, changes: [PG-999], kinds: [stop], by: [head of service]}", "'PG-999' is not a rule"),
    ("{clause: PG-083, changes: [PG-079], kinds: [forget], by: [head of service]}", "'forget' is not one of frequency"),
    ("{clause: PG-083, changes: [PG-079], kinds: [stop], by: [the boss]}", "'the boss' is not one of team manager"),
    ("{clause: PG-083, changes: [PG-079], kinds: [stop], by: [head of service], at_most: soon}", "soon"),
    ("{clause: PG-083, changes: [PG-079], kinds: [stop], by: [head of service], who: me}", "'who' is not known"),
])  # fmt: skip
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, agreement: str, words: str) -> None:
    pack = _council(tmp_path, agreement)
    with pytest.raises(PackMistake, match=words) as wrong:
        agreements(pack)
    assert "north.yaml line" in str(wrong.value)


def test_a_list_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / "east.yaml"
    file.write_text("pack: EAST\nextends: PG\nagreements: yes please\n", encoding="utf-8")
    with pytest.raises(PackMistake, match="not a list"):
        agreements(read_pack(str(file)))
