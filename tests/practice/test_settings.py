"""Settings: production does not start half set up, and what it starts with passes Django's own check."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from house.tree import ROOT, SOURCE, files
from permanence.practice.config.database import database
from permanence.practice.config.environment import Environment

LONG = "x7" * 40
PRODUCTION = {
    "PERMANENCE_SECRET_KEY": "aB3$" + LONG, "PERMANENCE_RECORD_KEY": LONG, "PERMANENCE_HOSTS": "permanence.example",
    "DATABASE_URL": "sqlite:///council.sqlite3", "PERMANENCE_SMTP_HOST": "mail.example",
}  # fmt: skip


def _manage(tmp_path: Path, *words: str, **settings: str) -> Any:
    ours = ("PERMANENCE_", "DATABASE_URL", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment = {**clean, **settings, "PERMANENCE_DATA": str(tmp_path)}
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *words], env=environment, capture_output=True, text=True, check=False
    )


def test_production_is_what_it_is_unless_told_otherwise_and_names_all_that_is_missing(tmp_path: Path) -> None:
    answer = _manage(tmp_path, "check")
    assert answer.returncode != 0
    for name in PRODUCTION:
        assert name in answer.stderr
    assert "PERMANENCE_MODE=demo" in answer.stderr


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    answer = _manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_the_models_need_no_migration(tmp_path: Path) -> None:
    answer = _manage(tmp_path, "makemigrations", "--check", "--dry-run", PERMANENCE_MODE="demo")
    assert answer.returncode == 0, answer.stdout


def test_a_demonstration_makes_its_own_keys_once(tmp_path: Path) -> None:
    for _ in range(2):
        assert _manage(tmp_path, "check", PERMANENCE_MODE="demo").returncode == 0
    assert {path.name for path in tmp_path.iterdir()} >= {"secret-key", "record-key"}
    assert (tmp_path / "record-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("address", "engine", "name"), [
    ("sqlite:///council.sqlite3", "sqlite3", "council.sqlite3"), ("postgresql:///council", "postgresql", "council"),
    ("postgres://me@db.example:5433/council%20one?sslmode=require", "postgresql", "council one"),
])  # fmt: skip
def test_a_database_address(address: str, engine: str, name: str) -> None:
    found = database(address)
    assert (found["ENGINE"].rpartition(".")[2], Path(found["NAME"]).name) == (engine, name)


def test_sqlite_writers_take_their_turn_at_the_start() -> None:
    options = database("sqlite:////srv/council.sqlite3")["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"], "WAL" in options["init_command"]) == (
        "IMMEDIATE",
        10,
        True,
    )


@pytest.mark.parametrize("address", ["mysql://db/council", "council", "sqlite:///", "postgresql://db/"])
def test_another_address_is_refused_with_the_remedy(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="Write sqlite:///"):
        database(address)


@pytest.mark.parametrize(("name", "ask"), [
    ("PERMANENCE_IDLE_MINUTES", lambda read: read.whole("PERMANENCE_IDLE_MINUTES", 30)),
    ("PERMANENCE_PROXY", lambda read: read.yes("PERMANENCE_PROXY", False)),
    ("PERMANENCE_TODAY", lambda read: read.day("PERMANENCE_TODAY")), ("PERMANENCE_MODE", lambda read: read.mode),
])  # fmt: skip
def test_a_setting_that_cannot_be_read_is_named(name: str, ask: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        ask(Environment({name: "perhaps"}))


def test_nothing_of_gov_uk_alone_is_served() -> None:
    words = ("GDS Transport", "govuk-crest", "govuk-crown")
    static = [path for path in (SOURCE / "practice").rglob("static/**/*") if path.is_file()]
    assert len(static) >= 4
    assert [(path.name, word) for path in static for word in words if word in path.read_text(encoding="utf-8")] == []


def test_pages_hold_no_inline_style_or_script() -> None:
    pages = files(".html", under=SOURCE / "practice")
    found = [
        path.name
        for path in pages
        if " style=" in path.read_text(encoding="utf-8") or " onclick=" in path.read_text(encoding="utf-8")
    ]
    assert found == []


@pytest.mark.parametrize("address", ["sqlite:///council.sqlite3", "postgresql://me@127.0.0.1/council"])
def test_a_connection_is_kept_from_one_page_to_the_next(address: str) -> None:
    assert database(address)["CONN_MAX_AGE"]


def test_garbage_is_looked_for_rarely_and_not_in_what_is_loaded() -> None:
    assert (gc.get_threshold()[0] >= 50_000, gc.get_freeze_count() > 100_000) == (True, True)
