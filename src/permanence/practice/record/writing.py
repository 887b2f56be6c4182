"""Writing to the record: ``action`` around every write, ``write`` inside it, ``looked`` for every read.

An entry stands in the same transaction as what it tells of: both are kept or neither is. Entries are sealed last,
so that a long action does not keep others from theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from inspect import Parameter, signature
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from permanence.practice.record.chain import append
from permanence.practice.record.models import Entry
from permanence.practice.record.snapshot import Snapshot, changed, snapshot

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class _Doing:
    """An action under way: who does it, what it is called, and the entries it has written so far."""

    by: Any
    did: str
    entries: list[tuple[Entry, frozenset[int]]] = field(default_factory=list)


_under_way: ContextVar[tuple[_Doing, ...]] = ContextVar("under_way", default=())


class NothingRecorded(AssertionError):
    """An action ended without an entry. That is a fault of the action: every write leaves a trace."""


def action(does: Callable[P, T]) -> Callable[P, T]:
    """Makes a function a write: keyword-only, ``by`` a person, one transaction, and an entry at least."""
    _check(does)
    did = f"{does.__module__.split('.')[2]}.{does.__name__}"

    @wraps(does)
    def doing(*args: P.args, **kwargs: P.kwargs) -> T:
        with _carried_out(kwargs.get("by"), did):
            return does(*args, **kwargs)

    doing.is_action = True  # type: ignore[attr-defined]
    return doing


def _check(does: Callable[..., Any]) -> None:
    parameters = signature(does).parameters
    named = (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD)
    if "by" not in parameters or any(one.kind not in named for one in parameters.values()):
        raise TypeError(f"{does.__qualname__}: an action takes keywords only, and one of them is by.")


@contextmanager
def _carried_out(by: Any, did: str) -> Iterator[None]:
    outer = _under_way.get()
    mine = _Doing(by, did)
    token = _under_way.set((*outer, mine))
    try:
        with transaction.atomic():
            yield
            if not mine.entries:
                raise NothingRecorded(f"{did} wrote no entry. Call write(...) for what it changed.")
            if not outer:
                append(mine.entries)
    finally:
        _under_way.reset(token)
    if outer:  # the action it is part of seals for both; had this one failed, its entries would be gone with it
        outer[-1].entries.extend(mine.entries)


def is_under_way() -> bool:
    """Whether an action is being carried out: what it has written is not yet certain."""
    return bool(_under_way.get())


def write(
    about: Model, *, children: Iterable[Any] = (), before: Snapshot | None = None, gone: bool = False, why: str = ""
) -> None:
    """Records a change to a row: made (no ``before``), changed, or gone. ``children``: those it concerns.

    Raises RuntimeError outside an action.
    """
    if not _under_way.get():
        raise RuntimeError("write(...) works inside an action only: mark the function with @action.")
    doing = _under_way.get()[-1]
    was, now = changed(before, None if gone else snapshot(about))
    entry = Entry(at=timezone.now(), by=doing.by, did=doing.did, about=name_of(about), before=was, after=now, why=why)
    doing.entries.append((entry, _ids(children)))


def looked(*, by: Any, children: Iterable[Any], where: str, why: str = "") -> None:
    """Records that a person was shown these children (rows or their numbers) on a page, in a search, export or answer.

    Call it before the answer leaves: if it fails, nothing is shown. Nothing is written where there is no child.
    """
    concerned = _ids(children)
    if not concerned:
        return
    entry = Entry(at=timezone.now(), by=by, did="looked", where=where, why=why)
    with transaction.atomic(savepoint=False):  # where it is part of a transaction, nothing of that is kept if it fails
        append([(entry, concerned)])


def name_of(row: Model) -> str:
    """How an entry names a row: children.Fact 12."""
    return f"{row._meta.app_label}.{row._meta.object_name} {row.pk}"


def _ids(children: Iterable[Any]) -> frozenset[int]:
    return frozenset(child if isinstance(child, int) else child.pk for child in children)
