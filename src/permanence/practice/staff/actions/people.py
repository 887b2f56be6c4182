"""Starters, posts and leavers."""

from __future__ import annotations

from datetime import date

from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Delegation, Person, Post, Team
from permanence.practice.staff.roles import ROLES, Brief
from permanence.practice.staff.sight import forget
from permanence.practice.today import today


@action
def new_starter(
    *, by: Person | None, name: str, email: str, role: str, team: Team | None = None, start: date | None = None
) -> Person:
    """Makes an account with a first post. It has no password: its owner sets one by the letter they are sent."""
    if Person.objects.filter(email__iexact=email.strip()).exists():
        raise Refusal(f"Someone has the e-mail {email} already. Look for them in the list of people.", "email")
    person = Person(name=name.strip(), email=email.strip().lower(), joined=start or today())
    person.set_unusable_password()
    person.save()
    write(person)
    give_post(by=by, person=person, role=role, team=team, start=start)
    return person


@action
def rename_person(*, by: Person | None, person: Person, name: str, email: str) -> Person:
    """Changes a person's name or e-mail."""
    if Person.objects.filter(email__iexact=email.strip()).exclude(pk=person.pk).exists():
        raise Refusal(f"Someone else has the e-mail {email}. Check it.", "email")
    before = snapshot(person)
    person.name, person.email = name.strip(), email.strip().lower()
    person.save()
    write(person, before=before)
    return person


@action
def give_post(
    *,
    by: Person | None,
    person: Person,
    role: str,
    team: Team | None = None,
    start: date | None = None,
    end: date | None = None,
    from_directory: bool = False,
) -> Post:
    """Gives a person a role in a team. Raises Refusal where the role leads a team and none is named."""
    if role not in ROLES:
        raise Refusal("Choose one of the roles in the list.", "role")
    if ROLES[role].brief == Brief.TEAM and team is None and not from_directory:
        raise Refusal(f"Choose the team: a {ROLES[role].name.lower()} sees the children of their team.", "team")
    post = Post(person=person, role=role, team=team, start=start or today(), end=end, from_directory=from_directory)
    _refuse_backwards(post.start, end)
    _refuse_both_kinds(person, post)
    post.save()
    forget(person)
    write(post)
    return post


def _refuse_both_kinds(person: Person, post: Post) -> None:
    """Who makes accounts sees no child: or one person could make themselves a door."""
    others = [other.about.accounts for other in person.posts.filter(end__isnull=True)]
    if any(accounts != post.about.accounts for accounts in others):
        raise Refusal(
            "A system administrator sees no child, so can hold no other role. End the other post first.", "role"
        )


@action
def end_post(*, by: Person | None, post: Post, end: date | None = None) -> Post:
    """Ends a post: ``end`` is the first day on which it no longer holds."""
    before = snapshot(post)
    post.end = max(end or today(), post.start)
    post.save()
    forget(post.person)
    write(post, before=before)
    return post


@action
def person_leaves(*, by: Person | None, person: Person, day: date | None = None) -> Person:
    """Closes an account at once; ends posts, allocations and delegations. Children keep their history of workers.

    Raises Refusal on closing one's own account, which would lock the door with the key inside.
    """
    if by == person:
        raise Refusal("You cannot close your own account. Ask another system administrator.")
    last = day or today()
    before = snapshot(person)
    person.is_active, person.left = False, last
    person.set_unusable_password()
    person.save()
    write(person, before=before)
    for post in person.posts.filter(end__isnull=True):
        end_post(by=by, post=post, end=last)
    _end_ties(by, person, last)
    return person


def _end_ties(by: Person | None, person: Person, last: date) -> None:
    from permanence.practice.staff.actions.ties import end_allocation, end_delegation
    from permanence.practice.staff.models import Allocation

    for allocation in Allocation.objects.filter(person=person, end__isnull=True):
        end_allocation(by=by, allocation=allocation, end=last)
    for delegation in Delegation.objects.on(last).filter(to=person):
        end_delegation(by=by, delegation=delegation, end=last)


def _refuse_backwards(start: date, end: date | None) -> None:
    if end and end <= start:
        raise Refusal("The end must be after the start. Check both days.", "end")
