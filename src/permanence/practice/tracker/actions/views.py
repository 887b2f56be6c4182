"""Saving a board with its filters under a name, and taking it away."""

from __future__ import annotations

from django.utils.crypto import get_random_string

from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.tracker.models import SavedView

MOST = 50
"""Views a person may keep."""
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that are mistaken for another when read aloud


@action
def save_view(*, by: Person, name: str, scope: str, query: str) -> SavedView:
    """Keeps a board's filters under a name. ``query`` is the part of the address after the question mark."""
    if not name.strip():
        raise Refusal("Give the view a name.", "name")
    if SavedView.objects.filter(owner=by, name__iexact=name.strip()).exists():
        raise Refusal("You have a view of this name. Choose another name.", "name")
    if SavedView.objects.filter(owner=by).count() >= MOST:
        raise Refusal(f"You have {MOST} views. Take one away first.", "name")
    address = get_random_string(10, _LETTERS)
    view = SavedView.objects.create(owner=by, name=name.strip(), scope=scope, query=query, address=address)
    write(view)
    return view


@action
def delete_view(*, by: Person, view: SavedView) -> None:
    """Takes one's own view away; its address then leads nowhere."""
    if view.owner != by:
        raise Refusal("Only whoever saved a view may take it away.")
    write(view, before=snapshot(view), gone=True)
    view.delete()
