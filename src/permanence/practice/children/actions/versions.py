"""Taking a child, or a row about one, in hand: locked, as it stands now, and only if the writer has seen it so."""

from __future__ import annotations

from typing import Any

from permanence.practice.children.models import Child
from permanence.practice.record.snapshot import Snapshot, snapshot
from permanence.practice.record.writing import write
from permanence.practice.refusals import Refusal

SINCE = "This has changed since you opened it. What you typed is still in the form: look first at what it says now."


def locked(row: Any) -> tuple[Any, Snapshot]:
    """The row as it stands, locked, and its snapshot. Raises Refusal where it is gone."""
    rows = type(row).objects.about(row.child).select_for_update(no_key=True).select_related(None)
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise Refusal(SINCE)
    found.child = row.child
    return found, snapshot(found)


def taken(row: Any, version: int | None = None) -> tuple[Any, Snapshot]:
    """As ``locked``, for a row with a version. Raises Refusal also where it is not as the writer saw it."""
    found, before = locked(row)
    refuse_if_changed(found.version, version)
    return found, before


def kept(row: Any, before: Snapshot, reason: str = "", **changes: Any) -> Any:
    """The row with these changes, one version on."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    write(row, children=[row.child_id], before=before, why=reason)
    return row


def struck(row: Any, mark: str, why: str, done: str) -> Any:
    """The row marked, once, with why it no longer counts; it stays in the history. ``done``: "taken back".

    Raises Refusal where nobody says why, and where it is marked already.
    """
    if not why.strip():
        raise Refusal(f"Say why it is {done}.", "why")
    found, before = locked(row)
    if getattr(found, mark):
        raise Refusal(f"It was {done} already.")
    setattr(found, mark, why.strip())
    found.save()
    write(found, children=[found.child_id], before=before, why=why)
    return found


def refuse_if_changed(stands: int, seen: int | None, field: str | None = None) -> None:
    """Raises Refusal where the version that stands is not the one the writer saw (None: they need not have)."""
    if seen is not None and stands != seen:
        raise Refusal(SINCE, field)


def take_turn(child: Child) -> None:
    """One writer a child at a time, so that two people cannot each record a legal status the other has not seen.

    ``no_key``: an entry of the record may still name the child meanwhile. Else a writer who holds the child and waits
    to seal, and a reader who holds the seal and waits to name the child, would wait for each other for ever.
    """
    Child.objects.select_for_update(no_key=True).filter(pk=child.pk).values_list("pk").get()
