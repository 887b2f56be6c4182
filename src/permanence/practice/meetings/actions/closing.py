"""Closing a meeting, approving its minutes and sending them: each step kept as a fact, so that its clocks close."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils import timezone

from permanence.practice.children.actions.versions import kept, taken
from permanence.practice.meetings.actions.case_notes import copy_to_siblings, note_actions
from permanence.practice.meetings.actions.distribution import distribute, record_minutes
from permanence.practice.meetings.actions.frequency import agree_frequency
from permanence.practice.meetings.actions.letters import overtake_minutes, tell_of_minutes
from permanence.practice.meetings.actions.listing import name_who_gets_them
from permanence.practice.meetings.believed import believed
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.gates import Gate, gates_of, writing_of
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.meetings.permissions import may_approve_minutes
from permanence.practice.meetings.siblings import wants_note
from permanence.practice.meetings.stages import after
from permanence.practice.procedures.policy import current_pack, policy_name
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Question, Refusal, ask
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def close_meeting(*, by: Person, meeting: Meeting, version: int, confirmed: Collection[str] = ()) -> Meeting:
    """Closes what is written. What was believed then is kept for ever: what was owed, by which policy, who was there.

    Raises Refusal where a gate that is a must is not met, naming its paragraph, and Question where a should is not.
    """
    found, before = taken(meeting, version)
    stage = after("close", found.stage)
    so = circumstances(found.child, found.kind, found.day or today(), by, found)
    writing = writing_of(found, so)
    gates = gates_of(writing)
    _refuse_unmet([gate for gate in gates if gate.stops and not gate.is_met])
    for gate in gates:
        if not gate.is_met:
            ask(Question(gate.needs, f"Not so yet: {gate.says.lower()} ({', '.join(gate.clauses)}). "
                                     "Close it all the same?"), confirmed)  # fmt: skip
    kept(found, before, stage=stage, closed_by=by, closed_at=timezone.now(), policy=policy_name(current_pack()),
         believed=believed(writing, gates))  # fmt: skip
    record_minutes(by, found, "drafted")
    return found


def _refuse_unmet(gates: list[Gate]) -> None:
    if gates:
        said = "; ".join(f"{gate.says.lower()} ({', '.join(gate.clauses)})" for gate in gates)
        raise Refusal(f"The policy asks for this before the meeting closes: {said}.")


@action
def send_back(*, by: Person, meeting: Meeting, why: str, version: int) -> Meeting:
    """Sends closed minutes back to be mended, with what is wrong."""
    found, before = taken(meeting, version)
    stage = after("send_back", found.stage)
    if not may_approve_minutes(by, found):
        raise Refusal("The policy does not let you approve these minutes, nor send them back.")
    if not why.strip():
        raise Refusal("Say what needs mending.", "why")
    return kept(found, before, why, stage=stage, closed_by=None, closed_at=None)


@action
def approve_minutes(*, by: Person, meeting: Meeting, version: int) -> Meeting:
    """Approves the minutes: someone whom the policy lets, and not who closed them. What they say of how often the
    meetings will be is agreed with them, where the policy lets the approver agree it.
    """
    found, before = taken(meeting, version)
    stage = after("approve", found.stage)
    if found.closed_by_id == by.pk:
        raise Refusal("You wrote these minutes, so someone else approves them.")
    if not may_approve_minutes(by, found):
        raise Refusal("The policy does not let you approve these minutes. The page says who may.")
    kept(found, before, stage=stage, approved_by=by, approved_at=timezone.now())
    record_minutes(by, found, "approved")
    name_who_gets_them(by, found)
    if wants_note(found):
        note_actions(by=by, meeting=found)
    agree_frequency(by, found)
    return found


@action
def send_minutes(
    *, by: Person, meeting: Meeting, version: int, by_hand: Mapping[int, str] | None = None,
    parts: Mapping[int, str] | None = None, deeds: Mapping[int, Collection[int]] | None = None,
) -> Meeting:  # fmt: skip
    """Sends the approved minutes to everyone invited or present: a letter to who signs in here, and for the others
    the way they were given (``by_hand``: invitee number to words). ``parts``: what goes on each sibling's own record;
    ``deeds``: the actions that go there too.

    Once each has them, by hand or because the letter went, they count as distributed, from that day on.
    """
    found, before = taken(meeting, version)
    after("send", found.stage)
    kept(found, before)
    for invitee in Invitee.objects.about(found.child).filter(meeting=found, sent_at=None).due_the_minutes():
        _hand_over(invitee, (by_hand or {}).get(invitee.pk, ""))
    if any((parts or {}).values()) or any((deeds or {}).values()):
        copy_to_siblings(by=by, meeting=found, version=found.version, parts=parts or {}, deeds=deeds)
    distribute(by, found)
    return taken(found)[0]


def _hand_over(invitee: Invitee, how: str) -> None:
    before = snapshot(invitee)
    if how.strip():
        invitee.sent_at, invitee.sent_how = timezone.now(), how.strip()
        overtake_minutes(invitee)
    elif invitee.reads_here and invitee.email and not invitee.sent_how:
        invitee.sent_how = "by e-mail, on its way"
        tell_of_minutes(invitee)
    else:
        return
    invitee.save()
    write(invitee, children=[invitee.child_id], before=before)
