"""The lane on PostgreSQL: the same tests, on the other database."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest

from house.tree import ROOT

ADDRESS = os.environ.get("PERMANENCE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
"""A server on which a database for tests may be made."""


ALIKE = " and ".join(f"not {word}" for word in (
    "browser", "story", "stories", "postgresql", "access", "settings", "design", "sqlite", "states", "architecture",
))  # fmt: skip
"""Left out: what drives a browser, walks every page in every role or reads no database. It is the same on both."""


def _answers() -> bool:
    try:
        psycopg.connect(ADDRESS, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def test_every_test_passes_on_postgresql_too() -> None:
    if "postgres" in os.environ.get("DATABASE_URL", ""):
        return  # this is the lane
    if not _answers():
        pytest.skip("There is no PostgreSQL. Start one, or give its address in PERMANENCE_TEST_POSTGRESQL.")
    plain = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    alike = ["-k", ALIKE, "--ignore", "tests/practice/named"]
    command = [sys.executable, "-m", "pytest", *plain, *alike, "tests/practice"]
    lane = {**os.environ, "DATABASE_URL": urlsplit(ADDRESS)._replace(path=f"/permanence_lane_{os.getpid()}").geturl()}
    answer = subprocess.run(command, cwd=ROOT, env=lane, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-4_000:]
