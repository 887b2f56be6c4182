"""A made-up council's duties, counted by clause and status: a change of rule shows its effect here, in review."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from permanence.policy.duties import STATUS, evaluator
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.returns.frames import timeline
from permanence.returns.merge import combine
from permanence.returns.sample import write_sample
from permanence.returns.spreadsheet.read import read_facts
from permanence.returns.ssda903.read import read_return

AS_AT = date(2026, 3, 31)
HERE = Path(__file__).parent


@cache
def _council():
    with TemporaryDirectory() as folder:
        write_sample(Path(folder), 300, as_at=AS_AT)
        facts = Path(folder) / "facts.csv"
        years = sorted(path for path in Path(folder).iterdir() if path.is_dir())
        reading = combine([read_return(years), read_facts(facts)])
    return timeline(reading.children, reading.facts)


def _counted(pack: str) -> str:
    ready = evaluator(read_pack(pack))
    duties = ready.duties(_council(), AS_AT)
    counts = Counter(zip(duties.kind.tolist(), duties.status.tolist(), strict=True))
    lines = [f"{'clause':20}{'duty':34}" + "".join(f"{status:>9}" for status in STATUS)]
    for number, kind in enumerate(ready.kinds):
        row = "".join(f"{counts[number, status] or '':>9}" for status in range(len(STATUS)))
        lines.append(f"{kind.clause:20}{kind.duty:34}{row}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("pack", BUILT_IN)
def test_the_duties_of_a_made_up_council(pack: str, pytestconfig: pytest.Config) -> None:
    kept, counted = HERE / f"{pack.lower()}.txt", _counted(pack)
    if pytestconfig.getoption("--write"):
        kept.write_text(counted, encoding="utf-8", newline="\n")
    assert kept.read_text(encoding="utf-8") == counted, "the counts changed: if that is meant, add --write and review"
