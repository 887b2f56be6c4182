"""A progress bar for the person at a terminal, and only when there is something to wait for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds before a bar appears."""

Advance = Callable[[int], None]


@contextmanager
def progress(words: str, total: int) -> Iterator[Advance]:
    """Gives a function to call with how much more is done of ``total``.

    The bar is drawn on standard error, when that is a terminal and a second has gone by; else nothing is.
    """
    bar = _Bar(words, total)
    try:
        yield bar.advance if sys.stderr.isatty() else _silent
    finally:
        bar.stop()


def _silent(_more: int) -> None:
    """Nobody is watching."""


class _Bar:
    def __init__(self, words: str, total: int) -> None:
        self._words, self._total, self._done = words, total, 0
        self._began = perf_counter()
        self._shown: Progress | None = None

    def advance(self, more: int) -> None:
        self._done += more
        if self._shown is None and perf_counter() - self._began > PATIENCE:
            self._show()
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=self._done)

    def _show(self) -> None:
        from rich.console import Console  # rich takes longer to load than most runs take, so only when it is drawn
        from rich.progress import Progress

        self._shown = Progress(console=Console(stderr=True), transient=True)
        self._shown.add_task(self._words, total=self._total)
        self._shown.start()

    def stop(self) -> None:
        if self._shown is not None:
            self._shown.stop()
