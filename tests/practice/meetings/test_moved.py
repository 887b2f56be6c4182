"""A council that used the first version keeps every word of its papers when the next version moves them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from house.tree import ROOT


def _migrate(council: Path, *words: str) -> None:
    ours = ("PERMANENCE_", "DATABASE_URL", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    settings = {"PERMANENCE_MODE": "demo", "DATABASE_URL": f"sqlite:///{council}"}
    command = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0", *words]
    answer = subprocess.run(command, env=clean | settings, capture_output=True, encoding="utf-8", check=False)
    assert answer.returncode == 0, answer.stderr[-2000:]


def _put(council: sqlite3.Connection, table: str, **given: object) -> None:
    """A row with what is given, and with nothing or nought wherever else the table wants something."""
    columns = {name: kind for _, name, kind, needed, *_ in council.execute(f"pragma table_info({table})") if needed}
    row = {name: 0 if "int" in kind.lower() or "bool" in kind.lower() else "" for name, kind in columns.items()}
    row |= given
    marks = ", ".join("?" * len(row))
    council.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


def test_what_was_written_in_a_paper_is_moved_with_its_writer_and_version(tmp_path: Path) -> None:
    council = tmp_path / "council.sqlite3"
    _migrate(council, "meetings", "0001")
    said = {
        "needs": {"text": "A made-up need.", "version": 3, "by": 1},
        "views": {"text": "What a made-up child said.", "version": 1, "by": 99},  # 99 is nobody
    }
    with sqlite3.connect(council) as rows:
        _put(rows, "staff_person", id=1, email="a@example.org", name="Made Up")
        _put(rows, "children_child", id=1, born="2015-06-01")
        _put(rows, "meetings_paper", id=1, child_id=1, kind="report", written=json.dumps(said), begun_at="2026-01-01")
    _migrate(council)
    with sqlite3.connect(council) as rows:
        moved = rows.execute("select prompt, text, version, written_by_id from meetings_passage order by prompt")
        assert list(moved) == [
            ("needs", "A made-up need.", 3, 1),
            ("views", "What a made-up child said.", 1, None),
        ]
