"""What the tests of the practice app share. Rows are made by the plain functions of ``made.py``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from permanence.practice.record import triggers
from practice.browsing import Browsing, browsing


@pytest.fixture(autouse=True)
def _record_can_be_emptied(request: pytest.FixtureRequest) -> None:
    """A test with real transactions ends by emptying the tables, which the record's triggers would refuse.

    They go before such a test begins, and come back with the emptying, which ends as a migration does.
    """
    marker = request.node.get_closest_marker("django_db")
    real = {"transactional_db", "live_server"} & set(request.fixturenames)
    if real or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("django_db_blocker").unblock():
            triggers.remove(connection)


@pytest.fixture
def guarded(db: None) -> None:
    """The record's triggers in place, whatever tests ran before."""
    triggers.install(connection)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests; skipped, and said so, where there is none."""
    yield from browsing()


@pytest.fixture
def browser(chromium: Any, live_server: Any) -> Iterator[Browsing]:
    """A visitor with an empty cookie jar, at the app's own address."""
    context = chromium.new_context(base_url=live_server.url)
    yield Browsing(context.new_page(), live_server.url)
    context.close()
