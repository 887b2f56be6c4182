"""People who sign in by the council's own directory: who they are, and the posts its app roles give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.actions.people import end_post, give_post
from permanence.practice.staff.models import Person
from permanence.practice.staff.roles import ROLES


@dataclass(frozen=True)
class Claims:
    """What the directory says of a person. ``key`` is tenant and object, which are never given to another."""

    key: str
    name: str
    email: str
    roles: frozenset[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Claims:
        """The claims of a token. App roles that are none of ours are left out."""
        who = data.get("oid") or data.get("sub")
        if not who:
            raise Refusal("The council's sign-in did not say who you are. Tell the system administrator.")
        email = str(data.get("email") or data.get("preferred_username") or "").lower()
        roles = frozenset(map(str, data.get("roles") or ())) & ROLES.keys()
        return cls(f"{data.get('tid', '')}:{who}", str(data.get("name") or email), email, roles)


@action
def sign_in_from_directory(*, by: Person | None, claims: Claims) -> Person:
    """The person of these claims, made if new, their posts as the directory has them. Raises Refusal without a role."""
    person = Person.objects.filter(directory_key=claims.key).first() or _new(claims)
    before = snapshot(person)
    _follow(by, person, claims.roles)
    write(person, before=before)
    if not person.posts.on().exists():
        raise Refusal("The council's sign-in gives you no role here. Ask the system administrator for one.")
    return person


def _new(claims: Claims) -> Person:
    if not claims.email:
        raise Refusal("The council's sign-in did not give your e-mail. Tell the system administrator.")
    if Person.objects.filter(email__iexact=claims.email).exists():
        raise Refusal("An account with your e-mail is here already. The system administrator can join the two.")
    person = Person(name=claims.name, email=claims.email, directory_key=claims.key)
    person.set_unusable_password()
    person.save()
    write(person)
    return person


def _follow(by: Person | None, person: Person, roles: frozenset[str]) -> None:
    """Ends posts the directory gave and no longer names, and gives those it names anew. Posts given here stay."""
    held = {post.role: post for post in person.posts.on().filter(from_directory=True)}
    for role in sorted(held.keys() - roles):
        end_post(by=by, post=held[role])
    for role in sorted(roles - held.keys()):
        give_post(by=by, person=person, role=role, from_directory=True)
