"""A few answers kept in this process by what they answer; those not asked for longest make way for new ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Answers by key. Several threads may ask at once: at worst one thing is worked out twice."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: dict[Hashable, T] = {}
        self._turn = Lock()

    def get(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """What is kept under a key, worked out if it is not there. Nothing is kept where working it out fails."""
        with self._turn, suppress(KeyError):
            self._found[key] = self._found.pop(key)  # last in line again to make way
            return self._found[key]
        made = work_out()
        with self._turn:
            self._found[key] = made
            while len(self._found) > self._most:
                self._found.pop(next(iter(self._found)))
        return made

    def __len__(self) -> int:
        return len(self._found)


class NotKept(Exception):
    """Of a value that nothing may be kept by: what somebody has searched for may be a child's name."""


def key_of(value: Any) -> Hashable:
    """What a value is kept by: what it says of itself by ``kept_by``, so that no person or child stays in memory.

    Raises NotKept where it says that nothing may be.
    """
    kept_by: Hashable = getattr(value, "kept_by", value)
    if kept_by is None and value is not None:
        raise NotKept
    return kept_by
