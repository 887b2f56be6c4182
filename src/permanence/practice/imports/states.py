"""How far an import is, and what may come next."""

from __future__ import annotations

from permanence.practice.refusals import Refusal

NAMES = {
    "reading": "Being read",
    "ready": "Ready to look at",
    "applying": "Being applied",
    "applied": "Applied",
    "undoing": "Being undone",
    "undone": "Undone",
    "failed": "Could not be read",
    "discarded": "Thrown away",
}

MOVES = {
    "reading": ("ready", "failed"),
    "ready": ("reading", "applying", "discarded"),
    "applying": ("applied", "ready"),
    "applied": ("undoing",),
    "undoing": ("undone", "applied"),
    "undone": ("reading", "discarded"),
    "failed": ("reading", "discarded"),
    "discarded": (),
}

IN_HAND = ("reading", "applying", "undoing")
"""What a worker does in the background; the other stages wait for a person."""

FALLS_BACK = {"reading": "failed", "applying": "ready", "undoing": "applied"}
"""Where an import stands when the work in hand could not be done. The work itself left nothing behind."""

_REFUSALS = {
    "reading": "These files are still being read. Wait until that is done.",
    "applying": "This import is being applied. Wait until that is done.",
    "applied": "This import has been applied. Undo it first.",
    "undoing": "This import is being undone. Wait until that is done.",
    "undone": "This import has been undone. Read the files again first.",
    "failed": "These files could not be read, so there is nothing to apply.",
    "discarded": "This import was thrown away. Bring the files in again.",
    "ready": "This import has not been applied, so there is nothing to undo.",
}


def refuse_unless_next(stage: str, wanted: str) -> None:
    """Raises Refusal where an import at this stage cannot go to the wanted one."""
    if wanted not in MOVES[stage]:
        raise Refusal(_REFUSALS[stage])


def refuse_unless_at_rest(stage: str) -> None:
    """Raises Refusal while a worker has the import, or will."""
    if stage in IN_HAND:
        raise Refusal(_REFUSALS[stage])
