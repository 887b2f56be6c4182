"""Opening a record in an emergency, with a reason, told to managers at once and looked into afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from permanence.practice.children.visibility import for_the_machine
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import BreakGlass, Person, Post
from permanence.practice.staff.roles import ROLES
from permanence.practice.today import today

if TYPE_CHECKING:
    from permanence.practice.children.models import Child

OPEN_FOR = timedelta(days=2)
"""Today and tomorrow: a night's duty, and the morning after."""
SENIOR = [role.code for role in ROLES.values() if role.manages and role.brief == "service"]


@action
def break_glass(*, by: Person, case_number: str, why: str) -> Child:
    """Opens a record to the person for today and tomorrow. Managers are told; one of them looks into it.

    Raises Refusal without a proper reason, for a role that may not, and where there is no child of this number.
    """
    if not any(role.breaks_glass for role in by.roles):
        raise Refusal("Your role does not open records in an emergency. Telephone the manager on duty.")
    if len(why.strip()) < 20:
        raise Refusal("Say in a sentence why you must see this record now. A manager will read it.", "why")
    child = for_the_machine().filter(case_number=case_number.strip()).first()
    if child is None:
        raise Refusal("No child has this case number. Check every letter and digit.", "case_number")
    glass = BreakGlass.objects.create(child=child, person=by, why=why.strip(), end=today() + OPEN_FOR)
    glass.told.set(_to_tell(child, by))
    write(glass, children=[child], why=why)
    transaction.on_commit(lambda: _tell(glass))
    found: Child = child
    return found


def _to_tell(child: Child, by: Person) -> list[Person]:
    """The managers of the child's team and its heads of service; never the person who broke the glass."""
    posts = Post.objects.on().filter(person__is_active=True).exclude(person=by)
    of_team = posts.filter(team__isnull=False, team=child.team_id, role="team_manager")
    people = {post.person for post in (of_team | posts.filter(role__in=SENIOR)).select_related("person")}
    return sorted(people, key=lambda person: person.name)


def _tell(glass: BreakGlass) -> None:
    """A letter that says that it happened. Whose record it was stands behind sign-in."""
    letter = (
        f"{glass.person.name} opened a child's record in an emergency. Sign in to see which, and why, and say "
        "whether it was right. Until someone does, it stays on your home page."
    )
    send_mail("A record was opened in an emergency", letter, None, [one.email for one in glass.told.all()])


@action
def review_broken_glass(*, by: Person, glass: BreakGlass, was_right: bool, found: str) -> BreakGlass:
    """Writes down what a manager found on looking into it. Nobody looks into their own."""
    if glass.person == by:
        raise Refusal("You opened this record, so another manager must look into it.")
    if glass.reviewed_at:
        raise Refusal("This was looked into already.")
    if not found.strip():
        raise Refusal("Write what you found.", "found")
    before = snapshot(glass)
    glass.reviewed_by, glass.reviewed_at, glass.was_right, glass.found = by, timezone.now(), was_right, found.strip()
    glass.save()
    write(glass, children=[glass.child], before=before)
    return glass
