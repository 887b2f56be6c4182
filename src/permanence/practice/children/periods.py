"""Spans of time that follow one another without a gap are one period, as the engine counts them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

Span = tuple[date, date | None]
"""The first day, and the day it no longer holds: None where it still does."""


class Lasting(Protocol):
    """A fact that stands, as far as its time goes."""

    @property
    def token(self) -> str: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date | None: ...


def periods(spans: Iterable[Span]) -> list[Span]:
    """The spans, those that overlap or adjoin put together: in order of their first day."""
    found: list[Span] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        reached = found[-1][1] if found else date.min
        if (reached is not None and start > reached) or not found:
            found.append((start, end))
        elif reached is not None and (end is None or end > reached):
            found[-1] = (found[-1][0], end)
    return found


def began(facts: Iterable[Lasting], token: str, day: date) -> date | None:
    """The first day of the period that holds on a day; two returns may tell one, in two facts that adjoin."""
    last = _last(facts, token, day)
    return last[0] if last and (last[1] is None or last[1] > day) else None


def last_began(facts: Iterable[Lasting], token: str, day: date) -> date | None:
    """The first day of the period that holds on a day or, where none does, of the last one before."""
    last = _last(facts, token, day)
    return last[0] if last else None


def _last(facts: Iterable[Lasting], token: str, day: date) -> Span | None:
    told = periods((fact.start, fact.end) for fact in facts if fact.token == token and fact.start <= day)
    return told[-1] if told else None
