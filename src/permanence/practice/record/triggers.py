"""The database itself refuses to change or remove an entry, whoever asks."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("record_entry", "record_concern")
_SAYS = "the record is append-only"

_SQLITE = """CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{says}'); END"""
_REFUSE = """CREATE OR REPLACE FUNCTION record_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{says}'; END $$"""
_POSTGRESQL = """CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION record_refuses()"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts the triggers in place where they are missing."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, [table for table in TABLES if table in present]):
            cursor.execute(statement)


def _statements(vendor: str, tables: list[str]) -> list[str]:
    if vendor == "sqlite":
        return [_SQLITE.format(table=table, verb=verb, says=_SAYS) for table in tables for verb in ("UPDATE", "DELETE")]
    return [_REFUSE.format(says=_SAYS), *(_POSTGRESQL.format(table=table) for table in tables)]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that should stand and do not."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = {name.lower() for (name,) in cursor.fetchall()}
    return sorted(_names(connection.vendor) - standing)


_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def _names(vendor: str) -> set[str]:
    endings = ("no_update", "no_delete") if vendor == "sqlite" else ("no_change",)
    return {f"{table}_{ending}" for table in TABLES for ending in endings}


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away: for emptying a test database, and for nothing else."""
    with connection.cursor() as cursor:
        for name in _names(connection.vendor):
            table = name.rpartition("_no_")[0]
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
