"""What was worked out once and stays so until somebody writes something, which no write does without an entry."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import TypeVar

from permanence.practice.record.chain import last_change
from permanence.practice.record.writing import is_under_way
from permanence.practice.today import today

T = TypeVar("T")
KEPT = 500
"""How many answers of one function are kept: those asked for least lately make way."""


def remembered(work_out: Callable[..., T]) -> Callable[..., T]:
    """Keeps what a function gives until there is a change on record, or another day. Each process for itself.

    Only for what depends on the database, the day and the values alone, and only for answers nobody changes. Within
    an action it is always worked out: what the action has written may yet be taken back.
    """
    kept = lru_cache(KEPT)(lambda _change, _day, *values: work_out(*values))

    @wraps(work_out)
    def answer(*values: Hashable) -> T:
        return work_out(*values) if is_under_way() else kept(last_change(), today(), *values)

    return answer
