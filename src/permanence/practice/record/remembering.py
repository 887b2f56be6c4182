"""What was worked out once and stays so until somebody writes something, which no write does without an entry."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from permanence.practice.kept import Kept, NotKept, key_of
from permanence.practice.record.chain import last_change
from permanence.practice.record.writing import is_under_way
from permanence.practice.today import today

T = TypeVar("T")
_kept: Kept[Any] = Kept(500)


def remembered(work_out: Callable[..., T]) -> Callable[..., T]:
    """Keeps what a function gives until there is a change on record, or another day. Each process for itself.

    Only for what depends on the database, the day and the values alone, and only for answers nobody changes. Within
    an action it is always worked out: what the action has written may yet be taken back.
    """

    @wraps(work_out)
    def answer(*values: Any) -> T:
        if is_under_way():
            return work_out(*values)
        try:
            key = (work_out, last_change(), today(), *map(key_of, values))
        except NotKept:
            return work_out(*values)
        found: T = _kept.get(key, lambda: work_out(*values))
        return found

    return answer
