"""Many rows into the database at once, and what it should be told afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

AT_ONCE = 40
"""Rows inserted by one statement. More go in the way each database takes them soonest, and in less memory."""


def insert(rows: Sequence[Model]) -> None:
    """Puts rows of one model into the database as they are: what ``bulk_create`` does, sooner.

    All have a key, or the database gives each one; that is not read back. Nothing is set that the rows do not have.
    """
    if not rows:
        return
    into, fields = _into(rows[0]._meta, rows[0].pk is None, connection.vendor)
    _send(into, list(zip(*(column(rows, field) for field in fields), strict=True)))


def insert_new(rows: Sequence[Model]) -> None:
    """Puts new rows of one model into the database and gives them their keys, and one moment for when they were made.

    Call it within a transaction that has written already, or another may be given the same keys.
    """
    if not rows:
        return
    for row, key in zip(rows, _new_keys(type(rows[0]), len(rows)), strict=True):
        row.pk = key
    for field in rows[0]._meta.concrete_fields:
        if getattr(field, "auto_now_add", False):
            moment = field.pre_save(rows[0], add=True)
            for row in rows:
                setattr(row, field.attname, moment)
    insert(rows)
    for row in rows:
        row._state.adding = False


def insert_numbers(model: type[Model], rows: Sequence[Sequence[int]]) -> None:
    """Puts rows of a model into the database that hold numbers alone, given in the order of its fields but its key."""
    if rows:
        into, _ = _into(model._meta, True, connection.vendor)
        _send(into, rows)


def update(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Writes these fields of rows that are there."""
    if not rows:
        return
    about = rows[0]._meta
    fields = [about.get_field(name) for name in names]
    values = [column(rows, field) for field in (*fields, about.pk)]
    sets = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    sql = f"UPDATE {_quoted(about.db_table)} SET {sets} WHERE {_quoted(about.pk.column)} = %s"  # noqa: S608 - our names
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*values, strict=True)))


def column(rows: Sequence[Model], field: Field[Any, Any]) -> list[Any]:
    """A field of these rows as the database takes it. Many rows say the same, so each value is turned once."""
    turn = partial(field.get_db_prep_save, connection=connections[DEFAULT_DB_ALIAS])  # itself: sooner than its stand-in
    turned: dict[Any, Any] = {}
    told = []
    for row in rows:
        value = getattr(row, field.attname)
        try:
            if value not in turned:
                turned[value] = turn(value)
            told.append(turned[value])
        except TypeError:  # a list or a dictionary
            told.append(turn(value))
    return told


def _send(into: str, rows: Sequence[Sequence[Any]]) -> None:
    """Each database has its own quickest way to take many rows."""
    places = f"({', '.join(['%s'] * len(rows[0]))})"
    with connection.cursor() as cursor:
        if len(rows) <= AT_ONCE:
            values = [value for row in rows for value in row]
            cursor.execute(f"INSERT INTO {into} VALUES {', '.join([places] * len(rows))}", values)  # noqa: S608 - our names
        elif connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {into} VALUES {places}", rows)  # noqa: S608 - our names


@cache
def _into(about: Any, is_keyed_there: bool, _vendor: str) -> tuple[str, list[Any]]:
    """A model's table (by its ``_meta``) and columns, as a statement names them, and the fields of these."""
    fields = [one for one in about.concrete_fields if not (is_keyed_there and one.primary_key)]
    return f"{_quoted(about.db_table)} ({', '.join(_quoted(field.column) for field in fields)})", fields


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _new_keys(model: type[Model], many: int) -> range | list[int]:
    """Fresh keys for this many rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [model._meta.db_table, model._meta.pk.column, many],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + many)


def take_stock() -> None:
    """Tells PostgreSQL how much there is in its tables now, after many rows came or went.

    Its own service does so in time. Until then it takes a full table for an empty one, and may read all of it to find
    one child's few rows. SQLite goes by its indexes alone, and needs no telling.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
