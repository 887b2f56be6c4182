"""Questions to the database that are put into SQL once and asked many times (ADR 11).

Django takes several times longer to write a question than the database takes to answer it, and the pages open all day
ask the same twenty. ``@prepared`` keeps what was written; the answer is the same rows, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial, wraps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

from permanence.practice.kept import Kept, NotKept, key_of
from permanence.practice.today import today

Ask = Callable[..., QuerySet[Any]]
Value = int | str | date

_kept: Kept[_Written | None] = Kept(1_000)
_WIDEST = 2**63
"""No number of a row is as large: both databases count to just below it."""


def prepared(ask: Ask) -> Callable[..., list[Any]]:
    """Makes a function that gives a queryset into one that gives its rows, and writes the SQL once.

    What is passed by place (a whole number, a word, a day or a moment) is asked by anew each time: the function must
    not look at it nor reckon with it. What is passed by name is part of the question, and so is the day it is today:
    all that the SQL is made from must be in it. TypeError where a value passed by place does not reach the database
    as it is, where a moment or the answer to another question would be kept, and for a queryset that gives neither rows
    of a model nor tuples.
    """

    @wraps(ask)
    def asked(*values: Value, **shape: Any) -> list[Any]:
        written = _written(ask, values, shape)
        return written.rows(values) if written else list(ask(*values, **shape))

    return asked


def prepared_cells(ask: Ask) -> Callable[..., list[Any]]:
    """The same for a queryset of tuples, as the database gives them: past Django's own reading of each cell."""

    @wraps(ask)
    def asked(*values: Value, **shape: Any) -> list[Any]:
        written = _written(ask, values, shape)
        return written.cells(values) if written else list(ask(*values, **shape))

    return asked


def _written(ask: Ask, values: Sequence[Value], shape: Mapping[str, Any]) -> _Written | None:
    """The question in SQL; None where it is to be asked as it stands, since nobody is found by it."""
    kinds, here = tuple(type(value) for value in values), connections[DEFAULT_DB_ALIAS]

    def write() -> _Written | None:
        marks = [_mark(kind, place) for place, kind in enumerate(kinds)]
        try:
            return _Written(ask(*marks, **shape), marks)
        except EmptyResultSet:  # somebody who sees no child; or a field too narrow for a mark
            return None

    try:
        about = tuple((name, key_of(value)) for name, value in shape.items())
    except NotKept:
        return write()
    return _kept.get((ask, kinds, about, today(), here.vendor), partial(_asking_nothing, write))


def _asking_nothing(write: Callable[[], _Written | None]) -> _Written | None:
    with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse_to_ask):
        return write()


def _refuse_to_ask(_execute: Any, sql: str, *_: Any) -> None:
    raise TypeError(f"This would be asked once and its answer kept: make it part of the question, or pass it. {sql}")


# --- marks -------------------------------------------------------------------------------------------------------

_NUMBERS, _DAYS = 7_000_000_000_000, date(2, 1, 1)
_LIKE_A_DAY, _LIKE_A_MOMENT = re.compile(r"\d{4}-\d\d-\d\d$"), re.compile(r"\d{4}-\d\d-\d\d \d\d:")


def _mark(kind: type, place: int) -> Value:
    """A value that stands for any other in a question while it is written, and that no question asks by."""
    if kind is int:
        return _NUMBERS + place
    if kind is str:
        return f"\x1a{place}"
    if kind is date:
        return _DAYS + timedelta(days=place)
    if kind is datetime:
        return datetime(2, 1, 1, tzinfo=UTC) + timedelta(days=place)
    raise TypeError(f"A prepared question is asked by numbers, words, days and moments, not by {kind.__name__}.")


def _as_told(values: Sequence[Value], here: Any) -> list[Any]:
    """Values as this database is told them."""
    return [_day_as_told(value, here.ops) if isinstance(value, date) else value for value in values]


def _day_as_told(value: date, ways: Any) -> Any:
    return ways.adapt_datetimefield_value(value) if isinstance(value, datetime) else ways.adapt_datefield_value(value)


def _is_reckoned(told: Any) -> bool:
    """Whether a value that is no mark was made from one, or is a moment: it would always be asked by as it is."""
    if isinstance(told, str):
        return bool(_LIKE_A_MOMENT.match(told) or (_LIKE_A_DAY.match(told) and told < "0100"))
    if isinstance(told, date):
        return isinstance(told, datetime) or told.year < 100
    return isinstance(told, int) and abs(told - _NUMBERS) < 1_000_000


# --- what is written ---------------------------------------------------------------------------------------------


class _Written:
    """A question in SQL, the places of what it is asked by, and how its rows are read.

    Raises EmptyResultSet where the question can find nothing.
    """

    def __init__(self, rows: QuerySet[Any], marks: Sequence[Value]) -> None:
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._parameters = compiler.as_sql()
        told = _as_told(marks, connections[DEFAULT_DB_ALIAS])
        self._places = [told.index(value) if value in told else None for value in self._parameters]
        self._refuse_what_cannot_be_kept(len(marks))
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        self._converters = [(place, *how) for place, how in compiler.get_converters(columns).items()]
        self._read = _reader(rows, compiler)

    def _refuse_what_cannot_be_kept(self, values: int) -> None:
        if missing := set(range(values)) - set(self._places):
            raise TypeError(f"The question is not asked by its values {sorted(missing)}: {self._sql}")
        for value, place in zip(self._parameters, self._places, strict=True):
            if place is None and _is_reckoned(value):
                raise TypeError(f"The question would always be asked by {value}, of when it was written: {self._sql}")

    def rows(self, values: Sequence[Value]) -> list[Any]:
        """The rows for these values, as Django reads them."""
        found: Iterable[Any] = self.cells(values)
        return [self._read(row) for row in (map(self._converted, found) if self._converters else found)]

    def cells(self, values: Sequence[Value]) -> list[Any]:
        """The rows for these values, as the database gives them."""
        if any(isinstance(value, int) and abs(value) >= _WIDEST for value in values):
            return []
        here = connections[DEFAULT_DB_ALIAS]  # looked up once: it is another one in each thread
        told = _as_told(values, here)
        bound = [
            kept if place is None else told[place] for kept, place in zip(self._parameters, self._places, strict=True)
        ]
        with here.cursor() as cursor:
            cursor.execute(self._sql, bound)
            return list(cursor.fetchall())

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        cells, here = list(row), connections[DEFAULT_DB_ALIAS]
        for place, converters, column in self._converters:
            for convert in converters:
                cells[place] = convert(cells[place], column, here)
        return cells


def _reader(rows: QuerySet[Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes a row of the model of one of the database, as Django's own does; a tuple where those are asked for."""
    if rows._iterable_class is ValuesListIterable:
        return tuple
    if rows._iterable_class is not ModelIterable or rows._prefetch_related_lookups:
        raise TypeError("A prepared question gives rows of a model with nothing fetched after them, or tuples.")
    about = compiler.klass_info
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:last]]
    related = get_related_populators(about, compiler.select, DEFAULT_DB_ALIAS)
    notes = dict(compiler.annotation_col_map or {}).items()

    def read(row: Sequence[Any]) -> Any:
        made = about["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:last])
        for one in related:
            one.populate(row, made)
        for name, place in notes:
            setattr(made, name, row[place])
        return made

    return read
