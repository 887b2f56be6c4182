"""The database itself refuses to change an approved policy, whoever asks."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_SAYS = "an approved policy does not change"
_SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS procedures_adoption_stands BEFORE UPDATE ON procedures_adoption
WHEN OLD.approved_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END""",
)
_POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION procedures_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$""",
    """CREATE OR REPLACE TRIGGER procedures_adoption_stands BEFORE UPDATE ON procedures_adoption
FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION procedures_refuses()""",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts the trigger in place where the table is there."""
    if "procedures_adoption" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
                cursor.execute(statement)
