"""Files put to a meeting or a paper, and taken off again."""

from __future__ import annotations

from typing import Any

from permanence.practice.children.actions.versions import struck
from permanence.practice.meetings.files import keep_file, refuse_what_is_no_document
from permanence.practice.meetings.models import Attached
from permanence.practice.meetings.passages import Holder, which
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def attach(*, by: Person, holder: Holder, what: str, file: Any) -> Attached:
    """Keeps a file with a meeting or a paper. Raises Refusal where it is no document, or nobody says what it is."""
    if not what.strip():
        raise Refusal("Say what the file is, so that others need not open it to find out.", "what")
    refuse_what_is_no_document(file)
    row = Attached(child=holder.child, what=what.strip(), name=file.name, by=by, **which(holder))
    keep_file(row, file)
    row.save()
    write(row, children=[holder.child_id])
    return row


@action
def take_off(*, by: Person, attached: Attached, why: str) -> Attached:
    """Takes a file off: nobody can open it any more, and who and why stays in the record."""
    kept: Attached = struck(attached, "taken_off", why, "taken off")
    return kept
