"""The sheet of facts a council keeps beside its return: what was known on one day, in the words of ``facts.yaml``."""

from __future__ import annotations

from datetime import date
from functools import cache

from permanence.policy.vocabulary import vocabulary

from .chance import Chance, weekday

ATTRIBUTES = tuple(vocabulary().attributes)
HEADER = ",".join(("child", "born", "fact", "code", "from", "to", "date", *ATTRIBUTES))
NOTHING_MORE = "," * len(ATTRIBUTES)

AHEAD = {"hearing": 100, "panel": 35, "decision": 40, "final_evidence": 50, "booked": 60}
"""How many days ahead each planned fact is known."""


class Sheet:
    """One child's lines. What lies after ``today`` is left out, but for plans known ahead. Days are ordinals."""

    def __init__(self, child: str, today: int, born: int | None = None) -> None:
        self._rows: dict[str, None] = {}
        self.today = today
        self._who = f"{child},{iso(born) if born else ''}"

    @property
    def rows(self) -> list[str]:
        """The lines, each once."""
        return list(self._rows)

    def span(self, fact: str, start: int, end: int | None, code: str = "", **details: str) -> None:
        """A span from ``start``, open if it had not ended by today."""
        if start <= self.today and (end is None or start < end):
            to = iso(end) if end and end <= self.today else ""
            self._write(fact, code, f"{iso(start)},{to},", details)

    def event(self, fact: str, day: int, code: str = "", **details: str) -> None:
        """Something that happened on a day."""
        if day <= self.today:
            self._write(fact, code, f",,{iso(day)}", details)

    def plan(self, fact: str, day: int, code: str = "", **details: str) -> None:
        """Something that is known ahead of its day: a hearing, a panel, a booking."""
        if day <= self.today + AHEAD[fact]:
            self._write(fact, code, f",,{iso(day)}", details)

    def meeting(self, chance: Chance, code: str, day: int) -> int:
        """A meeting on a weekday: held, or booked ahead (most are), or not yet arranged. Gives its day."""
        day = weekday(day)
        if day <= self.today:
            self._write("meeting", code, f",,{iso(day)}", {})
        elif chance.happens(75):
            self.plan("booked", day, code)
        return day

    def document(self, what: str, stage: str, day: int, about: int | None = None) -> None:
        """A paper, at a stage, about the day of its meeting, panel or hearing."""
        details = {"stage": stage} | ({"about": iso(about)} if about else {})
        self.event("document", day, what, **details)

    def _write(self, fact: str, code: str, when: str, details: dict[str, str]) -> None:
        more = NOTHING_MORE if not details else "," + ",".join(details.get(name, "") for name in ATTRIBUTES)
        self._rows[f"{self._who},{fact},{code},{when}{more}"] = None


@cache
def iso(day: int) -> str:
    """A day as the sheet writes it, 2026-03-31."""
    return date.fromordinal(day).isoformat()
