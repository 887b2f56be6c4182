"""Tracks of a plan: given their place, and what is written about each."""

from __future__ import annotations

from datetime import date

from permanence.practice.children.actions.versions import kept, taken
from permanence.practice.meetings.models import Meeting
from permanence.practice.plans.choices import Choice
from permanence.practice.plans.models import RULED_OUT, Track
from permanence.practice.plans.standing import Standing
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person

_CARRIED = ("rules_out", "evidence", "decides", "decides_on")


@action
def move_track(
    *, by: Person | None, standing: Standing, option: str, choice: Choice, day: date, meeting: Meeting | None
) -> Track:
    """Gives an option its place: its track ends and another begins. A new reason alone stays on the same track."""
    now = next((one for one in standing.tracks if one.option == option and one.end is None), None)
    why = choice.why.strip()
    if now is not None and (now.role, now.variant) == (choice.role, choice.variant):
        return kept(now, snapshot(now), why=why)
    if now is not None:
        _end(now, choice, day, meeting)
        if choice.role == RULED_OUT and now.role != RULED_OUT:
            return now
    track = Track(child=standing.child, option=option, variant=choice.variant, role=choice.role, why=why, start=day)
    if choice.role == RULED_OUT:  # it was never live: looked at, and ruled out the same day
        track.end, track.ended, track.ended_because, track.ended_at = day, "ruled_out", why, meeting
    elif now is not None:
        for name in _CARRIED:
            setattr(track, name, getattr(now, name))
    track.save()
    write(track, children=[standing.child])
    return track


def _end(track: Track, choice: Choice, day: date, meeting: Meeting | None) -> None:
    ruled_out = choice.role == RULED_OUT
    kept(track, snapshot(track), end=day, ended="ruled_out" if ruled_out else "moved",
          ended_because=choice.why.strip() if ruled_out else "", ended_at=meeting)  # fmt: skip


@action
def write_track(
    *, by: Person, track: Track, version: int, rules_out: str, evidence: str, decides: str, decides_on: date | None
) -> Track:
    """Keeps what would rule an option out, what is known so far, and what will decide by when."""
    found, before = taken(track, version)
    if found.end is not None:
        raise Refusal("This part of the plan has ended, so it stays as it was.")
    if decides_on and not decides.strip():
        raise Refusal("Say what will decide by that day.", "decides")
    return kept(found, before, rules_out=rules_out.strip(), evidence=evidence.strip(), decides=decides.strip(),
                 decides_on=decides_on)  # fmt: skip
