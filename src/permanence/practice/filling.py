"""Many rows into the database at once, and what it should be told afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

AT_ONCE = 40
"""Rows inserted by one statement. Where there are more it is sent again for each, which takes less memory."""


def insert(rows: Sequence[Model]) -> None:
    """Puts rows of one model into the database as they are: what ``bulk_create`` does, sooner.

    All have a key, or the database gives each one; that is not read back. Nothing is set that the rows do not have.
    """
    if not rows:
        return
    sql, places, fields = _insertion(rows[0]._meta, rows[0].pk is None, connection.vendor)
    _send(sql, places, list(zip(*(column(rows, field) for field in fields), strict=True)))


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


def insert_numbers(model: type[Model], rows: Sequence[Sequence[int]]) -> None:
    """Puts rows of a model into the database that hold numbers alone, given in the order of its fields but its key."""
    if rows:
        sql, places, _ = _insertion(model._meta, True, connection.vendor)
        _send(sql, places, rows)


def _send(sql: str, places: str, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        if len(rows) <= AT_ONCE:
            cursor.execute(sql + ", ".join([places] * len(rows)), [value for row in rows for value in row])
        else:
            cursor.executemany(sql + places, rows)


@cache
def _insertion(about: Any, is_numbered_there: bool, _vendor: str) -> tuple[str, str, list[Any]]:
    """The statement for a model (its ``_meta``) up to the values, the places of one row's values, and their fields."""
    quote = connection.ops.quote_name
    fields = [one for one in about.concrete_fields if not (is_numbered_there and one.primary_key)]
    columns, places = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    into = quote(about.db_table)
    return f"INSERT INTO {into} ({columns}) VALUES ", f"({places})", fields  # noqa: S608 - our own names


def take_stock() -> None:
    """Tells PostgreSQL how much there is in its tables now, after many rows came or went.

    Its own service does so in time. Until then it takes a full table for an empty one, and may read all of it to find
    one child's few rows. SQLite goes by its indexes alone, and needs no telling.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
