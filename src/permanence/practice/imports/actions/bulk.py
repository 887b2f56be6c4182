"""Writes many rows of one model, past the parts of Django that cost the most on a hundred thousand rows.

Django builds one long statement for a hundred rows; the databases take one short statement and many rows at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from permanence.practice.filling import column


def insert(rows: Sequence[Model]) -> None:
    """Inserts new rows and gives them their numbers. Call it within a transaction that has written already."""
    if not rows:
        return
    fields = rows[0]._meta.concrete_fields
    for row, number in zip(rows, _numbers(type(rows[0]), len(rows)), strict=True):
        row.pk = number
    for field in fields:
        if getattr(field, "auto_now_add", False):  # written together, so at one moment
            moment = field.pre_save(rows[0], add=True)
            for row in rows:
                setattr(row, field.attname, moment)
    values = [column(rows, field) for field in fields]
    _insert(rows[0]._meta.db_table, [field.column for field in fields], list(zip(*values, strict=True)))
    for row in rows:
        row._state.adding = False


def _insert(table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    into = f"{_quote(table)} ({', '.join(_quote(column) for column in columns)})"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    _many(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608 - our own names


def update(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Writes these fields of rows that are there."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [meta.get_field(name) for name in names]
    values = [column(rows, field) for field in (*fields, meta.pk)]
    sets = ", ".join(f"{_quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {_quote(meta.db_table)} SET {sets} WHERE {_quote(meta.pk.column)} = %s"  # noqa: S608 - our own names
    _many(statement, list(zip(*values, strict=True)))


def _quote(name: str) -> str:
    quoted: str = connection.ops.quote_name(name)
    return quoted


def _many(statement: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _numbers(model: type[Model], many: int) -> range | list[int]:
    """Fresh numbers for this many rows."""
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
