"""Spans of time that follow one another without a gap are one period, as the engine counts them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date | None]
"""The first day, and the day it no longer holds: None where it still does."""


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
