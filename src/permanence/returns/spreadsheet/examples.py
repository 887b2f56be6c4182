"""Example rows for the template: one invented child from coming into care to a settled plan."""

from __future__ import annotations

from datetime import date
from typing import Any

EXAMPLES: tuple[dict[str, Any], ...] = (
    {
        "child": "1001",
        "fact": "in_care",
        "from": date(2026, 2, 2),
        "born": date(2015, 6, 1),
        "note": "Came into care on 2 February and is still in care, so 'to' is blank",
    },
    {
        "child": "1001",
        "fact": "legal_status",
        "code": "s20",
        "from": date(2026, 2, 2),
        "to": date(2026, 4, 10),
        "note": "'to' is the day it no longer holds: here, the day the next order begins",
    },
    {"child": "1001", "fact": "legal_status", "code": "interim_care_order", "from": date(2026, 4, 10)},
    {
        "child": "1001",
        "fact": "placement",
        "code": "foster",
        "from": date(2026, 2, 2),
        "kin": "no",
        "provider": "in_house",
    },
    {"child": "1001", "fact": "review", "date": date(2026, 2, 27), "note": "A fact of one day has only a 'date'"},
    {
        "child": "1001",
        "fact": "booked",
        "code": "permanence",
        "date": date(2026, 3, 12),
        "note": "Arranged, not yet held",
    },
    {"child": "1001", "fact": "meeting", "code": "permanence", "date": date(2026, 3, 12)},
    {
        "child": "1001",
        "fact": "document",
        "code": "minutes",
        "date": date(2026, 3, 18),
        "stage": "distributed",
        "about": date(2026, 3, 12),
        "note": "'about' is the day of the meeting these minutes belong to",
    },
    {
        "child": "1001",
        "fact": "plan",
        "from": date(2026, 5, 6),
        "primary": "reunification",
        "parallel": "kinship;adoption",
        "note": "Several plans side by side: put ; between them",
    },
    {"child": "1001", "fact": "panel", "code": "permanence", "date": date(2026, 6, 3), "outcome": "ratified"},
    {"child": "1002", "born": date(2012, 9, 14), "note": "A child with no facts yet"},
)
