"""Tracks of a plan: given their place, and what is written about each."""

from __future__ import annotations

from datetime import date, timedelta

from permanence.practice.children.actions.versions import kept, take_turn, taken
from permanence.practice.meetings.models import Meeting
from permanence.practice.plans.choices import Choice
from permanence.practice.plans.models import RULED_OUT, Track
from permanence.practice.plans.standing import Standing
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today

FARTHEST = timedelta(days=20 * 365)
"""How far ahead the day may lie on which an option is decided: about a childhood."""

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
    last = next((one for one in reversed(standing.tracks) if one.option == option), None)
    if meeting is None and choice.role == RULED_OUT and last is not None and last.ended == "ruled_out":
        return kept(last, snapshot(last), ended_because=why)  # ruled out before, and only said in other words
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
    take_turn(track.child)
    found, before = taken(track, version)
    if found.end is not None:
        raise Refusal("This part of the plan has ended, so it stays as it was.")
    if decides_on and decides_on != found.decides_on and not found.start <= decides_on <= today() + FARTHEST:
        raise Refusal(
            "That day is before this option came into the plan, or too far away. Check the year.", "decides_on"
        )
    if decides_on and not decides.strip():
        raise Refusal("Say what will decide by that day.", "decides")
    return kept(found, before, rules_out=rules_out.strip(), evidence=evidence.strip(), decides=decides.strip(),
                 decides_on=decides_on)  # fmt: skip
