"""Who is invited, who is not and why, what they answered, and what they say where they cannot come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from permanence.practice.children.actions.versions import kept, taken
from permanence.practice.meetings.actions.letters import tell_of_invitation
from permanence.practice.meetings.actions.listing import listed
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.meetings.policy import day_of, kind_of
from permanence.practice.meetings.proposing import proposed
from permanence.practice.meetings.stages import refuse_when_closed
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def propose_invitees(*, by: Person, meeting: Meeting) -> list[Invitee]:
    """Puts those whom the policy asks for on the list, undecided; the child first, whose views are always sought."""
    so = circumstances(meeting.child, meeting.kind, day_of(meeting, today()), by, meeting)
    asked = [listed(meeting, one) for one in proposed(kind_of(meeting), meeting.child, so)]
    child = Invitee(meeting=meeting, child=meeting.child, who="child", name=meeting.child.name, post="The child")
    rows = asked if any(row.who == "child" for row in asked) else [child, *asked]
    for row in rows:
        row.save()
        write(row, children=[meeting.child])
    return rows


@action
def add_invitee(
    *, by: Person, meeting: Meeting, name: str, post: str, email: str = "", observes: bool = False
) -> Invitee:
    """Adds someone whom the policy does not name."""
    found, _ = taken(meeting)
    refuse_when_closed(found)
    if not name.strip():
        raise Refusal("Write who it is.", "name")
    row = Invitee(meeting=found, child=found.child, name=name.strip(), post=post.strip(), email=email,
                  invited=True, observes=observes)  # fmt: skip
    row.save()
    write(row, children=[found.child])
    tell_of_invitation(row)
    return row


@action
def decide_invitee(
    *, by: Person, invitee: Invitee, version: int, invited: bool, email: str = "", observes: bool = False,
    why_not: str = "", agreed_by: Person | None = None, told_how: str = "", told_by: date | None = None,
) -> Invitee:  # fmt: skip
    """Invites someone, or decides not to: why, and for one with parental responsibility also who agreed and how they
    will learn of the plan. Where a day is booked they are told at once.

    Raises Refusal where a decision not to invite lacks any of these, or the row was changed meanwhile.
    """
    found, before = taken(invitee, version)
    refuse_when_closed(found.meeting)
    if not invited:
        _refuse_without_reason(found, why_not, agreed_by, told_how)
    was_invited, earlier = found.invited, found.email
    found.invited, found.observes, found.why_not = invited, observes and invited, "" if invited else why_not.strip()
    found.email = email or found.email
    found.agreed_by, found.told_how, found.told_by = (None, "", None) if invited else (agreed_by, told_how, told_by)
    kept(found, before)
    if found.invited != was_invited or (invited and found.email != earlier):
        tell_of_invitation(found)
    return found


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
    *, by: Person, invitee: Invitee, version: int, coming: str = "", came: str = "", why_absent: str = "",
    views: str = "", views_how: str = "",
) -> Invitee:  # fmt: skip
    """Keeps what someone answered, whether they came, and their views in their own words with how they were gathered.

    Raises Refusal where views stand there without how they were gathered.
    """
    found, before = taken(invitee, version)
    refuse_when_closed(found.meeting)
    if views.strip() and not views_how.strip():
        raise Refusal("Say how these views were gathered: at a visit, by letter, by an advocate.", "views_how")
    if coming != found.coming:
        found.answered_at, found.answered_by = timezone.now(), by
    found.coming, found.came, found.why_absent = coming, came, "" if came == "came" else why_absent.strip()
    found.views, found.views_how = views.strip(), views_how.strip()
    return kept(found, before)


@action
def withhold_parts(
    *, by: Person, invitee: Invitee, version: int, withheld: Collection[str], withheld_why: str = ""
) -> Invitee:
    """Says which sections of the minutes someone does not get to see. Raises Refusal without a reason."""
    found, before = taken(invitee, version)
    if withheld and not withheld_why.strip():
        raise Refusal("Say why they do not get to see it.", "withheld_why")
    found.withheld, found.withheld_why = list(withheld), withheld_why.strip()
    return kept(found, before)
