"""Meetings of the demonstration at every step of their way, and a paper half written."""

from __future__ import annotations

from datetime import time, timedelta

from permanence.practice.children.checks import QUESTIONS
from permanence.practice.demo.people import Staff
from permanence.practice.meetings import actions
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.meetings.policy import kinds_now
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.models import Duty

SURE = QUESTIONS | {"after_limit", "clash"}
VIEWLESS: dict[str, str] = {}
STEPS = ("asked", "booked", "due today", "held", "closed", "approved")


def make_meetings(staff: Staff) -> None:
    """For the first children to whom a planning meeting is owed: one meeting at each step."""
    owed = Duty.objects.filter(duty="meeting.permanence", settled="", child__restricted="").exclude(limit=None)
    first: dict[int, Duty] = {}
    for duty in owed.select_related("child").order_by("limit", "place"):
        first.setdefault(duty.child_id, duty)
    for duty, step in zip(first.values(), STEPS, strict=False):
        _make(duty, step, staff)


def _make(duty: Duty, step: str, staff: Staff) -> None:
    worker, chair = staff.one("permanence_worker"), staff.one("permanence_team_manager")
    meeting = actions.ask_for_meeting(by=worker, child=duty.child, kind="permanence", clause=duty.clause,
                                      because=f"{duty.clause} asks for it.")  # fmt: skip
    if step == "asked":
        return
    day = today() + timedelta(days=9) if step == "booked" else today()
    meeting = actions.book_meeting(by=worker, meeting=meeting, day=day, time=time(10, 30), place="Room 2, Civic Centre",
                                   chair=chair, version=meeting.version, confirmed=SURE)  # fmt: skip
    if step in ("held", "closed", "approved"):
        _write_up(meeting, worker)
    if step in ("closed", "approved"):
        held = Meeting.objects.about(duty.child).get(pk=meeting.pk)
        confirmed = {needed.needs for kind in kinds_now().kinds.values() for needed in kind.gates}
        actions.close_meeting(by=worker, meeting=held, version=held.version, confirmed=confirmed)
    if step == "approved":
        _approve(Meeting.objects.about(duty.child).get(pk=meeting.pk), chair, worker)


def _approve(closed: Meeting, chair: Person, worker: Person) -> None:
    """Approves the minutes, writes the child's own page, and asks for the next meeting, to which the actions come."""
    found = actions.approve_minutes(by=chair, meeting=closed, version=closed.version)
    actions.write_for_child(
        by=worker, meeting=found, version=0, why="You feel safe there. Your carers want you to stay.",
        next_steps="We will ask your school how you are.", confirmed={"long"},
    )  # fmt: skip
    actions.ask_for_meeting(by=worker, child=found.child, kind=found.kind, because="It follows the last one.",
                            follows=found)  # fmt: skip


def _write_up(meeting: Meeting, worker: Person) -> None:
    child = meeting.child
    for one in Invitee.objects.about(child).filter(meeting=meeting):
        asked = actions.decide_invitee(by=worker, invitee=one, version=one.version, invited=True)
        says = {"views": "I want to stay where I am.", "views_how": "at a visit"} if one.who == "child" else VIEWLESS
        actions.hear_invitee(by=worker, invitee=asked, version=asked.version, came="came", **says)
    held = actions.hold_meeting(
        by=worker, meeting=meeting, version=Meeting.objects.about(child).get(pk=meeting.pk).version
    )
    first = next(iter(kinds_now().kinds["permanence"].prompts()))
    actions.write_section(
        by=worker, meeting=held, written={first.id: ("The plan goes ahead. School is going well.", 0)}
    )  # fmt: skip
    actions.appraise(
        by=worker, meeting=held, option="long_term_fostering", verdict="primary", why="The child is settled."
    )
    actions.appraise(by=worker, meeting=held, option="kinship", verdict="contingency", why="An aunt has come forward.")
    actions.agree_deed(by=worker, meeting=held, what="Ask the school for a report", owner=worker,
                       due=today() + timedelta(days=14), looks_like="The report is on file.")  # fmt: skip
    actions.conclude(
        by=worker, meeting=held, version=Meeting.objects.about(child).get(pk=held.pk).version, enough="yes",
        recommendation="Long-term fostering with the present carers.", reasons="The child is settled and safe there.",
        no_next="The next day is set after the panel.",
    )  # fmt: skip
