"""Rows of the database as the engine's timeline: the one place where the two meet.

The facts are read past Django's own conversion, column by column: a whole service is half a million rows, and both
databases already give days that NumPy reads at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from permanence.policy.timeline import FAR, Timeline, day_number
from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.day_numbers import columns_of, with_day_numbers
from permanence.practice.children.models import Child, Fact
from permanence.practice.prepared import prepared_cells
from permanence.returns.frames import first_event

_Column = Sequence[Any]
_COLUMNS = ("child_id", "token", "start", "end", "attributes")
_DAYS = ("start", "end")


def timeline_of_child(child: Child) -> Timeline:
    """The timeline of one child. Whether a planned decision was answered is asked only where one is on record."""
    told: Sequence[_Column] = list(zip(*_current(child.pk), strict=True)) or [()] * len(_COLUMNS)
    if any(token.startswith("decision.") for token in told[1]):
        told = _told(Fact.objects.filter(child=child).counting())
    return _timeline([child.pk], [child.born], told)


@prepared_cells
def _current(child: int) -> Any:
    return with_day_numbers(_in_order(Fact.objects.filter(child=child).current()), _COLUMNS, _DAYS)


def timeline_of(children: QuerySet[Any]) -> Timeline:
    """The timeline of these children, in order of their numbers, which are its ids as text.

    ``children`` comes from ``visible_to`` where a person will see the answer.
    """
    rows = list(children.order_by("pk").values_list("pk", "born"))
    pks, born = [pk for pk, _ in rows], [day for _, day in rows]
    facts = Fact.objects.filter(child__in=children.order_by().values("pk"))
    return _timeline(pks, born, _told(facts.counting()))


def care_begun_before(children: QuerySet[Any]) -> list[tuple[int, date]]:
    """The times in care of these children that began before the first day their record knows of, which was inferred:
    the child's number, and that day."""
    facts = Fact.objects.filter(child__in=children.order_by().values("pk"), token="in_care").counting()
    return list(facts.exclude(basis="").values_list("child", "start"))


def _told(facts: Any) -> Sequence[_Column]:
    """The facts, column by column, in order of child and day."""
    return columns_of(_in_order(facts), _COLUMNS, _DAYS)


def _in_order(facts: Any) -> Any:
    return facts.order_by("child_id", "start", "id")


def _timeline(pks: list[int], born: Sequence[date | None], told: Sequence[_Column]) -> Timeline:
    child, token, start, end, attributes = told
    numbers = {pk: place for place, pk in enumerate(pks)}
    number = {word: vocabulary().number(word) for word in set(token)}
    tokens = _numbers(number, token).astype(np.int16)
    starts = np.array(start, np.int32)
    return Timeline.of(
        [str(pk) for pk in pks],
        np.array([day_number(day) if day else 0 for day in born], np.int32),
        _numbers(numbers, child), tokens, starts,
        np.where(tokens < first_event(), _ends(np.array(end, np.int32)), starts), _details(attributes),
    )  # fmt: skip


def _ends(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """The ends of spans; an open one ends at the far end of time."""
    return np.where(days == 0, np.int32(FAR), days)


def _details(texts: _Column) -> dict[str, NDArray[np.int32]]:
    """The numbered attributes, for those that any row has. Most rows have none, and many share theirs."""
    different = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    found: dict[str, NDArray[np.int32]] = {}
    for text, place in different.items():
        for name, number in _numbered(text):
            if name not in found:
                found[name] = np.zeros(len(different), np.int32)
            found[name][place] = number
    which = _numbers(different, texts)
    return {name: numbers[which] for name, numbers in found.items()}


def _numbers(known: Mapping[Any, int], column: _Column) -> NDArray[np.int64]:
    """The number that is known of each of these."""
    return np.fromiter(map(known.__getitem__, column), np.int64, len(column))


@cache
def _numbered(text: str) -> tuple[tuple[str, int], ...]:
    attributes = vocabulary().attributes
    return tuple((name, _number(attributes[name], value)) for name, value in json.loads(text).items())


def _number(attribute: Any, value: Any) -> int:
    if attribute.kind == "date":
        return day_number(date.fromisoformat(value)) if value else 0
    number: int = attribute.number(value)
    return number
