"""Who is invited, who is not and why, what they answered, and what they say where they cannot come."""

from __future__ import annotations

from datetime import date

from permanence.practice.meetings.actions.rows import SINCE, refuse_when_closed
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.meetings.policy import day_of, kind_of
from permanence.practice.meetings.proposing import Proposed, proposed
from permanence.practice.record.snapshot import Snapshot, snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def propose_invitees(*, by: Person, meeting: Meeting) -> list[Invitee]:
    """Puts those whom the policy asks for on the list, undecided; the child first, whose views are always sought."""
    so = circumstances(meeting.child, meeting.kind, day_of(meeting, today()), by, meeting)
    asked = [_row(meeting, one) for one in proposed(kind_of(meeting), meeting.child, so)]
    child = Invitee(meeting=meeting, child=meeting.child, who="child", name=meeting.child.name, post="The child")
    rows = asked if any(row.who == "child" for row in asked) else [child, *asked]
    for row in rows:
        row.save()
        write(row, children=[meeting.child])
    return rows


def _row(meeting: Meeting, one: Proposed) -> Invitee:
    reason = one.someone.because
    return Invitee(
        meeting=meeting, child=meeting.child, who=one.who, name=one.name, post=one.post, person=one.person,
        email=one.person.email if one.person else _email(one.reach), clauses=", ".join(reason.clauses),
        strength=reason.strength, has_parental_responsibility=one.has_parental_responsibility,
    )  # fmt: skip


def _email(reach: str) -> str:
    """The address in what is kept of how to reach someone, if there is one."""
    return next((word.strip(",;") for word in reach.split() if "@" in word), "")


@action
def add_invitee(
    *, by: Person, meeting: Meeting, name: str, post: str, email: str = "", observes: bool = False
) -> Invitee:
    """Adds someone whom the policy does not name."""
    refuse_when_closed(meeting)
    if not name.strip():
        raise Refusal("Write who it is.", "name")
    row = Invitee(meeting=meeting, child=meeting.child, name=name.strip(), post=post.strip(), email=email,
                  invited=True, observes=observes)  # fmt: skip
    row.save()
    write(row, children=[meeting.child])
    return row


@action
def decide_invitee(
    *, by: Person, invitee: Invitee, invited: bool, email: str = "", observes: bool = False, why_not: str = "",
    agreed_by: Person | None = None, told_how: str = "", told_by: date | None = None,
) -> Invitee:  # fmt: skip
    """Invites someone, or decides not to: why, and for one with parental responsibility also who agreed and how they
    will learn of the plan.

    Raises Refusal where a decision not to invite lacks any of these.
    """
    found, before = _taken(invitee)
    refuse_when_closed(found.meeting)
    if not invited:
        _refuse_without_reason(found, why_not, agreed_by, told_how)
    found.invited, found.observes, found.why_not = invited, observes and invited, "" if invited else why_not.strip()
    found.email = email or found.email
    found.agreed_by, found.told_how, found.told_by = (None, "", None) if invited else (agreed_by, told_how, told_by)
    return _kept(found, before)


def _refuse_without_reason(invitee: Invitee, why_not: str, agreed_by: Person | None, told_how: str) -> None:
    if not why_not.strip() and (invitee.strength == "must" or invitee.has_parental_responsibility):
        raise Refusal("Say why they are not invited.", "why_not")
    if not invitee.has_parental_responsibility:
        return
    if agreed_by is None:
        raise Refusal("They have parental responsibility. Say which manager agreed not to invite them.", "agreed_by")
    if not told_how.strip():
        raise Refusal("They have parental responsibility. Say how they will be told of the plan.", "told_how")


@action
def hear_invitee(
    *, by: Person, invitee: Invitee, coming: str = "", came: str = "", views: str = "", views_how: str = "",
    why_absent: str = "",
) -> Invitee:  # fmt: skip
    """Keeps what someone answered, whether they came, and their views in their own words with how they were gathered.

    Raises Refusal where views stand there without how they were gathered.
    """
    found, before = _taken(invitee)
    refuse_when_closed(found.meeting)
    if views.strip() and not views_how.strip():
        raise Refusal("Say how these views were gathered: at a visit, by letter, by an advocate.", "views_how")
    found.coming, found.came, found.why_absent = coming, came, "" if came == "came" else why_absent.strip()
    found.views, found.views_how = views.strip(), views_how.strip()
    return _kept(found, before)


def _taken(invitee: Invitee) -> tuple[Invitee, Snapshot]:
    found = (
        Invitee.objects.about(invitee.child).select_for_update(no_key=True).filter(pk=invitee.pk).first()
    )  # what was there when the page was opened may have been taken off the list
    if found is None:
        raise Refusal(SINCE)
    return found, snapshot(found)


def _kept(row: Invitee, before: Snapshot) -> Invitee:
    row.save()
    write(row, children=[row.child_id], before=before)
    return row
