"""Who is signed in: asked on every page, and so with as few questions as can be. How one signs in is allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from permanence.practice.prepared import prepared
from permanence.practice.staff.models import Person, posts_of
from permanence.practice.today import today


class SignedIn(AuthenticationBackend):
    """Signs in by e-mail and password, and finds the person of a session, with the posts they hold today."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person with this number, if they may still sign in."""
        posts = posts_of(int(user_id), today())
        found = [posts[0].person] if posts else _person(int(user_id))
        if not found or not self.user_can_authenticate(found[0]):
            return None
        person: Person = found[0]
        person.posts_today = posts
        return person


@prepared
def _person(number: int) -> Any:
    return Person.objects.filter(pk=number).order_by()
