"""What the program writes about itself (that the written files are current is held in tests/house)."""

from pathlib import Path

from permanence.docs.glossary import glossary_text
from permanence.docs.rules import rules_text
from permanence.docs.tables import table
from permanence.policy.register import read_register


def test_a_bar_in_a_cell_stays_in_the_cell() -> None:
    assert table(("a", "b"), [("1|2", "3")]) == ["| a | b |", "| --- | --- |", "| 1\\|2 | 3 |"]


def test_the_glossary_has_each_document_s_word() -> None:
    line = next(line for line in glossary_text().splitlines() if line.startswith("| reviewing officer |"))
    assert "**AM** IRO; **DG** QARO; **SP** IRO; **PG** CRO or" in line


def test_the_glossary_has_every_fact_with_its_kinds() -> None:
    text = glossary_text()
    assert "| `consent` | Section 20 agreement given or renewed. | - | - |" in text
    assert "These may be known before their day comes: `booked`, `hearing`" in text


def test_a_paragraph_is_written_with_its_rule_and_its_cases(tmp_path: Path) -> None:
    (tmp_path / "PG.yaml").write_text("- {name: day 28, expect: [{clause: PG-068}], absent: [PG-079]}")
    text = rules_text(tmp_path)
    assert "Rule: meeting.permanence within 4 weeks\n\n- PG: day 28\n" in text
    assert "No case expects a row of it yet.\n\nCases that expect no row of it: 1." in text
    assert "No row: A meeting of the service each week, not owed to one child." in text


def test_paragraphs_without_a_time_are_listed_where_something_keeps_them(tmp_path: Path) -> None:
    untimed = [clause for clause in read_register(("AM",)).clauses if not clause.timed]
    kept = sum(clause.honoured is not None for clause in untimed)
    found = f"There are {len(untimed)}; {kept} are kept today." in rules_text(tmp_path)
    assert found  # of the whole page only this line is of interest
