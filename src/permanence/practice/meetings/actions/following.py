"""What a meeting agreed shall be done: by whom, by when, and what became of it."""

from __future__ import annotations

from datetime import date

from permanence.practice.children.actions.versions import SINCE, locked, taken
from permanence.practice.meetings.models import Deed, Meeting
from permanence.practice.meetings.stages import refuse_when_closed
from permanence.practice.record.snapshot import Snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def agree_deed(
    *, by: Person, meeting: Meeting, what: str, due: date, owner: Person | None = None, owner_name: str = "",
    looks_like: str = "",
) -> Deed:  # fmt: skip
    """Writes down an action with its owner and day. Raises Refusal where either is missing or the day has passed."""
    found, _ = taken(meeting)
    refuse_when_closed(found)
    if not what.strip():
        raise Refusal("Write what shall be done.", "what")
    if owner is None and not owner_name.strip():
        raise Refusal("Choose who does it, or write the name of someone who does not work here.", "owner")
    if found.day and due < found.day:
        raise Refusal("The day must be after the meeting.", "due")
    deed = Deed(meeting=found, child=found.child, what=what.strip(), due=due, owner=owner,
                owner_name="" if owner else owner_name.strip(), looks_like=looks_like.strip())  # fmt: skip
    deed.save()
    write(deed, children=[found.child_id])
    return deed


@action
def settle_deed(*, by: Person, deed: Deed, outcome: str, evidence: str) -> Deed:
    """Says that an action is done, with what shows it, or is no longer needed, with why."""
    if not evidence.strip():
        raise Refusal("Say what shows that it is done, or why it is no longer needed.", "evidence")
    found, before = _open(deed)
    found.outcome, found.evidence, found.settled_at, found.settled_by = outcome, evidence.strip(), today(), by
    return _kept(found, before, evidence)


@action
def pass_on_deed(*, by: Person, deed: Deed, owner: Person, due: date, why: str) -> Deed:
    """Gives an open action to someone else, or to another day, with the reason."""
    if not why.strip():
        raise Refusal("Say why it goes to someone else, or why it needs longer.", "why")
    if due < today():
        raise Refusal("Choose a day from today on.", "due")
    found, before = _open(deed)
    found.owner, found.owner_name, found.due = owner, "", due
    return _kept(found, before, why)


def _open(deed: Deed) -> tuple[Deed, Snapshot]:
    found, before = locked(deed)
    if found.outcome:
        raise Refusal(SINCE)
    return found, before


def _kept(deed: Deed, before: Snapshot, why: str) -> Deed:
    deed.save()
    write(deed, children=[deed.child_id], before=before, why=why)
    return deed
