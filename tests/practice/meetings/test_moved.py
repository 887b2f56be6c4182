"""A council that used the first version keeps every word of its papers when the next version moves them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

CHILDREN = ("children", "0006_drafts_begun")
FIRST, MOVED = [CHILDREN, ("meetings", "0001_meetings")], [CHILDREN, ("meetings", "0003_papers_moved")]


def _migrate(to: list[tuple[str, str]]) -> StateApps:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return executor.loader.project_state(to).apps


@pytest.fixture
def first(transactional_db: None) -> Iterator[StateApps]:
    """The tables as the first version had them; afterwards they are brought up to now."""
    yield _migrate(FIRST)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_what_was_written_in_a_paper_is_moved_with_its_writer_and_version(first: StateApps) -> None:
    child = first.get_model("children", "Child").objects.create(born=date(2015, 6, 1))
    by = first.get_model("staff", "Person").objects.create(name="Made Up", email="a@example.org")
    said = {
        "needs": {"text": "A made-up need.", "version": 3, "by": by.pk},
        "views": {"text": "What a made-up child said.", "version": 1, "by": by.pk + 9},  # nobody has this number
    }
    first.get_model("meetings", "Paper").objects.create(child=child, kind="report", pack="PG", written=said)
    moved = _migrate(MOVED).get_model("meetings", "Passage").objects.order_by("prompt")
    assert list(moved.values_list("prompt", "text", "version", "written_by_id")) == [
        ("needs", "A made-up need.", 3, by.pk),
        ("views", "What a made-up child said.", 1, None),
    ]
