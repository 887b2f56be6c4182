"""Questions to the database that are put into SQL once and asked many times (ADR 11).

Django takes several times longer to write a question than the database takes to answer it, and the pages open all day
ask the same twenty. ``@prepared`` keeps what was written; the answer is the same rows, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache, wraps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

from permanence.practice.today import today

KEPT = 2_000
"""How many questions are kept: those asked least lately make way."""

AT_ONCE = 40
"""Rows inserted by one statement. Where there are more it is sent again for each, which takes less memory."""

Ask = Callable[..., QuerySet[Any]]
Value = int | str | date
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:")


def prepared(ask: Ask) -> Callable[..., list[Any]]:
    """Makes a function that gives a queryset into one that gives its rows, and writes the SQL once.

    What is passed by place (a whole number, a word, a day or a moment) is asked by anew each time: the function must
    not look at it. What is passed by name is part of the question, and so is the day it is today. TypeError where a
    value passed by place does not reach the database, and where a moment would be kept that was not passed.
    """

    @wraps(ask)
    def asked(*values: Value, **shape: Hashable) -> list[Any]:
        return _question(ask, values, shape).rows(values)

    return asked


def prepared_cells(ask: Ask) -> Callable[..., list[Any]]:
    """The same, with the rows as the database gives them: past Django's own reading of each cell."""

    @wraps(ask)
    def asked(*values: Value, **shape: Hashable) -> list[Any]:
        return _question(ask, values, shape).cells(values)

    return asked


def insert(rows: Sequence[Model]) -> None:
    """Puts rows of one model into the database as they are, keys and all: what ``bulk_create`` does, sooner.

    A key the database gives is not read back, and nothing is set that the rows do not have.
    """
    if not rows:
        return
    sql, places, fields = _insertion(rows[0]._meta, rows[0].pk is None, connection.vendor)
    told = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        if len(rows) <= AT_ONCE:
            cursor.execute(sql + ", ".join([places] * len(rows)), [value for row in told for value in row])
        else:
            cursor.executemany(sql + places, told)


def take_stock() -> None:
    """Tells PostgreSQL how much there is in its tables now, after many rows came or went.

    Its own service does so in time. Until then it takes a full table for an empty one, and may read all of it to find
    one child's few rows. SQLite goes by its indexes alone, and needs no telling.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@cache
def _insertion(about: Any, is_numbered_there: bool, _vendor: str) -> tuple[str, str, list[Any]]:
    """The statement for a model (its ``_meta``) up to the values, the places of one row's values, and their fields."""
    quote = connection.ops.quote_name
    fields = [one for one in about.concrete_fields if not (is_numbered_there and one.primary_key)]
    columns, places = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    into = quote(about.db_table)
    return f"INSERT INTO {into} ({columns}) VALUES ", f"({places})", fields  # noqa: S608 - our own names


def _question(ask: Ask, values: Sequence[Value], shape: Mapping[str, Hashable]) -> _Written:
    return _written(ask, tuple(type(value) for value in values), tuple(shape.items()), today(), connection.vendor)


@lru_cache(KEPT)
def _written(
    ask: Ask, kinds: tuple[type[Any], ...], shape: tuple[tuple[str, Any], ...], _day: date, _vendor: str
) -> _Written:
    marks = [_mark(kind, place) for place, kind in enumerate(kinds)]
    return _Written(ask(*marks, **dict(shape)), marks)


def _mark(kind: type, place: int) -> Value:
    """A value that stands for any other in a question while it is written, and that no question asks by."""
    if kind is int:
        return 7_000_000_000_000 + place
    if kind is str:
        return f"\x1a{place}"
    if kind is date:
        return date(2, 1, 1) + timedelta(days=place)
    if kind is datetime:
        return datetime(2, 1, 1, tzinfo=UTC) + timedelta(days=place)
    raise TypeError(f"A prepared question is asked by numbers, words, days and moments, not by {kind.__name__}.")


class _Written:
    """A question in SQL, the places of what it is asked by, and how its rows are read."""

    def __init__(self, rows: QuerySet[Any], marks: Sequence[Value]) -> None:
        self._compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self._sql, self._parameters = self._compiler.as_sql()
        except EmptyResultSet:  # what nobody can be found by: somebody who sees no child
            self._sql = ""
            return
        told = [_as_told(mark) for mark in marks]
        self._places = [told.index(value) if value in told else None for value in self._parameters]
        if missing := set(range(len(marks))) - set(self._places):
            raise TypeError(f"The question is not asked by its values {sorted(missing)}: {self._sql}")
        if any(
            place is None and _is_a_moment(value) for value, place in zip(self._parameters, self._places, strict=True)
        ):
            raise TypeError(f"The question would always be asked of the moment it was written at: {self._sql}")
        columns = [column for column, *_ in self._compiler.select[: self._compiler.col_count]]
        self._converters = self._compiler.get_converters(columns)
        self._read = _reader(self._compiler) if issubclass(rows._iterable_class, ModelIterable) else tuple

    def rows(self, values: Sequence[Value]) -> list[Any]:
        """The rows for these values, as Django reads them."""
        found: Any = self.cells(values)
        if found and self._converters:
            found = self._compiler.apply_converters(found, self._converters)
        return [self._read(row) for row in found]

    def cells(self, values: Sequence[Value]) -> list[Any]:
        """The rows for these values, as the database gives them."""
        if not self._sql:
            return []
        told = [_as_told(value) for value in values]
        bound = [
            kept if place is None else told[place] for kept, place in zip(self._parameters, self._places, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, bound)
            return list(cursor.fetchall())


def _as_told(value: Value) -> Any:
    """A value as this database is told it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _is_a_moment(told: Any) -> bool:
    return isinstance(told, datetime) or (isinstance(told, str) and bool(_MOMENT.match(told)))


def _reader(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes a row of the model of one of the database, as Django's own does."""
    about = compiler.klass_info
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:last]]
    related = get_related_populators(about, compiler.select, DEFAULT_DB_ALIAS)
    notes = (compiler.annotation_col_map or {}).items()

    def read(row: Sequence[Any]) -> Any:
        made = about["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:last])
        for one in related:
            one.populate(row, made)
        for name, place in notes:
            setattr(made, name, row[place])
        return made

    return read
