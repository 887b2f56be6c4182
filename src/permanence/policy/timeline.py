"""Dated facts about children, as one frame: child, fact, from, to. A population is the same frame with more rows.

Days are whole days, counted from 1 January 1970. A span is half open: it holds on ``start`` and no longer
holds on ``end``; an open span ends ``FAR``. An event has ``end == start``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .vocabulary import vocabulary

FAR = 65_535
"""The end of a span that still holds (a day in 2149)."""

EPOCH = date(1970, 1, 1).toordinal()

Ints = NDArray[Any]
"""Whole numbers, of whatever width."""


def day_number(day: date) -> int:
    """A date as days since 1 January 1970. Raises ValueError outside 1970 to 2148."""
    number = day.toordinal() - EPOCH
    if not 0 < number < FAR - 366:
        raise ValueError(f"{day:%d/%m/%Y} is not a day between 1970 and 2148")
    return number


def as_date(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(int(number) + EPOCH)


@dataclass(frozen=True)
class Timeline:
    """Facts of ``len(ids)`` children, in order of child and start.

    ``child`` points into ``ids`` and ``born`` (day numbers, 0 where unknown); ``token`` numbers a fact and
    code in the vocabulary; ``attributes`` holds the numbered details of the rows, 0 where not said.
    """

    ids: Sequence[str]
    born: Ints
    child: Ints
    token: Ints
    start: Ints
    end: Ints
    attributes: Mapping[str, Ints]

    @classmethod
    def of(
        cls,
        ids: Sequence[str],
        born: Ints,
        child: Ints,
        token: Ints,
        start: Ints,
        end: Ints,
        attributes: Mapping[str, Ints],
    ) -> Timeline:
        """The timeline of these columns, put in order. Attributes left out are "not said" on every row."""
        order = in_order(np.asarray(child), np.asarray(start))
        details = {name: np.asarray(column)[order] for name, column in attributes.items()}
        child, token, start, end = (np.asarray(column)[order] for column in (child, token, start, end))
        return cls(ids, np.asarray(born), child, token, start, end, details)

    def attribute(self, name: str, rows: Any = slice(None)) -> Ints:
        """The numbered values of an attribute for these rows."""
        column = self.attributes.get(name)
        values: Ints = (np.zeros(len(self.child), np.int32) if column is None else column)[rows]
        return values

    def slices(self, children: int) -> Iterator[tuple[int, Timeline]]:
        """Runs of at most ``children`` children, each with the place of its first child. Nothing crosses a child."""
        for first in range(0, len(self.ids), children):
            yield first, self.part(first, min(first + children, len(self.ids)))

    def part(self, first: int, last: int) -> Timeline:
        """The children from place ``first`` up to, not including, ``last``."""
        low, high = np.searchsorted(
            self.child, np.array((first, last), self.child.dtype)
        )  # another type would copy all
        rows = slice(int(low), int(high))
        details = {name: column[rows] for name, column in self.attributes.items()}
        return Timeline(
            self.ids[first:last],
            self.born[first:last],
            self.child[rows] - first,
            self.token[rows],
            self.start[rows],
            self.end[rows],
            details,
        )


def in_order(*columns: Ints) -> Any:
    """What puts rows in order of these columns of whole numbers, the first leading; rows alike stay as they stand.

    Numbers are sorted several times as quickly as places are found by ``argsort``: so the columns are packed into one
    number a row, with the row's own place in its lowest bits, and what is left there after sorting is the order. All
    in one array: to make another of some million numbers takes as long as to work one out.
    """
    count = len(columns[0])
    lows = [int(column.min()) for column in columns] if count else []
    bits = [(int(column.max()) - low).bit_length() for column, low in zip(columns, lows, strict=False)]
    of_place = count.bit_length()
    if sum(bits) + of_place > 63:  # more than a number holds: of no council, but of a broken file maybe
        return np.lexsort(columns[::-1])
    key = np.zeros(count, np.int64)
    for column, low, wide in zip(columns, lows, bits, strict=False):
        key <<= wide
        key += column
        key -= low
    if (key[1:] >= key[:-1]).all():
        return slice(None)
    key <<= of_place
    key += np.arange(count)
    key.sort()
    key &= (1 << of_place) - 1
    return key


def timeline_of(children: Sequence[Mapping[str, Any]]) -> Timeline:
    """The timeline of children written as in a case file: ``{id, born, facts: [{fact, code, from, to, date, ...}]}``.

    Dates are ``datetime.date``. Raises KeyError or ValueError, in words, on a fact the vocabulary does not know.
    """
    words = vocabulary()
    rows = [(place, fact) for place, child in enumerate(children) for fact in child["facts"]]
    tokens = [words.number(words.token(fact["fact"], fact.get("code"))) for _, fact in rows]
    spans = [_span(fact) for _, fact in rows]
    names = {name for _, fact in rows for name in fact} & words.attributes.keys()
    details = {name: np.array([_detail(name, fact) for _, fact in rows], np.int32) for name in names}
    return Timeline.of(
        [str(child["id"]) for child in children],
        np.array([day_number(child["born"]) if child.get("born") else 0 for child in children], np.int32),
        np.array([place for place, _ in rows], np.int64),
        np.array(tokens, np.int16),
        np.array([start for start, _ in spans], np.int32),
        np.array([end for _, end in spans], np.int32),
        details,
    )


def _span(fact: Mapping[str, Any]) -> tuple[int, int]:
    if fact.get("date"):
        day = day_number(fact["date"])
        return day, day
    return day_number(fact["from"]), day_number(fact["to"]) if fact.get("to") else FAR


def _detail(name: str, fact: Mapping[str, Any]) -> int:
    attribute = vocabulary().attributes[name]
    value = fact.get(name)
    if attribute.kind == "date":
        return day_number(value) if value else 0
    return attribute.number(value)
