"""What expects nothing would pass whatever the policy says, so it is refused."""

from pathlib import Path

import pytest

from permanence.cli import UNUSABLE, main

CASE = "- {name: a child, pack: PG, as_at: 2026-01-01, child: {id: c}, facts: [{fact: in_care, from: 2025-01-01}]%s}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]\n", "holds no case"),
        (CASE % "", "case 'a child' expects nothing"),
        (CASE % ", expect: []", "case 'a child' expects nothing"),
    ],
)
def test_what_expects_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    (tmp_path / "cases.yaml").write_text(text, encoding="utf-8")
    assert main(["verify", str(tmp_path / "cases.yaml")]) == UNUSABLE
    assert says in " ".join(capsys.readouterr().err.split())
