"""Meetings about a child: who is asked, what is written, what is agreed, and who has the minutes."""

from permanence.practice.meetings.models.after import CaseNote, ChildsMinutes
from permanence.practice.meetings.models.meeting import CAME, COMING, Invitee, Meeting
from permanence.practice.meetings.models.sent import FIRST_WAIT, TRIES, Feed, Letter
from permanence.practice.meetings.models.written import OUTCOMES, VERDICTS, Appraisal, Attached, Deed, Paper, Passage

__all__ = [
    "CAME",
    "COMING",
    "FIRST_WAIT",
    "OUTCOMES",
    "TRIES",
    "VERDICTS",
    "Appraisal",
    "Attached",
    "CaseNote",
    "ChildsMinutes",
    "Deed",
    "Feed",
    "Invitee",
    "Letter",
    "Meeting",
    "Paper",
    "Passage",
]
