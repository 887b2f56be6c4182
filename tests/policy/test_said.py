"""What clauses.yaml says outright keeps a paragraph: rules are tried on lives that show it; words and settings stand.

What gives no row has no golden case of its own, so each rule that is said to keep such a paragraph has lives in
said.yaml.
That what is named exists, for every paragraph, is held in test_register.py.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from permanence.docs.glossary import glossary_text
from permanence.policy.contract import work_out
from permanence.policy.pack import read_pack
from permanence.policy.plans import plans_of
from permanence.policy.register import read_register
from permanence.policy.timeline import timeline_of
from permanence.policy.vocabulary import vocabulary

SAID = [one for one in read_register().clauses if "clauses.yaml" in one.named_in]
LIVES = yaml.safe_load(Path(__file__).with_name("said.yaml").read_text(encoding="utf-8"))
OPEN = {"due", "overdue", "untimed"}


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life["clause"])
def test_the_rules_do_what_is_said(life: dict[str, Any]) -> None:
    rows = _rows(life)
    found, still = {row["clause"] for row in rows}, {row["clause"] for row in rows if row["status"] in OPEN}
    assert [clause for clause in life.get("open", ()) if clause not in still] == []
    assert [clause for clause in life.get("closed", ()) if clause not in found or clause in still] == []
    assert [clause for clause in found if clause.startswith(tuple(life.get("never", ())))] == []


def _rows(life: dict[str, Any]) -> list[dict[str, Any]]:
    child = {"id": "c1", "born": life.get("born"), "facts": [*life.get("also", ()), *life["facts"]]}
    return work_out(read_pack(life["pack"]), timeline_of([child]), life["as_at"])


def test_every_paragraph_that_a_rule_is_said_to_keep_has_a_life() -> None:
    said = {one.id for one in SAID if one.honoured and one.honoured.by == "rule"}
    assert {life["clause"] for life in LIVES} == said


def test_the_glossary_says_what_permanence_is() -> None:
    """PG-002."""
    assert "| permanence | A settled home" in glossary_text()


# --- what is no rule: it is on the policy's own page, with the words that say what keeps it -----------------------


@pytest.mark.parametrize("clause", [one.id for one in SAID if one.honoured and one.honoured.by in ("term", "setting")])
def test_a_word_or_a_setting_is_the_policy_s_own(clause: str) -> None:
    """An option of the plan, a setting with its paragraph, or a word of terms.yaml."""
    one = next(said for said in SAID if said.id == clause)
    pack = read_pack(one.pack)
    words = set(re.findall(r"[a-z_]+", one.honoured.what if one.honoured else ""))
    settings = {name for name in words & pack.settings.keys() if one.honoured and one.honoured.by == "setting"}
    options = words & set(vocabulary().attributes["primary"].choices)
    assert settings or options & set(plans_of(one.pack).options) or {"primary", "parallel"} <= words or "terms" in words
