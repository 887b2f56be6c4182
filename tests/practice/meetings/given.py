"""What the tests of meetings begin with: a policy, a child with worker and manager, a meeting."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django.test import Client
from django.urls import reverse

from permanence.practice.children.models import Child
from permanence.practice.meetings import actions
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.procedures.actions import approve, propose
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.made import a_person, a_team, child_in_care, works_with


def follow(pack: str) -> None:
    first, second = a_person("head_of_service"), a_person("assistant_director")
    approve(by=second, adoption=propose(by=first, pack=pack, effective=today()))


def family(days: int = 30) -> tuple[Child, Person, Person]:
    team = a_team()
    child = child_in_care(days, team=team)
    return child, works_with(a_person(team=team), child), a_person("team_manager", team)


def asked(child: Child, by: Person) -> Meeting:
    return actions.ask_for_meeting(by=by, child=child, kind="permanence", because="The first plan is needed.")


def booked(meeting: Meeting, by: Person, chair: Person | None = None, **more: Any) -> Meeting:
    given = {"day": today(), "time": time(10, 30), "place": "Room 2", "version": meeting.version} | more
    return actions.book_meeting(by=by, meeting=meeting, chair=chair, confirmed={"day_off", "after_limit"}, **given)


def all_decided(meeting: Meeting, by: Person) -> None:
    """Everyone on the list invited, and there."""
    for one in Invitee.objects.about(meeting.child).filter(meeting=meeting):
        heard(by, decided(by, one, invited=True), came="came", views=one.views, views_how=one.views_how)


def decided(by: Person, invitee: Invitee, **answer: Any) -> Invitee:
    """What was decided about someone, by who has just looked at it."""
    invitee.refresh_from_db()
    return actions.decide_invitee(by=by, invitee=invitee, version=invitee.version, **answer)


def heard(by: Person, invitee: Invitee, **answer: Any) -> Invitee:
    """What someone answered, kept by who has just looked at it."""
    invitee.refresh_from_db()
    return actions.hear_invitee(by=by, invitee=invitee, version=invitee.version, **answer)


def approved(meeting: Meeting, worker: Person, manager: Person) -> Meeting:
    """The meeting held today, closed by the worker and its minutes approved by the manager."""
    found = booked(meeting, worker, manager)
    all_decided(found, worker)
    found = actions.hold_meeting(by=worker, meeting=found, version=found.version)
    found = actions.close_meeting(by=worker, meeting=found, version=found.version)
    return actions.approve_minutes(by=manager, meeting=found, version=found.version)


def wrote(by: Person, meeting: Meeting, prompt: str, text: str, version: int = 0) -> None:
    """What someone wrote under one prompt, having seen a version of it."""
    actions.write_section(by=by, meeting=meeting, written={prompt: (text, version)})


def posted_to(client: Client, name: str, args: list[Any], **data: Any) -> Any:
    """Opens a page and sends its form, filled in, with what it carries unseen."""
    address = reverse(f"meetings:{name}", args=args)
    unseen = re.findall(r'<input type="hidden" name="(seen\S*)" value="(\d+)"', client.get(address).content.decode())
    answer = client.post(address, dict(unseen) | data)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return answer
