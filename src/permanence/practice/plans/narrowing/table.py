"""The same as the picture in rows and in a few sentences, for those who read or hear better than they see."""

from __future__ import annotations

from dataclasses import dataclass

from permanence.policy.explain import short_day
from permanence.practice.plans.narrowing.story import Story, Stretch


@dataclass(frozen=True)
class TableRow:
    """One stretch or moment."""

    what: str
    when: str
    how: str
    why: str


def table_of(story: Story) -> list[TableRow]:
    """Every stretch and moment, by day."""
    rows = [(one.start, _stretch(one)) for one in story.stretches]
    rows += [(one.day, TableRow(one.name, short_day(one.day), "Decides" if one.token == "decides" else "", ""))
             for one in story.moments]  # fmt: skip
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def _stretch(one: Stretch) -> TableRow:
    if one.role == "ruled_out":
        return TableRow(one.name, short_day(one.start), "Looked at and ruled out", one.why)
    until = f"{short_day(one.start)} to {short_day(one.end)}" if one.end else f"{short_day(one.start)}, and still"
    return TableRow(one.name, until, f"{one.place}{', then ruled out' if one.ended == 'ruled_out' else ''}", one.why)


def in_words(story: Story) -> str:
    """The picture in a few sentences."""
    live = [one for one in story.stretches if one.end is None and one.role != "ruled_out"]
    gone = [one.name for one in story.stretches if one.ended == "ruled_out"]
    now = ", ".join(f"{one.name} ({one.place.lower()})" for one in live)
    parts = (f"Now: {now}." if now else "", f"Ruled out: {', '.join(gone)}." if gone else "Nothing is ruled out.")
    return " ".join(part for part in (*parts, "The table below says the same.") if part)
