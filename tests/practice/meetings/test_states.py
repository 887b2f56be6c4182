"""docs/states.md: the stages of a meeting, drawn from the table that the actions ask."""

from __future__ import annotations

import pytest

from house.tree import ROOT
from permanence.practice.meetings.stages import LEADS_TO, STAGES, after
from permanence.practice.refusals import Refusal

DOCUMENT = ROOT / "docs" / "states.md"
NAMES = dict(STAGES)
STEPS = {
    "book": "is booked or moved", "hold": "was held", "close": "is closed, its gates met",
    "send_back": "is sent back to be mended", "approve": "has its minutes approved", "send": "has its minutes sent",
    "cancel": "is cancelled",
}  # fmt: skip


def drawn() -> str:
    """The document."""
    arrows = [
        f"    {start} --> {leads_to}: {STEPS[step]}"
        for step, (starts, leads_to) in LEADS_TO.items()
        for start in starts
    ]
    names = [f"    {code}: {name}" for code, name in STAGES]
    rows = [
        f"| {STEPS[step]} | {', '.join(NAMES[start] for start in starts)} | {NAMES[leads_to]} |"
        for step, (starts, leads_to) in LEADS_TO.items()
    ]
    return "\n".join([
        "# The stages of a meeting", "",
        "Drawn from `practice/meetings/stages.py` by `tests/practice/meetings/test_states.py`, not by hand.",
        "", "```mermaid", "stateDiagram-v2", *names, "    [*] --> asked", *arrows, "```", "",
        "| A meeting ... | from | to |", "|---|---|---|", *rows, "",
    ])  # fmt: skip


def test_the_document_is_up_to_date(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--write"):
        DOCUMENT.write_text(drawn(), encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == drawn()


def test_every_step_is_refused_from_every_other_stage() -> None:
    for step, (starts, leads_to) in LEADS_TO.items():
        for stage in NAMES:
            if stage in starts:
                assert after(step, stage) == leads_to
            else:
                with pytest.raises(Refusal):
                    after(step, stage)
