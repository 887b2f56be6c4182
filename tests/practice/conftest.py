"""What the tests of the practice app share. Rows are made by the plain functions of ``made.py``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from permanence.practice.record import triggers


@pytest.fixture(autouse=True)
def _record_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with real transactions ends by emptying the tables, which the record's triggers would refuse."""
    yield
    if {"transactional_db", "live_server"} & set(request.fixturenames):
        triggers.remove(connection)


@pytest.fixture
def guarded(db: None) -> None:
    """The record's triggers in place, whatever tests ran before."""
    triggers.install(connection)
