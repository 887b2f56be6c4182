"""The stages of a child's item before a panel, and what leads from one to the next."""

from __future__ import annotations

from permanence.practice.refusals import Refusal

STAGES = [
    ("preparing", "Being prepared"),
    ("listed", "Listed"),
    ("decided", "Decided"),
    ("withdrawn", "Withdrawn"),
]

LEADS_TO = {
    "prepare": (("preparing",), "preparing"),
    "refer": (("preparing",), "listed"),
    "move": (("preparing", "listed"), ""),
    "decide": (("listed",), "decided"),
    "withdraw": (("preparing", "listed"), "withdrawn"),
}
"""For each step: the stages it may be taken from, and the stage it leads to (nothing: the stage stays)."""

_TOO_SOON = {
    "prepare": "It was referred already, so the referral stays as it is.",
    "refer": "It was referred already.",
    "move": "It is decided or withdrawn, so it has no day any more.",
    "decide": "Only what is listed for a sitting can be decided, and only once.",
    "withdraw": "It is decided or withdrawn already.",
}


def after(step: str, stage: str) -> str:
    """The stage a step leads to from this one. Raises Refusal where the step may not be taken from it."""
    allowed, leads_to = LEADS_TO[step]
    if stage not in allowed:
        raise Refusal(_TOO_SOON[step])
    return leads_to or stage
