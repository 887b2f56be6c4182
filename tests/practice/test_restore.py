"""Backup and restore as docs/operate.md tells them, on real databases: the record holds and every duty is the same."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from house.tree import ROOT

ADDRESS = os.environ.get("PERMANENCE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
NAMES = tuple(f"permanence_{name}_{os.getpid()}" for name in ("rehearsal", "restored"))


def _manage(data: Path, address: str, *words: str) -> str:
    ours = ("PERMANENCE_", "DATABASE_URL", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    settings = {
        "PERMANENCE_MODE": "demo",
        "PERMANENCE_TODAY": "2026-03-31",
        "PERMANENCE_DATA": str(data),
        "DATABASE_URL": address,
    }
    answer = subprocess.run(
        [sys.executable, ROOT / "manage.py", *words],
        env=clean | settings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-2000:] + answer.stdout[-2000:]
    return answer.stdout


def _fill(data: Path, address: str) -> str:
    """A small council in a database; gives the head of its record."""
    _manage(data, address, "migrate", "--verbosity", "0")
    _manage(data, address, "make_demo", "--children", "12")
    return _manage(data, address, "verify_record").splitlines()[-1]


def _holds(data: Path, address: str, head: str) -> None:
    """What is done after a restore: the record, its guards and every duty."""
    _manage(data, address, "migrate", "--verbosity", "0")
    assert "The record holds" in _manage(data, address, "verify_record", "--head", head)
    assert "Every duty is as the policy says" in _manage(data, address, "check_duties")


def test_sqlite_is_brought_back(tmp_path: Path) -> None:
    whole, copy = tmp_path / "council.sqlite3", tmp_path / "backup.sqlite3"
    head = _fill(tmp_path / "data", f"sqlite:///{whole}")
    with sqlite3.connect(whole) as council:
        council.execute("VACUUM INTO ?", [str(copy)])
    council.close()
    whole.unlink()
    _holds(tmp_path / "data", f"sqlite:///{copy}", head)


@pytest.fixture
def databases() -> Iterator[list[str]]:
    """The addresses of two empty databases on the PostgreSQL server of the tests."""
    if not shutil.which("pg_dump") or not _answers():
        pytest.skip("There is no PostgreSQL. Start one, or give its address in PERMANENCE_TEST_POSTGRESQL.")
    _sql(*(f'DROP DATABASE IF EXISTS "{name}"' for name in NAMES), *(f'CREATE DATABASE "{name}"' for name in NAMES))
    yield [urlsplit(ADDRESS)._replace(path=f"/{name}").geturl() for name in NAMES]
    _sql(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in NAMES))


def _answers() -> bool:
    try:
        psycopg.connect(ADDRESS, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _sql(*statements: str) -> None:
    with psycopg.connect(ADDRESS, autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


def test_postgresql_is_brought_back(tmp_path: Path, databases: list[str]) -> None:
    whole, restored = databases
    head = _fill(tmp_path, whole)
    subprocess.run(
        [str(shutil.which("pg_dump")), "--format=custom", "--file", tmp_path / "permanence.dump", whole], check=True
    )
    subprocess.run(
        [str(shutil.which("pg_restore")), "--no-owner", "--dbname", restored, tmp_path / "permanence.dump"], check=True
    )
    _holds(tmp_path, restored, head)
