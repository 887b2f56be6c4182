"""The stages of a meeting, and what leads from one to the next: the one table that actions ask and the page draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permanence.practice.refusals import Refusal

if TYPE_CHECKING:
    from permanence.practice.meetings.models import Meeting

STAGES = [
    ("asked", "Asked for"),
    ("booked", "Booked"),
    ("held", "Held, being written up"),
    ("closed", "Written up, waits for approval"),
    ("approved", "Minutes approved"),
    ("sent", "Minutes sent"),
    ("cancelled", "Cancelled"),
]

LEADS_TO = {
    "book": (("asked", "booked"), "booked"),
    "hold": (("booked",), "held"),
    "close": (("held",), "closed"),
    "send_back": (("closed",), "held"),
    "approve": (("closed",), "approved"),
    "send": (("approved", "sent"), "sent"),
    "cancel": (("asked", "booked"), "cancelled"),
}
"""For each step: the stages it may be taken from, and the stage it leads to."""

_TOO_SOON = {
    "book": "This meeting was held or cancelled, so its day cannot be moved.",
    "hold": "Book the meeting first. Then say who came.",
    "close": "Say that the meeting was held, and who came, before you close it.",
    "send_back": "Only minutes that wait for approval can be sent back.",
    "approve": "The minutes do not wait for approval. Close the meeting first, or look whether it is done already.",
    "send": "The minutes must be approved before they are sent.",
    "cancel": "A meeting that was held, or is cancelled, cannot be cancelled.",
}


def after(step: str, stage: str) -> str:
    """The stage a step leads to from this one. Raises Refusal where the step may not be taken from it."""
    allowed, leads_to = LEADS_TO[step]
    if stage not in allowed:
        raise Refusal(_TOO_SOON[step])
    return leads_to


def refuse_when_closed(meeting: Meeting) -> None:
    """Raises Refusal once the minutes are closed: what was believed then stays."""
    if not is_open(meeting.stage):
        raise Refusal("This meeting is closed, so what was written stays. Its minutes can be sent back to be mended.")


def is_open(stage: str) -> bool:
    """Whether something is still written in it: the minutes are neither closed nor is the meeting off."""
    return stage in ("asked", "booked", "held")
