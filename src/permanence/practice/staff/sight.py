"""How far a person sees today: whose ties they share, which teams they answer for, and which briefs they hold.

A person sees by their own posts and by those of people who are away and have handed over to them. Handing over
is never handed on: who stands in for a stand-in sees nothing more by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from permanence.practice.prepared import prepared
from permanence.practice.staff.roles import Brief
from permanence.practice.today import today

if TYPE_CHECKING:
    from django.db.models import Q

    from permanence.practice.staff.models import Person, Post


NONE: frozenset[int] = frozenset()


class Sight:
    """Whom one person sees by: each part is worked out when it is first asked for, since a service-wide brief asks
    for no other. ``condition`` keeps what ``visible_to`` makes of it."""

    def __init__(self, person: Person) -> None:
        self._who = person
        self.person = person.pk
        self.day = today()
        self.condition: Q | None = None

    @cached_property
    def kept_by(self) -> tuple[Any, ...]:
        """All that conditions on children are made from, and the day they are made on."""
        own = (self.day, self.person, frozenset((post.role, post.team_id) for post in self._who.posts_today))
        return own if Brief.SERVICE in self.briefs else (*own, self.briefs, self.people, self.teams)

    @property
    def sees_children(self) -> bool:
        """Whether any post reaches a child at all. Without one, no tie and no grant does."""
        return any(post.about.brief != Brief.NO_CHILD for post in self._who.posts_today)

    @cached_property
    def briefs(self) -> frozenset[Brief]:
        """The briefs held; of someone with a brief for the service, only their own, as no other reaches further."""
        own = frozenset(post.about.brief for post in self._who.posts_today)
        return own if Brief.SERVICE in own else own | {post.about.brief for post in self._handed_over}

    @cached_property
    def people(self) -> frozenset[int]:
        """Those whose allocations count as one's own."""
        return frozenset({self.person, *(post.person_id for post in self._handed_over)}) if self.sees_children else NONE

    @cached_property
    def teams(self) -> frozenset[int]:
        """The teams answered for, and those beneath them."""
        posts = [*self._who.posts_today, *self._handed_over]
        return frozenset(beneath({post.team_id for post in posts if post.about.brief == Brief.TEAM and post.team_id}))

    @property
    def own_teams(self) -> frozenset[int]:
        """The teams of the person's own posts."""
        return frozenset(post.team_id for post in self._who.posts_today if post.team_id)

    @cached_property
    def _handed_over(self) -> list[Post]:
        """The posts of those who are away and have handed over to this person."""
        if not self.sees_children:
            return []
        return _posts_handed_to(self.person, self.day)


@prepared
def _posts_handed_to(person: int, day: date) -> Any:
    from permanence.practice.staff.models import Delegation, Post

    away = Delegation.objects.on(day).filter(to=person, away__is_active=True).values("away")
    return Post.objects.on(day).filter(person__in=away).order_by()


def sight_of(person: Person) -> Sight:
    """How far this person sees today. Worked out once for each request, as the person is read once for each."""
    if not hasattr(person, "_sight"):
        person._sight = Sight(person)
    sight: Sight = person._sight
    return sight


def forget(person: Person) -> None:
    """Works the sight out again when next asked: after a change to the person's posts within a request."""
    for name in ("_sight", "posts_today"):
        person.__dict__.pop(name, None)


def beneath(teams: Iterable[int]) -> set[int]:
    """These teams and every team beneath them."""
    from permanence.practice.staff.models import Team

    open_ones = list(teams)
    if not open_ones:
        return set()
    within = defaultdict(list)
    for team, above in Team.objects.values_list("pk", "within"):
        within[above].append(team)
    found: set[int] = set()
    while open_ones:
        team = open_ones.pop()
        if team not in found:
            found.add(team)
            open_ones.extend(within[team])
    return found
