"""Pathways of packs: the five read, and a mistake is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from permanence.policy.lines import PackMistake
from permanence.policy.pathways import pathways_of
from permanence.policy.register import DOCUMENTS

HEAD = "pathways:\n  move:\n    name: A move\n    steps:\n"


def test_the_documents_have_theirs() -> None:
    found = {code: set(pathways_of(code)) for code in DOCUMENTS}
    assert found["PG"] >= {"unregistered_home", "unapproved_home", "final_care_plan"}
    assert found["SP"] >= {"placement_move", "life_story", "early_permanence"}
    assert found["PP"] == {"pre_proceedings"}
    assert not found["DG"]


@pytest.mark.parametrize(("step", "words"), [
    ("{id: a, takes: magic, ask: What, clause: PG-086}", "takes: 'magic' is not one of"),
    ("{id: a, takes: day, ask: What}", "names no paragraph"),
    ("{id: a, takes: day, ask: What, clause: PG-999}", "no paragraph of this policy"),
    ("{id: a, takes: day, ask: What, after: [b], clause: PG-086}", "leans on 'b'"),
    ("{id: a, takes: day, ask: What, records: placement.foster, clause: PG-086}", "no event of facts.yaml"),
    ("{id: a, takes: choose, ask: What, clause: PG-086}", "choices belong"),
    ("{id: a, takes: day, ask: What, who: me, clause: PG-086}", "'who' is not known"),
    ("{id: a, takes: agree, ask: What, by: [the boss], clause: PG-086}", "'the boss' is not a word"),
])  # fmt: skip
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, step: str, words: str) -> None:
    folder = tmp_path / "north"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: NORTH\nname: North\nextends: PG\n")
    (folder / "pathways.yaml").write_text(f"{HEAD}      - {step}\n")
    with pytest.raises(PackMistake, match=words) as wrong:
        pathways_of(str(folder))
    assert "pathways.yaml line" in str(wrong.value)
