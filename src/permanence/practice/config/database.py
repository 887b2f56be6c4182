"""DATABASE_URL: SQLite in one file, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE = {
    "transaction_mode": "IMMEDIATE",  # a writer takes its turn at the start, not half way through
    "timeout": 10,  # seconds a writer waits for its turn
    # Every look is written down, and what was written is tidied up by whoever comes next and waits for the disk: after
    # 32 MB, that is one page of a board in a hundred. SQLite's own 4 MB would have one in fifteen wait.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; "
    "PRAGMA wal_autocheckpoint=8000",
}
KEPT = 60
"""Seconds a connection is kept. Opening one costs more than most pages; and SQLite, when the last one closes, tidies up
what was written and waits for the disk, which would be after every page, as every look is written down."""
HOW = "Write sqlite:///council.sqlite3, or postgresql://name:password@host/database."


def database(address: str) -> dict[str, Any]:
    """Django's settings for this address. Raises ImproperlyConfigured where it is neither database."""
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path)
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(address)
    raise ImproperlyConfigured(f"DATABASE_URL starts with '{parts.scheme or address[:10]}'. {HOW}")


def _sqlite(path: str) -> dict[str, Any]:
    """As in other tools: three strokes and a name stand for a file in this folder, four for a path from the top."""
    name = path.removeprefix("/")
    if not name:
        raise ImproperlyConfigured(f"DATABASE_URL names no file. {HOW}")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(name).absolute(),
        "OPTIONS": SQLITE,
        "CONN_MAX_AGE": KEPT,
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"DATABASE_URL names no database. {HOW}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": KEPT,
        "CONN_HEALTH_CHECKS": True,
    }
