"""Days as the engine numbers them, straight from the database: to make a date of each of a million takes seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Func, IntegerField, QuerySet

AT_A_TIME = 2_000
"""Rows fetched, and turned into columns, at a time: as many as stay in the processor's cache."""


class DayNumber(Func):
    """The days from 1 January 1970 to a day; 0 for none. Both databases count them in their own way."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """By the Julian day, which begins at noon. IFNULL takes a quarter less than COALESCE, which asks twice."""
        template = "IFNULL(CAST(julianday(%(expressions)s) - 2440587.5 AS INTEGER), 0)"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """One day less another is a number there."""
        return self.as_sql(compiler, connection, template="COALESCE(%(expressions)s - DATE '1970-01-01', 0)", **more)


def with_day_numbers(rows: QuerySet[Any], names: Sequence[str], days: Sequence[str]) -> QuerySet[Any]:
    """The rows as tuples of these columns; those that are ``days`` as numbers."""
    known = rows.annotate(**{f"{name}_number": DayNumber(name) for name in days})
    return known.values_list(*(f"{name}_number" if name in days else name for name in names))


def rows_of(rows: QuerySet[Any], names: Sequence[str], days: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The same rows as the database gives them, past Django's own reading."""
    for some in _parts(rows, names, days):
        yield from some


def columns_of(rows: QuerySet[Any], names: Sequence[str], days: Sequence[str]) -> list[list[Any]]:
    """The same, column by column."""
    columns: list[list[Any]] = [[] for _ in names]
    for some in _parts(rows, names, days):
        for column, cells in zip(columns, zip(*some, strict=True), strict=True):
            column.extend(cells)
    return columns


def _parts(rows: QuerySet[Any], names: Sequence[str], days: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    sql, parameters = with_day_numbers(rows, names, days).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while some := cursor.fetchmany(AT_A_TIME):
            yield some
