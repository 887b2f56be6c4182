"""The lanes of the picture, from top to bottom, and which facts and duties each one holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lane:
    """One lane: its name, the facts drawn in it, and the beginnings of the duties whose limits it shows."""

    code: str
    name: str
    facts: tuple[str, ...]
    duties: tuple[str, ...] = ()


LANES = (
    Lane("care", "In care", ("in_care",)),
    Lane("legal", "Legal status", ("legal_status",), ("consent",)),
    Lane("home", "Home", ("placement", "notice", "breakdown", "placement_difficulty"), ("placement",)),
    Lane("plan", "Plan", ("plan",), ("plan", "document.permanence_plan", "endorsement")),
    Lane("court", "Court", ("proceedings", "hearing", "final_evidence"), ("proceedings", "legal_advice")),
    Lane("review", "Reviews", ("review",), ("review",)),
    Lane("meeting", "Meetings", ("meeting",), ("meeting", "document.minutes", "document.adoption_minutes")),
    Lane("panel", "Panels and decisions", (
        "panel", "decision", "match", "endorsement", "permanence_achieved",
    ), ("panel",)),
    Lane("visit", "Visits", ("visit",), ("visit",)),
    Lane("paper", "Papers", ("document",), ("document",)),
    Lane("more", "What else", (
        "unaccompanied", "jointly_funded", "remaining_in_care_plan", "contact_suspended", "change", "worker_left",
        "transfer", "consent", "legal_advice", "carers_identified", "adoption_considered", "relinquished",
        "sibling_permanence", "sibling_group_staying", "significant_harm", "supervision", "explained", "officer_asked",
        "contact_harm", "contact_weighed", "immigration_unsettled",
    ), ("contact",)),
)  # fmt: skip

_LANE_OF_FACT = {fact: lane.code for lane in LANES for fact in lane.facts}


def lane_of_fact(token: str) -> str:
    """The code of the lane a fact is drawn in; a booking stands with what it books."""
    fact, _, code = token.partition(".")
    if fact == "booked":
        return "review" if code == "review" else "meeting"
    return _LANE_OF_FACT[fact]


def lane_of_duty(duty: str) -> str:
    """The code of the lane that shows a duty's limit: the one that names it most closely."""
    found = [(len(start), lane.code) for lane in LANES for start in lane.duties if duty.startswith(start)]
    return max(found)[1] if found else "more"


CROWDED = frozenset({"visit", "paper"})
"""Lanes of which the rhythm tells more than each mark: one row, in which marks may touch."""

SHAPES = {
    "review": "disc", "meeting": "square", "panel": "diamond", "hearing": "flag", "visit": "tick", "document": "page",
    "notice": "drop", "breakdown": "cross", "placement_difficulty": "drop", "match": "star", "decision": "star",
    "permanence_achieved": "star", "endorsement": "star",
}  # fmt: skip
"""The shape of each kind of mark, so that it can be told without its colour."""


def shape_of(token: str) -> str:
    """The shape of a mark; a booking has that of what it books, drawn hollow."""
    fact, _, code = token.partition(".")
    if fact == "booked":
        return "disc" if code == "review" else "square"
    return SHAPES.get(fact, "drop")
