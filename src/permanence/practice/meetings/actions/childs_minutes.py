"""What a worker writes for the child's own page of a meeting."""

from __future__ import annotations

from collections.abc import Collection

from permanence.practice.children.actions.versions import refuse_if_changed, taken
from permanence.practice.meetings.childs_minutes import band_of, too_long
from permanence.practice.meetings.models import ChildsMinutes, Meeting
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Question, Refusal, ask
from permanence.practice.staff.models import Person


@action
def write_for_child(
    *, by: Person, meeting: Meeting, version: int, why: str, next_steps: str, confirmed: Collection[str] = ()
) -> ChildsMinutes:
    """Keeps why it was decided and what happens next, in words for the child; from then on the page can be given.

    ``version``: of what was written before, 0 for none. Raises Refusal before the minutes are approved or where
    someone else changed it, and Question where a sentence is long for the child's age.
    """
    found, _ = taken(meeting)
    if found.approved_at is None:
        raise Refusal("The minutes are not approved yet. The page for the child comes after.")
    if not (why.strip() and next_steps.strip()):
        raise Refusal("Write why it was decided and what happens next, so that the child can understand it.")
    if long := too_long(found, why, next_steps):
        fits = band_of(found)["longest"]
        ask(Question("long", f"One sentence has {len(long.split())} words; {fits} fit at this age. It begins: "
                             f"“{' '.join(long.split()[:6])} …”. Keep it all the same?"), confirmed)  # fmt: skip
    row = ChildsMinutes.objects.about(found.child).select_for_update(no_key=True).filter(meeting=found).first()
    refuse_if_changed(row.version if row else 0, version)
    before = snapshot(row) if row else None
    row = row or ChildsMinutes(meeting=found, child=found.child, version=0)
    row.why, row.next_steps, row.version, row.written_by = why.strip(), next_steps.strip(), row.version + 1, by
    row.save()
    write(row, children=[found.child_id], before=before)
    return row
