"""Rows of the database as the engine's timeline: the one place where the two meet.

The facts are read past Django's own conversion, column by column: a whole service is half a million rows, and both
databases already give days that NumPy reads at once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import QuerySet
from numpy.typing import NDArray

from permanence.policy.timeline import FAR, Timeline, day_number
from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.models import Child, Fact
from permanence.returns.frames import first_event

_Column = Sequence[Any]


def timeline_of_child(child: Child) -> Timeline:
    """The timeline of one child."""
    return _timeline([child.pk], [child.born], Fact.objects.filter(child=child))


def timeline_of(children: QuerySet[Any]) -> Timeline:
    """The timeline of these children, in order of their numbers, which are its ids as text.

    ``children`` comes from ``visible_to`` where a person will see the answer.
    """
    rows = list(children.order_by("pk").values_list("pk", "born"))
    pks, born = [pk for pk, _ in rows], [day for _, day in rows]
    return _timeline(pks, born, Fact.objects.filter(child__in=children.order_by().values("pk")))


def _timeline(pks: list[int], born: Sequence[date | None], facts: Any) -> Timeline:
    child, token, start, end, attributes = _columns(facts.current().order_by("child_id", "start", "id"))
    numbers = {pk: place for place, pk in enumerate(pks)}
    tokens = np.array([vocabulary().number(word) for word in token], np.int16)
    starts = _days(start)
    return Timeline.of(
        [str(pk) for pk in pks],
        np.array([day_number(day) if day else 0 for day in born], np.int32),
        np.array([numbers[pk] for pk in child], np.int64), tokens, starts,
        np.where(tokens < first_event(), _days(end), starts), _details(attributes),
    )  # fmt: skip


def _columns(facts: Any) -> Sequence[_Column]:
    sql, parameters = facts.values_list("child_id", "token", "start", "end", "attributes").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    return list(zip(*rows, strict=True)) or [()] * 5


def _days(column: _Column) -> NDArray[np.int32]:
    """Days as numbers; no day is the far end of an open span."""
    days = np.array(column, "datetime64[D]")
    return np.where(np.isnat(days), FAR, days.astype(np.int64)).astype(np.int32)


def _details(texts: _Column) -> dict[str, NDArray[np.int32]]:
    """The numbered attributes, for those that any row has. Most rows have none, and many share theirs."""
    found: dict[str, NDArray[np.int32]] = {}
    for row, text in enumerate(texts):
        for name, number in _numbered(text) if text != "{}" else ():
            if name not in found:
                found[name] = np.zeros(len(texts), np.int32)
            found[name][row] = number
    return found


@cache
def _numbered(text: str) -> tuple[tuple[str, int], ...]:
    attributes = vocabulary().attributes
    return tuple((name, _number(attributes[name], value)) for name, value in json.loads(text).items())


def _number(attribute: Any, value: Any) -> int:
    if attribute.kind == "date":
        return day_number(date.fromisoformat(value)) if value else 0
    number: int = attribute.number(value)
    return number
