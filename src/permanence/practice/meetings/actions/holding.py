"""A meeting held: what is written under each prompt, what is thought of each option, and what it recommends."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from permanence.practice.children.actions import record_fact
from permanence.practice.children.actions.versions import kept, refuse_if_changed, taken
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.meetings.actions.frequency import refuse_what_is_no_length
from permanence.practice.meetings.actions.passages import keep_passages
from permanence.practice.meetings.gates import OPTIONS
from permanence.practice.meetings.models import VERDICTS, Appraisal, Meeting
from permanence.practice.meetings.stages import after, refuse_when_closed
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def hold_meeting(*, by: Person, meeting: Meeting, version: int, confirmed: Collection[str] = ()) -> Meeting:
    """Says that the meeting was held on its day, which becomes a fact. Raises Refusal before that day."""
    found, before = taken(meeting, version)
    stage = after("hold", found.stage)
    if not found.is_past or found.day is None:
        raise Refusal("The meeting's day has not come. Move the meeting if it was held earlier.")
    record_fact(by=by, child=found.child, token=f"meeting.{found.kind}", start=found.day, confirmed=QUESTIONS)
    return kept(found, before, stage=stage)


@action
def write_section(*, by: Person, meeting: Meeting, written: Mapping[str, tuple[str, int]]) -> Meeting:
    """Keeps what is written under several prompts at once: all of it, or where one is refused, none.

    ``written``: for each prompt its text and the version its writer saw, 0 for none. Two people may write under
    different prompts at once.
    """
    found, _ = taken(meeting)
    refuse_when_closed(found)
    keep_passages(by, found, written)
    return found


@action
def appraise(*, by: Person, meeting: Meeting, option: str, verdict: str, why: str, version: int = 0) -> Appraisal:
    """Keeps what the meeting thought of one option. ``version``: of what was thought before, 0 for nothing yet.

    Raises Refusal without a reason, where another leads already, or where someone else changed it meanwhile.
    """
    found, _ = taken(meeting)
    refuse_when_closed(found)
    if option not in OPTIONS or verdict not in dict(VERDICTS):
        raise Refusal("Choose what the meeting thought of it.", "verdict")
    if not why.strip():
        raise Refusal("Say why: why it is live, or why and since when it is ruled out.", "why")
    others = Appraisal.objects.about(found.child).filter(meeting=found).exclude(option=option)
    if verdict == "primary" and others.filter(verdict="primary").exists():
        raise Refusal("Another option leads already, and one plan leads at a time. Change that one first.", "verdict")
    row = Appraisal.objects.about(found.child).filter(meeting=found, option=option).first()
    refuse_if_changed(row.version if row else 0, version)
    before = snapshot(row) if row else None
    row = row or Appraisal(meeting=found, child=found.child, option=option, version=0)
    row.verdict, row.why, row.version = verdict, why.strip(), row.version + 1
    row.save()
    write(row, children=[found.child_id], before=before)
    return row


@action
def conclude(
    *, by: Person, meeting: Meeting, version: int, enough: str, recommendation: str, reasons: str, no_next: str = "",
    every: str = "", every_because: str = "",
) -> Meeting:  # fmt: skip
    """Keeps the meeting's conclusion: whether it knew enough, what it recommends and why, and when it meets again."""
    found, before = taken(meeting, version)
    refuse_when_closed(found)
    if every.strip():
        refuse_what_is_no_length(every)
    if every.strip() and not every_because.strip():
        raise Refusal("Say why the meetings will be that often.", "every_because")
    return kept(found, before, enough=enough, recommendation=recommendation.strip(), reasons=reasons.strip(),
                no_next=no_next.strip(), every=every.strip(), every_because=every_because.strip())  # fmt: skip
