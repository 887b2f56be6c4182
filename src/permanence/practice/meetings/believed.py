"""What was known when a meeting closed, kept for ever with it: what was owed, who was there, which papers and files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from permanence.practice.children.timeline import timeline_of_child
from permanence.practice.children.words import local_words
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.gates import Gate, Writing
from permanence.practice.meetings.models import Meeting, Paper
from permanence.practice.meetings.passages import files_of
from permanence.practice.meetings.policy import paper_kind
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.today import today
from permanence.practice.tracker.explaining import explainer_of
from permanence.practice.tracker.models import Duty

_OWED = ("clause", "duty", "because", "anchor", "limit", "booked")


def believed(writing: Writing, gates: Iterable[Gate]) -> Mapping[str, Any]:
    """What is known now, as plain values: duties with their sentences, circumstances, people, gates, papers, files."""
    meeting = writing.meeting
    return {
        "owed": _owed(meeting), "so": sorted(writing.so), "papers": _papers(meeting),
        "present": [{"name": one.name, "post": one.post, "invited": one.invited, "came": one.came}
                    for one in writing.invitees],
        "gates": [{"needs": gate.needs, "clauses": gate.clauses, "met": gate.is_met} for gate in gates],
        "files": [{"what": one.what, "name": one.name, "digest": one.digest}
                  for one in files_of(meeting) if not one.taken_off],
    }  # fmt: skip


def _owed(meeting: Meeting) -> list[dict[str, str]]:
    rows = list(Duty.objects.about(meeting.child).open())
    explainer = explainer_of(rows, timeline_of_child(meeting.child), current_evaluator(), today(), local_words())
    return [{**{name: str(getattr(row, name) or "") for name in _OWED}, "says": explainer.sentence(place)}
            for place, row in enumerate(rows)]  # fmt: skip


def _papers(meeting: Meeting) -> list[dict[str, str]]:
    found = Paper.objects.about(meeting.child)
    return [{"paper": paper_kind(one).name, "finished": day_words(one.finished_on) or "not finished"} for one in found]


def known_then(meeting: Meeting) -> list[tuple[str, Collection[str]]]:
    """The same for a page: what was owed, the papers, and the policy it closed under."""
    kept = meeting.believed
    said = [
        ("What was owed", [one.get("says") or f"{one['duty']} ({one['clause']})" for one in kept.get("owed", ())]),
        ("Papers of the child", [f"{one['paper']}: {one['finished']}" for one in kept.get("papers", ())]),
        ("Files of the meeting", [f"{one['what']} ({one['name']})" for one in kept.get("files", ())]),
        ("Policy", [meeting.policy] if meeting.policy else []),
    ]
    return [(title, lines) for title, lines in said if lines]
